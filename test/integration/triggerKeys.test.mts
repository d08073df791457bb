import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FETCH_AGAIN_SECONDS, MOST_FETCHES } from '../../nodes/VideoSdk/webhooks/keyRing.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { bodyIn, EACH_PAYLOAD } from '../support/payloads.mts';
import {
	loadTriggerEngine,
	type EngineTrigger,
	type TriggerOrder,
} from '../support/triggerEngine.mts';
import { useRealTime } from '../support/virtualClock.mts';

const KEY_PATH = '/v2/public/rsa-public-key';
const SIGNATURE = 'videosdk-signature';
/** How many forged ones come in a flood: the older n8n hands each to the same code. */
const FLOOD = process.env.FAULT_CELLS === 'pairwise' ? 100 : 1000;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

let engine: Awaited<ReturnType<typeof loadTriggerEngine>>;
beforeAll(async () => void (engine = await loadTriggerEngine()));

/** Nobody has asked this one for its key yet. */
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandbox()));
const started: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
	await sandbox.close();
});

const credential = () => ({
	apiKey: sandbox.apiKey,
	apiSecret: sandbox.apiSecret,
	baseUrl: sandbox.url,
});
async function trigger(order: Partial<TriggerOrder> = {}): Promise<EngineTrigger> {
	const one = await engine.start({
		credential: credential(),
		parameters: { listenFor: 'everyChange' },
		...order,
	});
	started.push(one);
	return one;
}
const fetches = () => sandbox.journal().filter(({ path }) => path === KEY_PATH).length;
const post = async ({ url }: EngineTrigger, body: string, signature?: string) =>
	await fetch(url, {
		method: 'POST',
		body,
		headers: signature === undefined ? {} : { [SIGNATURE]: signature },
	});
const failing = (times: number, status = 500) =>
	sandbox.addFault({ on: { path: KEY_PATH }, times, fault: { kind: 'status', status } });

