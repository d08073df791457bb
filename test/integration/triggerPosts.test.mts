import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mintToken } from '../../videosdk/token.ts';
import { newCorrelationKey } from '../../nodes/VideoSdk/once/correlationKey.ts';
import { SEED_GATEWAY_ID, startSandbox, type Sandbox } from '../../sandbox/index.mts';
import { EACH_PAYLOAD } from '../support/payloads.mts';
import {
	loadTriggerEngine,
	type EngineTrigger,
	type TriggerOrder,
} from '../support/triggerEngine.mts';

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

async function active(parameters: TriggerOrder['parameters'] = {}): Promise<EngineTrigger> {
	const { apiKey, apiSecret, url: baseUrl } = sandbox;
	const trigger = await engine.start({ credential: { apiKey, apiSecret, baseUrl }, parameters });
	started.push(trigger);
	await trigger.activate();
	return trigger;
}
const everyChange = { listenFor: 'everyChange' };
const secretInUrl = { ...everyChange, security: { verifyBy: 'secretInUrl' } };

const send = async (url: string, text: string, headers = {}) =>
	(await fetch(url, { method: 'POST', body: text, headers })).status;
const signed = async ({ url }: EngineTrigger, body: object) => {
	const text = JSON.stringify(body);
	return await send(url, text, { 'videosdk-signature': sandbox.sign(text) });
};
const bodies = ({ items }: EngineTrigger) => items.map(({ json }) => json.body);

const summary = {
	'call-summary': {
		...{ call_outcome: 'Interested', call_summary: 'Will buy', interest_level: null },
		...{ call_status: 'call_not_picked', notes: ['a', 1, { b: true }] },
	},
	'customer-data': {
		...{ callId: 'call_1', sipCallTo: '+14155550123', sipCallFrom: '+14155559876' },
		...{ callType: 'outbound', leadId: '64f8', campaign: 'spring' },
	},
	'room-data': { 'meeting-id': 'abcd-efgh-ijkl', 'session-id': 's1', agentId: 'ag_1' },
};

const posts: object[] = [
	summary,
	{ 'call-summary': 'Anna will call back' },
	{ 'call-summary': {}, 'customer-data': null, 'room-data': [] },
	{ webhookType: 'call-summary', data: { callId: 'c', summary: 'Anna' } },
	{ webhookType: 'agent-handover', data: { callId: 'c', reason: 'angry' } },
	{ webhookType: 'AGENT_NOTE', data: { callId: 'c', note: 1 } },
	{ webhookType: 'AGENT_NOTE', data: { callId: 'c', note: 2 } },
	{ webhookType: 'call-rejected', data: { callId: 'c', status: 'rejected' } },
	{ webhookType: 'transfer-failed', data: { callId: 'c' } },
	{
		webhookType: 'recording-stopped',
		data: { meetingId: 'm', fileUrl: 'https://cdn.example/a.mp4' },
	},
	{ webhookType: 'session-ended', data: { sessionId: 's', meetingId: 'm', error: null } },
	{ webhookType: '', data: { callId: 'c' } },
	{ webhookType: null, data: 'text' },
	{ webhookType: ['call-hangup'], data: [] },
	{ type: 'post', event: 'other', anything: { at: [{ all: null }] } },
	{ transcript: [{ role: 'agent', text: 'Good morning' }], 'customer-data': { callId: 'c' } },
	{ 'call-summary': 'ü 😀 \u0000', __proto__x: 1, constructor: 'x', toString: 1 },
	JSON.parse('{"__proto__":{"a":1},"call-summary":{"__proto__":2}}') as object,
	{},
];

describe('whatever an agent posts, under whatever name', () => {
	test('is told by Every Change, whole, and once', async () => {
		const trigger = await active(everyChange);
		for (const post of [...posts, ...posts]) expect(await signed(trigger, post)).toBe(200);
		expect(bodies(trigger)).toEqual(posts.map((post) => JSON.parse(JSON.stringify(post))));
	});

	test('is told by Every Change where the secret in the URL verifies it', async () => {
		const trigger = await active(secretInUrl);
		const [{ url }] = sandbox.webhooks();
		for (const post of posts) expect(await send(url, JSON.stringify(post))).toBe(200);
		expect(bodies(trigger)).toHaveLength(posts.length);
	});

	test('is not told by Call Finished: no call is over for it', async () => {
		const trigger = await active();
		for (const post of posts) expect(await signed(trigger, post)).toBe(200);
		expect(trigger.items).toEqual([]);
	});

	test('is told by Selected Events only where its name was selected', async () => {
		const events = ['call-answered', 'call-summary'];
		const trigger = await active({ listenFor: 'selectedEvents', events });
		for (const post of posts) expect(await signed(trigger, post)).toBe(200);
		expect(trigger.items.map(({ json }) => json.event)).toEqual(Array(6).fill('call-summary'));
	});

	test('starts nothing when nobody has signed it', async () => {
		const trigger = await active(everyChange);
		for (const post of posts) expect(await send(trigger.url, JSON.stringify(post))).toBe(401);
		expect(trigger.items).toEqual([]);
	});
});

