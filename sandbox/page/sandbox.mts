import type { PageState } from '../control/pageState.mts';

/** A browser that has lost the connection for good is asked to try anew. */
const TRY_AGAIN_MS = 1000;

/** Hears what is new at the sandbox, and whether it can be reached; also after it was started anew. */
export function listenToSandbox(
	onNews: (state: PageState) => void,
	onConnection: (isConnected: boolean) => void,
): void {
	const source = new EventSource('/_sandbox/page-news');
	source.onmessage = ({ data }: MessageEvent<string>) => {
		onConnection(true);
		onNews(JSON.parse(data) as PageState);
	};
	source.onerror = () => {
		onConnection(false);
		source.close();
		setTimeout(() => listenToSandbox(onNews, onConnection), TRY_AGAIN_MS);
	};
}

/**
 * Asks the sandbox to do something, by one of its control routes.
 *
 * @returns why it did not, or undefined
 */
export async function ask(
	method: 'POST' | 'PUT' | 'DELETE',
	path: string,
	body?: unknown,
): Promise<string | undefined> {
	try {
		const answer = await fetch(`/_sandbox${path}`, {
			method,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (answer.ok) return undefined;
		const { message } = (await answer.json()) as { message?: string };
		return message ?? `The sandbox answers ${answer.status}.`;
	} catch {
		return 'The sandbox does not answer. Is it still running?';
	}
}
