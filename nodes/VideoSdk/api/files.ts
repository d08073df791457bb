import type { ApiContext } from './client.ts';
import { downloadText, type DownloadLimits } from './download.ts';

/** Files that VideoSDK's answers link to. What it throws is a `Failure`. */
export class FilesApi {
	readonly #context: ApiContext;
	readonly #signal: AbortSignal | undefined;

	constructor(context: ApiContext, signal?: AbortSignal) {
		this.#context = context;
		this.#signal = signal;
	}

	/** Reads a text, see `downloadText`. */
	async text(link: string, limits: DownloadLimits): Promise<string> {
		return await downloadText(this.#context, link, limits, this.#signal);
	}
}
