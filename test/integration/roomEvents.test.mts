import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine } = useCallingWorkflow();
let triggers: Awaited<ReturnType<typeof loadTriggerEngine>>;
beforeAll(async () => void (triggers = await loadTriggerEngine()));

const started: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

const ANSWERED = '+12025550103';
const by = (value: string) => ({ __rl: true, mode: 'id', value });
const RECORDINGS = { listenFor: 'selectedEvents', events: [], roomEvents: ['recording-stopped'] };

async function active(parameters: RunOrder['parameters']): Promise<EngineTrigger> {
	const trigger = await triggers.start({ credential: credential(), parameters });
	started.push(trigger);
	await trigger.activate();
	return trigger;
}

/** A recorded call into a meeting of its own, whose events the trigger is told. */
async function call(roomEventsTo: string, options = {}, parameters = {}) {
	const { items, error } = await engine().run({
		credential: credential(),
		items: [{}],
		parameters: {
			callThrough: 'gateway',
			...{ gatewayId: by(SEED_GATEWAY_ID), to: ANSWERED, putInto: 'newMeeting' },
			...parameters,
			options: { recordAudio: true, roomEventsTo, ...options },
		},
	}).finished;
	if (error) throw new Error(`${error.message} ${error.description}`);
	return items[0].json;
}

/** Until the recording is there and has been told. */
async function passes(seconds = 60): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	await sandbox().settled();
}

test('the recording of a call starts a workflow, with the call in whose room it was made', async () => {
	sandbox().changeSettings({ recordAudioAs: 'room' });
	const trigger = await active(RECORDINGS);
	const { callId, roomId } = await call(trigger.url);
	await passes();
	expect(trigger.items).toMatchObject([
		{
			json: {
				...{ event: 'recording-stopped', callId, roomId, to: ANSWERED, outcome: 'answered' },
				talkSeconds: 5,
				body: { data: { fileUrl: expect.stringMatching(/^http/) } },
			},
		},
	]);
	expect(sandbox().ringsOf(ANSWERED)).toBe(1);
});

test('a trigger of room events alone registers nothing for calls, and leaves nothing behind', async () => {
	const trigger = await active({ listenFor: 'everyChange' });
	expect(sandbox().webhooks()).toHaveLength(1);
	await trigger.activate({ parameters: RECORDINGS });
	expect(sandbox().webhooks()).toEqual([]);
	await trigger.deactivate();
});

test('nothing selected at all is an error', async () => {
	const none = { listenFor: 'selectedEvents', events: [], roomEvents: [] };
	await expect(active(none)).rejects.toThrow('No event is selected');
});

test('the room of a call is made with what the trigger can be told, and shows no secret anywhere', async () => {
	await call('https://n8n.example.com/webhook/1/webhook?secret=abc');
	const made = sandbox()
		.journal()
		.find(({ method, path }) => method === 'POST' && path === '/v2/rooms');
	expect(made?.body).toMatchObject({
		webhook: {
			endPoint: 'https://n8n.example.com/webhook/1/webhook?secret=abc',
			events: expect.arrayContaining(['recording-stopped', 'merge-recording-completed']),
		},
	});
});

test('a URL that VideoSDK cannot take stops the item before any phone rings, and shows no secret', async () => {
	await expect(call('n8n.example.com/hook?secret=abc')).rejects.toThrow(
		/"Room Events To" is "n8n.example.com.hook\?secret=\(hidden\)": it must be a URL/,
	);
	expect(sandbox().ringsOf(ANSWERED)).toBe(0);
});

test.each([
	['of the call that was placed', { filters: { to: ANSWERED } }, 1],
	['of another number', { filters: { to: '+12025550100' } }, 0],
	['of this n8n', { placedBy: 'thisN8n' }, 1],
	['of the account', { filters: { metadataKey: 'nobody has it' } }, 0],
])('a room event passes the filters by its call: %s', async (_whose, filters, count) => {
	sandbox().changeSettings({ recordAudioAs: 'room' });
	const trigger = await active({ ...RECORDINGS, ...filters });
	await call(trigger.url);
	await passes();
	expect(trigger.items).toHaveLength(count);
});

