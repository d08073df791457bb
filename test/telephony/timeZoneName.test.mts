import { describe, expect, test } from 'vitest';
import { readTimeZone } from '../../telephony/timeZoneName.ts';
import { offsetAt, zoneOf } from '../../telephony/wallClock.ts';

describe('what one clock is meant by is a time zone', () => {
	test.each([
		['Europe/Oslo', 'Europe/Oslo'],
		[' Europe/Oslo ', 'Europe/Oslo'],
		['europe/oslo', 'Europe/Oslo'],
		['AMERICA/NEW_YORK', 'America/New_York'],
		['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
		['America/Indiana/Tell_City', 'America/Indiana/Tell_City'],
		['america/port-au-prince', 'America/Port-au-Prince'],
		['Asia/Kolkata', 'Asia/Kolkata'],
		['Asia/Calcutta', 'Asia/Calcutta'],
		['America/Buenos_Aires', 'America/Buenos_Aires'],
		['US/Eastern', 'America/New_York'],
		['Canada/Atlantic', 'America/Halifax'],
		['UTC', 'UTC'],
		['utc', 'UTC'],
		['Etc/UTC', 'UTC'],
		...['Etc/GMT', 'etc/gmt', 'Etc/GMT0', 'Etc/GMT+0', 'Etc/GMT-0'].map((name) => [name, 'UTC']),
		...['Etc/UCT', 'Etc/Universal', 'Etc/Zulu', 'Etc/Greenwich'].map((name) => [name, 'UTC']),
		['Europe/Oslo\u200b', 'Europe/Oslo'],
		['\ufeffEurope/Oslo\u00a0', 'Europe/Oslo'],
		['\u200e+02:00\u200e', '+02:00'],
		['+02:00', '+02:00'],
		['-0330', '-03:30'],
		['+2', '+02:00'],
		['UTC+2', '+02:00'],
		['UTC−05:00', '-05:00'],
		['GMT+5:30', '+05:30'],
		['UTC +13:45', '+13:45'],
		['-12', '-12:00'],
		['+14:00', '+14:00'],
	])('"%s" is %s', (text, name) => {
		expect(readTimeZone(text)).toEqual({ name });
		expect(zoneOf(name)?.name).toBe(name);
	});

	test('an offset is ahead of UTC as it says, all the year round', () => {
		const zone = zoneOf('-03:30');
		if (zone === undefined) throw new Error('no zone');
		for (const month of [0, 6]) {
			expect(offsetAt(Date.UTC(2026, month, 15), zone)).toBe(-3.5 * 3_600_000);
		}
	});
});

describe('an abbreviation is refused, with the names that it may stand for', () => {
	test.each([
		['BST', 'Europe/London, Asia/Dhaka or Pacific/Bougainville'],
		['bst', 'Europe/London, Asia/Dhaka or Pacific/Bougainville'],
		['AST', 'America/Halifax, America/Puerto_Rico, Asia/Riyadh or America/Anchorage'],
		['IST', 'Asia/Kolkata, Asia/Jerusalem or Europe/Dublin'],
		['CST', 'America/Chicago, '],
		['EST', 'America/New_York, '],
		['PST', 'America/Los_Angeles, '],
		['MST', 'America/Denver, America/Phoenix'],
		['HST', 'Pacific/Honolulu'],
		['SST', 'Pacific/Pago_Pago'],
		['NST', 'America/St_Johns'],
		['ECT', 'America/Guayaquil'],
		['ACT', 'Australia/Sydney'],
		['ART', 'America/Argentina/Buenos_Aires'],
		['PNT', 'America/Phoenix'],
		['ET', 'America/New_York'],
		['EDT', 'America/New_York'],
		['CEST', 'Europe/Berlin'],
		['CET', 'Europe/Berlin'],
		['MET', 'Europe/Berlin'],
		['EET', 'Europe/Athens'],
		['WET', 'Europe/Lisbon'],
		['MST7MDT', 'America/Denver'],
		['EST5EDT', 'America/New_York'],
		['CST6CDT', 'America/Chicago'],
		['PST8PDT', 'America/Los_Angeles'],
		['GMT', 'UTC, Europe/London'],
		['Z', 'UTC'],
		['Zulu', 'UTC'],
		['UCT', 'UTC'],
		['Universal', 'UTC'],
		['NZ', 'Pacific/Auckland'],
		['Eastern', 'America/New_York'],
		['US/Pacific Time', 'America/Los_Angeles'],
		['Eastern Standard Time', 'America/New_York or America/Toronto'],
		['Pacific Time (US & Canada)', 'America/Los_Angeles or America/Vancouver'],
		['GMT Standard Time', 'Europe/London or UTC'],
		['W. Europe Standard Time', 'Europe/Berlin, Europe/Rome'],
		['Central Europe Standard Time', 'Europe/Budapest'],
		['Central European Summer Time', 'Europe/Berlin'],
		['Romance Standard Time', 'Europe/Paris, Europe/Madrid'],
		['GTB Daylight Time', 'Europe/Bucharest'],
		['India Standard Time', 'Asia/Kolkata'],
		['Indian Standard Time', 'Asia/Kolkata'],
		['China Standard Time', 'Asia/Shanghai'],
		['Tokyo Standard Time', 'Asia/Tokyo'],
		['AUS Eastern Standard Time', 'Australia/Sydney'],
		['E. Australia Standard Time', 'Australia/Brisbane'],
		['E. South America Standard Time', 'America/Sao_Paulo'],
		['US Eastern Standard Time', 'America/Indiana/Indianapolis'],
		['US Mountain Standard Time', 'America/Phoenix'],
		['Canada Central Standard Time', 'America/Regina'],
		['British Summer Time', 'Europe/London'],
	])('%s: %s', (text, names) => {
		const read = readTimeZone(text);
		expect(read).toEqual({ problem: expect.stringContaining(names) });
		expect(read).toEqual({
			problem: expect.stringContaining(`"${text}" is not a time zone such as`),
		});
	});

	test.each([
		['Japan', 'Asia/Tokyo'],
		['GB', 'Europe/London'],
		['Eire', 'Europe/Dublin'],
		['Singapore', 'Asia/Singapore'],
		['Israel', 'Asia/Jerusalem'],
		['Turkey', 'Europe/Istanbul'],
		['Navajo', 'America/Denver'],
		['PRC', 'Asia/Shanghai'],
		['Hongkong', 'Asia/Hong_Kong'],
		['New York', 'America/New_York'],
		['london', 'Europe/London'],
		['America/New York', 'America/New_York'],
		['Buenos Aires', 'America/Argentina/Buenos_Aires'],
	])('a country or a city alone, %s: %s', (text, name) => {
		expect(readTimeZone(text)).toEqual({
			problem: expect.stringMatching(new RegExp(`probably stands for ${name}\\. Write that$`)),
		});
	});
});

describe('what is no time zone is refused', () => {
	test.each([
		'Europe/Trondheim',
		'undefined',
		'null',
		'[object Object]',
		'true',
		'2',
		'1',
		'7200',
		'+25:00',
		'+14:30',
		'-13:00',
		'+02:75',
		'+2:5',
		'UTC2',
		'W. Europe Standard Time',
		'(UTC+01:00) Amsterdam, Berlin, Bern',
		'Europe/',
		'/Oslo',
		'Europe/Oslo, Europe/Paris',
		'Europe/Oslo or UTC',
		'{{ $json.timeZone }}',
		'CEST-1',
		'Etc/Unknown',
		'SystemV/EST5EDT',
		'Factory',
		'localtime',
	])('"%s"', (text) => {
		expect(readTimeZone(text)).toEqual({
			problem: expect.stringContaining(`"${text}" is not a time zone such as Europe/Oslo, UTC or`),
		});
	});

	test('Etc/GMT+5 lies five hours behind UTC: the error says which offset it means', () => {
		expect(readTimeZone('Etc/GMT+5')).toEqual({ problem: expect.stringContaining('means -05:00') });
		expect(readTimeZone('etc/gmt-3')).toEqual({ problem: expect.stringContaining('means +03:00') });
	});
});

test('no name without an area is a zone but UTC, whatever Node knows by it', () => {
	const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
	for (const one of letters) {
		for (const two of letters) {
			for (const three of ['', ...letters]) {
				const word = one + two + three;
				if (word !== 'UTC') expect(readTimeZone(word)).toHaveProperty('problem');
			}
		}
	}
});

test('every zone that Node knows is read as itself', () => {
	for (const name of Intl.supportedValuesOf('timeZone').filter((one) => one !== 'UTC')) {
		expect(readTimeZone(name)).toEqual({ name });
		const lower = readTimeZone(name.toLowerCase());
		expect(lower).toEqual({ name });
	}
});
