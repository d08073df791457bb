import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
	createKeyRing,
	FETCH_AGAIN_SECONDS,
	MOST_FETCHES,
	type KeyRing,
	type SignatureVerdict,
} from '../../nodes/VideoSdk/webhooks/keyRing.ts';

const HOST = 'https://api.videosdk.live';
const SECOND = 1000;
const PAUSE = FETCH_AGAIN_SECONDS * SECOND;
const HOUR = 3_600_000;

function newKey() {
	const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return { pem: String(publicKey.export({ type: 'pkcs1', format: 'pem' })), privateKey };
}
const [first, second, third, stranger] = [newKey(), newKey(), newKey(), newKey()];
const rawBody = Buffer.from('{"webhookType":"call-hangup"}');
const signedWith = ({ privateKey }: typeof first) => ({
	rawBody,
	signature: sign('sha256', rawBody, privateKey).toString('base64'),
});
const [byFirst, bySecond, byThird, forgery] = [first, second, third, stranger].map(signedWith);

let now: number;
let served: string | undefined;
let fetches: number;
let ring: KeyRing;
beforeEach(() => {
	[now, served, fetches, ring] = [0, first.pem, 0, createKeyRing(() => now)];
});
const check = async (delivery: typeof forgery, host = HOST) =>
	await ring.check(host, delivery, async () => {
		fetches++;
		return served;
	});

/** A fetch that is answered when the test says so. */
function slowFetch() {
	const answers: Array<(key: string | undefined) => void> = [];
	return {
		answers,
		check: async (delivery: typeof forgery) =>
			await ring.check(HOST, delivery, async () => {
				fetches++;
				return await new Promise((resolve) => answers.push(resolve));
			}),
	};
}
const count = (verdicts: SignatureVerdict[]) => ({
	genuine: verdicts.filter((one) => one === 'genuine').length,
	forged: verdicts.filter((one) => one === 'forged').length,
	unknown: verdicts.filter((one) => one === 'unknown').length,
});

describe('a genuine delivery', () => {
	test('the key is fetched once, for however many', async () => {
		for (let n = 0; n < 10; n++) expect(await check(byFirst)).toBe('genuine');
		expect(fetches).toBe(1);
	});

	test('signed with a new key within a second of the last fetch is accepted', async () => {
		expect(await check(byFirst)).toBe('genuine');
		served = second.pem;
		now = SECOND;
		expect(await check(bySecond)).toBe('genuine');
		expect(fetches).toBe(2);
		expect(await check(byFirst)).toBe('forged');
	});

	test('is accepted though the key is changed several times within a minute, and back', async () => {
		for (const [key, delivery] of [
			[first, byFirst],
			[second, bySecond],
			[third, byThird],
			[first, byFirst],
			[second, bySecond],
		] as const) {
			served = key.pem;
			now += SECOND;
			expect(await check(delivery)).toBe('genuine');
		}
		expect(fetches).toBe(MOST_FETCHES);
		// Once more is too often: it is asked to come again, and accepted when it does.
		served = third.pem;
		expect(await check(byThird)).toBe('unknown');
		now += PAUSE;
		expect(await check(byThird)).toBe('genuine');
	});

	test('is accepted after a change of key as soon as anything at all has made the ring ask', async () => {
		await check(byFirst);
		served = second.pem;
		expect(await check(forgery)).toBe('forged');
		expect(await check(bySecond)).toBe('genuine');
		expect(fetches).toBe(2);
	});

	test('is asked to come again while strangers have used all fetches up, and accepted a pause later', async () => {
		await check(byFirst);
		for (let n = 0; n < 1000; n++) await check(forgery);
		served = second.pem;
		expect(await check(bySecond)).toBe('unknown');
		expect(await check(byFirst)).toBe('genuine');
		now += PAUSE;
		expect(await check(forgery)).toBe('forged');
		expect(await check(bySecond)).toBe('genuine');
	});

	test('that comes while the key is fetched for others is judged by what is asked for after it came', async () => {
		const slow = slowFetch();
		const early = slow.check(byFirst);
		served = second.pem;
		const late = slow.check(bySecond);
		slow.answers[0](first.pem);
		expect(await early).toBe('genuine');
		await expect.poll(() => slow.answers.length).toBe(2);
		slow.answers[1](second.pem);
		expect(await late).toBe('genuine');
	});
});

