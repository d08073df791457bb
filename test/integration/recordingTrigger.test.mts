import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { INode } from 'n8n-workflow';
import type { NewCall } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadPollEngine, type EnginePoller, type PollOrder } from '../support/pollEngine.mts';

const { sandbox, credential } = useCallingWorkflow();
let engine: Awaited<ReturnType<typeof loadPollEngine>>;
beforeAll(async () => void (engine = await loadPollEngine()));

const ANSWERED = '+12025550103';
const BUSY = '+12025550101';
const ROOM = 'cust-omer-call';

/** A trigger whose workflow is published: n8n looks at once, and then each minute. */
async function published(
	parameters: INode['parameters'] = {},
	order: Partial<PollOrder> = {},
): Promise<EnginePoller> {
	const poller = engine.start({ credential: credential(), parameters, ...order });
	expect(await poller.look()).toEqual([]);
	return poller;
}

/** The next so many looks, a minute apart; what each has started the workflow with. */
async function looks(poller: EnginePoller, count: number) {
	const seen = [];
	for (let look = 0; look < count; look++) {
		await new Promise((resolve) => setTimeout(resolve, 60_000));
		seen.push(await poller.look());
	}
	return seen;
}

const place = (call: Partial<NewCall> = {}) =>
	sandbox().addCalls({
		via: 'gateway',
		to: ANSWERED,
		roomId: ROOM,
		options: { recordAudio: true },
		...call,
	});
const callIds = () =>
	sandbox()
		.calls()
		.map(({ callId }) => callId);

beforeEach(() => void sandbox().changeSettings({ recordingDelaySeconds: 90 }));

test.each(['merge', 'participant', 'room'] as const)(
	'a call is told once, when its recording is there, whichever type VideoSDK files it under: %s',
	async (recordAudioAs) => {
		sandbox().changeSettings({ recordAudioAs });
		const poller = await published();
		place();
		const [first, second, ...later] = await looks(poller, 5);
		expect([first, later]).toEqual([[], [[], [], []]]);
		expect(second).toMatchObject([
			{
				...{ callId: callIds()[0], to: ANSWERED, roomId: ROOM, outcome: 'answered' },
				...{ talkSeconds: 5, isComplete: true },
				recording: { type: recordAudioAs, isReady: true, url: expect.stringMatching(/^http/) },
			},
		]);
	},
);

test('only the type that was chosen is waited for', async () => {
	sandbox().changeSettings({ recordAudioAs: 'participant' });
	const poller = await published({ recordingType: 'room', waitMinutes: 3 });
	place();
	const seen = await looks(poller, 5);
	expect(seen.flat()).toMatchObject([{ isComplete: false }]);
});

