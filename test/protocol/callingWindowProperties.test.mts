import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callingWindowAt, WEEKDAYS, type CallingWindow } from '../../protocol/callingWindow.ts';
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

/** Asks n8n's own calendar, and none of the arithmetic that is tested here. */
function clockSays(at: Date, { from, until, days, timeZone: zone }: CallingWindow): boolean {
	const shown = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		weekday: 'long',
		hour: '2-digit',
		minute: '2-digit',
	}).formatToParts(at);
	const part = (type: string) => shown.find((one) => one.type === type)?.value ?? '';
	const time = `${part('hour')}:${part('minute')}`;
	const isDay = days?.some((day) => day === part('weekday').toLowerCase()) ?? true;
	const isTime = from < until ? time >= from && time < until : time >= from || time < until;
	return isDay && isTime;
}

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
