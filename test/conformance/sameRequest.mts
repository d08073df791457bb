import { VideoSDK } from '@videosdk.live/server-sdk';
import { expect } from 'vitest';
import { VideoSdkApi } from '../../credentials/VideoSdkApi.credentials.ts';
import type { ApiRequest } from '../../nodes/VideoSdk/api/exchange.ts';

/**
 * VideoSDK's own server SDK, unchanged, with a `fetch` that sends nothing and writes down what it was
 * given. For the same input our requests must be the same: the bodies letter for letter.
 */
const account = { apiKey: 'test-api-key', secret: 'test-secret' };
const BASE_URL = 'https://api.videosdk.live';

interface Sent {
	method: string;
	path: string;
	query: string[];
	body?: string;
}

async function sentBySdk(act: (vsdk: VideoSDK) => Promise<unknown>): Promise<Sent> {
	const sent: Sent[] = [];
	const vsdk = new VideoSDK({
		...account,
		fetch: async (url, { method = 'GET', body } = {}) => {
			sent.push(readable(method, String(url), body as string | undefined));
			return Response.json({ data: [] });
		},
	});
	await act(vsdk);
	expect(sent).toHaveLength(1);
	return sent[0];
}

/** Through the credential, which completes a request just before it leaves. */
async function sentByNode({ method, path, query = {}, body }: ApiRequest): Promise<Sent> {
	const { authenticate } = new VideoSdkApi();
	if (typeof authenticate !== 'function') throw new Error('authenticate is no function');
	const { apiKey, secret: apiSecret } = account;
	const order = { method, url: path, body };
	const signed = await authenticate({ apiKey, apiSecret, baseUrl: BASE_URL }, order);
	const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	const search = new URLSearchParams(filled.map(([key, value]) => [key, String(value)]));
	const json = signed.body === undefined ? undefined : JSON.stringify(signed.body);
	return readable(method, `${signed.url}?${search.toString()}`, json);
}

function readable(method: string, address: string, body: string | undefined): Sent {
	const { pathname, searchParams } = new URL(address);
	// The order of a query means nothing.
	const query = [...searchParams].map((pair) => pair.join('=')).sort();
	return { method, path: pathname, query, ...(body === undefined ? {} : { body }) };
}

/**
 * Holds a request of ours against the SDK's for the same input.
 *
 * @returns what both sent
 */
export async function same(
	act: (vsdk: VideoSDK) => Promise<unknown>,
	request: ApiRequest,
): Promise<Sent> {
	const bySdk = await sentBySdk(act);
	expect(await sentByNode(request)).toEqual(bySdk);
	return bySdk;
}
