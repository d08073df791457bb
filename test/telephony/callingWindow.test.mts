import { describe, expect, test } from 'vitest';
import { callingWindowAt, type CallingWindow } from '../../telephony/callingWindow.ts';

/** What is decided at a moment, in short: "open at ..." or "closed at ..., opens ...". */
function decisionAt(moment: string, window: CallingWindow, address = '+4790000001'): string {
	const decision = callingWindowAt(new Date(moment), window, address);
	if (decision.open === 'unknown') return decision.reason;
	if (decision.open) return `open at ${decision.localTime}`;
	return `closed at ${decision.localTime}, opens ${decision.opensAt}`;
}

const daytime = { from: '09:00', until: '20:00' };
const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const oslo = 'Europe/Oslo';
const newYork = 'America/New_York';

describe('on an ordinary day, from 9 to 20 in Norway', () => {
	test.each([
		[
			'2026-01-14T07:59:59.999Z',
			'closed at 2026-01-14T08:59:59+01:00, opens 2026-01-14T08:00:00.000Z',
		],
		['2026-01-14T08:00:00Z', 'open at 2026-01-14T09:00:00+01:00'],
		['2026-01-14T18:59:59.999Z', 'open at 2026-01-14T19:59:59+01:00'],
		['2026-01-14T19:00:00Z', 'closed at 2026-01-14T20:00:00+01:00, opens 2026-01-15T08:00:00.000Z'],
		['2026-01-14T02:00:00Z', 'closed at 2026-01-14T03:00:00+01:00, opens 2026-01-14T08:00:00.000Z'],
	])('%s: %s', (moment, decision) => expect(decisionAt(moment, daytime)).toBe(decision));

	test('on workdays, Friday evening opens on Monday morning', () => {
		expect(decisionAt('2026-01-16T19:00:00Z', { ...daytime, days: WORKDAYS })).toBe(
			'closed at 2026-01-16T20:00:00+01:00, opens 2026-01-19T08:00:00.000Z',
		);
	});

	test('one day a week: right after it closes, it opens in a week', () => {
		expect(decisionAt('2026-01-14T19:00:00Z', { ...daytime, days: ['wednesday'] })).toBe(
			'closed at 2026-01-14T20:00:00+01:00, opens 2026-01-21T08:00:00.000Z',
		);
	});
});

describe('in the night of spring, when the clock jumps from 02:00 to 03:00 (29 March 2026 in Oslo)', () => {
	test.each([
		// The window lies in the skipped hour: it does not open in this night.
		[
			'02:15',
			'02:45',
			'2026-03-29T00:59:59Z',
			'closed at 2026-03-29T01:59:59+01:00, opens 2026-03-30T00:15:00.000Z',
		],
		[
			'02:15',
			'02:45',
			'2026-03-29T01:00:00Z',
			'closed at 2026-03-29T03:00:00+02:00, opens 2026-03-30T00:15:00.000Z',
		],
		// It begins in the skipped hour: it opens when the clock has jumped.
		[
			'02:30',
			'05:00',
			'2026-03-29T00:59:59.999Z',
			'closed at 2026-03-29T01:59:59+01:00, opens 2026-03-29T01:00:00.000Z',
		],
		['02:30', '05:00', '2026-03-29T01:00:00Z', 'open at 2026-03-29T03:00:00+02:00'],
		// It ends in the skipped hour: it closes when the clock jumps.
		['01:00', '02:30', '2026-03-29T00:59:59Z', 'open at 2026-03-29T01:59:59+01:00'],
		[
			'01:00',
			'02:30',
			'2026-03-29T01:00:00Z',
			'closed at 2026-03-29T03:00:00+02:00, opens 2026-03-29T23:00:00.000Z',
		],
		[
			'09:00',
			'20:00',
			'2026-03-29T00:30:00Z',
			'closed at 2026-03-29T01:30:00+01:00, opens 2026-03-29T07:00:00.000Z',
		],
		[
			'09:00',
			'20:00',
			'2026-03-28T20:00:00Z',
			'closed at 2026-03-28T21:00:00+01:00, opens 2026-03-29T07:00:00.000Z',
		],
	])('%s to %s at %s: %s', (from, until, moment, decision) => {
		expect(decisionAt(moment, { from, until, timeZone: oslo })).toBe(decision);
	});

	test('and on the only day of the week that the window has, it opens a week later', () => {
		const window: CallingWindow = {
			from: '02:15',
			until: '02:45',
			days: ['sunday'],
			timeZone: oslo,
		};
		expect(decisionAt('2026-03-28T12:00:00Z', window)).toBe(
			'closed at 2026-03-28T13:00:00+01:00, opens 2026-04-05T00:15:00.000Z',
		);
	});

	test('in New York, on 8 March 2026', () => {
		const window = { from: '02:30', until: '05:00', timeZone: newYork };
		expect(decisionAt('2026-03-08T06:59:59Z', window)).toBe(
			'closed at 2026-03-08T01:59:59-05:00, opens 2026-03-08T07:00:00.000Z',
		);
		expect(decisionAt('2026-03-08T07:00:00Z', window)).toBe('open at 2026-03-08T03:00:00-04:00');
	});
});

