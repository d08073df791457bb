import { expect, test } from 'vitest';
import { SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

/** In the account, and in no rule. */
const FREE_NUMBER = '+12025550189';
const refused = { httpStatus: 400 };

test('the SDK makes, gets, changes and deletes a routing rule', async () => {
	const { routingRules } = vsdk().sip;
	const made = await routingRules.create({
		...{ name: 'Sales', type: 'inbound', phoneNumbers: [FREE_NUMBER], agentId: 'ag_01' },
		...{ rule: { type: 'direct', roomId: 'abcd-efgh-ijkl' }, recording: true },
		headersToAttributes: { 'X-Campaign': 'campaign' },
	});
	expect(made).toMatchObject({
		...{ name: 'Sales', type: 'inbound', numbers: [FREE_NUMBER], agentId: 'ag_01' },
		...{ room: { type: 'static', id: 'abcd-efgh-ijkl' }, recording: true, dtmf: false },
		headersToAttributes: { 'X-Campaign': 'campaign' },
	});
	expect(await routingRules.get(made.id)).toEqual(made);
	const rule = { type: 'individual', roomPrefix: 'sipNumber' } as const;
	const changed = await routingRules.update(made.id, { phoneNumbers: [], rule, tags: ['a'] });
	expect(changed).toMatchObject({ numbers: [], tags: ['a'], recording: true });
	expect(changed.room).toEqual({ type: 'dynamic', prefix: 'sipNumber', id: null, pin: null });
	expect(await routingRules.delete(made.id)).toMatchObject({ message: expect.any(String) });
	await expect(routingRules.get(made.id)).rejects.toMatchObject({ httpStatus: 404 });
});

test('the SDK is refused what the docs say is refused', async () => {
	const { routingRules } = vsdk().sip;
	const order = { name: 'Sales', type: 'inbound' } as const;
	const headers = { 'X-Campaign': 'may' };
	const make = async (more: object) => await routingRules.create({ ...order, ...more });
	await expect(make({ headers })).rejects.toMatchObject(refused);
	const outbound = { type: 'outbound', headersToAttributes: headers };
	await expect(make(outbound)).rejects.toMatchObject(refused);
	await expect(make({ apiKey: 'of somebody else' })).rejects.toMatchObject(refused);
	await expect(make({ phoneNumbers: ['+12025550100'] })).rejects.toMatchObject(refused);
	await expect(make({ phoneNumbers: [SEED_NUMBER] })).rejects.toMatchObject(refused);
	await expect(routingRules.update(SEED_RULE_ID, {})).rejects.toMatchObject(refused);
	await make({ type: 'outbound', phoneNumbers: [SEED_NUMBER], apiKey: sandbox().apiKey });
});

test.each([true, false])(
	'an update of the SDK sets back the switches that it does not name: %s',
	async (ruleUpdatesSetBack) => {
		sandbox().changeSettings({ ruleUpdatesSetBack });
		const { routingRules } = vsdk().sip;
		await routingRules.update(SEED_RULE_ID, { recording: true, dtmf: true });
		const changed = await routingRules.update(SEED_RULE_ID, { name: 'New' });
		expect(changed).toMatchObject({ recording: !ruleUpdatesSetBack, dtmf: !ruleUpdatesSetBack });
	},
);
