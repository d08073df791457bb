import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Limiter } from '../../nodes/VideoSdk/time/limiter.ts';
import { sleep, Stopped } from '../../nodes/VideoSdk/time/sleep.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** When each of some beginnings was, in milliseconds after the first was asked for. */
async function beginnings(
	limiter: Limiter,
	getReadies: ReadonlyArray<(() => Promise<void>) | undefined>,
): Promise<Array<number | 'failed'>> {
	const asked = performance.now();
	const all = getReadies.map(async (getReady) => {
		await limiter.acquire(getReady);
		return Math.round(performance.now() - asked);
	});
	const outcomes = Promise.allSettled(all);
	await vi.runAllTimersAsync();
	return (await outcomes).map((one) => (one.status === 'fulfilled' ? one.value : 'failed'));
}

const atOnce = [undefined, undefined, undefined, undefined];

test('two in a second begin half a second apart, the first at once', async () => {
	expect(await beginnings(new Limiter({ perSecond: 2 }), atOnce)).toEqual([0, 500, 1000, 1500]);
});

test('less than one in a second is a pace as well', async () => {
	expect(await beginnings(new Limiter({ perSecond: 0.5 }), atOnce)).toEqual([0, 2000, 4000, 6000]);
});

test('without a limit, and with one that makes no sense, all begin at once', async () => {
	for (const perSecond of [0, -1, Number.NaN]) {
		expect(await beginnings(new Limiter({ perSecond }), atOnce)).toEqual([0, 0, 0, 0]);
	}
});

test('who asks late does not wait for a turn that has passed, nor saves up turns', async () => {
	const limiter = new Limiter({ perSecond: 1 });
	expect(await beginnings(limiter, [undefined])).toEqual([0]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(await beginnings(limiter, [undefined, undefined])).toEqual([0, 1000]);
});

test('getting ready is done at the end of the waiting, and puts the next beginning off when it takes long', async () => {
	const readyAt: number[] = [];
	const begun = performance.now();
	const getReady = async () => {
		readyAt.push(Math.round(performance.now() - begun));
		await sleep(3000);
	};
	const limiter = new Limiter({ perSecond: 1 });
	expect(await beginnings(limiter, [getReady, getReady, undefined])).toEqual([3000, 7000, 8000]);
	expect(readyAt).toEqual([0, 4000]);
});

test('who cannot get ready uses up no turn', async () => {
	const refused = async () => await Promise.reject(new Error('not allowed'));
	const limiter = new Limiter({ perSecond: 1 });
	expect(await beginnings(limiter, [undefined, refused, refused, undefined])).toEqual([
		0,
		'failed',
		'failed',
		1000,
	]);
	await vi.advanceTimersByTimeAsync(1000);
	await expect(limiter.acquire(refused)).rejects.toThrow('not allowed');
});

test('Stop ends the waiting of all, and none begins after it, be it ready or not', async () => {
	const stop = new AbortController();
	const limiter = new Limiter({ perSecond: 1 }, stop.signal);
	let ready = 0;
	const getReady = async () => {
		ready++;
	};
	const all = [1, 2, 3].map(async () => await limiter.acquire(getReady));
	const outcomes = Promise.allSettled(all);
	await vi.advanceTimersByTimeAsync(500);
	stop.abort();
	const [first, ...others] = await outcomes;
	expect(first.status).toBe('fulfilled');
	for (const one of others) expect(one).toMatchObject({ reason: expect.any(Stopped) });
	expect(ready).toBe(1);
});

test('Stop while somebody gets ready keeps the beginning back, without a limit too', async () => {
	for (const perSecond of [0, 1]) {
		const stop = new AbortController();
		const limiter = new Limiter({ perSecond }, stop.signal);
		const getReady = async () => stop.abort();
		await expect(limiter.acquire(getReady)).rejects.toBeInstanceOf(Stopped);
	}
});
