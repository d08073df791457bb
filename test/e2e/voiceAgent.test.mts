import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SEED_AGENT_ID } from '../../sandbox/index.mts';
import { useCallingN8n } from '../support/callingN8n.mts';
import type { WorkflowInput } from '../support/n8nApi.mts';

const { api, sandbox, credential } = useCallingN8n();

const EXAMPLE = resolve(import.meta.dirname, '../../workflows/call-with-voice-agent.json');
const ANNA = '+12025550103';
const BERT = '+12025550101';

test('the example hands each call to the voice agent, with what it has to know of the person', async () => {
	sandbox().clock.setSpeed(20);
	const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
	const { id: credentialId, name } = credential();
	const nodes = example.nodes.map((node) =>
		node.credentials ? { ...node, credentials: { videoSdkApi: { id: credentialId, name } } } : node,
	);
	const { id } = await api().createWorkflow({ ...example, nodes });
	const { data } = await api().waitForExecution(await api().runWorkflow(id));
	const ways = data.resultData.runData['Was it answered?'].at(-1)?.data?.main ?? [];
	expect(ways.map((items) => items?.map(({ json }) => [json.outcome, json.agentId]))).toEqual([
		[['answered', SEED_AGENT_ID]],
		[['rejected', SEED_AGENT_ID]],
	]);
	expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	const dispatches = sandbox().dispatches();
	const roomOf = (to: string) =>
		sandbox()
			.calls()
			.find((call) => call.to === to)?.roomId;
	const told = dispatches.map(({ roomId, metadata }) => [roomId, metadata?.variables]);
	expect(told).toHaveLength(2);
	expect(told).toEqual(
		expect.arrayContaining([
			[
				roomOf(ANNA),
				[
					{ name: 'first_name', value: 'Anna' },
					{ name: 'appointment', value: 'Tuesday, 10 a.m.' },
				],
			],
			[
				roomOf(BERT),
				[
					{ name: 'first_name', value: 'Bert' },
					{ name: 'appointment', value: 'Wednesday, 3 p.m.' },
				],
			],
		]),
	);
});
