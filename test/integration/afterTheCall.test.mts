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
		parameters: { ...GATEWAY, ...more, options },
	}) as RunOrder;
const start = (...order: Parameters<typeof orderOf>) => engine().run(orderOf(...order));
const run = async (...order: Parameters<typeof orderOf>) => await start(...order).finished;
/** Requests whose path begins so. */
const requests = (path: string) =>
	sandbox()
		.journal()
		.filter((one) => one.path.startsWith(path));

test('a call in a new meeting comes out with its recording, what was said and a summary by one’s own prompt', async () => {
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
		...{ outcome: 'answered', timedOut: false },
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

test('without After the Call, and where the end is not waited for, nothing is asked and no meeting records', async () => {
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
	let opened: ParkedExecution | undefined;
	afterEach(async () => await opened?.close());

	test('goes on when the recording is there as well, although VideoSDK tells of the calls alone', async () => {
		sandbox().clock.freeze();
		const order = orderOf(
			[ANSWERS, BUSY],
			{ afterTheCall: ALL },
			{ waitHow: 'park', waitLimit: 600 },
		);
		const { data } = await engine().run(order).finished;
		const [registered] = sandbox().webhooks();
		opened = await parkedEngine.open({
			...{ parameters: order.parameters, credential: credential(), data: () => data },
		});
		const parked = data.executionData?.contextData['node:Phone them']?.parked;
		expect(parked).toMatchObject({ items: [{ params: { options: { afterTheCall: ALL } } }, {}] });
		// The call is over, and its recording not there yet.
		sandbox().clock.advance(11_000);
		const callId = sandbox()
			.calls()
			.find(({ to }) => to === ANSWERS)?.callId;
		const body = JSON.stringify({ webhookType: 'call-hangup', data: { callId } });
		const type = { 'content-type': 'application/json' };
		const headers = { ...type, 'videosdk-signature': sandbox().sign(body) };
		await fetch(opened.resumeUrl, { method: 'POST', body, headers });
		await expect.poll(() => requests('/v2/recordings').length).toBeGreaterThan(3);
		expect(opened.items()).toBeUndefined();
		sandbox().clock.setSpeed(1);
		await expect.poll(() => opened?.items()).toBeDefined();
		expect(opened.items()).toMatchObject([
			{
				json: {
					...{ to: ANSWERS, outcome: 'answered', waitedBy: 'parked' },
					recording: { isReady: true },
					transcript: { isReady: true, text: expect.stringContaining('agent: Hello') },
				},
			},
			{ json: { to: BUSY, outcome: 'rejected', recording: { reason: 'notAnswered' } } },
		]);
		expect(registered?.url).toContain('webhook-waiting');
	});
});
