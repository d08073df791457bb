import { withoutUrlSecrets } from './withoutSecrets.ts';

/** What VideoSDK says of an order, where it answers with a sentence; fit for an item. */
export function messageIn(answer: unknown): { message?: string } {
	return typeof answer === 'string' && answer !== '' ? { message: withoutUrlSecrets(answer) } : {};
}