describe("an agent's summary of a call", () => {
	const { 'customer-data': customer } = summary;

	test('is an item with the fields of that call', async () => {
		const trigger = await active(everyChange);
		await signed(trigger, summary);
		expect(trigger.items).toEqual([
			{
				json: {
					...{ to: '+14155550123', outcome: null, reason: null },
					...{ event: 'call-summary', callId: 'call_1', from: '+14155559876' },
					...{ roomId: 'abcd-efgh-ijkl', sessionId: 's1', agentId: 'ag_1' },
					...{ answeredBy: 'unknown', metadata: customer, body: summary },
				},
			},
		]);
	});

	test.each([
		[{ to: '+1 415 555 0123' }, { to: '+14155550199' }],
		[{ from: '+14155559876' }, { from: '+14155550123' }],
		[{ roomId: 'abcd-efgh-ijkl' }, { roomId: 'another' }],
		[
			{ metadataKey: 'campaign', metadataValue: 'spring' },
			{ metadataKey: 'campaign', metadataValue: 'autumn' },
		],
	])('passes the filter %j and not %j', async (right, wrong) => {
		const [passing, other] = [
			await active({ ...everyChange, filters: right }),
			await active({ ...everyChange, filters: wrong }),
		];
		for (const trigger of [passing, other]) await signed(trigger, summary);
		expect([passing.items.length, other.items.length]).toEqual([1, 0]);
	});

	test('of a call that another n8n has placed does not start what listens for calls of this one', async () => {
		const trigger = await active({ ...everyChange, placedBy: 'thisN8n' });
		await signed(trigger, summary);
		const n8nCorrelationKey = newCorrelationKey({ instance: 'another', workflow: 'w' });
		await signed(trigger, { ...summary, 'customer-data': { ...customer, n8nCorrelationKey } });
		expect(trigger.items).toEqual([]);
	});

	test('shows no token, no password and not the secret of the address that it was sent to', async () => {
		const trigger = await active(secretInUrl);
		const [{ url }] = sandbox.webhooks();
		const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJrZXkifQ.c2lnbmF0dXJl';
		const post = {
			...summary,
			'customer-data': { ...customer, webhook_url: url },
			'room-data': { ...summary['room-data'], token: 'open sesame' },
			note: `joined with ${jwt} by ${url}`,
		};
		expect(await send(url, JSON.stringify(post))).toBe(200);
		const shown = JSON.stringify(trigger.items);
		for (const secret of [String(trigger.staticData().secret), 'open sesame', jwt]) {
			expect(shown).not.toContain(secret);
		}
		expect(shown).toContain('Will buy');
	});

	test('of last week is not told again, where it tells its time', async () => {
		const trigger = await active(everyChange);
		const timestamp = Date.now() / 1000 - 7 * 24 * 3600;
		await signed(trigger, { ...summary, timestamp });
		await signed(trigger, { ...summary, timestamp: Date.now() });
		expect(trigger.items.map(({ json }) => json.event)).toEqual(['call-summary']);
	});
});

describe('with an Agent Secret', () => {
	const agentSecret = 'a secret of 20 signs';
	const withSecret = { ...everyChange, security: { agentSecret } };
	const postTo = ({ url }: EngineTrigger, secret: string) =>
		`${url}?agentSecret=${encodeURIComponent(secret)}`;

	test("an agent's summary starts the workflow without a signature, and the item says so", async () => {
		const trigger = await active(withSecret);
		const url = postTo(trigger, agentSecret);
		const post = { ...summary, 'customer-data': { ...summary['customer-data'], webhook_url: url } };
		expect(await send(url, JSON.stringify(post))).toBe(200);
		expect(await send(url, JSON.stringify(post))).toBe(200);
		expect(trigger.items).toMatchObject([
			{ json: { event: 'call-summary', callId: 'call_1', verifiedBy: 'agentSecret' } },
		]);
		expect(JSON.stringify(trigger.items)).not.toContain(encodeURIComponent(agentSecret));
	});

	test('who picked up is told as the agent says it, and never inferred', async () => {
		const trigger = await active(withSecret);
		const said = [
			...[{ call_status: 'voicemail' }, { answered_by: 'Human' }, { answeredBy: 'voice mail' }],
			...[{ call_status: 'successful' }, { call_status: 'call_not_picked' }, 'It was a machine'],
		];
		for (const one of said) {
			await send(postTo(trigger, agentSecret), JSON.stringify({ 'call-summary': one }));
		}
		expect(trigger.items.map(({ json }) => json.answeredBy)).toEqual([
			...['voicemail', 'person', 'voicemail', 'unknown', 'unknown', 'unknown'],
		]);
	});

	test.each([
		['the end of a call', { webhookType: 'call-hangup', data: { callId: 'c', status: 'ended' } }],
		['a summary that says how the call stands', { ...summary, data: { status: 'ended' } }],
		['a summary under the name of an event', { ...summary, webhookType: 'call-hangup' }],
		['anything else', { note: 'hello' }],
	])('%s starts nothing without a signature', async (_what, post) => {
		const trigger = await active(withSecret);
		expect(await send(postTo(trigger, agentSecret), JSON.stringify(post))).toBe(401);
		expect(trigger.items).toEqual([]);
	});

	test('another secret, none, and one that this trigger has not start nothing', async () => {
		const trigger = await active(withSecret);
		const text = JSON.stringify(summary);
		expect(await send(postTo(trigger, 'a secret of 20 sighs'), text)).toBe(401);
		expect(await send(postTo(trigger, ''), text)).toBe(401);
		expect(await send(trigger.url, text)).toBe(401);
		const other = await active(everyChange);
		expect(await send(postTo(other, agentSecret), text)).toBe(401);
		expect(await send(postTo(other, ''), text)).toBe(401);
		expect([...trigger.items, ...other.items]).toEqual([]);
	});

	test('what VideoSDK signs is taken as before', async () => {
		const trigger = await active(withSecret);
		expect(await signed(trigger, summary)).toBe(200);
		expect(trigger.items[0].json).not.toHaveProperty('verifiedBy');
	});

	test('one that can be guessed is refused when the workflow is published, and not shown', async () => {
		const publishing = active({ ...everyChange, security: { agentSecret: 'swordfish' } });
		await expect(publishing).rejects.toThrow(
			'"Agent Secret" is "(hidden)": it must have at least 16',
		);
	});

	test('a trigger that listens for summaries alone has a registration that VideoSDK takes', async () => {
		const trigger = await active({
			...{ listenFor: 'selectedEvents', events: ['call-summary'] },
			security: { agentSecret },
		});
		expect(sandbox.webhooks()).toMatchObject([{ events: ['call-hangup'] }]);
		await signed(trigger, { webhookType: 'call-hangup', data: { callId: 'c', status: 'ended' } });
		expect(await send(postTo(trigger, agentSecret), JSON.stringify(summary))).toBe(200);
		expect(trigger.items.map(({ json }) => json.event)).toEqual(['call-summary']);
	});
});

