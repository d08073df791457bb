import { describe, expect, test } from 'vitest';
import { toAccountNumber, toGateway, toRoutingRule } from '../../videosdk/carriers.ts';
import { DEFAULT_BASE_URL } from '../../videosdk/baseUrl.ts';
import {
	checkBatchLine,
	checkGateways,
	checkNumbers,
	checkRules,
	type Rules,
} from '../../nodes/VideoSdk/operations/account/checkCarriers.ts';
import { checkAddress } from '../../nodes/VideoSdk/operations/account/checkN8nAddress.ts';
import {
	checkOtherWebhooks,
	checkTriggers,
	isTriggerUrl,
} from '../../nodes/VideoSdk/operations/account/checkWebhooks.ts';

const NUMBER = '+12025550160';
const gateway = (changes: object = {}) => {
	const read = toGateway({ id: 'gw_1', name: 'US', numbers: [NUMBER], ...changes });
	if (!read) throw new Error('This is no gateway');
	return read;
};
const number = (changes: object = {}) => {
	const read = toAccountNumber({ phoneNumber: { e164: NUMBER }, ...changes });
	if (!read) throw new Error('This is no number');
	return read;
};
const rule = (changes: object = {}) => {
	const read = toRoutingRule({ id: 'rr_1', name: 'Out', type: 'outbound', ...changes });
	if (!read) throw new Error('This is no rule');
	return read;
};
const account = (changes: Partial<Rules> = {}): Rules => ({
	...{ direction: 'outbound', gateways: [gateway()], numbers: [number()], rules: [rule()] },
	...changes,
});

describe('the address of n8n, as VideoSDK in its cloud sees it', () => {
	test.each([
		['http://localhost:5678/webhook-waiting/1', /leads to the very machine/],
		['https://127.0.0.1/webhook-waiting/1', /leads to the very machine/],
		['https://n8n.lan/webhook-waiting/1', /network of your own/],
		['http://n8n.example.com/webhook-waiting/1', /plain http/],
	])('%s is not right, and WEBHOOK_URL mends it', (url, problem) => {
		const { ok, problem: named, howToMend } = checkAddress(url, DEFAULT_BASE_URL);
		expect({ ok, named }).toEqual({ ok: false, named: expect.stringMatching(problem) });
		expect(howToMend).toContain('WEBHOOK_URL');
	});

	test('a public one is; a sandbox on this machine reaches this machine as well', () => {
		expect(checkAddress('https://n8n.example.com/w/1', DEFAULT_BASE_URL)).toMatchObject({
			ok: true,
		});
		expect(checkAddress('http://localhost:5678/w/1', 'http://127.0.0.1:4000')).toMatchObject({
			ok: true,
		});
		expect(checkAddress('undefined', DEFAULT_BASE_URL)).toMatchObject({ ok: null });
	});
});

test.each([{ enabled: false }, { active: false }, { disabled: true }, { status: 'SUSPENDED' }])(
	'a gateway that says %j is switched off',
	(changes) => {
		const { ok, problem } = checkGateways('outbound', [gateway(changes)]);
		expect({ ok, problem }).toEqual({
			ok: false,
			problem: '1 outbound gateway switched off: US (gw_1)',
		});
	},
);

test.each([{ deleted: true }, { status: 'DELETED' }, { status: 'released' }])(
	'what says %j is gone, and nobody is told to delete or release it again',
	(gone) => {
		expect(toGateway({ id: 'gw_1', numbers: [NUMBER], ...gone })).toBeUndefined();
		expect(toAccountNumber({ phoneNumber: { e164: NUMBER, ...gone } })).toBeUndefined();
		expect(toRoutingRule({ id: 'rr_1', ...gone })).toBeUndefined();
	},
);

test('one gateway without a number among others is told, and no problem', () => {
	const gateways = [gateway(), gateway({ id: 'gw_2', numbers: [] })];
	expect(checkGateways('outbound', gateways)).toMatchObject({
		ok: true,
		found: '2 outbound gateways, 1 without a phone number',
	});
});

