import { generateKeyPairSync, sign } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { createKeyRing, type KeyRing } from '../../nodes/VideoSdk/trigger/keyRing.ts';

const HOST = 'https://api.videosdk.live';
const MINUTE = 60_000;

function newKey() {
	const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return { pem: String(publicKey.export({ type: 'pkcs1', format: 'pem' })), privateKey };
}
const [first, second] = [newKey(), newKey()];
const rawBody = Buffer.from('{"webhookType":"call-hangup"}');
const signedWith = ({ privateKey }: typeof first) => ({
	rawBody,
	signature: sign('sha256', rawBody, privateKey).toString('base64'),
});
const bad = { rawBody, signature: 'AAAA' };

let now: number;
let served: string | undefined;
let fetches: number;
let ring: KeyRing;
beforeEach(() => {
	[now, served, fetches, ring] = [0, first.pem, 0, createKeyRing(() => now)];
});
const check = async (delivery: typeof bad, host = HOST) =>
	await ring.check(host, delivery, async () => {
		fetches++;
		return served;
	});

test('the key is fetched once, for however many deliveries', async () => {
	for (let n = 0; n < 10; n++) expect(await check(signedWith(first))).toBe('genuine');
	expect(fetches).toBe(1);
});

test('after a change of key the next delivery is accepted, with one more fetch; the old key is no good any more', async () => {
	await check(signedWith(first));
	served = second.pem;
	now = MINUTE;
	expect(await check(signedWith(second))).toBe('genuine');
	expect(fetches).toBe(2);
	expect(await check(signedWith(first))).toBe('forged');
});

test('whatever arrives, the key is fetched once a minute at most', async () => {
	for (; now < 10 * MINUTE; now += 1000) {
		for (let n = 0; n < 10; n++) expect(await check(bad)).toBe('forged');
	}
	expect(fetches).toBe(10);
});

test('a thousand at the same moment share one fetch', async () => {
	const checks = Array.from({ length: 1000 }, (_, n) => check(n % 2 ? bad : signedWith(first)));
	const verdicts = await Promise.all(checks);
	expect(verdicts.filter((verdict) => verdict === 'genuine')).toHaveLength(500);
	expect(fetches).toBe(1);
});

test('bad ones that come while the key is being fetched hold up no genuine one', async () => {
	await check(signedWith(first));
	now = MINUTE;
	let answer = (_key: string | undefined) => {};
	const waiting = ring.check(HOST, bad, () => new Promise((resolve) => (answer = resolve)));
	expect(await check(signedWith(first))).toBe('genuine');
	answer(undefined);
	expect(await waiting).toBe('forged');
});

test('VideoSDK cannot be asked: the key that was good still is; without any, nothing is decided', async () => {
	served = undefined;
	expect(await check(signedWith(first))).toBe('unknown');
	expect(await check(signedWith(first))).toBe('unknown');
	expect(fetches).toBe(1);
	served = first.pem;
	now = MINUTE;
	expect(await check(signedWith(first))).toBe('genuine');
	served = undefined;
	now = 2 * MINUTE;
	expect(await check(bad)).toBe('forged');
	expect(await check(signedWith(first))).toBe('genuine');
});

test('each host has its own key and its own minute', async () => {
	expect(await check(signedWith(first))).toBe('genuine');
	served = second.pem;
	expect(await check(signedWith(second), 'https://other.example.com')).toBe('genuine');
	expect(await check(signedWith(second))).toBe('forged');
	expect(fetches).toBe(2);
});

test('a clock that is set back an hour locks no new key out', async () => {
	now = 61 * MINUTE;
	await check(signedWith(first));
	served = second.pem;
	now = MINUTE;
	expect(await check(signedWith(second))).toBe('genuine');
});
