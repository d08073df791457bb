import { describe, expect, test } from 'vitest';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, start, run, requests } = useResourceOperations('routingRule');

const RULE = 'rr_in_05';
/** In the account, and in no rule. */
const FREE_NUMBER = '+12025550189';

const rule = (id: unknown) =>
	sandbox()
		.rules()
		.find((one) => one.id === id);

const SALES: RunOrder['parameters'] = {
	...{ direction: 'inbound', name: 'Sales', numbers: '+1 202 555 0189', putCallsInto: 'room' },
	...{ roomId: byId('abcd-efgh-ijkl'), agentId: byId('ag_01') },
	options: { recording: true, pin: '0042' },
};

describe.each(['bare', 'inData', 'messageAfterUpdate'] as const)(
	'where VideoSDK answers %s',
	(accountAnswers) => {
		test('a routing rule is made, read, changed and deleted, and its PIN comes out nowhere', async () => {
			sandbox().changeSettings({ accountAnswers });
			const [made] = await run('create', SALES);
			expect(made).toMatchObject({
				...{ ruleId: expect.any(String), direction: 'inbound', name: 'Sales', agentId: 'ag_01' },
				...{ numbers: [FREE_NUMBER], recording: true },
				room: { type: 'static', id: 'abcd-efgh-ijkl', pin: '(hidden)' },
			});
			const routingRuleId = byId(String(made.ruleId));
			expect(rule(made.ruleId)?.room.pin).toBe('0042');
			expect(await run('get', { routingRuleId })).toEqual([made]);
			const putCallsInto = 'unchanged';
			const updateFields = { name: 'Sales 2' };
			const [changed] = await run('update', { routingRuleId, putCallsInto, updateFields });
			expect(changed).toEqual({ ...made, name: 'Sales 2', updatedAt: changed.updatedAt });
			const { ruleId } = made;
			expect(await run('delete', { routingRuleId })).toEqual([{ ruleId, deleted: true }]);
			expect(await run('delete', { routingRuleId })).toEqual([{ ruleId, deleted: false }]);
		});
	},
);

describe.each([true, false])('where an update sets back what it does not name: %s', (setBack) => {
	test('one field of a rule is changed, and all else stays as it was', async () => {
		sandbox().changeSettings({ ruleUpdatesSetBack: setBack });
		const routingRuleId = byId(RULE);
		const switches = { recording: true, enableDtmf: true, noiseCancellation: true };
		const updateFields = { ...switches, hidePhoneNumber: true, pin: '1234' };
		await run('update', { routingRuleId, putCallsInto: 'newRoom', updateFields });
		const before = rule(RULE);
		expect(before).toMatchObject({ recording: true, dtmf: true, room: { pin: '1234' } });
		const oneRoom = { putCallsInto: 'room', roomId: byId('cust-omer-call'), updateFields: {} };
		await run('update', { routingRuleId, ...oneRoom });
		const room = { type: 'static', id: 'cust-omer-call', prefix: null, pin: '1234' };
		expect(rule(RULE)).toEqual({ ...before, room, updatedAt: rule(RULE)?.updatedAt });
	});
});

test.each([
	['agentId', { agentId: byId('={{ $json.nothing }}') }, 'Voice Agent'],
	['numbers', { numbers: '={{ $json.nothing }}' }, 'Phone Numbers'],
])(
	'no rule is made without what an expression was to give and does not: %s',
	async (_name, given, label) => {
		await expect(run('create', { ...SALES, ...given })).rejects.toThrow(
			`"${label}" is empty: its expression gives nothing`,
		);
		expect(requests()).toEqual([]);
	},
);

test('an update reads the rule first, and does not take the PIN of a room that VideoSDK does not tell', async () => {
	const routingRuleId = byId(RULE);
	await run('update', { routingRuleId, putCallsInto: 'unchanged', updateFields: { pin: '1234' } });
	expect(requests()).toEqual([
		`GET /v2/sip/routing-rule/${RULE}`,
		`PATCH /v2/sip/routing-rule/${RULE}`,
	]);
	sandbox().changeSettings({ passwordsMasked: true });
	const order = { routingRuleId, putCallsInto: 'room', roomId: byId('cust-omer-call') };
	await expect(run('update', { ...order, updateFields: {} })).rejects.toThrow(
		/"Room PIN" is empty: the room has one that VideoSDK does not tell/,
	);
	expect(rule(RULE)?.room).toMatchObject({ type: 'dynamic', pin: '1234' });
	await run('update', { ...order, updateFields: { pin: '5678' } });
	expect(rule(RULE)?.room).toMatchObject({ type: 'static', pin: '5678' });
	const name = { putCallsInto: 'unchanged', updateFields: { name: 'New' } };
	await run('update', { routingRuleId, ...name });
	expect(rule(RULE)?.room).toMatchObject({ type: 'static', pin: '5678' });
});

