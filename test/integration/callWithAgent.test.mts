import { describe, expect, test } from 'vitest';
import {
	BUSY_AGENT_ID,
	SEED_AGENT_ID,
	SEED_GATEWAY_ID,
	SEED_NUMBER,
	SEED_RULE_ID,
	SELF_HOSTED_AGENT_ID,
	type Fault,
} from '../../sandbox/index.mts';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, call, engine, credential } = useCallingWorkflow();

const chosen = (value: string) => ({ __rl: true, mode: 'id', value });
const WITH_AGENT = { agentId: chosen(SEED_AGENT_ID), putInto: 'newMeeting' };
const NEVER_ANSWERS = '+12025550102';
const BY_GATEWAY = { callThrough: 'gateway', gatewayId: chosen(SEED_GATEWAY_ID), from: '' };
const BY_RULE = {
	...{ callThrough: 'routingRule', routingRuleId: chosen(SEED_RULE_ID) },
	from: chosen(SEED_NUMBER),
};
const LINES: Array<[string, RunOrder['parameters']]> = [
	['trunk', {}],
	['gateway', BY_GATEWAY],
	['routing rule', BY_RULE],
];

const WRITES = ['/v2/agent/dispatch', '/v2/sip/call', '/v2/sip/outbound-call'];
const sent = () =>
	sandbox()
		.journal()
		.filter(({ path, method }) => method === 'POST' && WRITES.includes(path));
const placedIn = () => sandbox().calls()[0]?.roomId;
const faultOnce = (path: string, fault: Fault) => sandbox().addFault({ on: { path }, fault });

describe.each(LINES)('through a %s', (_line, line) => {
	const parameters = { ...line, ...WITH_AGENT };
	const [to] = numbers(1);

	test('the agent is in the room of the call before the phone rings, and the item tells it', async () => {
		const agentVariables = { variable: [{ name: 'first_name', value: 'John' }] };
		const { items, error } = await call({
			...{ to: [to], parameters: { ...parameters, agentVariables } },
		});
		expect(error).toBeUndefined();
		expect(sent().map(({ path }) => path)[0]).toBe('/v2/agent/dispatch');
		expect(sandbox().dispatches()).toMatchObject([
			{
				...{ agentId: SEED_AGENT_ID, roomId: placedIn() },
				metadata: {
					n8nCorrelationKey: expect.any(String),
					variables: [{ name: 'first_name', value: 'John' }],
				},
			},
		]);
		expect(items.map(({ json }) => json)).toMatchObject([
			{ agentId: SEED_AGENT_ID, agentStatus: 'assigned', agentJobId: expect.any(String) },
		]);
		expect(sandbox().ringsOf(to)).toBe(1);
	});

	test('an existing room, a version and an agent on a server of one’s own are taken', async () => {
		const { error } = await call({
			to: [to],
			parameters: {
				...{ ...parameters, putInto: 'existingMeeting', meetingId: chosen('abcd-efgh-ijkl') },
				...{ agentId: chosen(SELF_HOSTED_AGENT_ID), agentVersionId: chosen('ver_7') },
			},
		});
		expect(error).toBeUndefined();
		expect(sandbox().dispatches()).toMatchObject([
			{ agentId: SELF_HOSTED_AGENT_ID, roomId: 'abcd-efgh-ijkl', versionId: 'ver_7' },
		]);
		expect(placedIn()).toBe('abcd-efgh-ijkl');
	});

	test.each([
		['nobody', 'Agent not found'],
		[BUSY_AGENT_ID, 'No workers available'],
		['ag_14', 'Agent is not deployed'],
	])('nobody is called with the agent %s, which cannot come', async (agentId, said) => {
		const { error } = await call({
			to: [to],
			parameters: { ...parameters, agentId: chosen(agentId) },
		});
		expect(error?.message).toContain(said);
		expect(error?.description).toContain('No phone has rung for this item');
		expect(error?.context.details).toMatchObject({ callMayExist: false });
		expect(sandbox().ringsOf(to)).toBe(0);
	});

	test('nobody is called when the expression in Voice Agent gives nothing', async () => {
		const { error } = await call({
			to: [to],
			parameters: { ...parameters, agentId: chosen('={{ $json.noSuchColumn }}') },
		});
		expect(error?.message).toContain('Voice Agent');
		expect(sandbox().ringsOf(to)).toBe(0);
	});

	test('nobody is called when it is unknown whether the agent was sent; later on a retry calls, with the agent', async () => {
		faultOnce('/v2/agent/dispatch', { kind: 'reset', placed: true });
		const lost = await call({ to: [to], parameters });
		expect(lost.error?.message).toContain('So nobody was called');
		expect(lost.error?.context.details).toMatchObject({ callMayExist: false });
		expect(sandbox().ringsOf(to)).toBe(0);
		// At once, the first agent may still be there.
		const soon = await call({ to: [to], parameters, retryOf: lost.data });
		expect(soon.error?.message).toContain('So nobody was called');
		expect(sandbox().dispatches()).toHaveLength(1);
		const ledger = lost.data.executionData?.contextData ?? {};
		for (const entry of entriesIn(ledger)) entry.lastSentAt -= 100_000;
		const later = await call({ to: [to], parameters, retryOf: lost.data });
		expect(later.error).toBeUndefined();
		expect(sandbox().dispatches()).toHaveLength(2);
		expect(sandbox().ringsOf(to)).toBe(1);
	});

	test('a call whose answer was lost rings once and has its agent once, whatever n8n repeats', async () => {
		const path = line.callThrough === undefined ? '/v2/sip/outbound-call' : '/v2/sip/call';
		faultOnce(path, { kind: 'reset', placed: true });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const { items, error } = await call({ to: [to], parameters, settings });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ adopted: true, agentId: SEED_AGENT_ID });
		expect(sandbox().dispatches()).toHaveLength(1);
		expect(sandbox().ringsOf(to)).toBe(1);
	});

	test('a call that is refused and tried again a moment later has the agent that was sent before', async () => {
		const path = line.callThrough === undefined ? '/v2/sip/outbound-call' : '/v2/sip/call';
		faultOnce(path, { kind: 'status', status: 400, body: { message: 'Not now' } });
		const refused = await call({ to: [to], parameters });
		expect(refused.error?.message).toContain('Not now');
		const again = await call({ to: [to], parameters, retryOf: refused.data });
		expect(again.error).toBeUndefined();
		expect(sandbox().dispatches()).toHaveLength(1);
		expect(sandbox().dispatches()[0].roomId).toBe(placedIn());
		expect(sandbox().ringsOf(to)).toBe(1);
	});

	test('no agent is sent for a call that a rule keeps from being placed', async () => {
		const safety = { doNotCall: to };
		const { error } = await call({ to: [to], parameters: { ...parameters, safety } });
		expect(error).toBeDefined();
		expect(sandbox().dispatches()).toEqual([]);
	});
});

