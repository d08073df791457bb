import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

const ANSWERS = '+12025550103';
const BUSY = '+12025550101';

const GATEWAY = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	...{ to: '={{ $json.to }}', from: '', putInto: 'newMeeting', waitFor: 'end' },
};
const ALL = ['recording', 'transcript', 'summary'];

const orderOf = (to: string[], options: object, more: object = {}) =>
	({
		...{ credential: credential(), items: to.map((number) => ({ to: number })) },
		parameters: { ...GATEWAY, ...more, options: { details: true, ...options } },
	}) as RunOrder;
const start = (...order: Parameters<typeof orderOf>) => engine().run(orderOf(...order));
const run = async (...order: Parameters<typeof orderOf>) => await start(...order).finished;
/** Requests whose path begins so. */
const requests = (path: string) =>
	sandbox()
		.journal()
		.filter((one) => one.path.startsWith(path));

test('a call in a new room comes out with its recording, what was said and a summary by one’s own prompt', async () => {
	const options = { afterTheCall: ALL, summaryPrompt: 'Was wurde vereinbart' };
	const { items } = await run([ANSWERS], options);
	const { recordingId } = { recordingId: sandbox().recordings()[0]?.id };
	expect(items[0]?.json).toMatchObject({
		outcome: 'answered',
		recording: {
			...{ isReady: true, recordingId, type: 'room', media: 'video' },
			url: expect.stringContaining(`${sandbox().cdnUrl}/files/${recordingId}.mp4`),
		},
		transcript: {
			isReady: true,
			source: 'recording',
			text: expect.stringContaining('agent: Hello'),
		},
		summary: { isReady: true, text: 'Was wurde vereinbart: 2 lines were spoken.' },
	});
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
	for (const { headers } of requests('/files/')) expect(headers.authorization).toBeUndefined();
});

test.each(['merge', 'room', 'participant'] as const)(
	'the recording that the option Record makes is found where VideoSDK files it as %s',
	async (type) => {
		sandbox().changeSettings({ recordAudioAs: type });
		const putInto = {
			putInto: 'existingMeeting',
			meetingId: { __rl: true, mode: 'id', value: 'cust-omer-call' },
		};
		const options = { recordAudio: true, afterTheCall: ['recording'] };
		const { items } = await run([ANSWERS], options, putInto);
		expect(items[0]?.json.recording).toMatchObject({ isReady: true, type });
	},
);

test('of somebody who was not reached nothing is waited for, and the item says why', async () => {
	const { items } = await run([BUSY, ANSWERS], { afterTheCall: ['recording'] });
	expect(items).toMatchObject([
		{ json: { outcome: 'rejected', recording: { isReady: false, reason: 'notAnswered' } } },
		{ json: { outcome: 'answered', recording: { isReady: true } } },
	]);
});

test('what never comes is waited for until the limit, and the item says that it is not ready', async () => {
	sandbox().changeSettings({ recordingDelaySeconds: null });
	const before = Date.now();
	const { items } = await run([ANSWERS], { afterTheCall: ALL, afterLimit: 40 });
	const seconds = (Date.now() - before) / 1000;
	expect(seconds).toBeGreaterThan(40);
	expect(seconds).toBeLessThan(90);
	const missing = { isReady: false, reason: 'notReady', hint: expect.stringContaining('Limit') };
	expect(items[0]?.json).toMatchObject({
		...{ outcome: 'answered' },
		...{ recording: missing, transcript: missing, summary: missing },
	});
});

test('what VideoSDK has failed to make is not waited for', async () => {
	sandbox().changeSettings({ recordingsFail: true, recordAudioAs: 'merge' });
	const before = Date.now();
	const { items } = await run([ANSWERS], { recordAudio: true, afterTheCall: ['recording'] });
	expect(items[0]?.json.recording).toMatchObject({ isReady: false, reason: 'failed' });
	expect(Date.now() - before).toBeLessThan(60_000);
});

test.each([
	['a fault', { kind: 'status', status: 500, body: {} }],
	['a web page in place of JSON', { kind: 'html', status: 200 }],
	['a refusal', { kind: 'status', status: 403, body: { message: 'no' } }],
] as const)(
	'the outcome of the call counts, whatever VideoSDK answers then: %s',
	async (_what, fault) => {
		for (const path of ['/v2/recordings*', '/ai/*']) {
			sandbox().addFault({ on: { path }, times: 1000, fault });
		}
		const { items } = await run([ANSWERS], { afterTheCall: ALL, afterLimit: 10 });
		expect(items[0]?.json).toMatchObject({
			outcome: 'answered',
			recording: { isReady: false, hint: expect.stringContaining('VideoSDK could not be asked') },
			summary: { isReady: false, hint: expect.stringContaining('VideoSDK could not be asked') },
		});
	},
);

