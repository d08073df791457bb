import type { IExecuteFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DeduplicationStore } from '../../nodes/VideoSdk/once/deduplicationStore.ts';

// A key is looked for a second after it was taken; here that takes no time.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const MOST_AHEAD = 20;
const ASKED_FOR_ONE_AHEAD = 50;

/** n8n's row of keys, as one node sees it. */
function rowOfKeys() {
	const row = new Set<string>();
	const seen = { writes: 0, warnings: 0, fails: false };
	const answer = async (write: () => void) => {
		await Promise.resolve();
		if (seen.fails) throw new Error('the database is gone');
		seen.writes++;
		write();
	};
	const context = {
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node' }),
		logger: { warn: () => void seen.warnings++ },
		helpers: {
			async checkProcessedAndRecord(keys: string[]) {
				const processed = keys.filter((key) => row.has(key));
				await answer(() => keys.forEach((key) => row.add(key)));
				return { processed, new: keys.filter((key) => !processed.includes(key)) };
			},
			removeProcessed: async (keys: string[]) =>
				await answer(() => keys.forEach((key) => row.delete(key))),
		},
	};
	const open = () => new DeduplicationStore(context as unknown as IExecuteFunctions);
	return { row, seen, open };
}

const keys = (count: number) => Array.from({ length: count }, (_, index) => `key ${index}`);

/** Asks for keys in order, some at the same moment. */
async function takeInOrder(store: DeduplicationStore, list: readonly string[], atOnce = 5) {
	const free: boolean[] = [];
	let next = 0;
	const work = async () => {
		while (next < list.length) {
			const index = next++;
			free[index] = await store.take(list[index] ?? '');
		}
	};
	await Promise.all(Array.from({ length: atOnce }, work));
	return free;
}

describe('a long list with Deduplication Keys', () => {
	test('takes each key once, and has n8n write its row for many at a time', async () => {
		const { row, seen, open } = rowOfKeys();
		const [list, store] = [keys(5000), open()];
		store.expect(list);
		expect((await takeInOrder(store, list)).every((wasFree) => wasFree)).toBe(true);
		expect(row.size).toBe(5000);
		expect(seen.writes).toBeLessThan(500);
	});

	test('takes one key before its turn for fifty that were asked for, and twenty at most', async () => {
		const { row, open } = rowOfKeys();
		const [list, store] = [keys(1500), open()];
		store.expect(list);
		for (const [index, key] of list.entries()) {
			await store.take(key);
			const ahead = row.size - (index + 1);
			const most = Math.min(MOST_AHEAD, Math.floor((index + 1) / ASKED_FOR_ONE_AHEAD));
			expect(ahead).toBeLessThanOrEqual(most);
		}
	});

	test('leaves nothing taken of those whose turn never came', async () => {
		const { row, open } = rowOfKeys();
		const [list, store] = [keys(2000), open()];
		store.expect(list);
		await takeInOrder(store, list.slice(0, 1001));
		expect(row.size).toBeGreaterThan(1001);
		await store.releaseUnused();
		expect(row.size).toBe(1001);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(row.size).toBe(1001);
	});

	test('takes keys again that another worker has written over, also those whose turn is to come', async () => {
		const { row, open } = rowOfKeys();
		const [list, store] = [keys(1000), open()];
		store.expect(list);
		await takeInOrder(store, list.slice(0, 501));
		const taken = row.size;
		expect(taken).toBeGreaterThan(501);
		row.clear();
		await vi.advanceTimersByTimeAsync(2_000);
		expect(row.size).toBe(taken);
	});

	test('tells of keys that were used before, also of those that were looked at before their turn', async () => {
		const { open } = rowOfKeys();
		const list = keys(1000);
		const used = list.filter((_, index) => index % 3 === 0);
		await takeInOrder(open(), used);
		const store = open();
		store.expect(list);
		const free = await takeInOrder(store, list);
		expect(free).toEqual(list.map((_, index) => index % 3 !== 0));
	});

	test('goes without a key that cannot be kept, and takes it when it is asked for once more', async () => {
		const { seen, open } = rowOfKeys();
		const [list, store] = [keys(1000), open()];
		store.expect(list);
		await takeInOrder(store, list.slice(0, 500));
		seen.fails = true;
		const asked = await Promise.allSettled(
			list.slice(500, 540).map(async (key) => await store.take(key)),
		);
		expect(asked.some(({ status }) => status === 'rejected')).toBe(true);
		seen.fails = false;
		const again = list.slice(500, 540).filter((_, index) => asked[index]?.status === 'rejected');
		expect((await takeInOrder(store, again)).every((wasFree) => wasFree)).toBe(true);
	});
});

test('of two that ask for the same key at the same moment, one gets it', async () => {
	const { open } = rowOfKeys();
	const store = open();
	const free = await Promise.all(
		['same', 'same', 'other'].map(async (key) => await store.take(key)),
	);
	expect(free).toEqual([true, false, true]);
});

test('a key that was taken before its turn is given to one alone', async () => {
	const { open } = rowOfKeys();
	const [list, store] = [keys(1000), open()];
	store.expect(list);
	await takeInOrder(store, list.slice(0, 501));
	const next = list[501] ?? '';
	const free = await Promise.all([store.take(next), store.take(next)]);
	expect(free.filter((wasFree) => wasFree)).toHaveLength(1);
});

test('a key under which nothing was made is free again, for good', async () => {
	const { row, open } = rowOfKeys();
	const store = open();
	expect(await store.take('refused')).toBe(true);
	await store.release('refused');
	await vi.advanceTimersByTimeAsync(10_000);
	expect(row.size).toBe(0);
	expect(await open().take('refused')).toBe(true);
});