/** What the execution remembers of the agents that were sent. */
function entriesIn(value: unknown): Array<{ lastSentAt: number }> {
	if (typeof value !== 'object' || value === null) return [];
	if ('agentDispatches' in value) {
		const { onceLedger } = value.agentDispatches as { onceLedger: object };
		return Object.values(onceLedger);
	}
	return Object.values(value).flatMap(entriesIn);
}

test('of a list, each call has an agent of its own in a room of its own', async () => {
	const to = numbers(12);
	const { items } = await call({ to, parameters: { ...BY_GATEWAY, ...WITH_AGENT } });
	expect(items).toHaveLength(12);
	const rooms = sandbox()
		.dispatches()
		.map(({ roomId }) => roomId);
	expect(new Set(rooms).size).toBe(12);
	expect(new Set(rooms)).toEqual(
		new Set(
			sandbox()
				.calls()
				.map(({ roomId }) => roomId),
		),
	);
	expect(ringsOfEach(sandbox(), to)).toEqual(Array(12).fill(1));
});

describe('people who are called into one room', () => {
	const ONE_MEETING = {
		...{ ...BY_GATEWAY, ...WITH_AGENT },
		...{ putInto: 'existingMeeting', meetingId: chosen('abcd-efgh-ijkl') },
	};
	const [ANNA, BERT] = numbers(2);
	const ANSWERS = '+12025550103';
	const dispatches = () => sandbox().dispatches().length;
	/** Each begins this long after the one before. */
	const SECONDS_100 = { callsPerSecond: 0.01 };

	test('have one voice agent between them, and each item tells it', async () => {
		const to = numbers(6);
		const { items, error } = await call({ to, parameters: ONE_MEETING });
		expect(error).toBeUndefined();
		expect(dispatches()).toBe(1);
		expect(new Set(items.map(({ json }) => json.agentJobId)).size).toBe(1);
		for (const { json } of items) {
			expect(json).toMatchObject({ agentId: SEED_AGENT_ID, agentJobId: expect.any(String) });
		}
		expect(ringsOfEach(sandbox(), to)).toEqual(Array(6).fill(1));
	});

	test('have one each where two agents are chosen, or two rooms', async () => {
		const items = [
			{ to: ANNA, agent: SEED_AGENT_ID, room: 'abcd-efgh-ijkl' },
			{ to: BERT, agent: SELF_HOSTED_AGENT_ID, room: 'abcd-efgh-ijkl' },
			{ to: ANSWERS, agent: SEED_AGENT_ID, room: 'cust-omer-call' },
		];
		const parameters = {
			...{ ...ONE_MEETING, to: '={{ $json.to }}', agentId: chosen('={{ $json.agent }}') },
			meetingId: chosen('={{ $json.room }}'),
		} as RunOrder['parameters'];
		const { error } = await engine().run({ credential: credential(), items, parameters }).finished;
		expect(error).toBeUndefined();
		expect(dispatches()).toBe(3);
	});

	test('one after the other: the next has an agent too, as that of somebody who has talked leaves', async () => {
		const parameters = { ...ONE_MEETING, waitFor: 'end' };
		const options = { maxCallsAtOnce: 1 };
		for (const to of [ANNA, BERT]) sandbox().script(to, ANSWERS);
		const { items } = await call({ to: [ANNA, BERT], parameters, options });
		expect(items.map(({ json }) => json.outcome)).toEqual(['answered', 'answered']);
		expect(dispatches()).toBe(2);
	});

	test('one after the other: who comes after somebody that was not reached has the agent that waits', async () => {
		const parameters = { ...ONE_MEETING, waitFor: 'end' };
		sandbox().script(ANNA, NEVER_ANSWERS);
		sandbox().script(BERT, ANSWERS);
		await call({ to: [ANNA, BERT], parameters, options: { maxCallsAtOnce: 1 } });
		expect(dispatches()).toBe(1);
	});

	test('whoever joins a talk that is still going on has its agent, however long it lasts', async () => {
		sandbox().clock.freeze();
		const parameters = { ...ONE_MEETING, waitFor: 'end', waitLimit: 300 };
		const { items } = await call({ to: [ANNA, BERT], parameters, options: SECONDS_100 });
		expect(items).toHaveLength(2);
		expect(dispatches()).toBe(1);
	});

	test('whoever is called while the recording of a talk that is over is waited for has an agent of their own', async () => {
		const parameters = { ...ONE_MEETING, waitFor: 'end' };
		const options = { ...SECONDS_100, afterTheCall: ['recording'], afterLimit: 300 };
		for (const to of [ANNA, BERT]) sandbox().script(to, ANSWERS);
		const { items } = await call({ to: [ANNA, BERT], parameters, options });
		expect(items.map(({ json }) => json.outcome)).toEqual(['answered', 'answered']);
		expect(dispatches()).toBe(2);
	});

	test('where nobody waits for the calls, a later one has an agent of its own: the first may have left', async () => {
		await call({ to: [ANNA, BERT], parameters: ONE_MEETING, options: SECONDS_100 });
		expect(dispatches()).toBe(2);
	});

	test('a call that is refused and tried again a moment later has the agent of the others', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: BERT },
			fault: { kind: 'status', status: 400, body: { message: 'Not now' } },
		});
		const order = { to: [ANNA, BERT], parameters: ONE_MEETING };
		const refused = await call(order);
		expect(refused.error?.message).toContain('Not now');
		const again = await call({ ...order, retryOf: refused.data });
		expect(again.error).toBeUndefined();
		expect(dispatches()).toBe(1);
		expect(ringsOfEach(sandbox(), [ANNA, BERT])).toEqual([1, 1]);
	});

	test('are not called when it is unknown whether the agent was sent: another might talk beside it', async () => {
		faultOnce('/v2/agent/dispatch', { kind: 'reset', placed: true });
		const settings = { onError: 'continueRegularOutput' as const };
		const { items } = await call({ to: [ANNA, BERT], parameters: ONE_MEETING, settings });
		for (const { json } of items) expect(json.error).toContain('So nobody was called');
		expect(dispatches()).toBe(1);
		expect(sandbox().rings()).toEqual({});
	});
});

