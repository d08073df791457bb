import { expect, test } from 'vitest';
import { SEED_RULE_ID } from '../../sandbox/index.mts';
import { useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

test.each(['inPath', 'inQuery'] as const)(
	'the SDK makes, gets, lists, rotates and deletes a connector, whose key is %s',
	async (connectorKey) => {
		sandbox().changeSettings({ connectorKey });
		const { connectors } = vsdk();
		const roomId = 'abcd-efgh-ijkl';
		const order = { provider: 'twilio', name: 'Desk', defaultRuleId: SEED_RULE_ID } as const;
		const made = await connectors.create({ ...order, roomId });
		expect(made).toMatchObject({ ...order, defaultRoomId: roomId });
		expect(await connectors.get(made.id)).toEqual(made);
		expect((await connectors.list()).data).toEqual([made]);
		const rotated = await connectors.rotateKey(made.id);
		expect(rotated.webhookUrl).not.toBe(made.webhookUrl);
		expect(await connectors.delete(made.id)).toEqual({ message: expect.any(String) });
		await expect(connectors.get(made.id)).rejects.toMatchObject({ httpStatus: 404 });
	},
);

test('the SDK is refused a connector of another provider, and one with a rule that is not there', async () => {
	const { connectors } = vsdk();
	const refused = { httpStatus: 400 };
	const unknown = { provider: 'vonage' } as never;
	await expect(connectors.create(unknown)).rejects.toMatchObject(refused);
	const ruleless = { provider: 'plivo', defaultRuleId: 'x' } as const;
	await expect(connectors.create(ruleless)).rejects.toMatchObject(refused);
});
