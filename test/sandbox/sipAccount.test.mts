import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send } = useSandbox();

const get = async (path: string) => (await send(`/v2/sip/${path}`)).json;
const ids = async (path: string) => (await get(path)).data.map(({ id }: { id: string }) => id);

test.each([
	['outbound-gateways', 26, 3],
	['inbound-gateways', 26, 3],
	['routing-rule', 52, 6],
	['phone-numbers', 30, 3],
])('%s has %d items on %d pages of 10', async (path, total, lastPage) => {
	const first = await get(path);
	expect(first.data).toHaveLength(10);
	expect(first.pageInfo).toEqual({ currentPage: 1, perPage: 10, lastPage, total });
	expect((await get(`${path}?page=${lastPage}&perPage=10`)).data.length).toBeGreaterThan(0);
	expect((await get(`${path}?perPage=100`)).data).toHaveLength(total);
});

test('a gateway has the documented fields, its password in clear', async () => {
	const gateway = await get(`outbound-gateways/${SEED_GATEWAY_ID}`);
	expect(gateway).toMatchObject({
		id: SEED_GATEWAY_ID,
		name: 'US 01 outbound',
		address: 'sip01.carrier.example:5061',
		auth: { username: 'user01', password: 'not-a-secret-01' },
		numbers: expect.arrayContaining([SEED_NUMBER]),
		transport: 'tls',
		mediaEncryption: 'disable',
		geoRegion: 'us002',
	});
	expect((await get('outbound-gateways')).data[0]).toEqual(gateway);
	expect((await send('/v2/sip/inbound-gateways/gw_in_01')).json.address).toBeNull();
});

test("the trunk of the docs' sample has the documented fields, its password in clear", async () => {
	expect((await send('/v2/sip-trunk/trunk_987654321')).json).toEqual({
		trunkId: 'trunk_987654321',
		auth: { username: 'trunk-user', password: 'not-a-secret-trunk' },
		name: 'US trunk',
		domain: 'carrier.example',
		direction: 'outbound',
		numbers: ['+12025550199', '+11234567890'],
	});
	expect((await send('/v2/sip-trunk/x')).status).toBe(404);
});

test('gateways are found by id and by a part of the name, whatever the case', async () => {
	expect(await ids('outbound-gateways?id=gw_out_03')).toEqual(['gw_out_03']);
	expect(await ids('outbound-gateways?search=US%2005')).toEqual(['gw_out_05']);
	expect(await ids('inbound-gateways?search=germany%2003')).toEqual(['gw_in_03']);
	expect(await ids('inbound-gateways?id=gw_out_03')).toEqual([]);
});

test('routing rules are found by type, ids, kind of room, name and number', async () => {
	const total = async (query: string) => (await get(`routing-rule?${query}`)).pageInfo.total;
	expect(await total('type=outbound')).toBe(26);
	expect(await ids('routing-rule?ruleIds=rr_out_03,rr_in_04')).toEqual(['rr_out_03', 'rr_in_04']);
	expect(await ids('routing-rule?roomType=static')).toEqual(['rr_out_02', 'rr_in_02']);
	expect(await total('roomType=static,dynamic')).toBe(52);
	expect(await ids('routing-rule?type=inbound&search=us%2001')).toEqual(['rr_in_01']);
	const bySeedNumber = encodeURIComponent(SEED_NUMBER);
	expect(await ids(`routing-rule?search=${bySeedNumber}`)).toEqual([SEED_RULE_ID, 'rr_in_01']);
});

test('a routing rule has the documented fields of its direction', async () => {
	expect(await get(`routing-rule/${SEED_RULE_ID}`)).toMatchObject({
		type: 'outbound',
		room: { type: 'dynamic', id: null },
		headers: {},
	});
	const inbound = await get('routing-rule/rr_in_02');
	expect(inbound).toMatchObject({ room: { type: 'static', id: 'abcd-efgh-ijkl' } });
	expect(inbound).not.toHaveProperty('headers');
});

test('a phone number comes with its two gateways, a detached one with none', async () => {
	expect(await get(`phone-numbers/${encodeURIComponent(SEED_NUMBER)}`)).toMatchObject({
		phoneNumber: { e164: SEED_NUMBER, countryCode: 'US', name: 'US 01 line' },
		inbound: { id: 'gw_in_01' },
		outbound: { id: SEED_GATEWAY_ID },
	});
	const [detached] = (await get('phone-numbers?search=5550189')).data;
	expect(detached).toMatchObject({ inbound: null, outbound: null });
});

test.each([
	'outbound-gateways/x',
	'inbound-gateways/gw_out_01',
	'routing-rule/x',
	'phone-numbers/x',
])('%s is answered with 404', async (path) =>
	expect((await send(`/v2/sip/${path}`)).status).toBe(404),
);

test('an account on which nothing is set up has empty lists and places no call', async () => {
	sandbox().changeSettings({ emptyAccount: true });
	for (const path of ['outbound-gateways', 'inbound-gateways', 'routing-rule', 'phone-numbers']) {
		expect(await get(path)).toEqual({
			pageInfo: { currentPage: 1, perPage: 10, lastPage: 1, total: 0 },
			data: [],
		});
	}
	expect((await send('/v2/rooms')).json.data).toEqual([]);
	expect((await send('/v2/sip-trunk/trunk_987654321')).status).toBe(404);
	const body = { sipCallTo: '+4915550100', gatewayId: SEED_GATEWAY_ID };
	expect((await send('/v2/sip/call', { method: 'POST', body })).status).toBe(404);
});
