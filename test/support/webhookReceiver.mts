import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach } from 'vitest';

export interface Received {
	method: string;
	headers: IncomingHttpHeaders;
	rawBody: Buffer;
	/** The parsed body. */
	json: any;
}

/** Somebody on this machine whom webhooks are sent to, for the tests of one file. */
export function useReceiver() {
	let received: Received[] = [];
	let answers: Array<number | null> = [];
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const rawBody = Buffer.concat(chunks);
		const { method = '', headers } = request;
		received.push({ method, headers, rawBody, json: JSON.parse(rawBody.toString('utf8')) });
		const status = answers.length > 0 ? answers.shift() : 200;
		if (typeof status === 'number') response.writeHead(status).end();
	});

	beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
	beforeEach(() => {
		received = [];
		answers = [];
	});
	afterAll(() => {
		server.close();
		server.closeAllConnections();
	});

	return {
		url: (path = '/hook') => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
		/** In the order in which they came. */
		received: () => received,
		events: () => received.map(({ json }) => json.webhookType as string),
		/** The next answers; null = none at all. Once they are used up it is 200 again. */
		answerWith: (...statuses: Array<number | null>) => void (answers = statuses),
	};
}