test('a text that cannot be read is said beside its link', async () => {
	sandbox().addFault({ on: { path: '/files/*' }, times: 9, fault: { kind: 'html', status: 200 } });
	const { items } = await run([ANSWERS], { afterTheCall: ['transcript'] });
	expect(items[0]?.json.transcript).toMatchObject({
		...{ isReady: true, url: expect.stringMatching(/^http/) },
		hint: expect.stringContaining('sent a web page'),
	});
	expect(items[0]?.json.transcript).not.toHaveProperty('text');
});

test('without After the Call, and where the end is not waited for, nothing is asked and no room records', async () => {
	await run([ANSWERS], {});
	await run([ANSWERS], { afterTheCall: ALL }, { waitFor: 'answer' });
	expect([...requests('/v2/recordings'), ...requests('/ai/')]).toEqual([]);
	expect(requests('/v2/rooms').map(({ body }) => body)).not.toMatchObject([
		{ autoStartConfig: {} },
	]);
	expect(sandbox().recordings()).toEqual([]);
});

test('a workflow that is stopped while it waits for the recording dials nobody when it is retried, and gets it all', async () => {
	sandbox().changeSettings({ recordingDelaySeconds: 100 });
	const running = start([ANSWERS], { afterTheCall: ['recording'] });
	await expect.poll(() => requests('/v2/recordings').length).toBeGreaterThan(0);
	running.stop();
	const stopped = await running.finished;
	expect(stopped.error?.message).toContain('was stopped while the call');
	const order = { ...orderOf([ANSWERS], { afterTheCall: ['recording'] }), retryOf: stopped.data };
	const { items } = await engine().run(order).finished;
	expect(items[0]?.json).toMatchObject({ outcome: 'answered', recording: { isReady: true } });
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
});

