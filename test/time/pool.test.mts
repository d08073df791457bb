import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupIndexes, runPool } from '../../nodes/VideoSdk/time/pool.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const free = { atOnce: 5, perSecond: 0 };

test('every piece of work is done once, never more than allowed at the same time', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }),
			fc.integer({ min: 1, max: 8 }),
			async (keys, atOnce) => {
				const groups = groupIndexes(new Map(keys.map((key, index) => [index, String(key)])));
				const done: number[] = [];
				let running = 0;
				let most = 0;
				await runPool(groups, { atOnce, perSecond: 0 }, undefined, async (place) => {
					most = Math.max(most, ++running);
					await Promise.resolve();
					running--;
					done.push(place);
				});
				expect([...done].sort((one, other) => one - other)).toEqual(keys.map((_, place) => place));
				expect(most).toBeLessThanOrEqual(atOnce);
			},
		),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('pieces of one group follow each other in order', async () => {
	const groups = groupIndexes(new Map([0, 1, 2, 3].map((index) => [index, String(index % 2)])));
	expect(groups).toEqual([
		[0, 2],
		[1, 3],
	]);
	const begun: string[] = [];
	await runPool(groups, free, undefined, async (place) => {
		begun.push(`${place} begins`);
		await new Promise((resolve) => setTimeout(resolve, 1));
		begun.push(`${place} ends`);
	});
	expect(begun.indexOf('0 ends')).toBeLessThan(begun.indexOf('2 begins'));
	expect(begun.indexOf('1 ends')).toBeLessThan(begun.indexOf('3 begins'));
});

describe('a pace that makes no sense still gets the work done', () => {
	test.each([0, -1, Number.NaN, 0.5])('%d at once', async (atOnce) => {
		let done = 0;
		await runPool([[0], [1]], { atOnce, perSecond: 0 }, undefined, async () => {
			done++;
		});
		expect(done).toBe(2);
	});
});
