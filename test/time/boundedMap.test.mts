import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedMap } from '../../nodes/VideoSdk/time/boundedMap.ts';
import '../support/propertyRuns.mts';

test('a bounded map forgets what was set longest ago, and reading something does not make it newer', () => {
	const map = new BoundedMap<string, number>(2).set('a', 1).set('b', 2);
	map.get('a');
	map.set('c', 3);
	expect([...map.keys()]).toEqual(['b', 'c']);
	expect([map.get('a'), map.has('a'), map.get('b'), map.get('c')]).toEqual([
		undefined,
		false,
		2,
		3,
	]);
});

test('what is set again is the newest, and pushes nothing out', () => {
	const map = new BoundedMap<string, number>(2).set('a', 1).set('b', 2).set('a', 4);
	expect([...map.keys()]).toEqual(['b', 'a']);
	expect(map.get('a')).toBe(4);
	map.set('c', 3);
	expect([...map.keys()]).toEqual(['a', 'c']);
});

test('what was deleted leaves its place to another', () => {
	const map = new BoundedMap<string, number>(2).set('a', 1).set('b', 2);
	expect([map.delete('a'), map.delete('a')]).toEqual([true, false]);
	expect([...map.set('c', 3).keys()]).toEqual(['b', 'c']);
	expect(map.size).toBe(2);
});

test('whatever is set, a bounded map holds the last different keys, each with its last value', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer())),
			fc.integer({ min: 1, max: 12 }),
			(entries, most) => {
				const map = new BoundedMap<number, number>(most);
				for (const [key, value] of entries) map.set(key, value);
				const keys = entries.map(([key]) => key);
				const lastOnes = keys.filter((key, place) => keys.lastIndexOf(key) === place).slice(-most);
				expect([...map.keys()]).toEqual(lastOnes);
				const values = new Map(entries);
				for (const key of lastOnes) expect(map.get(key)).toBe(values.get(key));
			},
		),
	);
});
