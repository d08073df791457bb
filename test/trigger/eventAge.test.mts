import { describe, expect, test } from 'vitest';
import { readCallEvent } from '../../videosdk/callEvent.ts';
import { isTooOld } from '../../nodes/VideoSdk/trigger/eventAge.ts';

const NOW = Date.UTC(2026, 7, 21, 12);
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => NOW - hours * HOUR;
const iso = (at: number) => new Date(at).toISOString();

const ways: Array<[string, (at: number) => unknown]> = [
	['ISO', iso],
	['ISO of another zone', (at) => iso(at + 5.5 * HOUR).replace('Z', '+05:30')],
	['ISO without a zone', (at) => iso(at).replace('Z', '')],
	['as databases write it', (at) => iso(at).replace('T', ' ').replace('Z', '')],
	['milliseconds', (at) => at],
	['milliseconds as text', String],
	['seconds', (at) => at / 1000],
	['seconds as text', (at) => String(at / 1000)],
	['seconds with a fraction', (at) => at / 1000 + 0.25],
];
const isOld = (data: object, hours = 24) =>
	isTooOld(readCallEvent({ webhookType: 'call-hangup', data }), hours, NOW);

describe.each(ways)('the time of an event, written in %s', (_, written) => {
	const at = (hours: number) => ({ callId: 'c', timestamp: written(hoursAgo(hours)) });

	test('tells that it is too old', () => {
		expect([23, 24.5, 25, 24 * 365].map((hours) => isOld(at(hours)))).toEqual([
			false,
			true,
			true,
			true,
		]);
	});

	test('is compared with the limit that is set, and with none where there is none', () => {
		expect([isOld(at(2), 1), isOld(at(2), 3), isOld(at(24 * 365), 0)]).toEqual([
			true,
			false,
			false,
		]);
	});

	test('counts beside what else is told: the last moment does', () => {
		const start = iso(hoursAgo(30));
		expect(isOld({ ...at(1), start })).toBe(false);
		expect(isOld({ ...at(26), start })).toBe(true);
		expect(isOld({ ...at(26), start, end: iso(hoursAgo(25)) })).toBe(true);
		expect(isOld({ ...at(26), start, end: iso(hoursAgo(2)) })).toBe(false);
	});

	test('may be a little ahead, as clocks and zones differ', () => {
		expect([-0.01, -1, -14].map((hours) => isOld(at(hours)))).toEqual([false, false, false]);
		expect(isOld({ ...at(-14), start: iso(hoursAgo(30)) })).toBe(false);
	});

	test('is not believed far ahead: what else is told counts', () => {
		expect(isOld(at(-1000))).toBe(false);
		expect(isOld({ ...at(-1000), start: iso(hoursAgo(30)) })).toBe(true);
		expect(isOld({ ...at(-1000), start: iso(hoursAgo(1)) })).toBe(false);
	});
});

test.each<[string, object]>([
	['none', {}],
	['null', { timestamp: null }],
	['an empty text', { timestamp: '' }],
	['words', { timestamp: 'a year ago' }],
	['0', { timestamp: 0 }],
	['0 as text', { timestamp: '0' }],
	['a small number, such as one that counts from the start of the call', { timestamp: 12_500 }],
	['a number below nothing', { timestamp: -1 }],
	['1970', { timestamp: '1970-01-01T00:00:00.000Z' }],
	['the year 1, as Go writes no time', { timestamp: '0001-01-01T00:00:00Z' }],
	['1899, as spreadsheets write no time', { timestamp: '1899-12-30T00:00:00.000Z' }],
	['a list', { timestamp: [NOW] }],
	['an object', { timestamp: { seconds: 1 } }],
	['one that no calendar has', { timestamp: '2022-07-05T15:60:35.047+00:00' }],
	['0 as its start', { start: 0, end: null }],
])('an event with no time has no age and passes: %s', (_, data) => {
	expect(isOld({ callId: 'c', ...data })).toBe(false);
	expect(isOld({ callId: 'c', start: iso(hoursAgo(30)), ...data })).toBe(!('start' in data));
});

test('an old summary of an agent is too old as well, by its own time', () => {
	const post = (timestamp: unknown) => readCallEvent({ 'call-summary': {}, timestamp });
	expect(isTooOld(post(hoursAgo(30)), 24, NOW)).toBe(true);
	expect(isTooOld(post(hoursAgo(3)), 24, NOW)).toBe(false);
	expect(isTooOld(post(undefined), 24, NOW)).toBe(false);
});
