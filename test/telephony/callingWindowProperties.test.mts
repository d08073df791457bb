import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callingWindowAt, WEEKDAYS, type CallingWindow } from '../../telephony/callingWindow.ts';
import { allCountries, callingCodeOf } from '../../telephony/numberPlan.ts';
import { zonesOfNumber } from '../../telephony/numberPlaces.ts';
import { readTimeZone } from '../../telephony/timeZoneName.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const runs = { numRuns: PROPERTY_RUNS };

/** Those in which something odd has happened since 1995, and all others more seldom. */
const timeZone = fc.oneof(
	fc.constantFrom(
		...['Europe/Oslo', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca'],
		...['Pacific/Apia', 'Pacific/Kiritimati', 'Pacific/Chatham', 'America/Sao_Paulo'],
		...['Asia/Beirut', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Dublin', 'Africa/Cairo'],
		...['Antarctica/Troll', 'Asia/Pyongyang', 'America/Havana', 'Pacific/Pago_Pago'],
	),
	fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
);
const timeOfDay = fc
	.oneof(
		fc.nat(24 * 60 - 1),
		fc.integer({ min: 0, max: 12 }).map((quarter) => quarter * 15),
	)
	.map((minutes) => {
		const two = (value: number) => String(value).padStart(2, '0');
		return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
	});
const window: fc.Arbitrary<CallingWindow> = fc
	.record({
		from: timeOfDay,
		until: fc.oneof(timeOfDay, fc.constant('24:00')),
		days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 7 }),
		timeZone,
	})
	.filter(({ from, until }) => from !== until);
const between = (from: number, until: number) =>
	fc.integer({ min: from, max: until }).map((moment) => new Date(moment));
/** Half of the moments are in the weekends in which clocks are changed. */
const moment = fc.oneof(
	between(Date.UTC(1995, 0), Date.UTC(2040, 0)),
	between(Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)),
	between(Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 26)),
	between(Date.UTC(2011, 11, 28), Date.UTC(2012, 0, 2)),
);

const calendars = new Map<string | undefined, Intl.DateTimeFormat>();
function calendarOf(zone: string | undefined): Intl.DateTimeFormat {
	const known = calendars.get(zone);
	if (known !== undefined) return known;
	const calendar = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		weekday: 'long',
		hour: '2-digit',
		minute: '2-digit',
	});
	calendars.set(zone, calendar);
	return calendar;
}

/** Asks n8n's own calendar, and none of the arithmetic that is tested here. */
function clockSays(at: Date, { from, until, days, timeZone: zone }: CallingWindow): boolean {
	const shown = calendarOf(zone).formatToParts(at);
	const part = (type: string) => shown.find((one) => one.type === type)?.value ?? '';
	const time = `${part('hour')}:${part('minute')}`;
	const isDay = days?.some((day) => day === part('weekday').toLowerCase()) ?? true;
	const isTime = from < until ? time >= from && time < until : time >= from || time < until;
	return isDay && isTime;
}

/** Any number of any country: area codes of North America, mobiles, and whatever else there may be. */
const digits = (length: number) =>
	fc
		.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
		.map((all) => all.join(''));
const address = fc.oneof(
	fc.tuple(fc.integer({ min: 200, max: 999 }), digits(7)).map(([code, rest]) => `+1${code}${rest}`),
	fc
		.tuple(fc.constantFrom(...allCountries()), fc.integer({ min: 6, max: 11 }).chain(digits))
		.map(([country, rest]) => `+${callingCodeOf(country)}${rest}`),
	fc
		.tuple(fc.constantFrom('61', '7', '52', '55', '62', '262'), digits(9))
		.map(([code, rest]) => `+${code}${rest}`),
);
const byNumber = window.map((one) => ({ ...one, timeZone: undefined }));
/** In whose clocks many zones would have to agree, and in years in which they were others. */
const today = between(Date.UTC(2026, 0), Date.UTC(2028, 0));

