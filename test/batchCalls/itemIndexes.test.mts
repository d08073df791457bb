import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexesIn, indexesInWords } from '../../nodes/VideoSdk/batchCalls/outcomes/itemIndexes.ts';
import '../support/propertyRuns.mts';

test('which items are in a batch is kept in few characters', () => {
	expect(indexesInWords([0, 1, 2, 3, 7, 9, 10])).toBe('0-3,7,9-10');
});

test('and is read again as it was', () => {
	const indexes = fc.uniqueArray(fc.nat(200), { minLength: 1 });
	fc.assert(
		fc.property(indexes, (some) => {
			const sorted = [...some].sort((one, other) => one - other);
			expect(indexesIn(indexesInWords(sorted))).toEqual(sorted);
		}),
	);
});
