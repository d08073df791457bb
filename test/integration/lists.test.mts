import { describe, expect, test } from 'vitest';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { ListOrder, ListShown } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

const open = async (method: string, order: Partial<ListOrder> = {}): Promise<ListShown> =>
	await engine().searchList({ method, credential: credential(), ...order });

const names = ({ results }: ListShown) => results.map(({ name }) => name);
const values = ({ results }: ListShown) => results.map(({ value }) => value);

/** Scrolls to the end of a list. */
async function scrollThrough(method: string, order: Partial<ListOrder> = {}) {
	const pages = [await open(method, order)];
	for (let last = pages[0]; last.paginationToken; last = pages[pages.length - 1]) {
		const paginationToken = String(last.paginationToken);
		pages.push(await open(method, { ...order, paginationToken }));
	}
	return { pages: pages.length, values: pages.flatMap(values) };
}

const queries = () =>
	sandbox()
		.journal()
		.map(({ path, query }) => ({ path, query }));

/** What is chosen in a field with a list. */
const chosen = (value: string, mode = 'list') => ({ __rl: true, mode, value });

/** The next answer to a request for this path. */
const answerNext = (path: string, status: number, body: unknown) =>
	sandbox().addFault({ on: { path }, fault: { kind: 'status', status, body } });

const LISTS = ['searchGateways', 'searchRoutingRules', 'searchCallerNumbers', 'searchRooms'];

test('gateways and routing rules are shown by name and ID, numbers with their name', async () => {
	expect(names(await open('searchGateways'))[0]).toBe('US 01 outbound (gw_out_01)');
	expect(names(await open('searchRoutingRules'))[0]).toBe('US 01 outbound rule (rr_out_01)');
	const { results } = await open('searchCallerNumbers');
	expect(results[0]).toEqual({ name: '+12025550160 (US 01 line)', value: '+12025550160' });
	expect((await open('searchPhoneNumbers')).results[0]).toEqual({
		name: '+12025550160 (US 01 line)',
		value: '00000000-0000-4000-8000-000000000001',
	});
	const room = (await open('searchRooms', { filter: 'appointment-reminders' })).results[0];
	expect(room.name).toBe(`appointment-reminders (${room.value})`);
});

test('gateways of both directions are shown together where calls of both are meant', async () => {
	const both = await scrollThrough('searchAllGateways');
	expect(both.values).toEqual(expect.arrayContaining(['gw_out_01', 'gw_in_01']));
	expect(names(await open('searchAllGateways'))[0]).toBe('US 01 outbound, outbound (gw_out_01)');
});

test('a time zone is found by its city', async () => {
	expect(values(await open('searchTimeZones', { filter: 'new york' }))).toEqual([
		'America/New_York',
	]);
	expect(values(await open('searchTimeZones'))).toEqual(
		expect.arrayContaining(['UTC', 'Europe/Oslo', 'Asia/Tokyo']),
	);
});

test.each([
	['searchGateways', 26],
	['searchRoutingRules', 26],
	['searchCallerNumbers', 30],
	['searchPhoneNumbers', 30],
])('%s lists all %d once, on one page', async (method, count) => {
	const all = await scrollThrough(method);
	expect(all.pages).toBe(1);
	expect(new Set(all.values).size).toBe(count);
	expect(all.values).toHaveLength(count);
});

test.each([
	['searchGateways', 26],
	['searchRoutingRules', 26],
	['searchCallerNumbers', 30],
])('%s lists all %d once when VideoSDK gives 10 at a time', async (method, count) => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const all = await scrollThrough(method);
	expect(all.pages).toBe(3);
	expect(new Set(all.values).size).toBe(count);
	expect(all.values).toHaveLength(count);
});

test('every list that a field offers is one that the node can fill', () => {
	const fields = JSON.stringify(operations.map((operation) => operation.fields));
	const offered = [...fields.matchAll(/"searchListMethod":"(\w+)"/g)].map(([, method]) => method);
	const { listSearch = {} } = engine().nodeType.methods ?? {};
	expect(Object.keys(listSearch).sort()).toEqual([...new Set(offered)].sort());
});

test('only outbound gateways and rules are listed', async () => {
	const all = [...names(await open('searchGateways')), ...names(await open('searchRoutingRules'))];
	expect(all.filter((name) => name.includes('inbound'))).toEqual([]);
});

