import { expect, test } from 'vitest';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, start, run } = useResourceOperations('connector');

const DESK: RunOrder['parameters'] = {
	...{ provider: 'twilio', name: 'Desk', routingRuleId: byId('rr_in_01'), roomId: byId('') },
};
const keyOf = (id: unknown) =>
	sandbox()
		.connectors()
		.find((one) => one.id === id)?.key ?? '';

test.each(['inPath', 'inQuery'] as const)(
	'a connector is made, read, given a new key and deleted; its key is %s, and comes out only when it is asked for',
	async (connectorKey) => {
		sandbox().changeSettings({ connectorKey });
		const [made] = await run('create', DESK);
		expect(made).toEqual({
			...{ connectorId: expect.any(String), provider: 'twilio', name: 'Desk' },
			...{ defaultRuleId: 'rr_in_01', createdAt: expect.any(String), webhookUrl: '(hidden)' },
		});
		const connectorId = byId(String(made.connectorId));
		const first = keyOf(made.connectorId);
		expect(await run('get', { connectorId })).toEqual([made]);
		expect(await run('getAll')).toEqual([made]);
		const options = { showWebhookUrl: true };
		expect(await run('get', { connectorId, options })).toMatchObject([
			{ webhookUrl: expect.stringContaining(first) },
		]);
		const [rotated] = await run('rotateKey', { connectorId, options });
		expect(keyOf(made.connectorId)).not.toBe(first);
		expect(rotated.webhookUrl).toContain(keyOf(made.connectorId));
		expect(await run('rotateKey', { connectorId })).toEqual([made]);
		const gone = { connectorId: made.connectorId };
		expect(await run('delete', { connectorId })).toEqual([{ ...gone, deleted: true }]);
		expect(await run('delete', { connectorId })).toEqual([{ ...gone, deleted: false }]);
	},
);

test('when the answer to Create is lost, the new connector is found, not one that was like it before', async () => {
	const [before] = await run('create', DESK);
	const on = { method: 'POST', path: '/v2/connectors' };
	sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
	const [made] = await run('create', DESK);
	expect(made.connectorId).not.toBe(before.connectorId);
	expect(sandbox().connectors()).toHaveLength(2);
	sandbox().addFault({ on, fault: { kind: 'status', status: 500, body: {} } });
	const { error } = await start('create', DESK);
	expect(error?.description).toContain('The connector may have been created all the same');
	expect(sandbox().connectors()).toHaveLength(2);
});

test.each([
	['routingRuleId', 'Default Routing Rule'],
	['roomId', 'Default Room'],
])(
	'no connector is made without what an expression was to give and does not: %s',
	async (name, label) => {
		const { error } = await start('create', { ...DESK, [name]: byId('={{ $json.nothing }}') });
		expect(error?.message).toContain(`"${label}" is empty: its expression gives nothing`);
		expect(sandbox().connectors()).toEqual([]);
	},
);

test('a rule that is not there is told with what to do, and so is a connector', async () => {
	await expect(run('create', { ...DESK, routingRuleId: byId('x') })).rejects.toThrow(
		/Rule not found.*Nothing was created\. Check the Default Routing Rule/,
	);
	await expect(run('get', { connectorId: byId('x') })).rejects.toThrow(
		/Connector not found.*Connector is "x"\. Check the Connector/,
	);
	await expect(run('get', { connectorId: byId('={{ $json.none }}') })).rejects.toThrow(
		'"Connector" is empty',
	);
});

test('the list of connectors shows no key, and says what to do where there are none', async () => {
	const open = async (filter?: string) =>
		await engine().searchList({ method: 'searchConnectors', credential: credential(), filter });
	expect((await open()).error?.message).toMatch(/no connectors in this.*Make one with Create/);
	const [{ connectorId: value }] = await run('create', DESK);
	await run('create', { ...DESK, name: '' });
	const name = `Desk (${String(value)})`;
	expect((await open('desk')).results).toEqual([{ name, value }]);
	expect((await open()).results).toHaveLength(2);
	expect(await run('getAll', { limit: 1 })).toHaveLength(1);
});
