import { expect, test } from 'vitest';
import { pairRecords } from '../../nodes/VideoSdk/batchCalls/outcomes/pairRecords.ts';

const rows = (...keys: string[]) =>
	keys.map((rowKey, item) => ({ item, rowKey, number: `+1202555010${item}` }));

const pairs = async (keys: string[], records: Array<{ rowKey?: string; to: string }>) =>
	Object.fromEntries(
		[...(await pairRecords(rows(...keys), records))].map(([item, { to }]) => [item, to]),
	);

test.each([
	['as they are', '007'],
	['as numbers', '7'],
])(
	'keys that differ by a zero in front are two people, told %s in any order',
	async (_how, told) => {
		const records = [
			{ rowKey: '7', to: '+12025550101' },
			{ rowKey: told, to: '+12025550100' },
		];
		expect(await pairs(['007', '7'], records)).toEqual({ 0: '+12025550100', 1: '+12025550101' });
	},
);

test.each([
	['1.50', '1.5'],
	['1e3', '1000'],
	['12345678901234567', '12345678901234568'],
])(
	'a key that VideoSDK took for a number, %s as %s: the person is known by the number',
	async (key, told) => {
		const records = [
			{ rowKey: 'b', to: '+12025550101' },
			{ rowKey: told, to: '+12025550100' },
		];
		expect(await pairs([key, 'b'], records)).toEqual({ 0: '+12025550100', 1: '+12025550101' });
	},
);

test('a record is given to one row alone', async () => {
	expect(await pairs(['a', 'b'], [{ rowKey: 'a', to: '+12025550101' }])).toEqual({
		0: '+12025550101',
	});
});

test('the records of a long list are paired in steps, and n8n has its turn between them', async () => {
	const keys = Array.from({ length: 50_000 }, (_, index) => `customer-${index}`);
	let turns = 0;
	const others = setInterval(() => turns++, 0);
	const paired = await pairRecords(
		rows(...keys),
		keys.map((rowKey) => ({ rowKey })),
	);
	clearInterval(others);
	expect(paired.size).toBe(keys.length);
	expect(turns).toBeGreaterThan(1);
});
