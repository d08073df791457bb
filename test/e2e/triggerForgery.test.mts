import { generateKeyPairSync, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import { useCallingN8n } from '../support/callingN8n.mts';
import { liveMemoryMb, TELLS_MEMORY } from '../support/liveMemory.mts';
import { bodyIn, EACH_PAYLOAD } from '../support/payloads.mts';
import { send, useTriggerN8n, type HandMade } from '../support/triggerN8n.mts';

const { api, host, sandbox, publishedTrigger, phone, itemsTold, executionsOf, testInEachPayload } =
	useTriggerN8n(
		// n8n else makes a sandbox for expressions for each delivery, before it asks any node: on two busy
		// processors ten a second, and the flood would take a quarter of an hour.
		useCallingN8n({ env: { N8N_EXPRESSION_ENGINE: 'legacy' }, nodeFlags: TELLS_MEMORY }),
	);

const A_MINUTE_MS = 60_000;
const FLOOD_LIMIT_MS = 40 * A_MINUTE_MS;
const AT_ONCE = 20;
/** What n8n itself holds goes up and down a little; half a kilobyte kept of each delivery would show. */
const MOST_GROWTH_MB = 5;
const MEGABYTE = 2 ** 20;
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

/** Each call in one of the payloads, half of them in either. */
const event = (callId: string) => {
	const place = [...callId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
	const payload = EACH_PAYLOAD[place % EACH_PAYLOAD.length];
	const data = { callId, to: '+14155550123', status: 'ended', metadata: { customer: callId } };
	return JSON.stringify(bodyIn(payload, { webhookType: 'call-hangup', data }));
};
const signedAs = (signature: string, body: HandMade['body']): HandMade => ({
	headers: { 'content-type': 'application/json', 'videosdk-signature': signature },
	body,
});

/** Forged for certain, or nobody may ask for the key any more. */
const UNDECIDED = [401, 503];

/** Each kind of forgery, and what it may be answered; the number makes every one another. */
const forgeries: Array<[string, number[], (n: number) => HandMade]> = [
	[
		'no signature',
		[401],
		(n) => ({ headers: { 'content-type': 'application/json' }, body: event(`c${n}`) }),
	],
	[
		'the signature of a wrong key',
		UNDECIDED,
		(n) => {
			const body = event(`c${n}`);
			return signedAs(sign('sha256', Buffer.from(body), stranger).toString('base64'), body);
		},
	],
	[
		'a body that was altered',
		UNDECIDED,
		(n) => signedAs(sandbox().sign(event(`c${n}`)), event(`c${n}`).replace('ended', 'endeD')),
	],
	[
		'a body that was indented anew',
		UNDECIDED,
		(n) =>
			signedAs(sandbox().sign(event(`c${n}`)), JSON.stringify(JSON.parse(event(`c${n}`)), null, 2)),
	],
	[
		'the signature of another body',
		UNDECIDED,
		(n) => signedAs(sandbox().sign(event('x')), event(`c${n}`)),
	],
	['a body that is no JSON, unsigned', [401], (n) => ({ ...signedAs('', `{"no json ${n}`) })],
	[
		'a genuine body that is no JSON',
		[400],
		(n) => signedAs(sandbox().sign(`no json ${n}`), `no json ${n}`),
	],
	[
		'the wrong method',
		[404],
		(n) => ({ ...signedAs(sandbox().sign(event('x')), event(`c${n}`)), method: 'PUT' }),
	],
];
/** Few, as each is larger than all the others together. */
const huge: HandMade = signedAs('AAAA', Buffer.alloc(2 * MEGABYTE, 'x'));
const hugeWithoutLength: HandMade = {
	...huge,
	headers: { ...huge.headers, 'transfer-encoding': 'chunked' },
};

/** Sends so many deliveries, some at once; how often each status came as the answer. */
async function flood(url: string, count: number, make: (n: number) => HandMade) {
	const statuses: Record<number, number> = {};
	let next = 0;
	await Promise.all(
		Array.from({ length: AT_ONCE }, async () => {
			for (let n = next++; n < count; n = next++) {
				const status = await send(url, make(n));
				statuses[status] = (statuses[status] ?? 0) + 1;
			}
		}),
	);
	return statuses;
}

const countOf = (statuses: Record<number, number>) =>
	Object.values(statuses).reduce((sum, count) => sum + count, 0);

const closers: Array<() => Promise<void>> = [];
afterAll(async () => {
	for (const close of closers) await close();
});
beforeEach(() => sandbox().clock.freeze());

test(
	'10,000 forged deliveries start nothing; each is refused, n8n lives on and its memory is as before',
	async () => {
		const { id } = await publishedTrigger();
		const [{ url }] = sandbox().webhooks();
		await phone();
		expect(await itemsTold(id, 1)).toHaveLength(1);
		// Once before, so that what n8n loads for the first time is not counted.
		for (const [, , make] of forgeries) await flood(url, 100, make);
		for (const forgery of [huge, hugeWithoutLength]) await flood(url, 10, () => forgery);
		const before = await liveMemoryMb(host());

		const each = 9800 / forgeries.length;
		for (const [kind, expected, make] of forgeries) {
			const statuses = await flood(url, each, make);
			expect(countOf(statuses), kind).toBe(each);
			expect(expected, kind).toEqual(expect.arrayContaining(Object.keys(statuses).map(Number)));
		}
		for (const forgery of [huge, hugeWithoutLength]) {
			const statuses = await flood(url, 100, () => forgery);
			expect(statuses).toEqual({ 413: 100 });
		}

		const after = await liveMemoryMb(host());
		console.log(`Memory that n8n holds, before and after: ${before} and ${after} MB`);
		expect(await executionsOf(id, 1)).toHaveLength(1);
		expect(after - before).toBeLessThan(MOST_GROWTH_MB);
		await phone();
		expect(await itemsTold(id, 2)).toHaveLength(2);
		await api().deactivateWorkflow(id);
	},
	FLOOD_LIMIT_MS,
);

test(
	'VideoSDK changes its key: its next delivery is accepted at once; 1,000 bad ones make n8n fetch it a handful of times, and a key that is changed meanwhile is accepted a minute later',
	async () => {
		// Nobody has asked this one for its key yet.
		const own = await startSandbox();
		closers.push(() => own.close());
		const { apiKey, apiSecret, url: baseUrl } = own;
		const credential = await api().createCredential({
			name: 'Another account',
			type: 'videoSdkApi',
			data: { apiKey, apiSecret, baseUrl },
		});
		const { id } = await publishedTrigger({}, credential);
		const [{ url }] = own.webhooks();
		const startedAt = Date.now();
		const fetches = () =>
			own.journal().filter(({ path }) => path.includes('rsa-public-key')).length;
		/** Five at once, and one more for each minute, however long a flood takes on this machine. */
		const expectAHandful = () =>
			expect(fetches()).toBeLessThanOrEqual(5 + Math.ceil((Date.now() - startedAt) / A_MINUTE_MS));
		const genuine = (callId: string) => signedAs(own.sign(event(callId)), event(callId));
		const bad = (n: number) =>
			signedAs(
				sandbox()
					.sign(event(`c${n}`))
					.replace('A', 'B'),
				event(`x${n}`),
			);
		const floodWithBad = async () => {
			const statuses = await flood(url, 1000, bad);
			expect(countOf(statuses)).toBe(1000);
			expect(UNDECIDED).toEqual(expect.arrayContaining(Object.keys(statuses).map(Number)));
			expectAHandful();
		};

		expect(await send(url, genuine('one'))).toBe(200);
		expect(fetches()).toBe(1);
		own.rotateKey();
		expect(await send(url, genuine('two'))).toBe(200);
		expect(fetches()).toBe(2);
		await floodWithBad();

		own.rotateKey();
		const answers: number[] = [];
		while (answers.at(-1) !== 200 && answers.length < 20) {
			if (answers.length > 0) await sleep(A_MINUTE_MS / 10);
			answers.push(await send(url, genuine('three')));
		}
		expect(new Set(answers.slice(0, -1)).has(401)).toBe(false);
		expect(answers.at(-1)).toBe(200);
		await floodWithBad();
		expect(await send(url, genuine('four'))).toBe(200);
		const told = (await itemsTold(id, 4)).map(({ callId }) => callId);
		expect(told).toEqual(['one', 'two', 'three', 'four']);
		await api().deactivateWorkflow(id);
	},
	FLOOD_LIMIT_MS,
);

testInEachPayload('a hundred repeats at the same moment start the workflow once', async () => {
	const { id } = await publishedTrigger();
	await phone();
	const { url, body, headers } = sandbox().deliveries()[0];
	const { body: once } = JSON.parse(JSON.stringify({ body })) as { body: string };
	const fresh = once.replaceAll(sandbox().calls()[0].callId, 'another-call');
	const signed = { ...headers, 'videosdk-signature': sandbox().sign(fresh) };
	const order = { method: 'POST', headers: signed, body: fresh };
	const sendUntilTaken = async (): Promise<number> => {
		const { status } = await fetch(url, order);
		if (status !== 503) return status;
		// n8n itself says so on a busy machine: its database did not answer in time.
		await sleep(1000);
		return await sendUntilTaken();
	};
	const answers = await Promise.all(Array.from({ length: 100 }, sendUntilTaken));
	expect(answers).toEqual(Array(100).fill(200));
	const told = await itemsTold(id, 2);
	expect(told.map(({ event }) => event)).toEqual(['call-hangup', 'call-hangup']);
	await api().deactivateWorkflow(id);
});