describe('in the night of autumn, when the clock goes back from 03:00 to 02:00 (25 October 2026 in Oslo)', () => {
	test.each([
		// The window lies in the repeated hour: it opens twice.
		[
			'02:15',
			'02:45',
			'2026-10-25T00:14:59Z',
			'closed at 2026-10-25T02:14:59+02:00, opens 2026-10-25T00:15:00.000Z',
		],
		['02:15', '02:45', '2026-10-25T00:30:00Z', 'open at 2026-10-25T02:30:00+02:00'],
		[
			'02:15',
			'02:45',
			'2026-10-25T00:45:00Z',
			'closed at 2026-10-25T02:45:00+02:00, opens 2026-10-25T01:15:00.000Z',
		],
		['02:15', '02:45', '2026-10-25T01:30:00Z', 'open at 2026-10-25T02:30:00+01:00'],
		[
			'02:15',
			'02:45',
			'2026-10-25T01:45:00Z',
			'closed at 2026-10-25T02:45:00+01:00, opens 2026-10-26T01:15:00.000Z',
		],
		// It ended before the clock went back into it: it opens once more.
		[
			'01:00',
			'02:30',
			'2026-10-25T00:30:00Z',
			'closed at 2026-10-25T02:30:00+02:00, opens 2026-10-25T01:00:00.000Z',
		],
		['01:00', '02:30', '2026-10-25T01:00:00Z', 'open at 2026-10-25T02:00:00+01:00'],
		[
			'09:00',
			'20:00',
			'2026-10-24T20:00:00Z',
			'closed at 2026-10-24T22:00:00+02:00, opens 2026-10-25T08:00:00.000Z',
		],
	])('%s to %s at %s: %s', (from, until, moment, decision) => {
		expect(decisionAt(moment, { from, until, timeZone: oslo })).toBe(decision);
	});

	test('in New York, on 1 November 2026', () => {
		const window = { from: '01:15', until: '01:45', timeZone: newYork };
		expect(decisionAt('2026-11-01T05:45:00Z', window)).toBe(
			'closed at 2026-11-01T01:45:00-04:00, opens 2026-11-01T06:15:00.000Z',
		);
	});

	test('on Lord Howe Island the clock goes back by half an hour', () => {
		const window = { from: '01:30', until: '01:40', timeZone: 'Australia/Lord_Howe' };
		expect(decisionAt('2026-04-04T14:45:00Z', window)).toBe(
			'closed at 2026-04-05T01:45:00+11:00, opens 2026-04-04T15:00:00.000Z',
		);
	});
});

