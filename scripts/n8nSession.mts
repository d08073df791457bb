export type Call = <T>(method: string, path: string, body?: unknown) => Promise<T>;

/** Calls of n8n's REST API by one browser tab, so to speak: keeps the log-in cookie. */
export function openN8nSession(url: string): Call {
	let cookie = '';

	return async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const answer = await fetch(`${url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// An n8n that was busy for some seconds closes connections that it has not heard of meanwhile.
				connection: 'close',
				// n8n binds a log-in to its browser, and a run to the editor's tab.
				'browser-id': 'n8n-nodes-videosdk',
				'push-ref': 'n8n-nodes-videosdk',
				...(cookie && { cookie }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		for (const line of answer.headers.getSetCookie()) {
			if (line.startsWith('n8n-auth=')) cookie = line.split(';')[0] ?? '';
		}
		const text = await answer.text();
		if (!answer.ok) {
			throw new Error(`n8n answered ${answer.status} to ${method} /rest${path}: ${text}`);
		}
		return (JSON.parse(text) as { data: T }).data;
	};
}
