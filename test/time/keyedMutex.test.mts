import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeyedMutex } from '../../nodes/VideoSdk/time/keyedMutex.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

/** Work that is over when the test says so. */
function openWork<T>() {
	let end: (result: T) => void = () => {};
	let fail: (error: Error) => void = () => {};
	const over = new Promise<T>((resolve, reject) => {
		end = resolve;
		fail = reject;
	});
	const state = { isBegun: false };
	const work = async () => {
		state.isBegun = true;
		return await over;
	};
	return { state, work, end, fail };
}
/** All that can go on without waiting for anything has gone on. */
const settled = async () => await new Promise((resolve) => setImmediate(resolve));

test('work with the same key follows what came before it, and work with another key does not wait for it', async () => {
	const mutex = new KeyedMutex();
	const [first, second, other] = [openWork<string>(), openWork<string>(), openWork<string>()];
	const results = [
		mutex.run('a', first.work),
		mutex.run('a', second.work),
		mutex.run('b', other.work),
	];
	await settled();
	expect([first, second, other].map(({ state }) => state.isBegun)).toEqual([true, false, true]);
	first.end('first');
	await settled();
	expect(second.state.isBegun).toBe(true);
	// Whoever comes when some of the work is over waits for what is left of it.
	const third = openWork<string>();
	results.push(mutex.run('a', third.work));
	await settled();
	expect(third.state.isBegun).toBe(false);
	second.end('second');
	other.end('other');
	third.end('third');
	expect(await Promise.all(results)).toEqual(['first', 'second', 'other', 'third']);
});

test('work that fails tells only its own caller, and the next piece is done all the same', async () => {
	const mutex = new KeyedMutex();
	const failing = openWork<string>();
	const failed = mutex.run('a', failing.work);
	const next = mutex.run('a', async () => 'done');
	failing.fail(new Error('no answer'));
	await expect(failed).rejects.toThrow('no answer');
	expect(await next).toBe('done');
});

test('a key with no work left is forgotten, whether its work was done or failed', async () => {
	const mutex = new KeyedMutex();
	const open = openWork<void>();
	const all = [
		mutex.run('a', open.work),
		mutex.run('a', async () => await Promise.reject(new Error('no answer'))),
		mutex.run('b', async () => {}),
	];
	expect(mutex.size).toBe(2);
	open.end();
	await Promise.allSettled(all);
	expect(mutex.size).toBe(0);
});

test('whatever comes when, no two pieces of work with one key overlap, and all are done in order', async () => {
	const pieces = fc.array(
		fc.record({
			key: fc.constantFrom('a', 'b', 'c'),
			ticks: fc.nat({ max: 4 }),
			fails: fc.boolean(),
		}),
		{ maxLength: 30 },
	);
	await fc.assert(
		fc.asyncProperty(pieces, async (all) => {
			const mutex = new KeyedMutex();
			const running = new Set<string>();
			const done: number[] = [];
			const runs = all.map(async ({ key, ticks, fails }, place) => {
				await mutex.run(key, async () => {
					expect(running.has(key)).toBe(false);
					running.add(key);
					for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
					running.delete(key);
					done.push(place);
					if (fails) throw new Error('no answer');
				});
			});
			const outcomes = await Promise.allSettled(runs);
			expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(
				all.map(({ fails }) => fails),
			);
			for (const key of ['a', 'b', 'c']) {
				const ofKey = all.flatMap((one, place) => (one.key === key ? [place] : []));
				expect(done.filter((place) => all[place].key === key)).toEqual(ofKey);
			}
			expect(mutex.size).toBe(0);
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});