test('a further number that was refused, then called by others, and left out at Retry: the next has an agent in a room of its own', async () => {
	const [first, to, next] = numbers(3);
	const parameters = {
		...{ ...BY_GATEWAY, ...WITH_AGENT, to: '={{ $json.to }}', waitFor: 'answer' },
		safety: { notAgainWithin: 24 },
	};
	const tries = { when: ['notAnswered'], mostTries: 2, pauses: '2 min' };
	const order = {
		...{ credential: credential(), items: [{ to: [first, to, next] }] },
		parameters: { ...parameters, options: { tryAgain: { tries } } },
	} as unknown as RunOrder;
	sandbox().script(first, NEVER_ANSWERS);
	sandbox().addFault({
		on: { path: '/v2/sip/call', to },
		fault: { kind: 'status', status: 400, body: { message: 'Not now' } },
	});
	const refused = await engine().run(order).finished;
	expect(refused.error?.message).toContain('Not now');
	await call({ to: [to], parameters: BY_GATEWAY });
	const again = await engine().run({ ...order, retryOf: refused.data }).finished;
	expect(again.error).toBeUndefined();
	expect(again.items[0]?.json).toMatchObject({ to: next, agentId: SEED_AGENT_ID });
	expect(ringsOfEach(sandbox(), [first, to, next])).toEqual([1, 1, 1]);
	const rooms = sandbox()
		.dispatches()
		.map(({ roomId }) => roomId);
	expect(new Set(rooms).size).toBe(3);
});

