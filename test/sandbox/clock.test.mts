import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../sandbox/state/clock.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, control } = useSandbox();

const START = Date.UTC(2025, 5, 1);

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());

/** How far the clock has come, in milliseconds. */
const since = (clock: { now(): number }) => clock.now() - START;
const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

test('a clock runs as fast as it is told from now on, without a jump', () => {
	const clock = createClock();
	pass(1_000);
	clock.setSpeed(60);
	expect(since(clock)).toBe(1_000);
	pass(1_000);
	expect(since(clock)).toBe(61_000);
	clock.setSpeed(1);
	expect(since(clock)).toBe(61_000);
	pass(1_000);
	expect(since(clock)).toBe(62_000);
});

test('a clock never goes back, even if that of the machine does', () => {
	const clock = createClock();
	pass(5_000);
	expect(since(clock)).toBe(5_000);
	pass(-3_000);
	expect(since(clock)).toBe(5_000);
});

test('a fast clock is pushed and frozen like any other, and a speed ends the freeze', () => {
	const clock = createClock();
	clock.setSpeed(10);
	clock.advance(500);
	pass(100);
	expect(since(clock)).toBe(1_500);
	clock.freeze();
	pass(10_000);
	clock.advance(1);
	expect([since(clock), clock.speed()]).toEqual([1_501, 0]);
	clock.setSpeed(1);
	pass(1);
	expect(since(clock)).toBe(1_502);
});

test('it says how long to wait in real time, and nothing while it stands still', () => {
	const clock = createClock();
	clock.setSpeed(60);
	expect(clock.realMsUntil(START + 60_000)).toBe(1_000);
	expect(clock.realMsUntil(START - 1)).toBe(0);
	clock.freeze();
	expect(clock.realMsUntil(START + 1)).toBeUndefined();
	expect(clock.realMsUntil(START)).toBe(0);
});

test.each([0, -1, NaN, 3601])('the speed %d is refused', (speed) => {
	expect(() => createClock().setSpeed(speed)).toThrow(/speed/);
});

test('a reset brings back the real time and its speed', () => {
	const clock = createClock();
	clock.setSpeed(60);
	clock.advance(99_000);
	clock.reset();
	expect([since(clock), clock.speed()]).toEqual([0, 1]);
});

test('the clock is sped up, frozen and pushed over HTTP', async () => {
	vi.useRealTimers();
	const order = async (body: object) => (await control('/clock', 'POST', body)).json;
	expect((await order({ speed: 60 })).speed).toBe(60);
	expect((await order({ freeze: true })).speed).toBe(0);
	const before = sandbox().clock.now();
	expect((await order({ advanceSeconds: 2 })).now).toBe(before + 2_000);
	expect((await order({ speed: 0 })).message).toContain('"speed"');
	expect((await order({})).message).toContain('Say what to do');
	expect((await order({ speed: 2, freeze: true })).message).toContain('Either speed or freeze');
});
