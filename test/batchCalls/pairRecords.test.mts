import { expect, test } from 'vitest';
import { pairRecords } from '../../nodes/VideoSdk/batchCalls/outcomes/pairRecords.ts';

const rows = (...keys: string[]) =>
	keys.map((rowKey, item) => ({ item, rowKey, number: `+1202555010${item}` }));

const pairs = (keys: string[], records: Array<{ rowKey?: string; to: string }>) =>
	Object.fromEntries([...pairRecords(rows(...keys), records)].map(([item, { to }]) => [item, to]));

test.each([
	['as they are', '007'],
	['as numbers', '7'],
])('keys that differ by a zero in front are two people, told %s in any order', (_how, told) => {
	const records = [
		{ rowKey: '7', to: '+12025550101' },
		{ rowKey: told, to: '+12025550100' },
	];
	expect(pairs(['007', '7'], records)).toEqual({ 0: '+12025550100', 1: '+12025550101' });
});

test.each([
	['1.50', '1.5'],
	['1e3', '1000'],
	['12345678901234567', '12345678901234568'],
])(
	'a key that VideoSDK took for a number, %s as %s: the person is known by the number',
	(key, told) => {
		const records = [
			{ rowKey: 'b', to: '+12025550101' },
			{ rowKey: told, to: '+12025550100' },
		];
		expect(pairs([key, 'b'], records)).toEqual({ 0: '+12025550100', 1: '+12025550101' });
	},
);

test('a record is given to one row alone', () => {
	expect(pairs(['a', 'b'], [{ rowKey: 'a', to: '+12025550101' }])).toEqual({ 0: '+12025550101' });
});
