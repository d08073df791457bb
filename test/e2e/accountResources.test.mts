import type { INode } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { useCallingN8n } from '../support/callingN8n.mts';
import { itemsOf } from '../support/n8nApi.mts';

const { api, sandbox, credential } = useCallingN8n();

const RESOURCES = ['gateway', 'phoneNumber', 'routingRule', 'webhook', 'connector', 'account'];
const NODE = 'VideoSDK';
const by = (value: unknown, mode = 'id') => ({ __rl: true, mode, value: String(value) });
const done: string[] = [];

/** One operation, in an execution of its own, as a click on Execute workflow runs it. */
async function run(what: string, parameters: INode['parameters'] = {}) {
	const [resource, operation] = what.split(':');
	const { id, name } = credential();
	const workflow = await api().createWorkflow({
		name: what,
		nodes: [
			{ name: 'Go', type: 'n8n-nodes-base.manualTrigger' },
			{
				...{ name: NODE, type: 'n8n-nodes-videosdk.videoSdk' },
				credentials: { videoSdkApi: { id, name } },
				parameters: { resource, operation, ...parameters },
			},
		],
		connections: { Go: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
	});
	const ended = await api().waitForExecution(await api().runWorkflow(workflow.id));
	const { error } = ended.data.resultData;
	expect([what, ended.status, error?.message]).toEqual([what, 'success', undefined]);
	const items = itemsOf(ended, NODE).map(({ json }) => json);
	done.push(`${what}: ${items.length} item(s), ${JSON.stringify(items[0]).slice(0, 160)}`);
	return items;
}

test('each operation on gateways, numbers, rules, webhooks and connectors, and the check of the set-up, runs once in a real n8n', async () => {
	const carrier = { address: 'sip.carrier.example', transport: 'tls' };
	const login = { username: 'anna', password: 'typed by hand' };

	const direction = 'outbound';
	const gateway = { direction, name: 'Sales', numbers: '+12025550100', ...carrier, ...login };
	const [made] = await run('gateway:create', gateway);
	expect(made).toMatchObject({ auth: { username: 'anna', password: '(hidden)' } });
	const gatewayId = by(made.gatewayId);
	const ofGateway = { direction, gatewayId };
	expect(await run('gateway:get', ofGateway)).toEqual([made]);
	const fields = { enableDtmf: true, tags: 'sales' };
	const [changed] = await run('gateway:update', { ...ofGateway, updateFields: fields });
	expect(changed).toEqual({ ...made, enableDtmf: true, tags: ['sales'] });
	expect(await run('gateway:getAll', { direction: 'inbound', returnAll: true })).toHaveLength(26);
	expect(await run('gateway:delete', ofGateway)).toMatchObject([{ deleted: true }]);

	const numbers = { name: 'Desk', numbers: '+12025550101', ...carrier, ...login };
	const [number] = await run('phoneNumber:create', numbers);
	const phoneNumber = by(number.phoneNumber, 'number');
	expect(await run('phoneNumber:get', { phoneNumber })).toEqual([number]);
	expect(await run('phoneNumber:getAll', { returnAll: true })).toHaveLength(31);
	const ofInbound = { phoneNumber, direction: 'inbound' };
	const renamed = { ...ofInbound, updateFields: { name: 'Desk 2' } };
	expect(await run('phoneNumber:updateGateway', renamed)).toMatchObject([
		{ inbound: { name: 'Desk 2' } },
	]);

	const rule = { direction: 'inbound', name: 'Desk', numbers: '+12025550101' };
	const [ruled] = await run('routingRule:create', { ...rule, agentId: by('ag_01') });
	const routingRuleId = by(ruled.ruleId);
	expect(await run('routingRule:get', { routingRuleId })).toEqual([ruled]);
	const inbound = { returnAll: true, filters: { direction: 'inbound' } };
	expect(await run('routingRule:getAll', inbound)).toHaveLength(27);
	const oneRoom = { putCallsInto: 'room', roomId: by('cust-omer-call') };
	expect(await run('routingRule:update', { routingRuleId, ...oneRoom })).toMatchObject([
		{ agentId: 'ag_01', room: { type: 'static', id: 'cust-omer-call' } },
	]);

	const connector = { provider: 'telnyx', name: 'Telnyx', routingRuleId };
	const [connected] = await run('connector:create', connector);
	expect(connected).toMatchObject({ provider: 'telnyx', webhookUrl: '(hidden)' });
	const connectorId = by(connected.connectorId);
	expect(await run('connector:get', { connectorId })).toEqual([connected]);
	expect(await run('connector:getAll', {})).toEqual([connected]);
	expect(await run('connector:rotateKey', { connectorId })).toEqual([connected]);
	expect(await run('connector:delete', { connectorId })).toMatchObject([{ deleted: true }]);

	const deleted = await run('routingRule:delete', { routingRuleId });
	expect(deleted).toEqual([{ ruleId: ruled.ruleId, deleted: true }]);
	expect(await run('phoneNumber:detach', { phoneNumber })).toMatchObject([{ inbound: null }]);
	expect(await run('phoneNumber:release', { phoneNumber })).toMatchObject([{ released: true }]);
	expect(sandbox().numbers()).toHaveLength(30);

	const url = 'https://crm.example.com/videosdk';
	const [webhook] = await run('webhook:create', { url });
	expect(webhook).toMatchObject({ created: true, isOfThisN8n: false });
	const webhookId = by(webhook.webhookId);
	expect(await run('webhook:get', { webhookId })).toMatchObject([{ url }]);
	expect(await run('webhook:getAll', {})).toHaveLength(1);
	const events = ['call-started'];
	expect(await run('webhook:update', { webhookId, updateFields: { events } })).toMatchObject([
		{ url, events },
	]);
	expect(await run('webhook:delete', { webhookId })).toMatchObject([{ deleted: true }]);

	const checks = await run('account:checkSetUp');
	expect(checks.filter(({ ok }) => ok === false)).toEqual([]);

	process.stdout.write(`${done.join('\n')}\n`);
	const all = operations
		.filter(({ resource }) => RESOURCES.includes(resource))
		.map(({ resource, option }) => `${resource}:${option.value}`);
	expect(done.map((line) => line.split(': ')[0]).sort()).toEqual(all.sort());
});