describe('a forged delivery', () => {
	test('is forged for certain when the key was fetched after it had come', async () => {
		await check(byFirst);
		expect(await check(forgery)).toBe('forged');
		expect(fetches).toBe(2);
	});

	test('is turned away without a decision when nobody may ask any more', async () => {
		const verdicts: SignatureVerdict[] = [];
		for (let n = 0; n < MOST_FETCHES + 3; n++) verdicts.push(await check(forgery));
		expect(count(verdicts)).toEqual({ genuine: 0, forged: MOST_FETCHES, unknown: 3 });
	});

	test.each([
		['no signature', undefined],
		['an empty one', ''],
		['no base64', 'a guess'],
		['three bytes', 'AAAA'],
		['127 bytes', Buffer.alloc(127).toString('base64')],
		[
			'base64 with a line break',
			`${byFirst.signature.slice(0, 64)}\n${byFirst.signature.slice(64)}`,
		],
		['a list of none', []],
	])('with %s could be signed by no key: forged, and nobody is asked', async (_, signature) => {
		expect(await check({ rawBody, signature } as never)).toBe('forged');
		expect(fetches).toBe(0);
	});

	test('a thousand, one after the other, cause five fetches', async () => {
		const verdicts: SignatureVerdict[] = [];
		for (let n = 0; n < 1000; n++) verdicts.push(await check(forgery));
		expect(count(verdicts)).toEqual({ genuine: 0, forged: MOST_FETCHES, unknown: 1000 - 5 });
		expect(fetches).toBe(5);
	});

	test('ten thousand within ten minutes cause five fetches and one more for each minute', async () => {
		for (let n = 0; n < 10_000; n++) {
			await check(forgery);
			now += (10 * 60 * SECOND) / 10_000;
		}
		expect(fetches).toBeGreaterThan(10);
		expect(fetches).toBeLessThanOrEqual(MOST_FETCHES + 10);
	});

	test('after a quiet day no more than five fetches are left', async () => {
		await check(byFirst);
		now += 24 * HOUR;
		for (let n = 0; n < 100; n++) await check(forgery);
		expect(fetches).toBe(1 + MOST_FETCHES);
	});

	test('a thousand at the same moment share two fetches with the genuine ones among them', async () => {
		const checks = Array.from({ length: 1000 }, async (_, n) => check(n % 2 ? forgery : byFirst));
		expect(count(await Promise.all(checks))).toEqual({ genuine: 500, forged: 500, unknown: 0 });
		expect(fetches).toBe(2);
	});

	test('a thousand that come while the key is being fetched share the next fetch', async () => {
		const slow = slowFetch();
		const [opener, ...others] = Array.from({ length: 1001 }, async () => slow.check(forgery));
		const late = Array.from({ length: 1000 }, async () => slow.check(forgery));
		slow.answers[0](first.pem);
		expect(await opener).toBe('forged');
		await expect.poll(() => slow.answers.length).toBe(2);
		slow.answers[1](first.pem);
		const verdicts = await Promise.all([...others, ...late]);
		expect(count(verdicts)).toEqual({ genuine: 0, forged: 2000, unknown: 0 });
		expect(fetches).toBe(2);
	});

	test('that waits for the key holds up no genuine one', async () => {
		await check(byFirst);
		const slow = slowFetch();
		const waiting = slow.check(forgery);
		expect(await slow.check(byFirst)).toBe('genuine');
		slow.answers[0](first.pem);
		expect(await waiting).toBe('forged');
	});
});

describe('VideoSDK cannot be asked', () => {
	test('without any key nothing is decided, and it is asked no more often than else', async () => {
		served = undefined;
		for (let n = 0; n < 100; n++) expect(await check(byFirst)).toBe('unknown');
		expect(fetches).toBe(MOST_FETCHES);
		served = first.pem;
		now += PAUSE;
		expect(await check(byFirst)).toBe('genuine');
	});

	test('the key that was good still is, and what does not fit it may have a new one', async () => {
		await check(byFirst);
		served = undefined;
		expect(await check(bySecond)).toBe('unknown');
		expect(await check(forgery)).toBe('unknown');
		expect(await check(byFirst)).toBe('genuine');
		served = second.pem;
		expect(await check(bySecond)).toBe('genuine');
	});

	test('a fetch that fails with an error is one that brought nothing, and the next one is asked', async () => {
		const failing = async () => await Promise.reject(new Error('no route'));
		expect(await ring.check(HOST, byFirst, failing)).toBe('unknown');
		expect(await check(byFirst)).toBe('genuine');
	});

	test('a fetch that hangs is waited for by all who come, and none of them starts another', async () => {
		const slow = slowFetch();
		const waiting = [byFirst, bySecond, forgery, byFirst].map(async (one) => slow.check(one));
		slow.answers[0](undefined);
		expect(await Promise.all(waiting)).toEqual(Array(4).fill('unknown'));
		expect(fetches).toBe(1);
	});
});

test('each host has its own key and its own fetches', async () => {
	for (let n = 0; n < 100; n++) await check(forgery);
	served = second.pem;
	expect(await check(bySecond, 'https://other.example.com')).toBe('genuine');
	expect(await check(bySecond)).toBe('unknown');
	expect(await check(byFirst)).toBe('genuine');
	expect(fetches).toBe(MOST_FETCHES + 1);
});

test('a clock that is set back an hour locks no new key out for longer than a pause', async () => {
	now = 2 * HOUR;
	for (let n = 0; n < 100; n++) await check(forgery);
	served = second.pem;
	now = HOUR;
	expect(await check(bySecond)).toBe('unknown');
	now += PAUSE;
	expect(await check(bySecond)).toBe('genuine');
});

test('a clock that jumps ahead gives no more than five fetches', async () => {
	for (let n = 0; n < 100; n++) await check(forgery);
	now += 1000 * HOUR;
	for (let n = 0; n < 100; n++) await check(forgery);
	expect(fetches).toBe(2 * MOST_FETCHES);
});
