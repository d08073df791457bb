import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { CALLING_NODE } from '../support/callingN8n.mts';
import { itemsOf } from '../support/n8nApi.mts';
import {
	BUSY,
	CALLEES,
	expectedOutcomes,
	HANGS_UP,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';

const n8n = useParkingN8n();
const { api, sandbox, park, endCalls, parkingWorkflow } = n8n;

const callees = (count: number) =>
	Array.from({ length: count }, (_, place) => Object.keys(CALLEES)[place % 3]);

test('three calls are parked, and come back with the outcome of each; no webhook stays behind', async () => {
	const to = [HANGS_UP, BUSY, NEVER_ANSWERS];
	const execution = await park(to);
	expect(sandbox().webhooks()).toHaveLength(1);
	await endCalls();
	const ended = await api().waitForExecution(execution);
	expect(ended.status).toBe('success');
	expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
	expect(sandbox().webhooks()).toEqual([]);
	expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
});