describe('around midnight', () => {
	const night = { from: '22:00', until: '02:00' };

	test.each([
		['2026-01-14T20:59:59Z', 'closed at 2026-01-14T21:59:59+01:00, opens 2026-01-14T21:00:00.000Z'],
		['2026-01-14T21:00:00Z', 'open at 2026-01-14T22:00:00+01:00'],
		['2026-01-14T23:00:00Z', 'open at 2026-01-15T00:00:00+01:00'],
		['2026-01-15T00:59:59Z', 'open at 2026-01-15T01:59:59+01:00'],
		['2026-01-15T01:00:00Z', 'closed at 2026-01-15T02:00:00+01:00, opens 2026-01-15T21:00:00.000Z'],
	])('from 22 to 2, %s: %s', (moment, decision) => {
		expect(decisionAt(moment, night)).toBe(decision);
	});

	test.each([
		['2026-01-16T22:59:59Z', 'open at 2026-01-16T23:59:59+01:00'],
		['2026-01-16T23:00:00Z', 'closed at 2026-01-17T00:00:00+01:00, opens 2026-01-18T23:00:00.000Z'],
		['2026-01-18T22:59:59Z', 'closed at 2026-01-18T23:59:59+01:00, opens 2026-01-18T23:00:00.000Z'],
		['2026-01-18T23:00:00Z', 'open at 2026-01-19T00:00:00+01:00'],
	])(
		'on workdays nobody is called at the weekend, nor after midnight of Friday; %s: %s',
		(moment, decision) => {
			expect(decisionAt(moment, { ...night, days: WORKDAYS })).toBe(decision);
		},
	);

	test.each([
		['2026-01-14T22:59:59Z', 'open at 2026-01-14T23:59:59+01:00'],
		['2026-01-14T23:00:00Z', 'closed at 2026-01-15T00:00:00+01:00, opens 2026-01-15T21:00:00.000Z'],
	])('from 22 to 24 and from 22 to 0 are the same, %s: %s', (moment, decision) => {
		expect(decisionAt(moment, { from: '22:00', until: '24:00' })).toBe(decision);
		expect(decisionAt(moment, { from: '22:00', until: '00:00' })).toBe(decision);
	});

	test('a window that ends at midnight does not open for nothing at the beginning of the day', () => {
		const window: CallingWindow = { from: '00:01', until: '00:00', days: ['sunday'] };
		expect(decisionAt('2026-01-17T12:00:00Z', window)).toBe(
			'closed at 2026-01-17T13:00:00+01:00, opens 2026-01-17T23:01:00.000Z',
		);
	});

	test('the whole day, on Saturdays alone', () => {
		const window: CallingWindow = { from: '00:00', until: '24:00', days: ['saturday'] };
		expect(decisionAt('2026-01-16T22:59:59Z', window)).toBe(
			'closed at 2026-01-16T23:59:59+01:00, opens 2026-01-16T23:00:00.000Z',
		);
		expect(decisionAt('2026-01-17T22:59:59Z', window)).toBe('open at 2026-01-17T23:59:59+01:00');
	});

	test('in Beirut spring begins at midnight: the day begins at one', () => {
		const window = { from: '00:00', until: '03:00', timeZone: 'Asia/Beirut' };
		expect(decisionAt('2026-03-28T21:59:59Z', window)).toBe(
			'closed at 2026-03-28T23:59:59+02:00, opens 2026-03-28T22:00:00.000Z',
		);
		expect(decisionAt('2026-03-28T22:00:00Z', window)).toBe('open at 2026-03-29T01:00:00+03:00');
	});
});

describe('across the date line, on one moment of a Saturday in London', () => {
	const moment = '2026-01-17T10:30:00Z';

	test.each([
		['Pacific/Kiritimati', 'closed at 2026-01-18T00:30:00+14:00, opens 2026-01-18T19:00:00.000Z'],
		['Pacific/Pago_Pago', 'closed at 2026-01-16T23:30:00-11:00, opens 2026-01-19T20:00:00.000Z'],
		['Asia/Kathmandu', 'closed at 2026-01-17T16:15:00+05:45, opens 2026-01-19T03:15:00.000Z'],
		['Asia/Kolkata', 'closed at 2026-01-17T16:00:00+05:30, opens 2026-01-19T03:30:00.000Z'],
		['Pacific/Chatham', 'closed at 2026-01-18T00:15:00+13:45, opens 2026-01-18T19:15:00.000Z'],
		['Pacific/Marquesas', 'closed at 2026-01-17T01:00:00-09:30, opens 2026-01-19T18:30:00.000Z'],
		['UTC', 'closed at 2026-01-17T10:30:00+00:00, opens 2026-01-19T09:00:00.000Z'],
	])('on workdays in %s: %s', (timeZone, decision) => {
		expect(decisionAt(moment, { ...daytime, days: WORKDAYS, timeZone })).toBe(decision);
	});

	test('it is Sunday in Kiritimati and Friday in Pago Pago', () => {
		const around = { from: '23:00', until: '01:00' };
		const sunday: CallingWindow = { ...around, days: ['sunday'], timeZone: 'Pacific/Kiritimati' };
		const friday: CallingWindow = { ...around, days: ['friday'], timeZone: 'Pacific/Pago_Pago' };
		expect(decisionAt(moment, sunday)).toBe('open at 2026-01-18T00:30:00+14:00');
		expect(decisionAt(moment, friday)).toBe('open at 2026-01-16T23:30:00-11:00');
	});

	test('Samoa had no 30 December 2011, which would have been a Friday', () => {
		const window: CallingWindow = { ...daytime, days: ['friday'], timeZone: 'Pacific/Apia' };
		expect(decisionAt('2011-12-30T09:00:00Z', window)).toBe(
			'closed at 2011-12-29T23:00:00-10:00, opens 2012-01-05T19:00:00.000Z',
		);
	});
});