describe('when the call cannot be looked up', () => {
	const fail = () =>
		sandbox().addFault({
			on: { path: '/v2/sip/call', method: 'GET' },
			fault: { kind: 'status', status: 403, body: { message: 'not now' } },
			times: 100,
		});

	test('the event is told without it, where no filter asks for it', async () => {
		sandbox().changeSettings({ recordAudioAs: 'room' });
		const trigger = await active(RECORDINGS);
		const { roomId } = await call(trigger.url);
		fail();
		await passes();
		expect(trigger.items).toMatchObject([{ json: { event: 'recording-stopped', roomId } }]);
		expect(trigger.items[0].json).not.toHaveProperty('callId');
		expect(trigger.log).toEqual([expect.stringContaining('could not be looked up: ')]);
	});

	test('it is asked to come again, where a filter does, and is not lost when it comes', async () => {
		sandbox().changeSettings({ recordAudioAs: 'room' });
		sandbox().changeDelivery({ retries: 1 });
		const trigger = await active({ ...RECORDINGS, filters: { to: ANSWERED } });
		await call(trigger.url);
		sandbox().addFault({
			on: { path: '/v2/sip/call', method: 'GET' },
			fault: { kind: 'status', status: 403, body: { message: 'not now' } },
		});
		await passes();
		const told = sandbox()
			.deliveries()
			.filter(({ event }) => event === 'recording-stopped');
		expect(told.map(({ status }) => status)).toEqual([503, 200]);
		expect(trigger.items).toHaveLength(1);
	});
});

test('without Look Up the Call no request leaves, and the event comes as VideoSDK tells it', async () => {
	sandbox().changeSettings({ recordAudioAs: 'room' });
	const trigger = await active({ ...RECORDINGS, addCall: false });
	const { roomId } = await call(trigger.url);
	const before = sandbox().journal().length;
	await passes();
	expect(trigger.items.map(({ json }) => json)).toEqual([
		{
			...{ event: 'recording-stopped', roomId, sessionId: expect.any(String) },
			body: expect.anything(),
		},
	]);
	const paths = sandbox()
		.journal()
		.slice(before)
		.map(({ path }) => path);
	expect(paths.filter((path) => path !== '/v2/public/rsa-public-key')).toEqual([]);
});

test('each room event is told once, however often it is sent, and a forged one never', async () => {
	sandbox().changeSettings({ recordAudioAs: 'room' });
	sandbox().changeDelivery({ times: 3 });
	const trigger = await active(RECORDINGS);
	await call(trigger.url);
	await passes();
	expect(trigger.items).toHaveLength(1);
	sandbox().changeDelivery({ signature: 'wrongKey' });
	await call(trigger.url);
	await passes();
	expect(trigger.items).toHaveLength(1);
});

test('a session that has ended is not taken for the end of a call', async () => {
	const trigger = await active({ listenFor: 'callFinished' });
	await call(trigger.url);
	await passes();
	expect(trigger.items.map(({ json }) => json.event)).toEqual(['call-hangup']);
});

test('Every Change tells room events too, and the ID of a recording is no call', async () => {
	const trigger = await active({ listenFor: 'everyChange', addCall: false });
	await call(trigger.url);
	await passes();
	const events = trigger.items.map(({ json }) => json);
	const merged = events.find(({ event }) => event === 'merge-recording-completed');
	expect(merged).toMatchObject({ roomId: expect.any(String), sessionId: expect.any(String) });
	expect(merged).not.toHaveProperty('callId');
	const ended = events.find(({ event }) => event === 'session-ended');
	expect(ended).not.toHaveProperty('outcome');
});
