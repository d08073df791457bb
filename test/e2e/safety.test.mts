import { expect, test } from 'vitest';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { itemsOf } from '../support/n8nApi.mts';

const { api, host, sandbox, listWorkflow, callList, restart } = useCallingN8n();

const ANNA = '+4790000001';

test('the same webhook 20 times at once, and again after a restart, with one Deduplication Key: the phone rings once', async () => {
	const options = { deduplicationKey: '=appointment of {{ $json.to }}' };
	const { id, path } = await listWorkflow({ options });
	const send = async () =>
		await fetch(`${host().url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ to: [ANNA] }),
		});
	await Promise.all(Array.from({ length: 20 }, send));
	const executions = async () => await api().listExecutions(id);
	await expect
		.poll(async () => (await executions()).filter(({ status }) => status === 'success').length)
		.toBe(20);
	const outcomes = [];
	for (const execution of await executions()) {
		const [item] = itemsOf(await api().getExecution(execution.id), CALLING_NODE);
		outcomes.push(item.json.code ?? item.json.message);
	}
	expect(outcomes.filter((outcome) => outcome === 'Success')).toHaveLength(1);
	expect(outcomes.filter((outcome) => outcome === 'calledBefore')).toHaveLength(19);
	expect(sandbox().ringsOf(ANNA)).toBe(1);

	await restart();
	const again = await callList({ id, path }, [ANNA]);
	expect(itemsOf(again, CALLING_NODE)[0].json).toMatchObject({
		outcome: 'skipped',
		code: 'calledBefore',
	});
	expect(sandbox().ringsOf(ANNA)).toBe(1);
});
