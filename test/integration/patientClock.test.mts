import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { useRealTime } from '../support/virtualClock.mts';

const BUSY_MS = 1500;

beforeEach(useRealTime);

/** Keeps this process from going on, as a busy machine does. */
function keepBusy(): void {
	const wall = process.hrtime.bigint();
	while (process.hrtime.bigint() - wall < BigInt(BUSY_MS) * 1_000_000n);
}

/** What passes for the tests of this folder while the process is kept busy. */
async function passedWhileBusy(now: () => number): Promise<number> {
	await sleep(100);
	const before = now();
	keepBusy();
	await sleep(1);
	return now() - before;
}

test('the time for which the process is kept waiting does not count, by any clock', async () => {
	expect(await passedWhileBusy(() => Date.now())).toBeLessThan(BUSY_MS / 2);
	expect(await passedWhileBusy(() => Number(new Date()))).toBeLessThan(BUSY_MS / 2);
	expect(await passedWhileBusy(() => performance.now())).toBeLessThan(BUSY_MS / 2);
});

test('no limit and no pause is over because the process was kept waiting', async () => {
	const over: string[] = [];
	const signal = AbortSignal.timeout(1000);
	signal.addEventListener('abort', () => over.push('limit'));
	setTimeout(() => over.push('timer'), 1000);
	const interval = setInterval(() => over.push('interval'), 1000);
	void sleep(1000).then(() => over.push('pause'));
	keepBusy();
	await sleep(50);
	expect(over).toEqual([]);
	await expect.poll(() => new Set(over).size).toBe(4);
	clearInterval(interval);
	expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
});

test('on its own the time goes by as on the wall, and what was cleared or aborted does not come', async () => {
	const wall = performance.timeOrigin + performance.now();
	const came: string[] = [];
	clearTimeout(setTimeout(() => came.push('cleared'), 300));
	const stop = new AbortController();
	const stopped = sleep(300, undefined, { signal: stop.signal }).catch(() => 'stopped');
	stop.abort();
	expect(await stopped).toBe('stopped');
	expect(await sleep(500, 'the value')).toBe('the value');
	expect(performance.timeOrigin + performance.now() - wall).toBeGreaterThanOrEqual(499);
	expect(came).toEqual([]);
	expect(new Date() instanceof Date).toBe(true);
	expect(new Date('2026-03-11T12:00:00Z').toISOString()).toBe('2026-03-11T12:00:00.000Z');
});
