import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { SEED_AGENT_ID, SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, call } = useCallingWorkflow();

const ANNA = '+12025550100';
const RINGS_ON = '+12025550102';
const chosen = (value: string) => ({ __rl: true, mode: 'id', value });
const nothingChosen = { __rl: true, mode: 'list', value: '' };

/** In what n8n says of a node that lacks what it needs; n8n 2.x also names it. */
const HAS_ISSUES = /has issues/;

/** What a node of before has beside the other fields, and one of today among its options. */
const WHO = { displayName: 'Anna', participantId: 'customer_4711' };
const FROM = { from: { __rl: true, mode: 'number', value: SEED_NUMBER } };
const AGENT = {
	agentId: chosen(SEED_AGENT_ID),
	agentVariables: { variable: [{ name: 'first_name', value: 'Anna' }] },
};
const ROOM = { putInto: 'existingMeeting', meetingId: chosen('abcd-efgh-ijkl') };

/** All that was sent but what is another each time. */
function sent(): unknown[] {
	const posts = sandbox()
		.journal()
		.filter(({ method }) => method === 'POST');
	const isOther = (key: string) => key === 'n8nCorrelationKey';
	return posts.map(({ path, body }) => [
		path,
		JSON.parse(JSON.stringify(body, (key, value: unknown) => (isOther(key) ? '(key)' : value))),
	]);
}

/** A node that has these parameters and no others. */
async function callBy(typeVersion: number, parameters: INodeParameters) {
	const nothing = { from: undefined, displayName: undefined, participantId: undefined };
	const ids = { trunkId: undefined, meetingId: undefined, options: undefined };
	return await call({
		to: [String(parameters.to ?? ANNA)],
		parameters: { ...nothing, ...ids, to: '={{ $json.to }}', ...parameters } as INodeParameters,
		settings: { typeVersion },
	});
}

describe('a workflow that was stored by the first version of the node makes the same call as one of today', () => {
	const gateway = { callThrough: 'gateway', gatewayId: chosen(SEED_GATEWAY_ID), ...ROOM };
	const rule = { callThrough: 'routingRule', routingRuleId: chosen(SEED_RULE_ID), ...ROOM };
	const trunk = { callThrough: 'trunk', trunkId: 'trunk_987654321', ...ROOM };
	const { displayName, participantId } = WHO;

	test.each<[string, INodeParameters, INodeParameters, INodeParameters]>([
		['through a gateway', gateway, {}, { ...WHO, ...FROM }],
		['through a routing rule', { ...rule, ...FROM }, {}, WHO],
		['through a trunk', { ...trunk, ...FROM, displayName }, {}, { participantId }],
		['with a voice agent', gateway, {}, AGENT],
		[
			'with variables for the agent of a rule',
			{ ...rule, ...FROM },
			{},
			{
				agentVariables: AGENT.agentVariables,
			},
		],
		['with an option', gateway, { dtmf: false }, { ...WHO, ...FROM }],
	])('%s', async (_what, parameters, options, moved) => {
		const before = await callBy(1, { ...parameters, ...moved, options });
		expect(before.status).toBe('success');
		const wanted = sent();
		expect(JSON.stringify(wanted)).toMatch(/Anna|customer_4711/);

		sandbox().reset();
		const now = await callBy(1.1, { ...parameters, options: { ...options, ...moved } });
		expect(now.status).toBe('success');
		expect(sent()).toEqual(wanted);
	});

	test.each([1, 1.1])('version %d keeps to the Time Zone of its Calling Hours', async (version) => {
		const window = { days: ['monday'], from: '09:00', until: '20:00', timeZone: 'Nowhere/City' };
		const safety = { callingWindow: { window } };
		const { error } = await callBy(version, { ...gateway, safety });
		expect(error?.message).toContain('"Nowhere/City" is not a time zone');
		expect(sandbox().rings()).toEqual({});
	});

	test.each([
		[1, { waitLimit: 1, waitHow: 'keepRunning' }, {}],
		[1.1, {}, { waitLimit: 1, waitHow: 'keepRunning' }],
	])('version %d waits as long as it says', async (version, parameters, options) => {
		const waits = { ...gateway, to: RINGS_ON, waitFor: 'answer' };
		const { items } = await callBy(version, { ...waits, ...parameters, options });
		expect(items[0].json).toMatchObject({ outcome: 'timedOut' });
	});
});

describe('a node that is added today', () => {
	const gateway = { callThrough: 'gateway', gatewayId: chosen(SEED_GATEWAY_ID) };

	test('makes a room for a call through a gateway', async () => {
		expect((await callBy(1.1, gateway)).status).toBe('success');
		const [[path, body], [, order]] = sent() as Array<[string, Record<string, unknown>]>;
		expect(path).toBe('/v2/rooms');
		expect(body).toMatchObject({ customRoomId: expect.any(String) });
		expect(order).toHaveProperty('destinationRoomId', sandbox().calls()[0].roomId);
	});

	test('leaves the room to the routing rule', async () => {
		const rule = { callThrough: 'routingRule', routingRuleId: chosen(SEED_RULE_ID), ...FROM };
		expect((await callBy(1.1, rule)).status).toBe('success');
		const [[path, body]] = sent() as Array<[string, object]>;
		expect(path).toBe('/v2/sip/call');
		expect(body).not.toHaveProperty('destinationRoomId');
	});

	test('is not executed before n8n has the room of a call through a trunk', async () => {
		const trunk = { callThrough: 'trunk', trunkId: 'trunk_987654321', displayName: 'Anna' };
		const attempt = callBy(1.1, { ...trunk, meetingId: nothingChosen });
		await expect(attempt).rejects.toThrow(HAS_ISSUES);
		expect(sandbox().rings()).toEqual({});
	});

	test('is not executed before n8n has the Caller ID that a routing rule needs', async () => {
		const rule = { callThrough: 'routingRule', routingRuleId: chosen(SEED_RULE_ID) };
		await expect(callBy(1.1, rule)).rejects.toThrow(HAS_ISSUES);
		expect(sandbox().rings()).toEqual({});
	});

	test('calls under no number that was chosen for another way', async () => {
		const trunk = { callThrough: 'trunk', trunkId: 'trunk_987654321', ...ROOM };
		const options = { from: { __rl: true, mode: 'number', value: SEED_NUMBER } };
		expect((await callBy(1.1, { ...trunk, displayName: 'Anna', options })).status).toBe('success');
		expect(JSON.stringify(sent())).not.toContain(SEED_NUMBER);
	});

	test('hides the Caller ID among its options where numbers are masked', async () => {
		const options = { from: { __rl: true, mode: 'number', value: SEED_NUMBER }, maskNumbers: true };
		const { items } = await callBy(1.1, { ...gateway, options });
		expect(JSON.stringify(items)).not.toContain(SEED_NUMBER.slice(1));
	});
});
