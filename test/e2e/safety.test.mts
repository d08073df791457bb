import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { itemsOf, type WorkflowInput } from '../support/n8nApi.mts';

const { api, host, sandbox, credential, listWorkflow, callList, restart } = useCallingN8n();

const EXAMPLE = resolve(import.meta.dirname, '../../workflows/call-in-office-hours.json');

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

test('the example for office hours: before they begin nobody is called, then the Wait node leads everybody back, and each phone rings once', async () => {
	const MINUTE_MS = 60_000;
	// n8n's Wait node keeps less than 65 seconds in memory: this is longer, and rests in the database.
	const opens = Math.ceil((Date.now() + 1.2 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
	const timeOfDay = (moment: number) => new Date(moment).toISOString().slice(11, 16);
	const window = {
		...{ from: timeOfDay(opens), until: timeOfDay(opens + 60 * MINUTE_MS), timeZone: 'UTC' },
		days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
	};
	const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
	const { id: credentialId, name } = credential();
	const nodes = example.nodes.map((node) => {
		if (!node.credentials) return node;
		const safety = { outsideWindow: 'defer', callingWindow: { window } };
		const credentials = { videoSdkApi: { id: credentialId, name } };
		return { ...node, credentials, parameters: { ...node.parameters, safety } };
	});
	sandbox().reset();
	const { id } = await api().createWorkflow({ ...example, nodes });
	const execution = await api().runWorkflow(id);

	const waiting = await api().waitForExecution(execution, { orWaiting: true });
	expect(waiting.status).toBe('waiting');
	const callAt = new Date(opens).toISOString();
	const people = itemsOf(waiting, 'Phone them').map(({ json }) => json);
	expect(people.map(({ outcome }) => outcome)).toEqual(['deferred', 'deferred', 'deferred']);
	expect(people.map((person) => person.callAt)).toEqual([callAt, callAt, callAt]);
	expect(sandbox().rings()).toEqual({});

	const done = await api().waitForExecution(execution, { withinSeconds: 240 });
	expect(done.status).toBe('success');
	expect(sandbox().rings()).toEqual(
		Object.fromEntries(people.map(({ phone }) => [String(phone), 1])),
	);
}, 400_000);