describe('without a time zone, the clocks of all places count in which the number can be', () => {
	const moment = '2026-01-14T12:00:00Z';

	test.each([
		['+4790000001', 'open at 2026-01-14T13:00:00+01:00'],
		['+819012345678', 'closed at 2026-01-14T21:00:00+09:00, opens 2026-01-15T00:00:00.000Z'],
		['+919123456789', 'open at 2026-01-14T17:30:00+05:30'],
		['+18762101234', 'closed at 2026-01-14T07:00:00-05:00, opens 2026-01-14T14:00:00.000Z'],
		['sip:+4790000001@sip.example.com', 'open at 2026-01-14T13:00:00+01:00'],
		['+12015550123', 'closed at 2026-01-14T07:00:00-05:00, opens 2026-01-14T14:00:00.000Z'],
		['+14165550123', 'closed at 2026-01-14T07:00:00-05:00, opens 2026-01-14T14:00:00.000Z'],
		['+61491570156', 'closed at 2026-01-14T23:00:00+11:00, opens 2026-01-15T02:30:00.000Z'],
		['+5511961234567', 'open at 2026-01-14T09:00:00-03:00'],
		['+79123456789', 'closed at 2026-01-14T20:00:00+08:00, opens 2026-01-15T07:00:00.000Z'],
		['+15550123456', 'closed at 2026-01-14T02:00:00-10:00, opens 2026-01-14T19:00:00.000Z'],
		['+80012345678', '+80012345678 is in no country whose time zone is known: set Time Zone'],
		[
			'sip:anna@example.com',
			'sip:anna@example.com is in no country whose time zone is known: set Time Zone',
		],
	])('%s: %s', (address, decision) => {
		expect(decisionAt(moment, daytime, address)).toBe(decision);
	});

	test('a zone that is given comes first', () => {
		const window = { ...daytime, timeZone: ' America/Los_Angeles ' };
		expect(decisionAt(moment, window, '+4790000001')).toBe(
			'closed at 2026-01-14T04:00:00-08:00, opens 2026-01-14T17:00:00.000Z',
		);
	});
});

describe('settings that say nothing are told, and open nothing', () => {
	test.each([
		[
			{ ...daytime, timeZone: 'Europe/Trondheim' },
			'"Europe/Trondheim" is not a time zone such as Europe/Oslo',
		],
		[{ ...daytime, from: '9' }, '"9" is not a time of day such as 09:00'],
		[{ ...daytime, from: '24:00' }, '"24:00" is not a time of day such as 09:00'],
		[{ ...daytime, until: '25:00' }, '"25:00" is not a time of day such as 20:00'],
		[{ ...daytime, until: '20:60' }, '"20:60" is not a time of day such as 20:00'],
		[{ ...daytime, until: '' }, '"" is not a time of day such as 20:00'],
		[{ from: '09:00', until: '9:00' }, 'the window begins and ends at the same time'],
		[{ ...daytime, days: [] }, 'the window has no days'],
		[{ ...daytime, days: ['Montag' as 'monday'] }, 'a day of the window is not a day of the week'],
	])('%j: %s', (window, reason) => {
		expect(decisionAt('2026-01-14T12:00:00Z', window)).toContain(reason);
	});

	test.each([new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15)])(
		'the moment %s',
		(now) => {
			expect(callingWindowAt(now, daytime, '+4790000001')).toEqual({
				open: 'unknown',
				reason: 'the moment is not a date',
			});
		},
	);
});