test('a recording that never comes is told at the limit, with what to do, and once', async () => {
	sandbox().changeSettings({ recordingDelaySeconds: null });
	const poller = await published({ waitMinutes: 5 });
	place();
	const seen = await looks(poller, 10);
	expect(seen.map((items) => items.length)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
	expect(seen[5]).toMatchObject([
		{
			...{ callId: callIds()[0], outcome: 'answered', isComplete: false },
			recording: { isReady: false, reason: 'notReady', hint: expect.stringContaining('Get Many') },
		},
	]);
});

test('a recording that VideoSDK has given up on is not waited for any longer', async () => {
	sandbox().changeSettings({ recordingsFail: true, recordingDelaySeconds: 0 });
	const poller = await published();
	place();
	const [first] = await looks(poller, 1);
	expect(first).toMatchObject([
		{ isComplete: false, recording: { isReady: false, reason: 'failed' } },
	]);
});

test('a call that nobody answered is told at the next look, or never', async () => {
	const poller = await published();
	const silent = await published({ unanswered: false });
	place({ to: BUSY });
	expect((await looks(poller, 2)).flat()).toMatchObject([
		{ to: BUSY, outcome: 'rejected', recording: { isReady: false, reason: 'notAnswered' } },
	]);
	expect((await looks(silent, 2)).flat()).toEqual([]);
});

test('the transcript and the summary are waited for as well', async () => {
	sandbox().changeSettings({ recordingDelaySeconds: 5, transcriptDelaySeconds: 130 });
	const summary = { enabled: true, prompt: 'What was agreed?' };
	const roomId = 'with-text-room';
	const transcription = { enabled: true, summary };
	sandbox().addRooms({ roomId, autoStartConfig: { recording: { transcription } } });
	const poller = await published({ alsoWaitFor: ['transcript', 'summary'] });
	place({ roomId, options: {} });
	const seen = await looks(poller, 5);
	expect(seen.map((items) => items.length)).toEqual([0, 0, 1, 0, 0]);
	expect(seen[2]).toMatchObject([
		{
			isComplete: true,
			recording: { type: 'room' },
			transcript: {
				isReady: true,
				url: expect.any(String),
				text: expect.stringMatching(/^agent: /),
			},
			summary: { isReady: true, url: expect.any(String), text: expect.any(String) },
		},
	]);
});

test('two calls in one room, one after the other, each have a recording of their own', async () => {
	const poller = await published();
	place();
	await looks(poller, 1);
	place();
	const items = (await looks(poller, 4)).flat();
	expect(items.map(({ callId }) => callId).sort()).toEqual(callIds().sort());
	const recordings = items.map(
		({ recording }) => (recording as { recordingId: string }).recordingId,
	);
	expect(new Set(recordings).size).toBe(2);
});

test('a call of an hour is told when it is over', async () => {
	const poller = await published();
	place({
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'answered', afterSeconds: 5 },
			{ status: 'ended', afterSeconds: 3600 },
		],
	});
	expect((await looks(poller, 60)).flat()).toEqual([]);
	expect((await looks(poller, 3)).flat()).toMatchObject([{ isComplete: true }]);
});

test('calls from before the workflow was published are none of it', async () => {
	place();
	await new Promise((resolve) => setTimeout(resolve, 2_000));
	const poller = await published();
	expect((await looks(poller, 4)).flat()).toEqual([]);
});

test('nothing is lost and nothing told twice when n8n ends in between, whatever it has saved', async () => {
	const poller = await published();
	place();
	expect((await looks(poller, 2)).flat()).toHaveLength(1);
	place();
	await looks(poller, 1);
	poller.restart();
	const items = (await looks(poller, 4)).flat();
	expect(items.map(({ callId }) => callId)).toEqual([callIds()[0]]);
});

test('what n8n keeps holds no number of anybody, and stays small', async () => {
	const poller = await published();
	for (let call = 0; call < 20; call++) place();
	await looks(poller, 4);
	await looks(poller, 30);
	place();
	await looks(poller, 2);
	const saved = JSON.stringify(poller.saved());
	expect(saved).not.toContain('+1202');
	expect(saved.length).toBeLessThan(600);
});

test('only calls that pass the filters start the workflow', async () => {
	const poller = await published({ filters: { to: ANSWERED, roomId: ROOM } });
	const ours = await published({ placedBy: 'thisN8n' });
	place();
	place({ roomId: 'abcd-efgh-ijkl' });
	place({ to: BUSY });
	expect((await looks(poller, 3)).flat()).toMatchObject([{ to: ANSWERED, roomId: ROOM }]);
	expect((await looks(ours, 3)).flat()).toEqual([]);
});

test('a look that VideoSDK does not answer is told as an error, and the next one finds the call', async () => {
	const poller = await published();
	place();
	sandbox().addFault({
		on: { path: '/v2/sip/call' },
		fault: { kind: 'status', status: 403, body: { message: 'not now' } },
	});
	await expect(looks(poller, 1)).rejects.toThrow('not now');
	expect((await looks(poller, 3)).flat()).toMatchObject([{ isComplete: true }]);
});

test('a call whose recordings cannot be listed holds up no other, and is looked for again', async () => {
	sandbox().changeSettings({ recordingDelaySeconds: 1 });
	const poller = await published();
	place();
	place({ to: BUSY });
	sandbox().addFault({
		on: { path: '/v2/recordings/participant/merge' },
		fault: { kind: 'status', status: 403, body: { message: 'not now' } },
	});
	const [first, second] = await looks(poller, 2);
	expect(first).toMatchObject([{ to: BUSY }]);
	expect(second).toMatchObject([{ to: ANSWERED, isComplete: true }]);
});