describe('a number is attached to a gateway', () => {
	test('by what the number says, or by what the gateway says', () => {
		const byItself = account({ gateways: [gateway({ numbers: [] })] });
		const numbers = [number({ outbound: { id: 'gw_1' } })];
		expect(checkNumbers([{ ...byItself, numbers }])).toMatchObject({ ok: true });
		expect(checkNumbers([account()])).toMatchObject({
			ok: true,
			found: `1 of 1 number attached to these gateways: ${NUMBER}`,
		});
	});

	test('of the way that calls shall go: an inbound one places none', () => {
		const gateways = [gateway({ numbers: [] })];
		const numbers = [number({ inbound: { id: 'gw_in' } })];
		expect(checkNumbers([account({ gateways, numbers })])).toMatchObject({
			ok: false,
			problem: expect.stringContaining('at most to an inbound one: nobody can be called'),
		});
	});

	test('when VideoSDK lists no numbers, those of the gateways count', () => {
		expect(checkNumbers([account({ numbers: [] })])).toMatchObject({ ok: true });
	});

	test('a bought number for calls in is no proof against gateways with numbers of their own', () => {
		const numbers = [number({ phoneNumber: { e164: '+12025550161' }, inbound: { id: 'gw_in' } })];
		expect(checkNumbers([account({ numbers })])).toMatchObject({
			ok: null,
			problem: expect.stringContaining(NUMBER),
		});
	});

	test('a number out of service is named', () => {
		const numbers = [number({ phoneNumber: { e164: NUMBER, status: 'suspended' } })];
		expect(checkNumbers([account({ numbers })])).toMatchObject({ ok: false });
	});
});

describe('a routing rule', () => {
	test('in capitals and with the older form is read', () => {
		const old = { type: 'INBOUND', dispatch: { agent: { type: 'cloud', id: 'agent_1' } } };
		expect(rule({ ...old, gatewayId: 'gw_9' })).toMatchObject({
			...{ direction: 'inbound', agentId: 'agent_1', gatewayId: 'gw_9' },
		});
	});

	test('whose number is attached to no gateway of its direction is named', () => {
		const rules = [rule({ numbers: [NUMBER] })];
		const gateways = [gateway({ numbers: [] })];
		expect(checkRules(account({ rules, gateways }))).toMatchObject({
			ok: false,
			problem: `Out (rr_1) names ${NUMBER}, which is attached to no outbound gateway`,
		});
		expect(checkRules(account({ rules }))).toMatchObject({ ok: true });
	});

	test('is not needed for calls out through a gateway, and is for calls in', () => {
		expect(checkRules(account({ rules: [] }))).toMatchObject({ ok: true });
		const inbound = account({ direction: 'inbound', rules: [] });
		expect(checkRules(inbound)).toMatchObject({ ok: false });
	});

	test('for calls in alone is no fault of whoever calls out through a gateway', () => {
		const rules = [rule({ type: 'inbound' })];
		expect(checkRules(account({ rules }))).toMatchObject({
			ok: null,
			howToMend: expect.stringContaining('All is well if calls go out through a gateway'),
		});
	});

	test('whose agent cannot be looked for is not blamed', () => {
		const rules = [rule({ agentId: 'agent_1' })];
		expect(checkRules(account({ rules }))).toMatchObject({ ok: true });
		expect(checkRules(account({ rules, agentIds: ['agent_1'] }))).toMatchObject({ ok: true });
		expect(checkRules(account({ rules, agentIds: [] }))).toMatchObject({ ok: null });
	});
});

test('a batch call needs an outbound rule with a number that is attached to an outbound gateway', () => {
	const rules = [rule({ numbers: [NUMBER] })];
	expect(checkBatchLine(account({ rules }))).toMatchObject({ ok: true });
	for (const broken of [
		account(),
		account({ rules: [rule({ numbers: [NUMBER], type: 'inbound' })] }),
		account({ rules, gateways: [gateway({ numbers: [] })] }),
	]) {
		expect(checkBatchLine(broken)).toMatchObject({ ok: false });
	}
});

test('only the URL of a VideoSDK Trigger counts as one: what stands behind others is not known', () => {
	const id = '0f0e0d0c-0b0a-4908-8706-050403020100';
	expect(isTriggerUrl(`https://n8n.example.com/webhook/${id}/webhook?secret=x`)).toBe(true);
	expect(isTriggerUrl(`https://n8n.example.com/webhook/${id}`)).toBe(false);
	expect(isTriggerUrl('https://n8n.example.com/webhook/my-own/webhook')).toBe(false);
});

test('webhooks that nobody was allowed to ask are told as such, and not said to be fine', () => {
	const webhook = { webhookId: 'wh_1', url: 'https://example.com/calls', events: [] };
	const blocked = [{ webhook, answer: { ok: true, value: undefined } as const }];
	expect(checkTriggers(blocked).found).toContain('1 of them not asked');
	expect(checkOtherWebhooks([{ webhook }], DEFAULT_BASE_URL).found).toContain(
		'1 of them not asked',
	);
});

test('a webhook at a plain http address is told of calls, and whoever is on the way as well', () => {
	const webhook = { webhookId: 'wh_1', url: 'http://crm.example.com/calls', events: [] };
	const answer = { ok: true, value: { status: 200, body: '', location: undefined } } as const;
	expect(checkOtherWebhooks([{ webhook, answer }], DEFAULT_BASE_URL)).toMatchObject({
		ok: null,
		problem: expect.stringMatching(/^1 webhook of this account is told by plain http.*: wh_1 at/),
		howToMend: expect.stringContaining('https'),
	});
});
