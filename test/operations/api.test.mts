import type { IAdditionalCredentialOptions, IHttpRequestOptions } from 'n8n-workflow';
import { afterEach, expect, test, vi } from 'vitest';
import { createApi } from '../../nodes/VideoSdk/api/index.ts';
import type { ApiContext } from '../../nodes/VideoSdk/api/client.ts';
import { pages } from '../../nodes/VideoSdk/api/pages.ts';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';

afterEach(() => void vi.useRealTimers());

interface Answer {
	body: unknown;
	headers?: Record<string, string>;
}

/** n8n, with a service behind it that answers as it is told. */
function n8nWith(answerOf: (request: IHttpRequestOptions) => Answer) {
	const requests: IHttpRequestOptions[] = [];
	const asked = { credential: 0 };
	const credential = { problem: undefined as string | undefined, apiKey: 'key_1' };
	/** The key that each request was sent with. */
	const keys: unknown[] = [];
	const context = {
		getCredentials: async () => {
			asked.credential++;
			if (credential.problem !== undefined) throw new Error(credential.problem);
			return { baseUrl: 'https://api.example.com', apiKey: credential.apiKey };
		},
		helpers: {
			httpRequestWithAuthentication: async (
				_type: string,
				request: IHttpRequestOptions,
				more?: IAdditionalCredentialOptions,
			) => {
				requests.push(request);
				keys.push(more?.credentialsDecrypted?.data?.apiKey);
				const { body, headers = {} } = answerOf(request);
				return { statusCode: 200, headers, body: JSON.stringify(body) };
			},
		},
	} as unknown as ApiContext;
	return { context, requests, asked, credential, keys };
}

test('the credential is read once for all requests of a run, and once more for the next run', async () => {
	const { context, asked } = n8nWith(() => ({ body: { data: { callId: 'call_1' } } }));
	const api = createApi(context);
	await Promise.all([api.calls.get('call_1'), api.calls.get('call_1'), api.calls.end('call_1')]);
	await api.calls.get('call_1');
	expect(asked.credential).toBe(1);
	await createApi(context).calls.get('call_1');
	expect(asked.credential).toBe(2);
});

test('a credential that is changed while a run goes on is the changed one within a minute', async () => {
	vi.useFakeTimers({ toFake: ['Date'] });
	const { context, credential, keys } = n8nWith(() => ({ body: { data: { callId: 'call_1' } } }));
	const api = createApi(context);
	const ask = async () => await api.calls.get('call_1');
	await ask();
	credential.apiKey = 'key_2';
	vi.setSystemTime(Date.now() + 59_000);
	await ask();
	vi.setSystemTime(Date.now() + 1_000);
	await Promise.all([ask(), ask()]);
	expect(keys).toEqual(['key_1', 'key_1', 'key_2', 'key_2']);
});

test('a credential that cannot be read fails each request with advice, sends nothing, and is asked for again', async () => {
	const { context, requests, credential } = n8nWith(() => ({
		body: { data: { callId: 'call_1' } },
	}));
	credential.problem = 'Credential with ID "7" does not exist';
	const api = createApi(context);
	const attempts = [api.calls.get('call_1'), api.calls.get('call_1')];
	for (const outcome of await Promise.allSettled(attempts)) {
		expect(outcome).toMatchObject({
			reason: { message: credential.problem, facts: { code: 'invalidInput', callMayExist: false } },
		});
	}
	expect(requests).toHaveLength(0);
	credential.problem = undefined;
	expect(await api.calls.get('call_1')).toEqual({ callId: 'call_1' });
});

test('pages are asked for one by one, and no page more than somebody wants to see', async () => {
	const asked: number[] = [];
	const read = async (page: number) => {
		asked.push(page);
		return { page, hasNext: page < 5 };
	};
	for await (const { page } of pages(read, { first: 2 })) if (page === 3) break;
	expect(asked).toEqual([2, 3]);
	asked.length = 0;
	for await (const { page } of pages(read)) expect(asked.at(-1)).toBe(page);
	expect(asked).toEqual([1, 2, 3, 4, 5]);
	asked.length = 0;
	for await (const { page } of pages(read, { most: 2 })) expect(page).toBeLessThan(3);
	expect(asked).toEqual([1, 2]);
});

test('a list that is longer than may be read is an error, one that just fits is not', async () => {
	const tooLong = () =>
		new Failure({ code: 'unreadableAnswer', message: 'Too long', hint: '', callMayExist: false });
	const turn = async (last: number) => {
		const read = async (page: number) => ({ page, hasNext: page < last });
		let turned = 0;
		for await (const { page } of pages(read, { most: 3, tooLong })) turned = page;
		return turned;
	};
	expect(await turn(3)).toBe(3);
	await expect(turn(4)).rejects.toThrow('Too long');
});

test('calls are looked for once more by the clock of VideoSDK where it is another than ours, and where it is known already they are not', async () => {
	const HOUR_MS = 60 * 60 * 1000;
	vi.useFakeTimers({ now: Date.UTC(2026, 0, 15, 9), toFake: ['Date'] });
	const { context, requests } = n8nWith(() => ({
		body: { data: [] },
		headers: { date: new Date(Date.now() + HOUR_MS).toUTCString() },
	}));
	const api = createApi(context);
	const sent = { since: Date.now(), lastSentAt: Date.now() };
	expect(await api.calls.listBetween(sent)).toEqual({ calls: [], clockOffset: HOUR_MS });
	const starts = requests.map(({ qs }) => Number(qs?.startDate));
	expect(starts).toHaveLength(2);
	expect(starts[1] - starts[0]).toBe(HOUR_MS);
	await api.calls.listBetween({ ...sent, clockOffset: 0 });
	expect(requests).toHaveLength(3);
});
