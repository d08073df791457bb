import type { SandboxState } from '../state/sandboxState.mts';
import type { ApiContext } from './apiEnv.mts';

/** An answer that is a sentence: as a JSON string, or as it is. Which of them VideoSDK sends is not documented. */
export function sentence(c: ApiContext, { settings }: SandboxState, words: string): Response {
	return settings.plainTextAnswers ? c.text(words) : c.json(words);
}
