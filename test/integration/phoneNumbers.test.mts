import { describe, expect, test } from 'vitest';
import { SEED_NUMBER } from '../../sandbox/index.mts';
import { useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, start, run, requests, methods } =
	useResourceOperations('phoneNumber');

const by = (value: string) => ({ __rl: true, mode: 'number', value });
const NEW = ['+12025550100', '+12025550101'];
const PASSWORD = 'hunter2 at the carrier';
const OTHER = '+12025550161';

const number = (e164: string) =>
	sandbox()
		.numbers()
		.find((one) => one.e164 === e164);
const gateway = (id: unknown) =>
	sandbox()
		.gateways()
		.find((one) => one.id === id);

const SALES: RunOrder['parameters'] = {
	...{ name: 'Sales', numbers: NEW.join(', '), address: 'sip.carrier.example', transport: 'tls' },
	...{ username: 'anna', password: PASSWORD },
};

test('numbers are added with their gateways, one item each, and the password comes out nowhere', async () => {
	const items = await run('create', { ...SALES, options: { inboundRegion: 'us002' } });
	expect(items).toMatchObject(
		NEW.map((phoneNumber) => ({
			...{ phoneNumber, phoneNumberId: expect.any(String), name: 'Sales' },
			inbound: { direction: 'inbound', geoRegion: 'us002' },
			outbound: { direction: 'outbound', auth: { username: 'anna', password: '(hidden)' } },
		})),
	);
	expect(JSON.stringify(items)).not.toContain(PASSWORD);
	expect(gateway(number(NEW[0])?.outboundGatewayId)?.auth?.password).toBe(PASSWORD);
	expect(await run('get', { phoneNumber: by(NEW[1]) })).toEqual([items[1]]);
	const { error } = await start('create', SALES);
	expect(error?.message).toContain('+12025550100 has an inbound gateway already');
	expect(error?.description).toMatch(/^Phone Numbers is .*Nothing was created\. A number that has/);
});

test('when the answer to Create is lost, the numbers are found and come out, and are there once', async () => {
	const on = { method: 'POST', path: '/v2/sip/phone-numbers' };
	sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
	const items = await run('create', SALES);
	expect(items.map(({ phoneNumber }) => phoneNumber)).toEqual(NEW);
	expect(requests().filter((request) => request.startsWith('POST'))).toHaveLength(1);
	sandbox().addFault({ on, fault: { kind: 'status', status: 500, body: {} } });
	const { error } = await start('create', { ...SALES, numbers: '+12025550102' });
	expect(error?.description).toContain('The numbers may have been created all the same');
});

test('numbers that VideoSDK does not show at once come out with what is known of them', async () => {
	sandbox().addFault({
		on: { path: '/v2/sip/phone-numbers/*', nth: 2 },
		fault: { kind: 'status', status: 404, body: {} },
	});
	const items = await run('create', SALES);
	expect(items.map(({ phoneNumber }) => phoneNumber)).toEqual(NEW);
	expect(items.filter((item) => 'phoneNumberId' in item)).toHaveLength(1);
});

test('Get Many lists as many numbers as are asked for, or those with a text', async () => {
	sandbox().changeSettings({ pageSizeLimit: 10 });
	const all = await run('getAll', { returnAll: true });
	expect(new Set(all.map(({ phoneNumber }) => phoneNumber)).size).toBe(30);
	expect(await run('getAll', { limit: 12 })).toHaveLength(12);
	const found = await run('getAll', { filters: { search: 'germany 07' } });
	expect(found).toMatchObject([{ phoneNumber: '+12025550166' }]);
	expect(JSON.stringify(all)).not.toContain('not-a-secret');
});

