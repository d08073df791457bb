import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether a URL leads to this machine. Nothing the sandbox does leaves it. */
export function isLoopback(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return /^https?:$/.test(protocol) && LOOPBACK.test(hostname);
}

/** Sends one delivery, on a connection of its own, and gives back the status of the answer. */
export function postDelivery(
	url: string,
	body: string,
	headers: Record<string, string>,
	signal: AbortSignal,
): Promise<number> {
	return new Promise((resolve, reject) => {
		const request = url.startsWith('https:') ? httpsRequest : httpRequest;
		const options = { method: 'POST', agent: false as const, headers, signal };
		const sent = request(url, options, (answer) => {
			// A body that breaks off changes nothing: the status has been said.
			answer.on('error', () => undefined);
			answer.once('close', () => resolve(answer.statusCode ?? 0));
			answer.resume();
		});
		sent.once('error', reject);
		sent.end(body);
	});
}
