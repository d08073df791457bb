import { expect, test } from 'vitest';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';
import { useParkingN8n } from '../support/parkingN8n.mts';
import { useTriggerN8n } from '../support/triggerN8n.mts';

const n8n = useCallingN8n();
const { api, sandbox, manualWorkflow, listWorkflow, callList } = n8n;
const { publishedTrigger } = useTriggerN8n(n8n);
const { register } = useParkingN8n(n8n);

const CHECK = {
	...{ resource: 'account', operation: 'checkSetUp' },
	checkFor: ['batchCalls', 'callEvents', 'inboundCalls', 'outboundCalls'],
};

const rowsOf = (execution: Execution) =>
	itemsOf(execution, CALLING_NODE).map(({ json: { check, ok, found, problem } }) => ({
		...{ check: String(check), ok, text: `${String(found)}${String(problem)}` },
	}));

test('run by hand and by a webhook: all is right, this n8n answers at its own address, and a trigger that is asked starts nothing', async () => {
	const trigger = await publishedTrigger({ listenFor: 'everyChange' });
	const inProduction = await listWorkflow({ parameters: CHECK });
	const byHand = await api().runWorkflow((await manualWorkflow(CHECK)).id);
	for (const execution of [
		await api().waitForExecution(byHand),
		await callList(inProduction, ['+12025550100']),
	]) {
		const rows = rowsOf(execution);
		expect(rows).toHaveLength(16);
		expect(rows.filter(({ ok }) => ok !== true)).toEqual([
			{ check: 'Queue mode', ok: null, text: expect.stringContaining('does not tell its nodes') },
		]);
		expect(rows.find(({ check }) => check === 'Way to n8n')?.text).toContain('This n8n answers at');
		expect(rows.find(({ check }) => check === 'Triggers')?.text).toMatch(/^1 VideoSDK Trigger/);
	}
	expect(await api().listExecutions(trigger.id)).toEqual([]);
	expect(sandbox().rings()).toEqual({});
	await api().deactivateWorkflow(trigger.id);
});

test('a trigger whose workflow was taken away behind the back of VideoSDK is named', async () => {
	const trigger = await publishedTrigger({ listenFor: 'everyChange' });
	const [{ url }] = sandbox().webhooks();
	await api().deactivateWorkflow(trigger.id);
	await register(url);
	const execution = await api().runWorkflow((await manualWorkflow(CHECK)).id);
	const rows = rowsOf(await api().waitForExecution(execution));
	expect(rows.filter(({ ok }) => ok === false)).toEqual([
		{
			check: 'Triggers',
			ok: false,
			text: expect.stringContaining('its workflow is not published'),
		},
	]);
});
