import { describe, expect, test } from 'vitest';
import { createRoutingRule } from '../../nodes/VideoSdk/operations/routingRule/createRoutingRule.ts';
import { deleteRoutingRule } from '../../nodes/VideoSdk/operations/routingRule/deleteRoutingRule.ts';
import { updateRoutingRule } from '../../nodes/VideoSdk/operations/routingRule/updateRoutingRule.ts';
import { changedRule, toRuleItem } from '../../videosdk/routingRule.ts';

const BY_HAND = { isTool: false };
const filled = {
	direction: 'outbound',
	name: 'Sales',
	numbers: '+12025550160',
	putCallsInto: 'newRoom',
	roomId: '',
	agentId: '',
	options: {},
} as const;
const make = (changes: object) => createRoutingRule.plan({ ...filled, ...changes }, BY_HAND);
const update = (changes: object) =>
	updateRoutingRule.plan(
		{
			...{ routingRuleId: 'rr_1', putCallsInto: 'unchanged', roomId: '', agentId: '' },
			...{ updateFields: {}, ...changes },
		},
		BY_HAND,
	);
const headers = { header: [{ name: 'X-Campaign', value: 'may' }] };

describe('a routing rule is not made', () => {
	test.each([
		['without a name', { name: ' ' }, '"Name" is empty'],
		['with what is no number', { numbers: 'sales' }, '"Phone Numbers" is "sales"'],
		['into one room without the room', { putCallsInto: 'room' }, '"Room" is empty'],
		[
			'inbound with headers to send',
			{ direction: 'inbound', options: { headers } },
			'only outbound rules send headers',
		],
		[
			'outbound with headers that come in',
			{ options: { headersToAttributes: headers } },
			'only inbound rules have them',
		],
		[
			'with a header without a name',
			{ options: { headers: { header: [{ name: '', value: 'a' }] } } },
			'it has no name',
		],
	])('%s', async (_how, changes, message) => {
		await expect(async () => await make(changes)).rejects.toThrow(message);
	});

	test('with a PIN that cannot be sent, which the error does not show', async () => {
		for (const pin of ['12\n34', ['1234'], { pin: '1234' }]) {
			const making = async () => await make({ options: { pin } });
			await expect(making).rejects.toThrow('"Room PIN" is "(hidden)"');
			await expect(making).rejects.not.toThrow('34');
		}
	});
});

test('Update with nothing in it sends nothing', async () => {
	const updateFields = { name: '', tags: '', numbers: [], pin: '', headers: {} };
	await expect(async () => await update({ updateFields })).rejects.toThrow(
		'"Update Fields" is empty',
	);
	await expect(async () => await update({ routingRuleId: '', agentId: 'ag_1' })).rejects.toThrow(
		'"Routing Rule" is empty',
	);
});

test('an update sends a room whole, with the PIN that it had, and what the switches are', () => {
	const room = { type: 'STATIC', id: 'abcd-efgh-ijkl', prefix: null, pin: '1234' };
	const current = { id: 'rr_1', name: 'Old', room, recording: true, dtmf: null };
	expect(changedRule(current, { name: 'New' })).toEqual({ name: 'New', recording: true });
	expect(changedRule(current, { room: { type: 'dynamic', prefix: 'blank' } })).toEqual({
		...{ recording: true, room: { type: 'dynamic', prefix: 'blank', pin: '1234' } },
	});
	expect(changedRule(current, { room: { pin: '5678' }, recording: false })).toEqual({
		...{ recording: false, room: { type: 'static', id: 'abcd-efgh-ijkl', pin: '5678' } },
	});
});

test('an item has the ID and the direction under their own names, and neither PIN nor API key', () => {
	const room = { type: 'dynamic', pin: '1234' };
	expect(toRuleItem({ id: 'rr_1', type: 'INBOUND', room, apiKey: 'ak_1', agentId: null })).toEqual({
		...{ ruleId: 'rr_1', direction: 'inbound', apiKey: '(hidden)', agentId: null },
		room: { type: 'dynamic', pin: '(hidden)' },
	});
	expect(toRuleItem({ ruleId: 'rr_1', room: { pin: null } })).toEqual({
		...{ ruleId: 'rr_1', room: { pin: null } },
	});
});

test('Delete without a rule sends nothing', () => {
	expect(() => deleteRoutingRule.plan({ routingRuleId: ' ' }, BY_HAND)).toThrow(
		'"Routing Rule" is empty',
	);
});