describe('Detach', () => {
	const on = { path: '/v2/sip/phone-numbers/detach' };
	const phoneNumber = by(SEED_NUMBER);

	test.each([
		['as it is', undefined],
		['although its answer was lost', { kind: 'reset', placed: true } as const],
	])('takes a number from its gateways %s, and once more does no harm', async (_how, fault) => {
		if (fault) sandbox().addFault({ on, fault });
		const [item] = await run('detach', { phoneNumber });
		expect(item).toMatchObject({ phoneNumber: SEED_NUMBER, inbound: null, outbound: null });
		expect(await run('detach', { phoneNumber })).toEqual([item]);
		expect(number(SEED_NUMBER)).toMatchObject({ inboundGatewayId: null, outboundGatewayId: null });
		expect(number(OTHER)?.outboundGatewayId).not.toBeNull();
	});

	test('says what VideoSDK says when it refuses it for another reason', async () => {
		const fault = { kind: 'status', status: 400, body: { message: 'A call is on' } } as const;
		sandbox().addFault({ on, fault });
		await expect(run('detach', { phoneNumber })).rejects.toThrow('A call is on');
	});
});

describe.each([true, false])('where an update keeps what it does not name: %s', (kept) => {
	test('one field of a gateway of a number is changed, and all else stays as it was', async () => {
		sandbox().changeSettings({ gatewayUpdatesKeepAll: kept });
		for (const direction of ['inbound', 'outbound'] as const) {
			const id = number(OTHER)?.[`${direction}GatewayId`];
			const before = gateway(id);
			const updateFields = { name: 'Renamed' };
			const [item] = await run('updateGateway', {
				phoneNumber: by(OTHER),
				direction,
				updateFields,
			});
			expect(item).toMatchObject({ phoneNumber: OTHER, [direction]: { name: 'Renamed' } });
			expect(gateway(id)).toEqual({ ...before, name: 'Renamed' });
		}
	});
});

test('a gateway that a number does not have is told before anything is sent', async () => {
	const order = { direction: 'outbound', updateFields: { name: 'New' } };
	const update = run('updateGateway', { phoneNumber: by('+12025550189'), ...order });
	await expect(update).rejects.toThrow('it is attached to no outbound gateway');
	expect(methods()).toEqual(['GET']);
});

describe('Release for Good', () => {
	const phoneNumber = by(SEED_NUMBER);

	test('releases the number by its ID, and no other, although its answer was lost', async () => {
		const phoneNumberId = number(SEED_NUMBER)?.phoneNumberId;
		const on = { path: `/v2/sip/phone-numbers/${phoneNumberId}/release` };
		sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
		expect(await run('release', { phoneNumber })).toEqual([
			{ phoneNumber: SEED_NUMBER, phoneNumberId, released: true },
		]);
		expect(sandbox().numbers()).toHaveLength(29);
		expect(number(SEED_NUMBER)).toBeUndefined();
		await expect(run('release', { phoneNumber })).rejects.toThrow(
			/Phone Number is "\+12025550160"\. Nothing was released by this\. A number that was released before/,
		);
	});

	test('releases nothing when VideoSDK answers with another number', async () => {
		const other = { phoneNumber: { phoneNumberId: 'n_1', e164: OTHER } };
		const on = { path: `/v2/sip/phone-numbers/${encodeURIComponent(SEED_NUMBER)}` };
		sandbox().addFault({ on, fault: { kind: 'status', status: 200, body: other } });
		await expect(run('release', { phoneNumber })).rejects.toThrow(
			'VideoSDK answered without the phone number that was asked for',
		);
		expect(methods()).toEqual(['GET']);
	});
});

test('the list of numbers has all of the account, whatever else the form says', async () => {
	const open = async (filter?: string) =>
		await engine().searchList({
			...{ method: 'searchOwnNumbers', credential: credential(), filter },
			parameters: { callThrough: 'gateway', gatewayId: by('gw_out_02') },
		});
	expect((await open()).results).toHaveLength(30);
	expect((await open('0160')).results).toEqual([
		{ name: `${SEED_NUMBER} (US 01 line)`, value: SEED_NUMBER },
	]);
	sandbox().changeSettings({ emptyAccount: true });
	expect((await open()).error?.message).toMatch(/no phone numbers in this.*Add some with Create/);
});