test('a call whose recordings VideoSDK gives to nobody is told at the limit, with why, and once', async () => {
	const poller = await published({ waitMinutes: 3 });
	place();
	const fault = { kind: 'status', status: 403, body: { message: 'not in your plan' } } as const;
	sandbox().addFault({ on: { path: '/v2/recordings/*' }, times: 100, fault });
	sandbox().addFault({ on: { path: '/v2/recordings' }, times: 100, fault });
	expect((await looks(poller, 8)).flat()).toMatchObject([
		{
			...{ callId: callIds()[0], outcome: 'answered', isComplete: false },
			recording: { isReady: false, hint: expect.stringContaining('not in your plan') },
		},
	]);
});

test('a list that VideoSDK does not give hides nothing that stands in another', async () => {
	sandbox().changeSettings({ recordAudioAs: 'participant' });
	const poller = await published({ waitMinutes: 4, alsoWaitFor: ['transcript'] });
	place();
	const fault = { kind: 'status', status: 404, body: { message: 'no such list' } } as const;
	for (const path of ['/v2/recordings/participant/merge', '/ai/v1/post-transcriptions']) {
		sandbox().addFault({ on: { path }, times: 100, fault });
	}
	expect((await looks(poller, 8)).flat()).toMatchObject([
		{
			isComplete: false,
			recording: { isReady: true, type: 'participant' },
			transcript: { isReady: false, hint: expect.stringContaining('no such list') },
		},
	]);
});

test('of a call whose session nobody tells, the recording of the next call in its room is not taken', async () => {
	const poller = await published({ waitMinutes: 5, recordingType: 'room' });
	const [at, ended] = [Date.now() + 1_000, Date.now() + 20_000];
	const timelog = [{ status: 'answered', timestamp: at }];
	const call = { callId: 'first', roomId: ROOM, status: 'ended', start: at, end: ended, timelog };
	const recordingOf = (id: string, start: number) => ({
		...{ id, roomId: ROOM, createdAt: new Date(start).toISOString() },
		file: { fileUrl: `https://cdn.example.com/${id}.mp4` },
	});
	const answer = (body: object) => ({ kind: 'status' as const, status: 200, body });
	const own = recordingOf('own', at + 2_000);
	const next = recordingOf('next', ended + 30_000);
	sandbox().addFault({ on: { path: '/v2/sip/call' }, times: 9, fault: answer([call]) });
	sandbox().addFault({ on: { path: '/v2/sip/call/first' }, times: 9, fault: answer(call) });
	sandbox().addFault({ on: { path: '/v2/recordings' }, times: 1, fault: answer([next]) });
	sandbox().addFault({ on: { path: '/v2/recordings' }, times: 9, fault: answer([next, own]) });
	expect((await looks(poller, 5)).flat()).toMatchObject([
		{ callId: 'first', recording: { recordingId: 'own' } },
	]);
});

test('Fetch Test Event shows the newest call with a recording, or says that there is no call', async () => {
	const poller = engine.start({ credential: credential(), isTest: true });
	await expect(poller.look()).rejects.toThrow('no call that is over');
	place();
	place({ to: BUSY });
	await new Promise((resolve) => setTimeout(resolve, 20_000));
	expect(await poller.look()).toMatchObject([{ isComplete: false }]);
	await new Promise((resolve) => setTimeout(resolve, 120_000));
	expect(await poller.look()).toMatchObject([{ to: ANSWERED, isComplete: true }]);
	expect(await poller.look()).toHaveLength(1);
});

test('a field that cannot be read is an error, and lets nothing through', async () => {
	const poller = engine.start({
		credential: credential(),
		parameters: { waitMinutes: '={{ "soon" }}' },
	});
	await expect(poller.look()).rejects.toMatchObject({
		message: expect.stringContaining('"Wait at Most" is "soon"'),
		// It has neither an item nor a phone.
		description: 'Correct the field "Wait at Most".',
	});
});
