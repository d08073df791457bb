import type { CreateRoutingRuleOptions } from '@videosdk.live/server-sdk';
import { test } from 'vitest';
import {
	changeRoutingRuleRequest,
	createRoutingRuleRequest,
	deleteRoutingRuleRequest,
	listRoutingRulesRequest,
	readRoutingRuleRequest,
} from '../../nodes/VideoSdk/api/routingRules.ts';
import { createRoutingRule } from '../../nodes/VideoSdk/operations/routingRule/createRoutingRule.ts';
import { updateRoutingRule } from '../../nodes/VideoSdk/operations/routingRule/updateRoutingRule.ts';
import { changedRule } from '../../videosdk/routingRule.ts';
import { same } from './sameRequest.mts';

const id = 'of/others+1';
const BY_HAND = { isTool: false };
const pairs = (group: string, key: string, name: string, value: string) => ({
	[group]: [{ [key]: name, value }],
});

/** What a form has for a new rule, of either direction. */
const filled = {
	name: 'Sales & Co',
	numbers: '+1 202-555-0160, +12025550161',
	putCallsInto: 'newRoom',
	roomId: '',
	agentId: 'ag_01',
	options: {
		agentMetadata: pairs('entry', 'key', 'team', 'sales'),
		allowedIpAddresses: '203.0.113.7',
		allowedNumbers: '+91*, +44*',
		enableDtmf: true,
		hidePhoneNumber: false,
		includeHeaders: 'ALL',
		noiseCancellation: true,
		recording: true,
		prefix: 'sipNumber',
		pin: ' 0042 ',
		tags: 'sales, us',
	},
} as const;
const names = { name: 'Sales & Co', phoneNumbers: ['+12025550160', '+12025550161'] };
const options: Omit<CreateRoutingRuleOptions, 'name' | 'type'> = {
	...{ agentId: 'ag_01', agentMetadata: { team: 'sales' }, includeHeaders: 'ALL' },
	...{ allowedNumbers: ['+91*', '+44*'], allowedIpAddresses: ['203.0.113.7'] },
	...{ tags: ['sales', 'us'], recording: true, dtmf: true, noiseCancellation: true },
	hidePhoneNumber: false,
};

test('Create makes an outbound rule with a new room each as the SDK does, with all its options', async () => {
	const headers = pairs('header', 'name', 'X-Campaign', 'may');
	const params = {
		...filled,
		direction: 'outbound',
		options: { ...filled.options, headers },
	} as const;
	await same(
		async ({ sip }) =>
			await sip.routingRules.create({
				...{ ...names, ...options, type: 'outbound', headers: { 'X-Campaign': 'may' } },
				rule: { type: 'individual', roomPrefix: 'sipNumber', pin: '0042' },
			}),
		createRoutingRuleRequest(await createRoutingRule.plan(params, BY_HAND)),
	);
});

test('Create makes an inbound rule into one room as the SDK does, with all its options and with none', async () => {
	const roomId = 'abcd-efgh-ijkl';
	const headersToAttributes = pairs('header', 'name', 'X-Campaign', 'campaign');
	const params = {
		...{ ...filled, roomId, direction: 'inbound', putCallsInto: 'room' },
		options: { ...filled.options, headersToAttributes },
	} as const;
	await same(
		async ({ sip }) =>
			await sip.routingRules.create({
				...{ ...names, ...options, type: 'inbound' },
				headersToAttributes: { 'X-Campaign': 'campaign' },
				rule: { type: 'direct', roomId, pin: '0042' },
			}),
		createRoutingRuleRequest(await createRoutingRule.plan(params as never, BY_HAND)),
	);
	const bare = { ...filled, direction: 'inbound', numbers: '', agentId: '', options: {} } as const;
	await same(
		async ({ sip }) =>
			await sip.routingRules.create({
				...{ name: 'Sales & Co', type: 'inbound', rule: { type: 'individual' } },
			}),
		createRoutingRuleRequest(await createRoutingRule.plan(bare, BY_HAND)),
	);
});

test('Update sends what changes, the switches as they are and the room whole, as the SDK does', async () => {
	const current = {
		...{
			id,
			name: 'Old',
			type: 'inbound',
			numbers: ['+12025550160'],
			recording: true,
			dtmf: false,
		},
		room: { type: 'dynamic', prefix: 'random', id: null, pin: '1234' },
	};
	const plan = await updateRoutingRule.plan(
		{
			...{ routingRuleId: id, putCallsInto: 'room', roomId: 'abcd-efgh-ijkl', agentId: '' },
			updateFields: { name: 'New', numbers: '+12025550161', enableDtmf: true },
		},
		BY_HAND,
	);
	await same(
		async ({ sip }) =>
			await sip.routingRules.update(id, {
				...{ name: 'New', phoneNumbers: ['+12025550161'], recording: true, dtmf: true },
				rule: { type: 'direct', roomId: 'abcd-efgh-ijkl', pin: '1234' },
			}),
		changeRoutingRuleRequest(id, changedRule(current, plan.changes)),
	);
});

test('Get, Get Many and Delete ask for rules as the SDK does', async () => {
	await same(async ({ sip }) => await sip.routingRules.get(id), readRoutingRuleRequest(id));
	await same(async ({ sip }) => await sip.routingRules.delete(id), deleteRoutingRuleRequest(id));
	const page = { page: 3, perPage: 50 };
	await same(
		async ({ sip }) => await sip.routingRules.list(page),
		listRoutingRulesRequest({ search: '', page: 3 }, {}),
	);
	await same(
		async ({ sip }) =>
			await sip.routingRules.list({ ...page, search: '+1', type: 'inbound', roomType: ['static'] }),
		listRoutingRulesRequest(
			{ search: '+1', page: 3 },
			{ direction: 'inbound', roomType: 'static' },
		),
	);
});