test('an update that the direction of the rule forbids is told before it is sent', async () => {
	const headers = { header: [{ name: 'X-Campaign', value: 'may' }] };
	const order = { routingRuleId: byId(RULE), putCallsInto: 'unchanged', updateFields: { headers } };
	await expect(run('update', order)).rejects.toThrow('only outbound rules send headers');
	await run('update', { ...order, routingRuleId: byId('rr_out_05') });
	expect(rule('rr_out_05')?.headers).toEqual({ 'X-Campaign': 'may' });
	const one = { ...order, routingRuleId: byId('rr_in_02'), updateFields: { prefix: 'blank' } };
	await expect(run('update', one)).rejects.toThrow('this rule puts all calls into one room');
	expect(requests().filter((request) => request.startsWith('PATCH'))).toHaveLength(1);
});

test('Get Many lists all rules, those of a direction or a kind of room, and those with a text', async () => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const all = await run('getAll', { returnAll: true });
	expect(new Set(all.map(({ ruleId }) => ruleId)).size).toBe(52);
	expect(await run('getAll', { limit: 7 })).toHaveLength(7);
	const filters = { direction: 'inbound', roomType: 'static' };
	expect(await run('getAll', { returnAll: true, filters })).toMatchObject([{ ruleId: 'rr_in_02' }]);
	const found = await run('getAll', { filters: { search: '+12025550162' } });
	expect(found.map(({ ruleId }) => ruleId)).toEqual(['rr_out_03', 'rr_in_03']);
});

test('when the answer to Create is lost, the rule is found and comes out, and there is one', async () => {
	const on = { method: 'POST', path: '/v2/sip/routing-rule' };
	sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
	const [made] = await run('create', SALES);
	expect(
		sandbox()
			.rules()
			.filter(({ name }) => name === 'Sales'),
	).toMatchObject([{ id: made.ruleId }]);
	sandbox().addFault({ on, fault: { kind: 'status', status: 500, body: {} } });
	const { error } = await start('create', { ...SALES, name: 'Other' });
	expect(error?.description).toContain('The routing rule may have been created all the same');
});

test('a number that is in no account, or in another inbound rule, is told with what to do', async () => {
	const { error } = await start('create', { ...SALES, numbers: '+12025550160' });
	expect(error?.message).toContain('+12025550160 is in another inbound routing rule');
	expect(error?.description).toMatch(/^Name is "Sales"\. Nothing was created\. The Phone Numbers/);
});

test('Delete tries again when somebody changes the rule at the same moment', async () => {
	const on = { method: 'DELETE', path: `/v2/sip/routing-rule/${RULE}` };
	const fault = { kind: 'status', status: 409, body: { message: 'Changed' } } as const;
	sandbox().addFault({ on, fault });
	expect(await run('delete', { routingRuleId: byId(RULE) })).toEqual([
		{ ruleId: RULE, deleted: true },
	]);
	sandbox().addFault({ on, times: 2, fault });
	await expect(run('delete', { routingRuleId: byId(RULE) })).rejects.toThrow('Changed');
});

test('the list of routing rules has both directions, each with its own, and says what to do where there are none', async () => {
	const open = async (filter?: string) =>
		await engine().searchList({
			method: 'searchAllRoutingRules',
			credential: credential(),
			filter,
		});
	const found = await open('us 01');
	expect(found.results).toEqual([
		{ name: 'US 01 outbound rule, outbound (rr_out_01)', value: 'rr_out_01' },
		{ name: 'US 01 inbound rule, inbound (rr_in_01)', value: 'rr_in_01' },
	]);
	sandbox().changeSettings({ emptyAccount: true });
	expect((await open()).error?.message).toMatch(/no routing rules in this.*Make one with Create/);
});
