import { describe, expect, test } from 'vitest';
import { isoText, moment } from '../../videosdk/wire.ts';

const AT = '2026-08-21T11:45:03.123Z';
const SECOND_OF_IT = '2026-08-21T11:45:03.000Z';
const MS = Date.parse(AT);

describe('a moment is read, however it is written', () => {
	test.each<[string, unknown, string]>([
		['ISO', AT, AT],
		['ISO without milliseconds', '2026-08-21T11:45:03Z', SECOND_OF_IT],
		['ISO with an offset of zero', '2026-08-21T11:45:03.123+00:00', AT],
		['ISO in another zone', '2026-08-21T17:15:03.123+05:30', AT],
		['ISO with an offset without a colon', '2026-08-21T17:15:03.123+0530', AT],
		['ISO with microseconds', '2026-08-21T11:45:03.123456Z', AT],
		['ISO with nanoseconds', '2026-08-21T11:45:03.123456789Z', AT],
		['ISO with blanks around', ` ${AT}\n`, AT],
		['ISO without a zone: UTC', '2026-08-21T11:45:03.123', AT],
		['the same without seconds', '2026-08-21T11:45', '2026-08-21T11:45:00.000Z'],
		['as databases write it', '2026-08-21 11:45:03.123', AT],
		['as Python writes it', '2026-08-21 11:45:03.123456', AT],
		['as Python writes it, with a zone', '2026-08-21 11:45:03.123456+00:00', AT],
		['as Python logs it', '2026-08-21 11:45:03,123', AT],
		['a day alone', '2026-08-21', '2026-08-21T00:00:00.000Z'],
		['as HTTP writes it', 'Fri, 21 Aug 2026 11:45:03 GMT', SECOND_OF_IT],
		['as JavaScript shows it', 'Fri Aug 21 2026 11:45:03 GMT+0000 (UTC)', SECOND_OF_IT],
		['milliseconds', MS, AT],
		['milliseconds with a fraction', MS + 0.4, AT],
		['milliseconds as text', String(MS), AT],
		['milliseconds as text, blanks around', ` ${MS} `, AT],
		['seconds', Math.floor(MS / 1000), SECOND_OF_IT],
		['seconds with a fraction', MS / 1000, AT],
		['seconds as text', String(Math.floor(MS / 1000)), SECOND_OF_IT],
		['seconds with a fraction as text', String(MS / 1000), AT],
		['microseconds', MS * 1000, AT],
		['nanoseconds', MS * 1_000_000, AT],
		['nanoseconds as text', `${MS}000000`, AT],
		['seconds of 2001', 1_000_000_000, '2001-09-09T01:46:40.000Z'],
		['milliseconds of 1973', 100_000_000_000, '1973-03-03T09:46:40.000Z'],
	])('%s: %j', (_, written, expected) => {
		expect(isoText(moment(written))).toBe(expected);
	});
});

test.each<[string, unknown]>([
	['nothing', undefined],
	['null', null],
	['an empty text', ''],
	['a blank', ' '],
	['true', true],
	['a list', [MS]],
	['an object', { $date: AT }],
	['a Date', new Date(MS)],
	['no number', Number.NaN],
	['an endless number', Infinity],
	['a number beyond all dates', 1e300],
	['digits beyond all dates', '9'.repeat(40)],
	['a text that ends in a number', 'Room 5'],
	['a word that JavaScript takes for a month', 'may 5'],
	['a number in a text', 'call 2026'],
	['minute 60, as a page of the docs has it', '2022-07-05T15:60:35.047+00:00'],
	['a day that no month has', '2026-13-45T11:45:03Z'],
	['an ID', '64f89a7c1a23b4'],
	['a phone number with a plus', '+14155550123'],
])('%s is no moment: %j', (_, written) => {
	expect(moment(written)).toBeUndefined();
});

test('the zone of this machine changes nothing', () => {
	const before = process.env.TZ;
	try {
		for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'UTC']) {
			process.env.TZ = zone;
			expect(isoText(moment('2026-08-21T11:45:03.123'))).toBe(AT);
			expect(isoText(moment('2026-08-21 11:45:03.123'))).toBe(AT);
		}
	} finally {
		process.env.TZ = before ?? '';
		if (before === undefined) delete process.env.TZ;
	}
});
