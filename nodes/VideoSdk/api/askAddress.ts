import { Failure } from '../errors/failure.ts';
import { withDeadline } from '../time/deadline.ts';
import type { ApiContext } from './client.ts';
import { isBlockedByN8n, networkFault } from './networkFault.ts';

export interface AddressOrder {
	/** HEAD asks nobody to do anything. */
	method: 'GET' | 'HEAD' | 'POST';
	url: string;
	/** Sent as plain text. */
	body?: string;
	/** How long the answer may take. */
	seconds: number;
}

export interface AddressAnswer {
	status: number;
	body: string;
	/** Where it sends on to: that is not followed. */
	location?: string;
}

/**
 * Asks an address that is not VideoSDK's, without the credential's token.
 *
 * @returns undefined when n8n does not let a workflow ask there
 * @throws Failure when no answer comes, whatever it says
 */
export async function askAddress(
	context: Pick<ApiContext, 'helpers'>,
	{ method, url, body, seconds }: AddressOrder,
): Promise<AddressAnswer | undefined> {
	const sending = context.helpers.httpRequest({
		method,
		url,
		body,
		headers: body === undefined ? {} : { 'content-type': 'text/plain' },
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: seconds * 1000,
	});
	try {
		const reply = (await withDeadline(sending, seconds * 1000, noAnswer)) as Reply;
		const { location } = reply.headers;
		return {
			status: reply.statusCode,
			body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? ''),
			...(typeof location === 'string' && { location }),
		};
	} catch (error) {
		if (isBlockedByN8n(error)) return undefined;
		const fault = networkFault(error, new URL(url).host);
		const message = fault.message.replace(/^VideoSDK could/, 'It could');
		const failure = new Failure({ ...fault, message });
		throw failure;
	}
}

interface Reply {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}

const noAnswer = () => Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
