import type { INode } from 'n8n-workflow';
import { afterAll, expect, test } from 'vitest';
import { SEED_NUMBER_ID, SEED_RULE_ID } from '../../sandbox/index.mts';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { CALLING_NODE, errorOf } from '../support/callingN8n.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';
import { useTriggerN8n } from '../support/triggerN8n.mts';

const { api, host, sandbox, powerCut, listWorkflow, callList, manualWorkflow, ...trigger } =
	useTriggerN8n();
const { publishedTrigger, itemsTold } = trigger;

const ANSWERS = '+12025550100';
const BUSY = '+12025550101';

const by = (value: string) => ({ __rl: true, mode: 'id', value });
const LINE = {
	batchName: 'May reminders',
	phoneNumberId: by(SEED_NUMBER_ID),
	routingRuleId: by(SEED_RULE_ID),
};

const ran: string[] = [];
afterAll(() => console.log(`Batch Call in a real n8n: ${ran.join(', ')}`));

/** Two people in a batch that VideoSDK is calling; in the sandbox time stands still. */
function launched(): string {
	sandbox().clock.freeze();
	return sandbox().addBatch(
		[ANSWERS, BUSY].map((phoneNumber, index) => ({
			phoneNumber,
			metadata: { n8nRowKey: `lead-${index + 1}` },
		})),
		{ batchName: 'May reminders' },
	);
}

function pass(seconds: number): void {
	sandbox().clock.freeze();
	sandbox().clock.advance(seconds * 1000);
}

const rings = () => [ANSWERS, BUSY].map((to) => sandbox().ringsOf(to));

function jsonsOf(execution: Execution) {
	expect(execution.data.resultData.error?.message).toBeUndefined();
	expect(execution.status).toBe('success');
	return itemsOf(execution, CALLING_NODE).map(({ json }) => json);
}

/** Presses the button of a workflow with this one operation in it. */
async function press(operation: string, parameters: INode['parameters'] = {}): Promise<Execution> {
	const workflow = await manualWorkflow({ resource: 'batchCall', operation, ...parameters });
	const execution = await api().waitForExecution(await api().runWorkflow(workflow.id));
	ran.push(operation);
	return execution;
}

const pressed = async (...order: Parameters<typeof press>) => jsonsOf(await press(...order));

test('Launch From Items calls everybody on a list once, and a trigger is told when it is finished', async () => {
	const { id, nodes } = await publishedTrigger({
		...{ listenFor: 'selectedEvents', events: [], batchEvents: ['batchcall-completed'] },
	});
	const batchEventsTo = `${host().url}/webhook/${nodes[0].webhookId}/webhook`;
	const workflow = await listWorkflow({
		parameters: { resource: 'batchCall', operation: 'launchFromItems', ...LINE },
		options: { batchEventsTo },
	});
	const jsons = jsonsOf(await callList(workflow, [ANSWERS, BUSY]));
	ran.push('launchFromItems');
	const [{ batchId }] = sandbox().batches();
	expect(jsons).toMatchObject([
		{ outcome: 'launched', batchId },
		{ outcome: 'launched', batchId },
	]);
	pass(600);
	await sandbox().settled();
	expect(rings()).toEqual([1, 1]);
	expect(await itemsTold(id, 1)).toMatchObject([{ event: 'batchcall-completed', batchId }]);
	await api().deactivateWorkflow(id);
});

test('n8n is killed while a batch is waited for: everybody was called once, and each item comes out with its outcome', async () => {
	const { id, path } = await listWorkflow({
		parameters: {
			...{ resource: 'batchCall', operation: 'launchFromItems', ...LINE },
			...{ waitFor: 'batchFinished', waitHow: 'park' },
		},
	});
	const execution = await api().runInProduction(id, path, { to: [ANSWERS, BUSY] });
	// VideoSDK has read the file; nobody has hung up yet.
	await expect.poll(() => sandbox().batches().at(0)?.status).toBe('running');
	sandbox().clock.freeze();
	const parked = await api().waitForExecution(execution, { orWaiting: true });
	expect(parked.status).toBe('waiting');
	await powerCut();
	pass(600);
	await sandbox().settled();
	const jsons = jsonsOf(await api().waitForExecution(execution));
	expect(jsons.map(({ to, outcome }) => [to, outcome])).toEqual([
		[ANSWERS, 'answered'],
		[BUSY, 'rejected'],
	]);
	expect(rings()).toEqual([1, 1]);
});

