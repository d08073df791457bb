import { describe, expect, test } from 'vitest';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, start, run, methods } = useResourceOperations('gateway');

const OUTBOUND = 'gw_out_05';
const INBOUND = 'gw_in_05';
const PASSWORD = 'hunter2 at the carrier';

const gateway = (id: unknown) =>
	sandbox()
		.gateways()
		.find((one) => one.id === id);

const SALES: RunOrder['parameters'] = {
	...{ direction: 'outbound', name: 'Sales', numbers: '+1 202 555 0100' },
	...{ address: 'sip.carrier.example', transport: 'tls' },
	...{ username: 'anna', password: PASSWORD },
};
const ANSWERS = ['bare', 'inData', 'messageAfterUpdate'] as const;

describe.each(ANSWERS)('where VideoSDK answers %s', (accountAnswers) => {
	test.each([false, true])(
		'a gateway is made, read, changed and deleted, and its password comes out nowhere (masked by VideoSDK: %s)',
		async (passwordsMasked) => {
			sandbox().changeSettings({ accountAnswers, passwordsMasked });
			const made = await start('create', { ...SALES, options: { record: true, tags: 'sales' } });
			const [{ json: item }] = made.items;
			expect(item).toMatchObject({
				...{ gatewayId: expect.any(String), direction: 'outbound', name: 'Sales', record: true },
				...{ numbers: ['+12025550100'], auth: { username: 'anna', password: '(hidden)' } },
			});
			expect(item).not.toHaveProperty('id');
			expect(gateway(item.gatewayId)?.auth).toEqual({ username: 'anna', password: PASSWORD });
			const gatewayId = byId(String(item.gatewayId));
			expect(await run('get', { direction: 'outbound', gatewayId })).toEqual([item]);
			const updateFields = { name: 'Sales 2' };
			const changed = await run('update', { direction: 'outbound', gatewayId, updateFields });
			expect(changed).toEqual([{ ...item, name: 'Sales 2' }]);
			expect(gateway(item.gatewayId)?.auth).toEqual({ username: 'anna', password: PASSWORD });
			const gone = { gatewayId: item.gatewayId, direction: 'outbound' };
			const remove = async () => await run('delete', { direction: 'outbound', gatewayId });
			expect(await remove()).toEqual([{ ...gone, deleted: true }]);
			expect(await remove()).toEqual([{ ...gone, deleted: false }]);
			for (const output of [made.items, changed]) {
				expect(JSON.stringify(output)).not.toContain(PASSWORD);
			}
		},
	);
});

describe.each([false, true])('where an update keeps all it does not name: %s', (kept) => {
	test.each([
		['outbound', OUTBOUND],
		['inbound', INBOUND],
	])(
		'one field of an %s gateway is changed, and all else stays as it was',
		async (direction, id) => {
			sandbox().changeSettings({ gatewayUpdatesKeepAll: kept });
			const gatewayId = byId(id);
			const switches = {
				record: true,
				noiseCancellation: true,
				enableDtmf: true,
				geoRegion: 'in002',
			};
			await run('update', {
				direction,
				gatewayId,
				updateFields: { ...switches, allowedNumbers: '+91*' },
			});
			const before = gateway(id);
			expect(before).toMatchObject({ ...switches, allowedNumbers: ['+91*'] });
			await run('update', { direction, gatewayId, updateFields: { name: 'Renamed' } });
			expect(gateway(id)).toEqual({ ...before, name: 'Renamed' });
			await run('update', {
				direction,
				gatewayId,
				updateFields: { record: false, clear: ['allowedNumbers'] },
			});
			expect(gateway(id)).toEqual({
				...before,
				name: 'Renamed',
				record: false,
				allowedNumbers: [],
			});
		},
	);
});

test('an update reads the gateway first, and nothing is sent when that cannot be had', async () => {
	const order = { direction: 'outbound', updateFields: { name: 'New' } };
	await run('update', { ...order, gatewayId: byId(OUTBOUND) });
	expect(methods()).toEqual(['GET', 'PATCH']);
	await expect(run('update', { ...order, gatewayId: byId(INBOUND) })).rejects.toThrow(
		/Gateway not found.*Gateway is "gw_in_05"\. Nothing was changed\. Check the Gateway and the Direction/,
	);
	expect(methods().filter((method) => method === 'PATCH')).toHaveLength(1);
});

test('a switch that VideoSDK does not tell is asked for, as an update that leaves it out would switch it off', async () => {
	// The documents name no enableDtmf in what VideoSDK answers.
	const { enableDtmf: _, ...told } = gateway(OUTBOUND) ?? {};
	const on = { method: 'GET', path: `/v2/sip/outbound-gateways/${OUTBOUND}` };
	const untold = () =>
		sandbox().addFault({ on, fault: { kind: 'status', status: 200, body: told } });
	const order = { direction: 'outbound', gatewayId: byId(OUTBOUND) };
	untold();
	await expect(run('update', { ...order, updateFields: { name: 'New' } })).rejects.toThrow(
		/^"DTMF" is empty: VideoSDK does not tell how it is set now, and would switch it off\. .*Update Fields/,
	);
	expect(methods()).toEqual(['GET']);
	untold();
	await run('update', { ...order, updateFields: { name: 'New', enableDtmf: true } });
	expect(gateway(OUTBOUND)).toMatchObject({ name: 'New', enableDtmf: true });
});