test('what is kept with the call is told to the agent as well', async () => {
	const options = { metadata: { entry: [{ key: 'webhook_url', value: 'https://crm.example/' }] } };
	await call({ to: numbers(1), options, parameters: { ...BY_GATEWAY, ...WITH_AGENT } });
	const [{ metadata }] = sandbox().dispatches();
	expect(metadata).toEqual(sandbox().calls()[0].metadata);
	expect(metadata).toMatchObject({ webhook_url: 'https://crm.example/' });
});

test('without a Voice Agent nobody is sent, and the variables travel with the call through a routing rule', async () => {
	const agentVariables = { variable: [{ name: 'first_name', value: 'John' }] };
	const parameters = { ...BY_RULE, putInto: 'automatic', agentVariables };
	const { error } = await call({ to: numbers(1), parameters });
	expect(error).toBeUndefined();
	expect(sandbox().dispatches()).toEqual([]);
	expect(sandbox().calls()[0].metadata).toMatchObject({
		variables: [{ name: 'first_name', value: 'John' }],
	});
});

test('nobody is called where the routing rule brings an agent itself: two would talk', async () => {
	const rule = { id: SEED_RULE_ID, name: 'Sales', type: 'outbound', agentId: 'ag_09' };
	sandbox().addFault({
		on: { path: `/v2/sip/routing-rule/${SEED_RULE_ID}` },
		fault: { kind: 'status', status: 200, body: rule },
		times: 2,
	});
	const [to] = numbers(1);
	const { error } = await call({ to: [to], parameters: { ...BY_RULE, ...WITH_AGENT } });
	expect(error?.message).toContain('brings the voice agent "ag_09" into its calls itself');
	expect(sandbox().ringsOf(to)).toBe(0);
	expect(sandbox().dispatches()).toEqual([]);
});

test.each([
	['the room is not known', { putInto: 'automatic' }, '"Room" is "Automatic"'],
	[
		'a variable has no name',
		{ agentVariables: { variable: [{ name: '', value: 'John' }] } },
		'"Agent Variables" is "John": it has no name',
	],
	[
		'the agent of the call before may still be in the meeting',
		{
			...{ putInto: 'existingMeeting', waitFor: 'end' },
			options: { tryAgain: { tries: { when: ['rejected'], pauses: '2 min, 30 s' } } },
		},
		'"Try Again > Pauses" is "30 s": in an existing room',
	],
	[
		'the metadata might be taken for an order to phone',
		{ options: { metadata: { entry: [{ key: 'sipCallTo', value: '+12025550100' }] } } },
		'"Metadata" is "sipCallTo"',
	],
])('where %s, it is found before any phone rings', async (_what, changes, message) => {
	const to = numbers(2);
	const parameters = { ...BY_GATEWAY, ...WITH_AGENT, ...changes } as RunOrder['parameters'];
	const { error } = await call({ to, parameters });
	expect(error?.message).toContain(message);
	expect(sandbox().journal()).toEqual([]);
});