test('by number, it is open when all clocks say so that the number can be by, and opens when they do', () => {
	fc.assert(
		fc.property(
			today,
			byNumber,
			address,
			fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
			(now, one, number, place) => {
				const zones = zonesOfNumber(number);
				const allSay = (at: Date) =>
					zones.every((zone) => clockSays(at, { ...one, timeZone: zone }));
				const decision = callingWindowAt(now, one, number);
				if (zones.length === 0) return decision.open === 'unknown';
				if (decision.open === 'unknown') {
					expect(decision.reason).toMatch(/never within|within three weeks/);
					const later = new Date(now.getTime() + place * 20 * 24 * 3_600_000);
					return !allSay(later);
				}
				expect(decision.open).toBe(allSay(now));
				expect(zones).toContain(decision.timeZone);
				expect(decision.timeZones?.length).not.toBe(1);
				if (decision.open) return true;
				expect(clockSays(now, { ...one, timeZone: decision.timeZone })).toBe(false);
				const opens = Date.parse(decision.opensAt);
				expect(allSay(new Date(opens))).toBe(true);
				expect(allSay(new Date(opens - 1))).toBe(false);
				const earlier = now.getTime() + Math.floor(place * (opens - now.getTime() - 1));
				return !allSay(new Date(earlier));
			},
		),
		runs,
	);
});

test('an offset is a clock that is as far from UTC as it says', () => {
	const offset = fc
		.tuple(
			fc.constantFrom('+', '-'),
			fc.integer({ min: 0, max: 12 }),
			fc.constantFrom(0, 15, 30, 45),
		)
		.map(([sign, hours, minutes]) => ({
			name: `${sign}${String(hours).padStart(2, '0')}:${String(hours === 12 ? 0 : minutes).padStart(2, '0')}`,
			ahead: (sign === '-' ? -1 : 1) * (hours * 60 + (hours === 12 ? 0 : minutes)),
		}));
	fc.assert(
		fc.property(moment, window, offset, (now, one, { name, ahead }) => {
			const decision = callingWindowAt(now, { ...one, timeZone: name }, '');
			const shifted = new Date(now.getTime() + ahead * 60_000);
			expect(decision.open).toBe(clockSays(shifted, { ...one, timeZone: 'UTC' }));
			expect('localTime' in decision && Date.parse(decision.localTime)).toBe(
				Math.floor(now.getTime() / 1000) * 1000,
			);
		}),
		runs,
	);
});

test('whatever is written as a time zone is read as one that Node has, or refused; and what is read reads as itself', () => {
	const words = fc.oneof(
		fc.string(),
		fc.string({ unit: fc.constantFrom(...'ABCEGHIMNPSTUZ'), minLength: 1, maxLength: 4 }),
		fc.string({ unit: fc.constantFrom(...'UTCGM+-:0123459 '), maxLength: 9 }),
		timeZone,
		timeZone.map((name) => name.toLowerCase()),
	);
	fc.assert(
		fc.property(words, (text) => {
			const read = readTimeZone(text);
			if ('problem' in read) return true;
			expect(readTimeZone(read.name)).toEqual(read);
			return /^(?:UTC|[+-]\d\d:\d\d|[A-Z][A-Za-z]+\/.+)$/.test(read.name);
		}),
		runs,
	);
});

test('it is open when the clock on the wall says so', () => {
	fc.assert(
		fc.property(moment, window, (now, one) => {
			expect(callingWindowAt(now, one, '').open).toBe(clockSays(now, one));
		}),
		runs,
	);
});

test('when it is closed, the moment that is told is open, and none before it', () => {
	fc.assert(
		fc.property(
			moment,
			window,
			fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { maxLength: 5 }),
			(now, one, places) => {
				const decision = callingWindowAt(now, one, '');
				if (decision.open !== false) return decision.open === true;
				const opens = Date.parse(decision.opensAt);
				expect(opens).toBeGreaterThan(now.getTime());
				expect(clockSays(new Date(opens), one)).toBe(true);
				expect(callingWindowAt(new Date(opens), one, '').open).toBe(true);
				expect(clockSays(new Date(opens - 1), one)).toBe(false);
				for (const place of places) {
					const after = Math.floor(place * (opens - now.getTime() - 1));
					const earlier = new Date(now.getTime() + after);
					expect(clockSays(earlier, one)).toBe(false);
					expect(callingWindowAt(earlier, one, '')).toMatchObject({
						open: false,
						opensAt: decision.opensAt,
					});
				}
				return true;
			},
		),
		runs,
	);
});

test('no setting, however odd, makes it fail', () => {
	const odd = fc.record({
		from: fc.oneof(fc.string(), timeOfDay),
		until: fc.oneof(fc.string(), timeOfDay),
		timeZone: fc.oneof(fc.string(), timeZone),
		days: fc.array(fc.oneof(fc.string(), fc.constantFrom(...WEEKDAYS)) as fc.Arbitrary<'monday'>),
	});
	fc.assert(
		fc.property(fc.date({ noInvalidDate: false }), odd, fc.string(), (now, one, address) => {
			return [true, false, 'unknown'].includes(callingWindowAt(now, one, address).open);
		}),
		runs,
	);
});
