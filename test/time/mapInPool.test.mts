import { expect, test } from 'vitest';
import { mapInPool } from '../../nodes/VideoSdk/time/pool.ts';

test('results stand in the order of their items, whichever was done first', async () => {
	const begun: number[] = [];
	const results = await mapInPool([30, 1, 15], 2, async (milliseconds) => {
		begun.push(milliseconds);
		await new Promise((resolve) => setTimeout(resolve, milliseconds));
		return `${milliseconds} ms`;
	});
	expect(begun).toEqual([30, 1, 15]);
	expect(results).toEqual(['30 ms', '1 ms', '15 ms']);
});

test('of no items nothing is made', async () => {
	expect(await mapInPool([], 5, async () => 'made')).toEqual([]);
});