describe('an execution that is parked', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	const opened: ParkedExecution[] = [];
	afterEach(async () => {
		for (const execution of opened.splice(0)) await execution.close();
	});

	const PARKED = { waitHow: 'park', waitLimit: 3600 };
	const AGAIN = { tries: { when: ['rejected'], mostTries: 2, pauses: '2 min' } };
	/** Longer than the process that has parked an execution asks an n8n that does not know of it. */
	const UNTIL_NOBODY_LOOKS_MS = 700_000;

	/** The bodies of the requests that made rooms. */
	const rooms = () => requests('/v2/rooms').map(({ body }) => body as Record<string, unknown>);
	const afterCall = (event: string) =>
		sandbox()
			.deliveries()
			.filter((one) => one.event === event);

	/** Calls placed and an execution parked, which VideoSDK can reach as long as n8n has saved it. */
	async function park(to: string[], options: object, more: object = {}) {
		sandbox().clock.freeze();
		const order = orderOf(to, options, { ...PARKED, ...more });
		const execution = await parkedEngine.open({
			...{ parameters: order.parameters, credential: credential() },
		});
		opened.push(execution);
		const webhookWaitingBaseUrl = new URL('/webhook-waiting', execution.resumeUrl).href;
		const ids = { executionId: '1', webhookWaitingBaseUrl };
		const run = await engine().run({ ...order, ...ids }).finished;
		return { execution, run, resumeUrl: execution.resumeUrl };
	}

	test('goes on when the recording is there as well, although VideoSDK tells of the calls alone', async () => {
		sandbox().changeSettings({ onlyPublicRoomWebhooks: true });
		const { execution, run } = await park([ANSWERS, BUSY], { afterTheCall: ALL });
		execution.save(run.data);
		const parked = run.data.executionData?.contextData['node:Phone them']?.parked;
		expect(parked).toMatchObject({ items: [{ params: { options: { afterTheCall: ALL } } }, {}] });
		// The call is over, and its recording not there yet.
		sandbox().clock.advance(11_000);
		await expect.poll(() => requests('/v2/recordings').length).toBeGreaterThan(3);
		expect(execution.items()).toBeUndefined();
		sandbox().clock.setSpeed(1);
		await expect.poll(() => execution.items()).toBeDefined();
		expect(execution.items()).toMatchObject([
			{
				json: {
					...{ to: ANSWERS, outcome: 'answered', waitedBy: 'parked' },
					recording: { isReady: true },
					transcript: { isReady: true, text: expect.stringContaining('agent: Hello') },
				},
			},
			{ json: { to: BUSY, outcome: 'rejected', recording: { reason: 'notAnswered' } } },
		]);
		expect(afterCall('recording-stopped')).toEqual([]);
	});

	test.each([
		['recording', ['recording'], true],
		['recording, transcript and summary', ALL, true],
		['recording that VideoSDK fails to make', ['recording'], false],
	])(
		'goes on when it is told of the %s, though n8n was restarted when the call was over',
		async (_what, afterTheCall, isReady) => {
			sandbox().changeSettings({ recordingDelaySeconds: 3600, recordingsFail: !isReady });
			// Of a room's own recording VideoSDK does not list that it has failed.
			const options = { afterTheCall, afterLimit: 7200, recordAudio: !isReady };
			const { execution, run } = await park([ANSWERS], options);
			// n8n is off while the call ends, and whoever looked by himself has given up.
			sandbox().clock.advance(11_000);
			await sandbox().settled();
			await new Promise((resolve) => setTimeout(resolve, UNTIL_NOBODY_LOOKS_MS));
			execution.save(run.data);
			const looks = requests('/v2/sip/call').length;
			await new Promise((resolve) => setTimeout(resolve, UNTIL_NOBODY_LOOKS_MS));
			expect(requests('/v2/sip/call')).toHaveLength(looks);

			sandbox().clock.advance(3_600_000);
			await sandbox().settled();
			sandbox().clock.setSpeed(1);
			await expect.poll(() => execution.items()).toBeDefined();
			expect(execution.items()).toMatchObject([
				{
					json: {
						...{ to: ANSWERS, outcome: 'answered', waitedBy: 'parked' },
						...Object.fromEntries(afterTheCall.map((part) => [part, { isReady }])),
					},
				},
			]);
			expect(sandbox().ringsOf(ANSWERS)).toBe(1);
		},
	);

	test('what is told unsigned, or signed by somebody else, wakes nobody', async () => {
		const { execution, run, resumeUrl } = await park([ANSWERS], { afterTheCall: ['recording'] });
		await new Promise((resolve) => setTimeout(resolve, UNTIL_NOBODY_LOOKS_MS));
		execution.save(run.data);
		const looks = requests('/v2/sip/call').length;
		const body = JSON.stringify({ webhookType: 'recording-stopped', data: {} });
		for (const signature of [undefined, 'AAAA', sandbox().sign(`${body} `)]) {
			const headers = { 'content-type': 'application/json' };
			const { status } = await fetch(resumeUrl, {
				...{ method: 'POST', body },
				headers: signature ? { ...headers, 'videosdk-signature': signature } : headers,
			});
			expect(status).toBe(401);
		}
		await new Promise((resolve) => setTimeout(resolve, UNTIL_NOBODY_LOOKS_MS));
		expect(requests('/v2/sip/call')).toHaveLength(looks);
		expect(execution.items()).toBeUndefined();
	});

	test('an account that takes no such webhook is asked once, and everybody is called all the same', async () => {
		sandbox().changeSettings({ onlyPublicRoomWebhooks: true });
		const options = { afterTheCall: ['recording'], maxCallsAtOnce: 1 };
		const { run, resumeUrl } = await park([ANSWERS, BUSY], options);
		expect(run.error).toBeUndefined();
		expect(rooms().map(({ webhook }) => webhook)).toMatchObject([
			{ endPoint: resumeUrl, events: expect.arrayContaining(['recording-stopped']) },
			...[undefined, undefined],
		]);
		expect(new Set(rooms().map(({ customRoomId }) => customRoomId)).size).toBe(2);
		expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [BUSY]: 1 });
	});

	test.each([
		['a fault that passes', { kind: 'status', status: 503, body: {} }, 4],
		['no answer at all', { kind: 'reset' }, 4],
	] as const)(
		'the room of a call is made all the same after %s, and the next one tells again',
		async (_what, fault, times) => {
			sandbox().addFault({ on: { path: '/v2/rooms', method: 'POST' }, fault, times });
			const options = { afterTheCall: ['recording'], maxCallsAtOnce: 1 };
			const { run } = await park([ANSWERS, BUSY], options);
			expect(run.error).toBeUndefined();
			const webhooks = rooms().map(({ webhook }) => webhook !== undefined);
			expect(webhooks).toEqual([true, true, true, false, false, true]);
			expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [BUSY]: 1 });
		},
	);

	test('a webhook of the user’s own is left as it is', async () => {
		const roomEventsTo = 'https://n8n.example.com/webhook/1/webhook';
		await park([ANSWERS], { afterTheCall: ['recording'], roomEventsTo });
		expect(rooms()).toMatchObject([{ webhook: { endPoint: roomEventsTo } }]);
	});

	test.each([
		['that waits for the calls alone', {}, {}],
		['that keeps running', { afterTheCall: ALL }, { waitHow: 'keepRunning' }],
		['that calls again', { afterTheCall: ALL, tryAgain: AGAIN }, {}],
	])('a room tells nothing to an execution %s', async (_whose, options, more) => {
		sandbox().clock.setSpeed(1);
		const order = orderOf([BUSY], options, { ...PARKED, ...more });
		await engine().run(order).finished;
		expect(rooms()).toHaveLength(sandbox().ringsOf(BUSY));
		for (const room of rooms()) expect(room).not.toHaveProperty('webhook');
	});
});