test.each([
	['searchGateways', 'germany 03', ['gw_out_03']],
	['searchRoutingRules', ' Brazil 08 ', ['rr_out_08']],
	['searchRoutingRules', '+12025550162', ['rr_out_03']],
	['searchCallerNumbers', 'germany 07', ['+12025550166']],
	['searchCallerNumbers', '0189', ['+12025550189']],
	['searchRooms', 'APPOINTMENT-rem', [expect.stringMatching(/^[a-z0-9]{4}-/)]],
])('%s finds "%s"', async (method, filter, found) => {
	expect(values(await open(method, { filter }))).toEqual(found);
});

test.each([
	['as a bare list', (data: unknown[]) => data],
	['with other names for the pages', (data: unknown[]) => ({ data, pagination: { page: 1 } })],
])('a list is read %s, whatever its entries look like', async (_how, envelope) => {
	const oddities = [null, 7, 'text', [], {}, { id: 12 }];
	answerNext('/v2/sip/outbound-gateways', 200, envelope([{ _id: 'a' }, ...oddities]));
	expect((await open('searchGateways')).results).toEqual([{ name: 'a', value: 'a' }]);
	const rule = { ruleId: 'b', name: 'Sales' };
	answerNext('/v2/sip/routing-rule', 200, envelope([...oddities, rule]));
	expect(names(await open('searchRoutingRules'))).toEqual(['Sales (b)']);
	const flat = { phoneNumber: '+12025550100', inbound: null };
	answerNext('/v2/sip/phone-numbers', 200, envelope([flat, ...oddities]));
	expect(names(await open('searchCallerNumbers'))).toEqual(['+12025550100']);
});

test('VideoSDK itself searches, and the search goes on over all its pages', async () => {
	sandbox().changeSettings({ pageSizeLimit: 3 });
	const { values: found, pages } = await scrollThrough('searchGateways', { filter: 'india' });
	expect(found).toHaveLength(7);
	expect(pages).toBe(3);
	expect(queries()[1]).toEqual({
		path: '/v2/sip/outbound-gateways',
		query: { page: '2', perPage: '50', search: 'india' },
	});
});

describe('the numbers to call from', () => {
	test.each([
		['gateway', 'gatewayId', chosen('gw_out_02'), ['+12025550161', '+12025550187']],
		['gateway', 'gatewayId', chosen('gw_out_05', 'id'), ['+12025550164']],
		['routingRule', 'routingRuleId', chosen('rr_out_03'), ['+12025550162', '+12025550188']],
		['trunk', 'trunkId', 'trunk_987654321', ['+12025550199', '+11234567890']],
	])('are those of the chosen %s', async (callThrough, field, value, numbers) => {
		const parameters = { callThrough, [field]: value };
		const list = await open('searchCallerNumbers', { parameters });
		expect(list).toEqual({ results: numbers.map((number) => ({ name: number, value: number })) });
		expect(queries()).toHaveLength(1);
	});

	test('are searched among those of the chosen gateway', async () => {
		const parameters = { callThrough: 'gateway', gatewayId: chosen('gw_out_02') };
		expect(values(await open('searchCallerNumbers', { parameters, filter: '0187' }))).toEqual([
			'+12025550187',
		]);
		const nothing = await open('searchCallerNumbers', { parameters, filter: '0160' });
		expect(nothing).toEqual({ results: [] });
	});

	test.each([
		['nothing is chosen', { callThrough: 'gateway', gatewayId: chosen('') }],
		['no trunk is named', { callThrough: 'trunk', trunkId: '' }],
		['it is an expression', { callThrough: 'trunk', trunkId: '={{ $json.trunk }}' }],
		[
			'the gateway is an expression',
			{ callThrough: 'gateway', gatewayId: chosen('={{ $json.gateway }}', 'id') },
		],
		['the expression gave nothing yet', { callThrough: 'gateway', gatewayId: null as never }],
		['VideoSDK does not know the trunk', { callThrough: 'trunk', trunkId: 'trunk/of+others?' }],
		['VideoSDK does not know the rule', { callThrough: 'routingRule', routingRuleId: chosen('x') }],
	])('are all of the account when %s', async (_when, parameters) => {
		expect((await open('searchCallerNumbers', { parameters })).results).toHaveLength(30);
	});

	test('an ID with signs in it stays one part of the path', async () => {
		const parameters = { callThrough: 'trunk', trunkId: 'a/b+c?d' };
		await open('searchCallerNumbers', { parameters });
		expect(queries()[0]).toEqual({ path: '/v2/sip-trunk/a%2Fb%2Bc%3Fd', query: {} });
	});

	test.each([400, 404, 410])(
		'are all of the account when VideoSDK has no trunks any more (HTTP %d)',
		async (status) => {
			answerNext('/v2/sip-trunk/trunk_987654321', status, { message: 'gone' });
			const parameters = { callThrough: 'trunk', trunkId: 'trunk_987654321' };
			expect((await open('searchCallerNumbers', { parameters })).results).toHaveLength(30);
		},
	);

	test('are not guessed when the chosen gateway cannot be read: the list says why', async () => {
		answerNext('/v2/sip/outbound-gateways/gw_out_01', 403, { message: 'not yours' });
		const parameters = { callThrough: 'gateway', gatewayId: chosen('gw_out_01') };
		const { error } = await open('searchCallerNumbers', { parameters });
		expect(error).toMatchObject({ httpCode: '403', message: expect.stringContaining('not yours') });
	});

	test('of a routing rule without any say that it has none', async () => {
		const parameters = { callThrough: 'routingRule', routingRuleId: chosen('rr_out_26') };
		const { error } = await open('searchCallerNumbers', { parameters });
		expect(error).toMatchObject({
			message: expect.stringMatching(/^This routing rule has no phone numbers yet.*choose another/),
		});
	});
});

