import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAlarm } from '../../sandbox/state/alarm.mts';
import { createClock } from '../../sandbox/state/clock.mts';
import { createSandboxState } from '../../sandbox/state/sandboxState.mts';
import { tellCallNews } from '../../sandbox/webhooks/callNews.mts';

const START = Date.UTC(2025, 5, 1);

beforeEach(() => void vi.useFakeTimers({ now: START }));
afterEach(() => void vi.useRealTimers());

/** An alarm for moments in seconds after the start, and the moments at which it rang. */
function alarmAt(...seconds: number[]) {
	const clock = createClock();
	const rang: number[] = [];
	let open = seconds;
	const alarm = createAlarm(
		clock,
		() => (open[0] === undefined ? undefined : START + open[0] * 1000),
		() => {
			open = open.slice(1);
			rang.push((clock.now() - START) / 1000);
		},
	);
	alarm.look();
	return { clock, alarm, rang };
}

test('an alarm rings at each moment as the time passes', () => {
	const { rang } = alarmAt(1, 4);
	vi.advanceTimersByTime(999);
	expect(rang).toEqual([]);
	vi.advanceTimersByTime(60_000);
	expect(rang).toEqual([1, 4]);
});

test('a clock that is pushed or runs fast makes it ring sooner, a frozen one never', () => {
	const { clock, rang } = alarmAt(1, 4, 60, 3_000_000);
	clock.freeze();
	vi.advanceTimersByTime(99_000);
	expect([rang, vi.getTimerCount()]).toEqual([[], 0]);
	clock.advance(4_000);
	expect(rang).toEqual([4, 4]);
	clock.setSpeed(56);
	vi.advanceTimersByTime(1_000);
	expect(rang).toEqual([4, 4, 60]);
});

test('a moment further away than any timer reaches does not ring at once', () => {
	const { rang } = alarmAt(10_000_000);
	vi.advanceTimersByTime(10_000_000_000);
	expect(rang).toEqual([10_000_000]);
});

test('one that is stopped leaves no timer and never rings', () => {
	const { clock, alarm, rang } = alarmAt(1);
	alarm.stop();
	expect(vi.getTimerCount()).toBe(0);
	clock.advance(5_000);
	expect(rang).toEqual([]);
});

const call = { via: 'trunk', to: '+4915550100', roomId: 'abcd-efgh-ijkl' } as const;

test('calls in progress have one timer together, and none after a reset or the end', () => {
	const state = createSandboxState({ apiKey: 'key', apiSecret: 'secret' });
	const stop = tellCallNews(state);
	expect(vi.getTimerCount()).toBe(0);
	for (let i = 0; i < 5; i += 1) state.calls.place(call);
	expect(vi.getTimerCount()).toBe(1);
	state.reset();
	expect(vi.getTimerCount()).toBe(0);
	state.calls.place(call);
	vi.advanceTimersByTime(60_000);
	expect(vi.getTimerCount()).toBe(0);
	state.calls.place(call);
	stop();
	state.deliveries.stop();
	expect(vi.getTimerCount()).toBe(0);
});

test('events are raised by themselves while the time passes', () => {
	const state = createSandboxState({ apiKey: 'key', apiSecret: 'secret' });
	tellCallNews(state);
	// Nothing is sent there, and the attempt is kept.
	state.webhooks.create({ url: 'https://example.com', events: ['call-ringing', 'call-hangup'] });
	state.calls.place(call);
	const seen = () =>
		state.deliveries.all().map(({ at, event }) => `${(at - START) / 1000} ${event}`);
	vi.advanceTimersByTime(33_999);
	expect(seen()).toEqual(['1 call-ringing']);
	vi.advanceTimersByTime(1);
	expect(seen()).toEqual(['1 call-ringing', '34 call-hangup']);
});
