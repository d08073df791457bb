import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { vsdk } = useVendorSdk();

test('the SDK pages through, searches and gets the gateways of both directions', async () => {
	const { inbound, outbound } = vsdk().sip.trunks;
	expect(await collect(await outbound.list())).toHaveLength(26);
	expect(await collect(await inbound.list({ perPage: 7 }))).toHaveLength(26);
	expect((await outbound.list({ search: 'us 05' })).data).toMatchObject([{ id: 'gw_out_05' }]);
	expect((await outbound.list({ id: SEED_GATEWAY_ID })).total).toBe(1);
	expect(await outbound.get(SEED_GATEWAY_ID)).toMatchObject({ transport: 'tls' });
	expect(await inbound.get('gw_in_01')).toMatchObject({ id: 'gw_in_01', address: null });
});

test('the SDK pages through, filters and gets the routing rules', async () => {
	const { routingRules } = vsdk().sip;
	expect(await collect(await routingRules.list())).toHaveLength(52);
	expect((await routingRules.list({ type: 'inbound' })).total).toBe(26);
	expect((await routingRules.list({ ruleIds: ['rr_out_03', 'rr_in_04'] })).total).toBe(2);
	expect((await routingRules.list({ roomType: ['static'], search: 'outbound' })).total).toBe(1);
	expect(await routingRules.get(SEED_RULE_ID)).toMatchObject({ type: 'outbound' });
});

test('the SDK pages through, searches and gets the phone numbers', async () => {
	const { phoneNumbers } = vsdk().sip;
	expect(await collect(await phoneNumbers.list())).toHaveLength(30);
	expect((await phoneNumbers.list({ search: '0160' })).total).toBe(1);
	expect(await phoneNumbers.get(SEED_NUMBER)).toMatchObject({
		phoneNumber: { e164: SEED_NUMBER },
		outbound: { id: SEED_GATEWAY_ID },
	});
});