describe('an account on which nothing is set up', () => {
	test.each([
		['searchGateways', 'no outbound gateways', 'Create one in the VideoSDK dashboard'],
		['searchRoutingRules', 'no outbound routing rules', 'Create one in the VideoSDK dashboard'],
		['searchCallerNumbers', 'no phone numbers', 'Add one in the VideoSDK dashboard'],
		['searchRooms', 'no rooms', 'choose "New Room for This Call"'],
	])('%s says so, and what to do', async (method, what, advice) => {
		sandbox().changeSettings({ emptyAccount: true });
		const { error } = await open(method);
		expect(error?.message).toContain(`There are ${what} in this VideoSDK account`);
		expect(error?.message).toContain(advice);
		// n8n's editor leaves out the dashes of a message.
		expect(error?.message).not.toMatch(/[-–—]/);
	});

	test.each(LISTS)('%s simply finds nothing when it is searched', async (method) => {
		sandbox().changeSettings({ emptyAccount: true });
		expect((await open(method, { filter: 'sales' })).error).toBeUndefined();
	});
});

test.each(LISTS)('%s finds nothing without calling it an error', async (method) => {
	const list = await open(method, { filter: 'no such name' });
	expect(list).toMatchObject({ results: [] });
	expect(list.error).toBeUndefined();
});

test.each(LISTS)('%s says what to do about a wrong secret', async (method) => {
	const wrong = { ...credential(), apiSecret: 'wrong' };
	const { error } = await open(method, { credential: wrong });
	expect(error).toMatchObject({
		message: expect.stringMatching(
			/did not accept the API key and secret.*copy key and secret again/,
		),
		// For this code the editor offers to open the credential.
		httpCode: '401',
	});
});

test('each list says what to do when VideoSDK is not there', async () => {
	const gone = { ...credential(), baseUrl: 'http://127.0.0.1:9' };
	// At once, as each tries again for some seconds.
	const lists = LISTS.map(async (method) => await open(method, { credential: gone }));
	for (const { error } of await Promise.all(lists)) {
		expect(error).toMatchObject({
			message: expect.stringMatching(/could not be reached.*Check the Base URL/),
		});
	}
});

test('no list shows a password or a user name of a carrier', async () => {
	const gateway = { callThrough: 'gateway', gatewayId: chosen('gw_out_01') };
	const trunk = { callThrough: 'trunk', trunkId: 'trunk_987654321' };
	const shown = JSON.stringify([
		...(await Promise.all(LISTS.map(async (method) => await open(method)))),
		await open('searchCallerNumbers', { parameters: gateway }),
		await open('searchCallerNumbers', { parameters: trunk }),
	]);
	expect(shown).not.toMatch(/not-a-secret|user01|trunk-user|password/);
});