test('an AI agent that calls the same person twice: one ring, one voice agent, and no word of it', async () => {
	const answers = await engine().runAsTool({
		credential: credential(),
		parameters: {
			...{ ...BY_GATEWAY, ...WITH_AGENT, to: '+12025550100' },
			...{ resource: 'call', operation: 'outboundSipCall', options: {} },
		},
		calls: [[{}], [{}]],
		through: 'engine',
	});
	expect(JSON.stringify(answers)).not.toContain(SEED_AGENT_ID);
	expect(sandbox().dispatches()).toHaveLength(1);
	expect(sandbox().ringsOf('+12025550100')).toBe(1);
});

test('who is called again has a voice agent with each call, in a room of its own', async () => {
	const [to] = numbers(1);
	sandbox().script(to, '+12025550102', '+12025550101', '+12025550103');
	const tries = { when: ['notAnswered', 'rejected'], mostTries: 3, pauses: '2 min' };
	const { items, error } = await call({
		...{ to: [to], options: { tryAgain: { tries } } },
		parameters: { ...BY_GATEWAY, ...WITH_AGENT, waitFor: 'end' },
	});
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ outcome: 'answered', agentId: SEED_AGENT_ID });
	const rooms = sandbox()
		.dispatches()
		.map(({ roomId }) => roomId);
	expect(rooms).toEqual(
		sandbox()
			.calls()
			.map(({ roomId }) => roomId)
			.reverse(),
	);
	expect(new Set(rooms).size).toBe(3);
	expect(sandbox().ringsOf(to)).toBe(3);
});

test('no agent is sent for a call that a rule stops at the last moment', async () => {
	const [to] = numbers(1);
	// Both wait for their turn, and the first is placed meanwhile.
	const { items } = await engine().run({
		...{ credential: credential(), settings: { onError: 'continueRegularOutput' } },
		items: [{ room: 'abcd-efgh-ijkl' }, { room: 'cust-omer-call' }],
		parameters: {
			...{ ...BY_GATEWAY, ...WITH_AGENT, to, putInto: 'existingMeeting' },
			meetingId: chosen('={{ $json.room }}'),
			safety: { notAgainWithin: 24 },
			options: { callsPerSecond: 1 },
		},
	}).finished;
	expect(sandbox().ringsOf(to)).toBe(1);
	expect(items).toHaveLength(2);
	expect(sandbox().dispatches()).toHaveLength(1);
});

describe('who picked up', () => {
	const waiting = { ...BY_GATEWAY, ...WITH_AGENT, waitFor: 'answer' };
	const ofCall = async (parameters: RunOrder['parameters']) => {
		sandbox().clock.setSpeed(20);
		return (await call({ to: ['+12025550103'], parameters })).items[0].json;
	};

	test('is unknown of a call with a voice agent that was answered: VideoSDK does not tell', async () => {
		expect(await ofCall(waiting)).toMatchObject({ outcome: 'answered', answeredBy: 'unknown' });
	});

	test('is told where the call itself tells it', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', method: 'GET' },
			fault: {
				kind: 'status',
				status: 200,
				body: {
					data: [
						{
							...{ callId: 'call_1', to: '+12025550103', type: 'outbound', answeredBy: 'machine' },
							...{ status: 'ended', timelog: [{ status: 'answered' }, { status: 'ended' }] },
						},
					],
				},
			},
			times: 100,
		});
		sandbox().addFault({
			on: { path: '/v2/sip/call', method: 'POST' },
			fault: {
				kind: 'status',
				status: 200,
				body: { data: { callId: 'call_1', status: 'initiated', sipCallTo: '+12025550103' } },
			},
		});
		expect(await ofCall(waiting)).toMatchObject({ outcome: 'answered', answeredBy: 'voicemail' });
	});

	test('is not spoken of where no agent could tell, and where nobody picked up', async () => {
		expect(await ofCall({ ...waiting, agentId: chosen('') })).not.toHaveProperty('answeredBy');
		sandbox().clock.setSpeed(20);
		const { items } = await call({ to: ['+12025550101'], parameters: waiting });
		expect(items[0].json.outcome).toBe('rejected');
		expect(items[0].json).not.toHaveProperty('answeredBy');
	});
});