describe.each(EACH_PAYLOAD)('a call from beginning to end, told %s', (payload) => {
	/** Through the sandbox's gateway, with metadata of its own. */
	async function callWith(metadata: object): Promise<void> {
		const { apiKey, apiSecret } = sandbox;
		const issuedAt = Math.floor(sandbox.clock.now() / 1000);
		const authorization = mintToken({ apiKey, apiSecret, issuedAt, lifetimeSeconds: 60 });
		const body = {
			...{ gatewayId: SEED_GATEWAY_ID, sipCallTo: '+12025550103', metadata },
			destinationRoomId: 'abcd-efgh-ijkl',
		};
		const { ok } = await fetch(`${sandbox.url}/v2/sip/call`, {
			method: 'POST',
			headers: { authorization, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		expect(ok).toBe(true);
		sandbox.clock.advance(60_000);
		await sandbox.settled();
	}
	beforeEach(() => {
		sandbox.changeDelivery({ payload });
		sandbox.clock.freeze();
	});

	test('starts the workflow at every change, with its metadata and the time of each event', async () => {
		const filters = { metadataKey: 'campaign', metadataValue: 'spring' };
		const trigger = await active({ ...everyChange, filters });
		await callWith({ campaign: 'spring' });
		await callWith({ campaign: 'autumn' });
		const told = trigger.items.map(({ json }) => json);
		expect(told.map(({ event }) => event)).toEqual([
			...['call-started', 'call-ringing', 'call-answered', 'call-hangup'],
		]);
		for (const json of told) {
			expect(json).toMatchObject({ metadata: { campaign: 'spring' }, roomId: 'abcd-efgh-ijkl' });
			const isTimeTold = payload === 'asConsumersReadIt';
			expect(typeof json.occurredAt).toBe(isTimeTold ? 'string' : 'undefined');
		}
	});

	test('each delivery three times, in any order, starts the workflow once', async () => {
		const [each, finished] = [await active(everyChange), await active()];
		sandbox.changeDelivery({ times: 3, hold: { count: 15, seed: 7 } });
		await callWith({});
		expect(each.items).toHaveLength(4);
		expect(finished.items).toHaveLength(1);
	});

	test('sent again after a week starts nothing', async () => {
		const trigger = await active(everyChange);
		await callWith({});
		const deliveries = sandbox.deliveries();
		const later = await active(everyChange);
		for (const { body } of deliveries) {
			const old = JSON.parse(body) as { data: Record<string, unknown> };
			const weekAgo = Date.now() - 7 * 24 * 3_600_000;
			const iso = new Date(weekAgo).toISOString();
			const { timelog, start, end, timestamp } = old.data;
			Object.assign(old.data, {
				...(timelog ? { timelog: [{ status: 'initiated', timestamp: iso }] } : {}),
				...(start ? { start: iso } : {}),
				...(end ? { end: iso } : {}),
				...(timestamp ? { timestamp: weekAgo } : {}),
			});
			expect(await signed(later, old)).toBe(200);
		}
		expect([trigger.items.length, later.items.length]).toEqual([4, 0]);
	});
});