describe.each(EACH_PAYLOAD)('deliveries %s', (payload) => {
	const event = (callId: string) =>
		JSON.stringify(
			bodyIn(payload, {
				webhookType: 'call-hangup',
				data: { callId, to: '+14155550123', status: 'ended', start: new Date().toISOString() },
			}),
		);
	const genuine = async (to: EngineTrigger, callId: string) => {
		const body = event(callId);
		return (await post(to, body, sandbox.sign(body))).status;
	};
	/** Each is written and signed once: signing takes longer than all else that is done with it. */
	const forgeries = new Map<number, { body: string; signature: string }>();
	const forge = (n: number) => {
		const body = event(`forged-${n}`);
		return { body, signature: sign('sha256', Buffer.from(body), stranger).toString('base64') };
	};
	const forged = async (to: EngineTrigger, n: number) => {
		const { body, signature } = forgeries.get(n) ?? forge(n);
		forgeries.set(n, { body, signature });
		return (await post(to, body, signature)).status;
	};
	const told = ({ items }: EngineTrigger) => items.map(({ json }) => json.callId);
	/** How often each status was the answer to so many deliveries, some of them at once. */
	async function flood(count: number, atOnce: number, one: (n: number) => Promise<number>) {
		const statuses: Record<number, number> = {};
		let next = 0;
		const sender = async () => {
			for (let n = next++; n < count; n = next++) {
				const status = await one(n);
				statuses[status] = (statuses[status] ?? 0) + 1;
			}
		};
		await Promise.all(Array.from({ length: atOnce }, sender));
		return statuses;
	}

	test('signed with a new key, right after the old one was fetched, is told', async () => {
		const one = await trigger();
		expect(await genuine(one, 'c1')).toBe(200);
		sandbox.rotateKey();
		expect(await genuine(one, 'c2')).toBe(200);
		sandbox.rotateKey();
		expect(await genuine(one, 'c3')).toBe(200);
		expect(told(one)).toEqual(['c1', 'c2', 'c3']);
		expect(fetches()).toBe(3);
	});

	test('signed with the old key once the new one is known is refused', async () => {
		const one = await trigger();
		await genuine(one, 'c1');
		const body = event('c2');
		const old = sandbox.sign(body);
		sandbox.rotateKey();
		await genuine(one, 'c3');
		expect((await post(one, body, old)).status).toBe(401);
		expect(told(one)).toEqual(['c1', 'c3']);
	});

	test('the key is changed while forged ones come in a flood: the genuine ones are told, or asked to come again', async () => {
		const one = await trigger();
		expect(await genuine(one, 'before')).toBe(200);
		const statuses = await flood(FLOOD, 20, async (n) => {
			if (n === FLOOD / 2) sandbox.rotateKey();
			return await forged(one, n);
		});
		expect(Object.keys(statuses).every((status) => ['401', '503'].includes(status))).toBe(true);
		expect(fetches()).toBeLessThanOrEqual(MOST_FETCHES + 2);
		const status = await genuine(one, 'after');
		expect([200, 503]).toContain(status);
		expect(told(one)).toEqual(status === 200 ? ['before', 'after'] : ['before']);
	});

	test.each([
		['one after the other', 1],
		['fifty at once', 50],
	])(
		'a flood of forged ones, %s, causes a handful of fetches and starts nothing',
		async (_, atOnce) => {
			const one = await trigger();
			const statuses = await flood(FLOOD, atOnce, async (n) => forged(one, n));
			expect((statuses[401] ?? 0) + (statuses[503] ?? 0)).toBe(FLOOD);
			expect(statuses[401]).toBeGreaterThanOrEqual(1);
			// One more for each minute that a slow machine takes.
			expect(fetches()).toBeLessThanOrEqual(MOST_FETCHES + 2);
			expect(told(one)).toEqual([]);
			expect(await genuine(one, 'c1')).toBe(200);
		},
	);

	test('a flood of those that no key can have signed causes no fetch at all', async () => {
		const one = await trigger();
		const nonsense = ['', 'AAAA', 'a guess', '!'.repeat(344), 'A'.repeat(9000)];
		const statuses = await flood(
			FLOOD,
			20,
			async (n) => (await post(one, event('c'), nonsense[n % nonsense.length])).status,
		);
		expect(statuses).toEqual({ 401: FLOOD });
		expect(fetches()).toBe(0);
	});

	test('forged ones among genuine ones, all at once: each genuine one is told, no other', async () => {
		const one = await trigger();
		const statuses = await flood(200, 200, async (n) =>
			n % 2 ? await forged(one, n) : await genuine(one, `c${n}`),
		);
		expect(statuses[200]).toBe(100);
		expect((statuses[401] ?? 0) + (statuses[503] ?? 0)).toBe(100);
		expect(new Set(told(one)).size).toBe(100);
		expect(fetches()).toBeLessThanOrEqual(MOST_FETCHES);
	});

	test('several workflows of one account share what they know and what they may ask', async () => {
		const triggers = [await trigger(), await trigger(), await trigger()];
		for (const [n, one] of triggers.entries()) expect(await genuine(one, `c${n}`)).toBe(200);
		expect(fetches()).toBe(1);
		sandbox.rotateKey();
		const statuses = await Promise.all(triggers.map(async (one) => genuine(one, 'new')));
		expect(statuses).toEqual([200, 200, 200]);
		expect(fetches()).toBeLessThanOrEqual(3);
		for (const one of triggers) await flood(100, 10, async (n) => forged(one, n));
		expect(fetches()).toBeLessThanOrEqual(MOST_FETCHES + 1);
	});

	describe('while the key cannot be fetched', () => {
		test('a delivery with a new key is asked to come again, and told when it does', async () => {
			const one = await trigger();
			await genuine(one, 'c1');
			sandbox.rotateKey();
			failing(1);
			const body = event('c2');
			const answer = await post(one, body, sandbox.sign(body));
			expect(answer.status).toBe(503);
			expect(answer.headers.get('retry-after')).toBe(String(FETCH_AGAIN_SECONDS));
			expect(await answer.json()).toEqual({ message: expect.stringContaining('Send it again') });
			expect(await genuine(one, 'c2')).toBe(200);
			expect(told(one)).toEqual(['c1', 'c2']);
		});

		test('one with the known key is told as ever', async () => {
			const one = await trigger();
			await genuine(one, 'c1');
			failing(100);
			await forged(one, 1);
			expect(await genuine(one, 'c2')).toBe(200);
		});

		test('as VideoSDK is asked too often already, it is not asked again for the same delivery', async () => {
			const one = await trigger();
			failing(100, 429);
			const statuses = await flood(200, 20, async (n) => forged(one, n));
			expect(statuses).toEqual({ 503: 200 });
			expect(fetches()).toBeLessThanOrEqual(MOST_FETCHES);
		});

		test('a forged one is not called forged, as nobody can know', async () => {
			const one = await trigger();
			await genuine(one, 'c1');
			failing(100, 404);
			expect(await forged(one, 1)).toBe(503);
			expect(told(one)).toEqual(['c1']);
		});
	});

	test('503 makes the sandbox send it again, as VideoSDK may', async () => {
		const one = await trigger();
		await one.activate();
		await genuine(one, 'c1');
		sandbox.rotateKey();
		sandbox.changeDelivery({ retries: 2 });
		failing(1);
		sandbox.deliver(JSON.parse(event('c2')));
		await sandbox.settled();
		const statuses = sandbox.deliveries().map(({ attempt, status }) => [attempt, status]);
		expect(statuses).toEqual([
			[1, 503],
			[2, 200],
		]);
		expect(told(one)).toEqual(['c1', 'c2']);
	});
});

