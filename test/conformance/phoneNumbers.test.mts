import { expect, test } from 'vitest';
import { SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const NEW = ['+12025550100', '+12025550101'];
const carrier = { address: 'sip.carrier.example', sipRegion: 'auto' } as const;
const order = { name: 'Sales', inbound: { sipRegion: 'us002' } as const, outbound: carrier };
const message = { message: expect.any(String) };
const refused = { httpStatus: 400 };

test.each([
	[undefined, 1],
	[false, 2],
])('the SDK adds numbers and gateways for them; shared: %s', async (isShared, pairs) => {
	const { phoneNumbers, trunks } = vsdk().sip;
	expect(await phoneNumbers.create({ ...order, phoneNumbers: NEW, isShared })).toEqual(message);
	const found = await Promise.all(NEW.map(async (number) => await phoneNumbers.get(number)));
	expect(found).toMatchObject(
		NEW.map((e164) => ({ phoneNumber: { e164 }, inbound: { geoRegion: 'us002' } })),
	);
	expect(new Set(found.map(({ outbound }) => outbound?.id)).size).toBe(pairs);
	expect((await collect(await trunks.inbound.list())).length).toBe(26 + pairs);
	await expect(phoneNumbers.create({ ...order, phoneNumbers: NEW })).rejects.toMatchObject(refused);
});

test('the SDK changes a gateway of a number; what only outbound ones have is refused for inbound ones', async () => {
	const { phoneNumbers } = vsdk().sip;
	const { inbound, outbound } = await phoneNumbers.get(SEED_NUMBER);
	const change = { name: 'New', sipRegion: 'in002', transport: 'udp' } as const;
	expect(await phoneNumbers.updateGateway(outbound?.id ?? '', change)).toEqual(message);
	expect((await phoneNumbers.get(SEED_NUMBER)).outbound).toMatchObject({
		...{ name: 'New', geoRegion: 'in002', transport: 'udp' },
	});
	const wrong = phoneNumbers.updateGateway(inbound?.id ?? '', change);
	await expect(wrong).rejects.toMatchObject(refused);
});

test.each([true, false])(
	'an update of the SDK keeps the region that it does not name: %s',
	async (gatewayUpdatesKeepAll) => {
		sandbox().changeSettings({ gatewayUpdatesKeepAll });
		const { phoneNumbers } = vsdk().sip;
		const { inbound } = await phoneNumbers.get(SEED_NUMBER);
		await phoneNumbers.updateGateway(inbound?.id ?? '', { name: 'New' });
		const region = gatewayUpdatesKeepAll ? 'us002' : null;
		expect((await phoneNumbers.get(SEED_NUMBER)).inbound?.geoRegion).toBe(region);
	},
);

test('the SDK detaches a number, once, and releases it, as often as it likes', async () => {
	const { phoneNumbers, routingRules, trunks } = vsdk().sip;
	const { phoneNumber, outbound } = await phoneNumbers.get(SEED_NUMBER);
	expect(await phoneNumbers.detach(SEED_NUMBER)).toMatchObject({ outbound: outbound?.id });
	expect(await phoneNumbers.get(SEED_NUMBER)).toMatchObject({ inbound: null, outbound: null });
	expect((await trunks.outbound.get(outbound?.id ?? '')).numbers).not.toContain(SEED_NUMBER);
	await expect(phoneNumbers.detach(SEED_NUMBER)).rejects.toMatchObject(refused);
	await expect(phoneNumbers.detach('+12025550100')).rejects.toMatchObject({ httpStatus: 404 });
	const { phoneNumberId } = phoneNumber;
	for (let times = 0; times < 2; times++) {
		expect(await phoneNumbers.release(phoneNumberId)).toMatchObject(message);
	}
	expect((await routingRules.get(SEED_RULE_ID)).numbers).not.toContain(SEED_NUMBER);
	await expect(phoneNumbers.get(SEED_NUMBER)).rejects.toMatchObject({ httpStatus: 404 });
	await expect(phoneNumbers.release(SEED_NUMBER)).rejects.toMatchObject({ httpStatus: 404 });
});
