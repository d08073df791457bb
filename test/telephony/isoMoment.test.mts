import fc from 'fast-check';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { readIsoMoment } from '../../telephony/isoMoment.ts';
import '../support/propertyRuns.mts';

interface LuxonMoment {
	isValid: boolean;
	toMillis(): number;
}
/** What n8n's own nodes read a date with. */
const { DateTime } = createRequire(createRequire(import.meta.url).resolve('n8n-workflow'))(
	'luxon',
) as { DateTime: { fromISO(text: string, options: object): LuxonMoment } };

test.each([
	['2026-01-31', 'America/New_York', '2026-01-31T05:00:00Z'],
	['2026-01-31', 'Asia/Tokyo', '2026-01-30T15:00:00Z'],
	['2026-07-31T09:00', 'Europe/Oslo', '2026-07-31T07:00:00Z'],
	['2026-07-31 09:00:30', 'Europe/Oslo', '2026-07-31T07:00:30Z'],
	['2026-07-31T09:00:30.123456', 'Europe/Oslo', '2026-07-31T07:00:30.123Z'],
	['2026-07-31T09:00Z', 'Europe/Oslo', '2026-07-31T09:00:00Z'],
	['2026-07-31T09:00:00z', 'Europe/Oslo', '2026-07-31T09:00:00Z'],
	['2026-07-31T09:00:00+05:30', 'Europe/Oslo', '2026-07-31T03:30:00Z'],
	['2026-07-31 09:00:00 -0700', 'Europe/Oslo', '2026-07-31T16:00:00Z'],
	['2026-07-31T09:00+02', 'Europe/Oslo', '2026-07-31T07:00:00Z'],
	[' 2028-02-29\n', 'UTC', '2028-02-29T00:00:00Z'],
	['2026-03-29T02:30', 'Europe/Oslo', '2026-03-29T01:30:00Z'],
	['2026-10-25T02:30', 'Europe/Oslo', '2026-10-25T00:30:00Z'],
	['2026-01-31T09:00', 'Nowhere/Known', '2026-01-31T09:00:00Z'],
])('%j in %s is %s', (text, timeZone, moment) => {
	expect(readIsoMoment(text, timeZone)).toBe(Date.parse(moment));
});

test.each([
	...['', 'now', 'day 5', 'tomorrow', '5', '2026', '2026-01', '1795829006522', '1795829006'],
	...['04.01.2099', '01/04/2027', '1/4/27', '2027-1-4 8:00', '2027-01-4', '27-01-04', '2027/01/04'],
	...[
		'2026-02-30',
		'2026-13-01',
		'2026-00-10',
		'2025-02-29',
		'2026-01-31T24:00',
		'2026-01-31T23:60',
	],
	...['2026-01-31T9:00', '2026-01-31T09', '2026-01-31T09:00:00+19:00', '2026-01-31T09:00 Oslo'],
	...['Sat Jan 31 2026 09:00:00 GMT+0100', 'Jan 31, 2026', '31 Jan 2026', '20260131T090000Z'],
	...[
		'2026-01-31T09:00:00[Europe/Oslo]',
		'2026-01-31, 09:00',
		'２０２６-01-31',
		'2026-01-31T09:00 PM',
	],
])('%j is no moment that everybody reads alike', (text) => {
	expect(readIsoMoment(text, 'Europe/Oslo')).toBeUndefined();
});

const ZONES = ['UTC', 'Europe/Oslo', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const two = (value: number) => String(value).padStart(2, '0');

test("whatever is read is the moment that n8n's own nodes read, but in the hour that spring skips or autumn repeats", () => {
	const texts = fc
		.tuple(
			fc.integer({ min: 1970, max: 2099 }),
			...[fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 })],
			...[fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })],
			fc.constantFrom('', 'Z', '+01:00', '-0930', '+14'),
		)
		.map(
			([year, month, day, hour, minute, offset]) =>
				`${year}-${two(Number(month))}-${two(Number(day))}T${two(Number(hour))}:${two(Number(minute))}${offset}`,
		);
	fc.assert(
		fc.property(texts, fc.constantFrom(...ZONES), (text, zone) => {
			const theirs = DateTime.fromISO(text, { zone });
			const ours = readIsoMoment(text, zone);
			expect(ours === undefined).toBe(!theirs.isValid);
			if (ours === undefined) return;
			const apart = Math.abs(ours - theirs.toMillis());
			expect([0, 1_800_000, 3_600_000]).toContain(apart);
			// As far apart only where that clock shows the same, or nothing like it.
			const isChange = [-1, 1].some((day) => {
				const near = theirs.toMillis() + day * 86_400_000;
				return offset(near, zone) !== offset(theirs.toMillis(), zone);
			});
			expect(apart === 0 || isChange).toBe(true);
		}),
	);
});

const clocks = new Map(
	ZONES.map((timeZone) => [
		timeZone,
		new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }),
	]),
);

function offset(moment: number, timeZone: string): string {
	const parts = clocks.get(timeZone)?.formatToParts(moment) ?? [];
	return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}
