import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { itemsOf, type Execution } from '../support/n8nApi.mts';

const { api, sandbox, listWorkflow, cutPower } = useCallingN8n();

const HANGS_UP = '+12025550103';
const BUSY = '+12025550101';
const ANNA = '+12025550160';
const BERT = '+12025550161';

/** Parked between tries; the sandbox's calls are over in a second. */
async function tryingWorkflow(pauses: string) {
	sandbox().clock.setSpeed(20);
	return await listWorkflow({
		settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		options: { tryAgain: { tries: { when: ['rejected'], mostTries: 3, pauses, within: 1 } } },
		parameters: {
			...{ callThrough: 'gateway', from: '', waitFor: 'end', waitLimit: 10, waitHow: 'park' },
			gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
		},
	});
}

const histories = (execution: Execution) =>
	itemsOf(execution, CALLING_NODE).map(({ json }) =>
		(json.attempts as Array<{ outcome: string }>).map(({ outcome }) => outcome),
	);

test('an execution is parked between tries, and goes on when all are made: each person with the history', async () => {
	const { id, path } = await tryingWorkflow('4 s');
	sandbox().script(ANNA, BUSY, BUSY, HANGS_UP);
	sandbox().script(BERT, HANGS_UP);
	const execution = await api().runInProduction(id, path, { to: [ANNA, BERT] });
	const parked = await api().waitForExecution(execution, { orWaiting: true });
	expect(parked.status).toBe('waiting');
	const ended = await api().waitForExecution(execution);
	expect(ended.status).toBe('success');
	expect(histories(ended)).toEqual([['rejected', 'rejected', 'answered'], ['answered']]);
	expect(sandbox().rings()).toEqual({ [ANNA]: 3, [BERT]: 1 });
});

/** More than a busy machine takes to stop an execution. */
const PAUSE_SECONDS = 30;

test('stopped while it is parked: no further try is made', async () => {
	const { id, path } = await tryingWorkflow(`${PAUSE_SECONDS} s`);
	sandbox().script(ANNA, BUSY, HANGS_UP);
	const execution = await api().runInProduction(id, path, { to: [ANNA] });
	await api().waitForExecution(execution, { orWaiting: true });
	await api().stopExecution(execution);
	await sleep((PAUSE_SECONDS + 5) * 1000);
	expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
});

test('n8n is killed between tries: nobody is called again, and at the limit each goes on with the history that was saved', async () => {
	const { id, path } = await tryingWorkflow('3 s, 30 s');
	for (const to of [ANNA, BERT]) sandbox().script(to, BUSY);
	const execution = await api().runInProduction(id, path, { to: [ANNA, BERT] });
	await api().waitForExecution(execution, { orWaiting: true });
	await expect.poll(() => sandbox().calls().length).toBe(4);
	const startAgain = await cutPower();
	const rings = sandbox().rings();
	expect(rings).toEqual({ [ANNA]: 2, [BERT]: 2 });
	await startAgain();
	const ended = await api().waitForExecution(execution, { withinSeconds: 900 });
	expect(ended.status).toBe('success');
	expect(histories(ended)).toEqual([['rejected'], ['rejected']]);
	const items = itemsOf(ended, CALLING_NODE);
	expect(items.map(({ json }) => json.noFurtherTry)).toEqual([
		expect.stringContaining('restarted'),
		expect.stringContaining('restarted'),
	]);
	expect(sandbox().rings()).toEqual(rings);
}, 1_200_000);
