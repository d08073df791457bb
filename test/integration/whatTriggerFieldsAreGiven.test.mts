import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';

let engine: Awaited<ReturnType<typeof loadTriggerEngine>>;
let sandbox: Sandbox;
beforeAll(async () => {
	[engine, sandbox] = await Promise.all([loadTriggerEngine(), startSandbox()]);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const started: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of started.splice(0)) await trigger.close();
});

type Parameters = Record<string, unknown>;

async function start(parameters: Parameters): Promise<EngineTrigger> {
	const { apiKey, apiSecret, url: baseUrl } = sandbox;
	const trigger = await engine.start({
		credential: { apiKey, apiSecret, baseUrl },
		parameters: parameters as never,
	});
	started.push(trigger);
	return trigger;
}

async function hearsOf(trigger: EngineTrigger, data: Parameters): Promise<number> {
	const body = JSON.stringify({ webhookType: 'call-hangup', data: { status: 'ended', ...data } });
	const response = await fetch(trigger.url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'videosdk-signature': sandbox.sign(body) },
		body,
	});
	return response.status;
}

const ANNA = '+14155550123';
const BERT = '+14155550124';
const toAnna = { callId: 'c1', to: ANNA, roomId: 'abcd-efgh-ijkl', type: 'outbound' };
const toBert = { callId: 'c2', to: BERT, roomId: 'other', type: 'inbound' };

const WRONG: Array<[string, Parameters]> = [
	['Room', { filters: { roomId: '={{ ["abcd-efgh-ijkl"] }}' } }],
	['Room', { filters: { roomId: '={{ $vars.room }}' } }],
	['Gateway', { filters: { gatewayId: '={{ ({ id: "gw_1" }) }}' } }],
	['Routing Rule', { filters: { ruleId: '={{ true }}' } }],
	['Direction', { filters: { direction: '={{ ["inbound"] }}' } }],
	['Direction', { filters: { direction: 'in' } }],
	['To', { filters: { to: '={{ [{ number: "+14155550123" }] }}' } }],
	['To', { filters: { to: '={{ $vars.numbers }}' } }],
	['From', { filters: { from: '={{ true }}' } }],
	['From', { filters: { from: '={{ [] }}' } }],
	['Metadata Key', { filters: { metadataKey: '={{ new Date() }}' } }],
	['Metadata Value', { filters: { metadataKey: 'a', metadataValue: '={{ [1] }}' } }],
	// A value of no key would be compared with nothing, and every event would pass.
	['Metadata Key', { filters: { metadataValue: 'spring' } }],
	['Metadata Key', { filters: { metadataKey: ' ', metadataValue: 'spring' } }],
	['Oldest Event', { security: { maxAgeHours: '={{ true }}' } }],
	['Oldest Event', { security: { maxAgeHours: 'a day' } }],
	['Oldest Event', { security: { maxAgeHours: '={{ null }}' } }],
	['Verify By', { security: { verifyBy: 'nothing' } }],
	['Listen For', { listenFor: 'everything' }],
	['Calls', { placedBy: 'me' }],
];

test.each(WRONG)(
	'%s that cannot be used is told at activation, and nothing is registered: %j',
	async (field, parameters) => {
		const trigger = await start(parameters);
		await expect(trigger.activate()).rejects.toThrow(`"${field}" is `);
		expect(sandbox.webhooks()).toEqual([]);
	},
);

test.each(WRONG.filter(([, { filters }]) => filters))(
	'%s that can no longer be used lets no event through, and the log says why: %j',
	async (field, parameters) => {
		const trigger = await start(parameters);
		expect(await hearsOf(trigger, toAnna)).toBe(200);
		expect(trigger.items).toEqual([]);
		expect(trigger.log).toContainEqual(expect.stringContaining(`"${field}" is `));
	},
);

describe('what can be used is', () => {
	test.each<[Parameters]>([
		[{ to: '+1 415 555 0123' }],
		[{ to: `={{ ["${ANNA}"] }}` }],
		[{ to: '={{ 14155550123 }}' }],
		[{ to: `={{ ["+14155550999", "${ANNA}"] }}` }],
		[{ roomId: '={{ "abcd-efgh-ijkl" }}\n' }],
		[{ direction: '={{ "Outbound" }} ' }],
		[{ direction: 'OUTBOUND' }],
	])('%j lets its own call through and no other', async (filters) => {
		const trigger = await start({ filters });
		await trigger.activate();
		await hearsOf(trigger, toBert);
		await hearsOf(trigger, toAnna);
		expect(trigger.items.map(({ json }) => json.callId)).toEqual(['c1']);
	});

	test('a filter that was added and left empty is none', async () => {
		const trigger = await start({ filters: { roomId: '', to: '', metadataKey: '' } });
		await trigger.activate();
		await hearsOf(trigger, toAnna);
		await hearsOf(trigger, toBert);
		expect(trigger.items).toHaveLength(2);
	});

	test.each(['48', '={{ 48 }} ', '48.0', '={{ "48" }}', '47.5'])(
		'Oldest Event %j',
		async (maxAgeHours) => {
			const trigger = await start({ security: { maxAgeHours } });
			await trigger.activate();
			const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
			await hearsOf(trigger, { ...toAnna, end: hoursAgo(49) });
			await hearsOf(trigger, { ...toBert, end: hoursAgo(47) });
			expect(trigger.items.map(({ json }) => json.callId)).toEqual(['c2']);
		},
	);

	test('Verify By in other letters is the choice that it names', async () => {
		const trigger = await start({ security: { verifyBy: ' secretinurl' } });
		await trigger.activate();
		expect(sandbox.webhooks()[0].url).toContain('?secret=');
		// A signature is none of that.
		expect(await hearsOf(trigger, toAnna)).toBe(401);
	});
});
