import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pollUntil, wideningPauses } from '../../nodes/VideoSdk/time/poll.ts';
import { Stopped } from '../../nodes/VideoSdk/time/sleep.ts';

const begun = Date.parse('2026-01-15T09:30:00Z');
beforeEach(() => void vi.useFakeTimers({ now: begun }));
afterEach(() => void vi.useRealTimers());

const secondsSince = () => (Date.now() - begun) / 1000;

/** Finds something at one of the looks, and notes when each was. */
function looks(foundAt?: number) {
	const at: number[] = [];
	const look = async () => {
		at.push(secondsSince());
		return at.length === foundAt ? 'found' : undefined;
	};
	return { at, look };
}

test('what is there at the first look is found without a pause before it', async () => {
	const { at, look } = looks(1);
	expect(await pollUntil([0, 1, 2], look)).toBe('found');
	expect(at).toEqual([0]);
});

test('what shows late is found by a later look, and nobody looks again after it', async () => {
	const { at, look } = looks(2);
	const polling = pollUntil([0, 1, 2], look);
	await vi.runAllTimersAsync();
	expect(await polling).toBe('found');
	expect(at).toEqual([0, 1]);
});

test('what does not show at all is given up after the last look', async () => {
	const { at, look } = looks();
	const polling = pollUntil([0, 1, 3], look);
	await vi.runAllTimersAsync();
	expect(await polling).toBeUndefined();
	expect(at).toEqual([0, 1, 4]);
});

test('a look may find what counts as nothing in other places: zero, an empty text, no', async () => {
	for (const found of [0, '', false, null]) {
		expect(await pollUntil([0, 1], async () => found)).toBe(found);
	}
});

test('a look that fails ends the looking, with its reason', async () => {
	const polling = pollUntil([0, 1], async () => await Promise.reject(new Error('no answer')));
	await expect(polling).rejects.toThrow('no answer');
});

test('Stop in the middle of a pause ends it at once, and nobody looks any more', async () => {
	const stop = new AbortController();
	const { at, look } = looks();
	const polling = pollUntil([0, 60], look, stop.signal);
	const isStopped = expect(polling).rejects.toBeInstanceOf(Stopped);
	await vi.advanceTimersByTimeAsync(10_000);
	stop.abort();
	await isStopped;
	expect([at, secondsSince()]).toEqual([[0], 10]);
});

test('pauses that widen grow from look to look up to the longest, and the last look is at the deadline', async () => {
	const { at, look } = looks();
	const pauses = wideningPauses(
		{ firstSeconds: 1, factor: 1.5, longestSeconds: 5 },
		begun + 19_126,
	);
	const polling = pollUntil(pauses, look);
	await vi.runAllTimersAsync();
	expect(await polling).toBeUndefined();
	expect(at).toEqual([1, 2.5, 4.75, 8.125, 13.125, 18.125, 19.126]);
});

test('whose deadline has passed does not look at all', async () => {
	const { at, look } = looks();
	const widening = { firstSeconds: 1, factor: 1.5, longestSeconds: 5 };
	expect(await pollUntil(wideningPauses(widening, begun), look)).toBeUndefined();
	expect(at).toEqual([]);
});
