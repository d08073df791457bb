import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CALLING_NODE, errorOf, useCallingN8n } from '../support/callingN8n.mts';
import { numbers, ringsOfEach } from '../support/callingWorkflow.mts';
import { fillDisk } from '../support/fullDisk.mts';
import { itemsOf } from '../support/n8nApi.mts';

const { api, host, sandbox, listWorkflow, manualWorkflow, powerCut } = useCallingN8n();

const FIVE = numbers(5);
const ONE_BY_ONE = { maxCallsAtOnce: 1, callsPerSecond: 2 };
/** n8n saves an execution in a moment; that it could not is only seen by its being lost. */
const SAVED_WITHIN_MS = 3000;
const rings = () => ringsOfEach(sandbox(), FIVE);
const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);

/** The disk of n8n is full from the second ring on; when nobody else is called, n8n ends and starts anew. */
async function callFiveWithFullDisk(options: Record<string, unknown> = {}): Promise<string> {
	const { id, path } = await listWorkflow({ options: { ...ONE_BY_ONE, ...options } });
	const execution = await api().runInProduction(id, path, { to: FIVE });
	await expect.poll(() => sum(rings()), { interval: 20 }).toBeGreaterThanOrEqual(2);
	fillDisk(host().pid);
	await expect(manualWorkflow(), 'n8n can still write').rejects.toThrow();
	let before = -1;
	for (let now = sum(rings()); now > before; now = sum(rings())) {
		before = now;
		await sleep(SAVED_WITHIN_MS);
	}
	// Ended in peace, it would save what it could not once there is room again.
	await powerCut();
	return execution;
}

describe('the disk of n8n is full in the middle of five calls', () => {
	test('each phone rings once; when there is room again, Retry rings nobody and says that it is unknown', async () => {
		const execution = await callFiveWithFullDisk();
		const atStart = rings();
		expect(Math.max(...atStart)).toBe(1);
		// n8n could not save how it ended: when it starts anew, it takes it for crashed.
		expect((await api().getExecution(execution)).status).not.toBe('success');
		for (const withCurrentWorkflow of [false, true]) {
			const retry = await api().retryExecution(execution, { withCurrentWorkflow });
			const again = await api().waitForExecution(retry);
			expect(again.status).toBe('error');
			expect(errorOf(again)?.message).toContain('It is unknown whether the call to');
		}
		expect(rings()).toEqual(atStart);
	});

	test('with a Deduplication Key Retry calls those who were not called, and nobody a second time; it may leave out the one whose call was on its way, and says so', async () => {
		const execution = await callFiveWithFullDisk({ deduplicationKey: '=reminder {{ $json.to }}' });
		// A key that cannot be kept is a call that is not placed.
		const atStart = rings();
		expect(Math.max(...atStart)).toBe(1);
		const again = await api().waitForExecution(await api().retryExecution(execution));
		expect(again.status).toBe('success');
		const items = itemsOf(again, CALLING_NODE).map(({ json }) => json);
		expect(items).toHaveLength(FIVE.length);
		const leftOut = rings().flatMap((count, place) => (count === 0 ? [items[place]] : []));
		expect(leftOut.length).toBeLessThanOrEqual(1);
		for (const item of leftOut) expect(item).toMatchObject({ code: 'calledBefore' });
		expect(Math.max(...rings())).toBe(1);
	});
});