test('n8n is killed while it launches a batch: Retry launches nothing and says why, and everybody was called once', async () => {
	const launch = { path: '/v2/batch-calls', method: 'POST' };
	sandbox().addFault({ on: launch, fault: { kind: 'stall', seconds: 600, placed: true } });
	const { id, path } = await listWorkflow({
		parameters: { resource: 'batchCall', operation: 'launchFromItems', ...LINE },
	});
	const execution = await api().runInProduction(id, path, { to: [ANSWERS, BUSY] });
	const launches = () => sandbox().batches().length;
	await expect.poll(() => sandbox().batches().at(0)?.status).toBe('running');
	await powerCut();
	expect((await api().waitForExecution(execution)).status).toBe('crashed');
	for (const withCurrentWorkflow of [false, true]) {
		const retry = await api().retryExecution(execution, { withCurrentWorkflow });
		const again = await api().waitForExecution(retry);
		expect(again.status).toBe('error');
		expect(errorOf(again)?.message).toContain('this execution has run this node before');
	}
	pass(600);
	expect(launches()).toBe(1);
	expect(rings()).toEqual([1, 1]);
});

test('Launch From File calls everybody in a file that n8n has made, once', async () => {
	const people = [ANSWERS, BUSY].map((phoneNumber) => ({ phoneNumber, name: 'Doe, Ann' }));
	const workflow = await manualWorkflow({
		...{ resource: 'batchCall', operation: 'launchFromFile', ...LINE },
	});
	const [start, node] = workflow.nodes;
	const step = (name: string, type: string, typeVersion: number, parameters: object) => ({
		...{ name, type: `n8n-nodes-base.${type}`, typeVersion, parameters },
	});
	const list = { people };
	const names = [start.name, 'List', 'One each', 'File', node.name];
	const { id } = await api().createWorkflow({
		name: 'Launch a file',
		nodes: [
			start,
			step('List', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify(list) }),
			step('One each', 'splitOut', 1, { fieldToSplitOut: 'people' }),
			step('File', 'convertToFile', 1.1, { operation: 'csv' }),
			node,
		].map((one, index) => ({ ...one, id: `step-${index}` })) as never,
		connections: Object.fromEntries(
			names
				.slice(0, -1)
				.map((name, index) => [
					name,
					{ main: [[{ node: names[index + 1], type: 'main' as const, index: 0 }]] },
				]),
		),
	});
	const jsons = jsonsOf(await api().waitForExecution(await api().runWorkflow(id)));
	ran.push('launchFromFile');
	expect(jsons).toMatchObject([{ outcome: 'launched', batchName: 'May reminders' }]);
	pass(600);
	expect(rings()).toEqual([1, 1]);
	expect(sandbox().batches()[0].records[0].metadata).toEqual({ name: 'Doe, Ann' });
});

test('Get, Get Many, Get Stats and Get Records tell what became of a batch', async () => {
	const batchId = launched();
	pass(600);
	const batch = { batchId, status: 'completed', records: 2 };
	expect(await pressed('get', { batchId: by(batchId) })).toMatchObject([batch]);
	expect(await pressed('getAll')).toMatchObject([batch]);
	expect(await pressed('getStats', { batchId: by(batchId) })).toMatchObject([
		{ batchId, outcomes: { answered: 1, notAnswered: 1 } },
	]);
	expect(await pressed('getRecords', { batchId: by(batchId) })).toMatchObject([
		{ rowKey: 'lead-1', outcome: 'answered', talkSeconds: 30 },
		{ rowKey: 'lead-2', outcome: 'rejected' },
	]);
});

test('Export puts the file of the records into n8n', async () => {
	const batchId = launched();
	pass(600);
	const [item] = itemsOf(await press('export', { batchId: by(batchId) }), CALLING_NODE);
	expect(item.binary?.data).toMatchObject({
		...{ fileName: `batch-${batchId}.csv`, mimeType: 'text/csv' },
	});
	expect(item.json.sizeBytes).toBeGreaterThan(100);
});

test('Update changes the plan of a batch, Delete Records takes somebody out, and who is left is called once', async () => {
	const batchId = sandbox().addBatch([
		{ phoneNumber: ANSWERS, metadata: {} },
		{ phoneNumber: BUSY, metadata: {} },
	]);
	const updateFields = { batchName: 'June reminders' };
	expect(await pressed('update', { batchId: by(batchId), updateFields })).toMatchObject([
		{ batchId, batchName: 'June reminders' },
	]);
	const { recordId } = sandbox().batches()[0].records[1];
	expect(await pressed('deleteRecords', { batchId: by(batchId), recordIds: recordId })).toEqual([
		{ batchId, recordIds: [recordId], deletedCount: 1 },
	]);
	expect(rings()).toEqual([0, 0]);
});

test('Cancel ends a batch, and Delete removes it', async () => {
	const batchId = launched();
	pass(10);
	const cancel = { batchId: by(batchId), cancelMode: 'immediate' };
	expect(await pressed('cancel', cancel)).toMatchObject([{ status: 'cancelled' }]);
	expect(await pressed('delete', { batchId: by(batchId) })).toEqual([{ batchId, deleted: true }]);
	expect(sandbox().batches()).toEqual([]);
	expect(rings()).toEqual([1, 1]);
});

test('these were all operations of the resource', () => {
	const all = operations.filter(({ resource }) => resource === 'batchCall');
	expect([...ran].sort()).toEqual(all.map(({ option }) => option.value).sort());
});