test('Delete for Good with the other Direction is no success: the gateway is there, and the error names the field', async () => {
	await expect(run('delete', { direction: 'outbound', gatewayId: byId(INBOUND) })).rejects.toThrow(
		/^"Direction" is "outbound": the gateway gw_in_05 is an inbound one, and nothing was deleted\b/,
	);
	expect(gateway(INBOUND)).toBeDefined();
	const gone = { direction: 'outbound', gatewayId: byId('gw_gone') };
	expect(await run('delete', gone)).toMatchObject([{ gatewayId: 'gw_gone', deleted: false }]);
});

test('Get Many lists as many of one direction as are asked for, or those with a text in their name', async () => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const all = await run('getAll', { direction: 'inbound', returnAll: true });
	expect(new Set(all.map(({ gatewayId }) => gatewayId)).size).toBe(26);
	expect(all.every(({ direction }) => direction === 'inbound')).toBe(true);
	expect(await run('getAll', { direction: 'outbound', limit: 12 })).toHaveLength(12);
	const filters = { search: 'germany 03' };
	expect(await run('getAll', { direction: 'outbound', filters })).toMatchObject([
		{ gatewayId: 'gw_out_03', auth: { username: 'user03', password: '(hidden)' } },
	]);
});

describe('when the answer to Create is lost', () => {
	const CREATE = { method: 'POST', path: '/v2/sip/outbound-gateways' };

	test.each([false, true])(
		'the gateway is found and comes out, and there is one (names may be there twice: %s)',
		async (gatewayNamesTwice) => {
			sandbox().changeSettings({ gatewayNamesTwice });
			sandbox().addFault({ on: CREATE, fault: { kind: 'reset', placed: true } });
			const [item] = await run('create', SALES);
			expect(item).toMatchObject({ name: 'Sales', numbers: ['+12025550100'] });
			const named = sandbox()
				.gateways()
				.filter(({ name }) => name === 'Sales');
			expect(named.map(({ id }) => id)).toEqual([item.gatewayId]);
		},
	);

	test('and nothing was made, the error says that nobody knows, and where to look', async () => {
		sandbox().addFault({ on: CREATE, fault: { kind: 'status', status: 500, body: {} } });
		const { error } = await start('create', SALES);
		expect(error?.description).toContain(
			'The gateway may have been created all the same: look with Get Many before you create another.',
		);
		expect(error?.context).toMatchObject({ details: { callMayExist: true } });
		expect(methods()).toEqual(['POST', 'GET']);
	});
});

test('a name that is taken is told with what to do, and nothing is made', async () => {
	const { error } = await start('create', { ...SALES, name: 'US 01 outbound' });
	expect(error?.message).toContain('There is a gateway "US 01 outbound" already');
	expect(error?.description).toMatch(
		/^Name is "US 01 outbound"\. Nothing was created\. Each gateway/,
	);
});

test('a password that VideoSDK says back is in no error, no item and nothing beside what was typed', async () => {
	for (const status of [400, 500]) {
		const body = { message: `The password "${PASSWORD}" is too long.` };
		const on = { path: '/v2/sip/outbound-gateways' };
		sandbox().addFault({ on: { ...on, method: 'POST' }, fault: { kind: 'status', status, body } });
		const { error, wholeError } = await start('create', SALES);
		expect(error?.message).toContain('The password "(hidden)" is too long.');
		expect(wholeError).not.toContain(PASSWORD);
	}
	const body = { id: 'gw_1', note: `Login ${PASSWORD} kept`, auth: { password: PASSWORD } };
	const on = { method: 'POST', path: '/v2/sip/outbound-gateways' };
	sandbox().addFault({ on, fault: { kind: 'status', status: 200, body } });
	expect(await run('create', SALES)).toEqual([
		{
			...{ gatewayId: 'gw_1', direction: 'outbound', note: 'Login (hidden) kept' },
			auth: { password: '(hidden)' },
		},
	]);
});

describe('the list of gateways', () => {
	const open = async (parameters: RunOrder['parameters'], filter?: string) =>
		await engine().searchList({
			...{ method: 'searchGatewaysOfDirection', credential: credential(), parameters, filter },
		});

	test.each(['inbound', 'outbound'])('has those of the chosen direction: %s', async (direction) => {
		const { results } = await open({ direction });
		expect(results).toHaveLength(26);
		expect(results.every(({ name }) => name.includes(direction))).toBe(true);
		expect((await open({ direction }, 'germany 03')).results).toHaveLength(1);
	});

	test('says what to do where there are none', async () => {
		sandbox().changeSettings({ emptyAccount: true });
		const { error } = await open({ direction: 'inbound' });
		expect(error?.message).toMatch(/no gateways of this Direction.*Make one with Create/);
	});
});