describe('what stands where the key should be', () => {
	let server: Server;
	let answerKey: (response: ServerResponse) => void;
	let asked: number;
	beforeEach(async () => {
		asked = 0;
		server = createServer((_, response) => {
			asked++;
			answerKey(response);
		});
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	});
	afterEach(async () => {
		server.closeAllConnections();
		await new Promise((closed) => server.close(closed));
	});
	const elsewhere = async () => {
		const { port } = server.address() as AddressInfo;
		return await trigger({
			credential: { ...credential(), baseUrl: `http://127.0.0.1:${port}` },
		});
	};
	const body = '{"webhookType":"call-hangup","data":{"callId":"c"}}';

	test.each<[string, number, string]>([
		['a page of HTML', 200, '<html><body>Sign in</body></html>'],
		['nothing', 200, ''],
		['an empty object', 200, '{}'],
		['a key that is none', 200, '{"publicKey":"soon"}'],
		['an error page', 502, '<h1>Bad Gateway</h1>'],
		['"not found"', 404, '{"message":"Not found"}'],
	])(
		'%s: nothing is decided, 503, and it is not asked again and again',
		async (_, status, page) => {
			answerKey = (response) => void response.writeHead(status).end(page);
			const one = await elsewhere();
			for (let n = 0; n < 30; n++) {
				expect((await post(one, body, sandbox.sign(body))).status).toBe(503);
			}
			expect(asked).toBe(MOST_FETCHES);
			expect(one.items).toEqual([]);
		},
	);

	test('no answer at all: all who come meanwhile are answered 503 within moments of each other, by one fetch', async () => {
		useRealTime();
		answerKey = () => undefined;
		const one = await elsewhere();
		const answers = await Promise.all(
			Array.from({ length: 100 }, async () => (await post(one, body, sandbox.sign(body))).status),
		);
		expect(answers).toEqual(Array(100).fill(503));
		expect(asked).toBe(1);
	});

	test('an answer that drips in without end is waited for no longer', async () => {
		let dripping: NodeJS.Timeout | undefined;
		answerKey = (response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			dripping = setInterval(() => response.write(' '), 200);
		};
		const one = await elsewhere();
		expect((await post(one, body, sandbox.sign(body))).status).toBe(503);
		clearInterval(dripping);
		expect(asked).toBe(1);
	});
});
