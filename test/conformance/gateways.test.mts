import { expect, test } from 'vitest';
import { useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const numbers = ['+12025550100'];
const auth = { username: 'u', password: 'p' };
const switches = { record: true, noiseCancellation: true, enableDtmf: true } as const;

test('the SDK makes, gets, changes and deletes an outbound gateway', async () => {
	const { outbound } = vsdk().sip.trunks;
	const address = 'sip.carrier.example';
	const made = await outbound.create({ name: 'Sales', numbers, address, auth, ...switches });
	expect(made).toMatchObject({ name: 'Sales', numbers, address, transport: 'tls', ...switches });
	expect(await outbound.get(made.id)).toEqual(made);
	const changed = await outbound.update(made.id, { transport: 'udp', allowedNumbers: ['+91*'] });
	expect(changed).toMatchObject({ transport: 'udp', address, allowedNumbers: ['+91*'], auth });
	expect(await outbound.delete(made.id)).toEqual({ message: expect.any(String) });
	await expect(outbound.get(made.id)).rejects.toMatchObject({ httpStatus: 404 });
});

test('the SDK makes and changes an inbound gateway, which the outbound ones do not know', async () => {
	const { inbound, outbound } = vsdk().sip.trunks;
	const { id } = await inbound.create({ name: 'Desk', numbers, allowedAddresses: ['203.0.113.7'] });
	await inbound.update(id, { tags: ['a'] });
	expect(await inbound.get(id)).toMatchObject({ tags: ['a'], allowedAddresses: ['203.0.113.7'] });
	await expect(outbound.get(id)).rejects.toMatchObject({ httpStatus: 404 });
	await expect(outbound.update(id, { tags: ['b'] })).rejects.toMatchObject({ httpStatus: 404 });
});

test.each([
	[false, { record: false, noiseCancellation: false, enableDtmf: false, geoRegion: null }],
	[true, { ...switches, geoRegion: 'in002' }],
])('what an update of the SDK does not name of the switches: kept is %s', async (kept, after) => {
	sandbox().changeSettings({ gatewayUpdatesKeepAll: kept });
	const { inbound } = vsdk().sip.trunks;
	const order = { name: 'Desk', numbers, geoRegion: 'in002', ...switches } as const;
	const { id } = await inbound.create(order);
	expect(await inbound.update(id, { name: 'Desk 2' })).toMatchObject({ name: 'Desk 2', ...after });
});

test('the SDK is refused a gateway without numbers or address, with an unknown field, and with a name that is taken', async () => {
	const { inbound, outbound } = vsdk().sip.trunks;
	const refused = { httpStatus: 400 };
	await expect(inbound.create({ name: 'A', numbers: [] })).rejects.toMatchObject(refused);
	await expect(inbound.create({ name: 'A', numbers: ['0800'] })).rejects.toMatchObject(refused);
	const withoutAddress = { name: 'A', numbers } as never;
	await expect(outbound.create(withoutAddress)).rejects.toMatchObject(refused);
	const unknown = { name: 'A', numbers, sipRegion: 'auto' } as never;
	await expect(inbound.create(unknown)).rejects.toMatchObject(refused);
	await inbound.create({ name: 'A', numbers });
	await expect(inbound.create({ name: 'A', numbers })).rejects.toMatchObject(refused);
	sandbox().changeSettings({ gatewayNamesTwice: true });
	await inbound.create({ name: 'A', numbers });
});

test('passwords are told to the SDK in clear, or masked', async () => {
	const { outbound } = vsdk().sip.trunks;
	expect(await outbound.get('gw_out_01')).toMatchObject({ auth: { password: 'not-a-secret-01' } });
	sandbox().changeSettings({ passwordsMasked: true });
	expect(await outbound.get('gw_out_01')).toMatchObject({ auth: { password: '********' } });
});
