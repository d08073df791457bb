import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { PAYLOADS, startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';

let engine: Awaited<ReturnType<typeof loadTriggerEngine>>;
let sandbox: Sandbox;
beforeAll(async () => {
	[engine, sandbox] = await Promise.all([loadTriggerEngine(), startSandbox()]);
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.clock.freeze();
});

const started: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

const FINISHED = { listenFor: 'selectedEvents', events: [], batchEvents: ['batchcall-completed'] };

async function active(parameters: object = FINISHED): Promise<EngineTrigger> {
	const { apiKey, apiSecret, url: baseUrl } = sandbox;
	const trigger = await engine.start({
		credential: { apiKey, apiSecret, baseUrl },
		parameters: parameters as never,
	});
	started.push(trigger);
	await trigger.activate();
	return trigger;
}

/** A batch of two that tells the trigger of itself, and is over. */
async function batchIsOver({ url }: EngineTrigger): Promise<string> {
	const rows = ['+12025550100', '+12025550101'];
	const batchId = sandbox.addBatch(
		rows.map((phoneNumber) => ({ phoneNumber, metadata: {} })),
		{ batchName: 'May', webhook: { endpoint: url } },
	);
	await sandbox.settled();
	sandbox.clock.advance(60_000);
	await sandbox.settled();
	return batchId;
}

const jsons = ({ items }: EngineTrigger) => items.map(({ json }) => json);

test.each(PAYLOADS)(
	'a batch that was given the URL starts a workflow when it is finished, whatever VideoSDK tells of it (%s)',
	async (payload) => {
		sandbox.changeDelivery({ payload });
		const trigger = await active();
		const batchId = await batchIsOver(trigger);
		expect(jsons(trigger)).toEqual([
			{
				...{ event: 'batchcall-completed', batchId, batchName: 'May' },
				...(payload === 'asDocumented' ? { batchStatus: 'completed' } : {}),
				body: expect.objectContaining({ webhookType: 'batchcall-completed' }),
			},
		]);
	},
);

test('its start can be told as well, and both come with Every Change', async () => {
	const both = ['batchcall-started', 'batchcall-completed'];
	for (const parameters of [{ ...FINISHED, batchEvents: both }, { listenFor: 'everyChange' }]) {
		const trigger = await active(parameters);
		await batchIsOver(trigger);
		const events = jsons(trigger).map(({ event }) => String(event));
		expect(events.filter((event) => event.startsWith('batchcall'))).toEqual(both);
		await trigger.deactivate();
	}
});

test('that a batch is completed is not taken for the end of a call, nor told unasked', async () => {
	for (const parameters of [
		{ listenFor: 'callFinished' },
		{ ...FINISHED, batchEvents: ['other'] },
	]) {
		const trigger = await active(parameters);
		await batchIsOver(trigger);
		expect(jsons(trigger).filter(({ batchId }) => batchId !== undefined)).toEqual([]);
	}
});

test('it registers nothing for the calls of the account, and asks VideoSDK for no call', async () => {
	const trigger = await active();
	expect(sandbox.webhooks()).toEqual([]);
	await batchIsOver(trigger);
	expect(trigger.items).toHaveLength(1);
	expect(sandbox.journal().filter(({ path }) => path === '/v2/sip/call')).toEqual([]);
});

test('what limits calls does not keep a batch out that was given the URL', async () => {
	const trigger = await active({
		...FINISHED,
		placedBy: 'thisN8n',
		filters: { to: '+12025550199' },
	});
	await batchIsOver(trigger);
	expect(trigger.items).toHaveLength(1);
});

test('each batch is told once, however often it is sent, and a forged event never', async () => {
	sandbox.changeDelivery({ times: 3 });
	const trigger = await active();
	const first = await batchIsOver(trigger);
	const second = await batchIsOver(trigger);
	expect(jsons(trigger).map(({ batchId }) => batchId)).toEqual([first, second]);
	for (const signature of ['wrongKey', 'none'] as const) {
		sandbox.changeDelivery({ signature });
		await batchIsOver(trigger);
	}
	expect(trigger.items).toHaveLength(2);
	expect(sandbox.deliveries().at(-1)?.status).toBe(401);
});

test('a batch that was scheduled days ago is told, though VideoSDK may state the time of its launch', async () => {
	const trigger = await active();
	const body = JSON.stringify({
		webhookType: 'batchcall-completed',
		data: { batchId: 'b_1', timestamp: 1_577_836_800, createdAt: '2020-01-01T00:00:00.000Z' },
	});
	const headers = {
		'content-type': 'application/json',
		'videosdk-signature': sandbox.sign(body),
	};
	expect((await fetch(trigger.url, { method: 'POST', headers, body })).status).toBe(200);
	expect(jsons(trigger)).toMatchObject([{ batchId: 'b_1' }]);
});

test('nothing selected at all is an error that names the three fields', async () => {
	await expect(active({ ...FINISHED, batchEvents: [] })).rejects.toThrow(
		/No event is selected.*"Events", "Room Events" or "Batch Events"/,
	);
});
