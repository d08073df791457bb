import libphonenumber from 'google-libphonenumber';
import { beforeAll, describe, expect, test } from 'vitest';
import { callingWindowAt } from '../../telephony/callingWindow.ts';
import { googleLists, type GoogleLists } from '../../scripts/places/googleLists.mts';
import {
	MISPLACED,
	timeShown,
	townsOfNorthAmerica,
	zonesOfRegion,
} from '../support/numberOracle.mts';

const { PhoneNumberFormat, PhoneNumberType, PhoneNumberUtil } = libphonenumber;
const plan = PhoneNumberUtil.getInstance();

const HOUR = 3_600_000;
/** Each hour of a Wednesday in summer and of one in winter. */
const MOMENTS = [Date.UTC(2026, 6, 15), Date.UTC(2026, 0, 14)].flatMap((day) =>
	Array.from({ length: 24 }, (_, hour) => day + hour * HOUR),
);

const NORTH_AMERICA = plan
	.getSupportedRegions()
	.filter((region) => plan.getCountryCodeForRegion(region) === 1);
/** With them no window of eleven hours is ever open everywhere; whoever calls them names their zone. */
const ACROSS_THE_PACIFIC = ['GU', 'MP', 'AS'];
/** Google's list of time zones is wrong here: Orlando, Unalaska, and the Yukon, which left Vancouver's clock. */
const WRONG = [
	['1689', 'America/Chicago', 'America/New_York'],
	['1907581', 'Pacific/Honolulu', 'America/Nome'],
	['1867', 'America/Vancouver', 'America/Whitehorse'],
] as const;

let google: GoogleLists;
/** "1250": the time zones of its towns, and those that Google's list has under it. */
const zonesOfAreaCode = new Map<string, Set<string>>();
beforeAll(async () => {
	google = await googleLists();
	const add = (areaCode: string, zones: readonly string[]) => {
		const before = zonesOfAreaCode.get(areaCode) ?? [];
		zonesOfAreaCode.set(areaCode, new Set([...before, ...zones]));
	};
	for (const { place, areaCodes, timeZones } of townsOfNorthAmerica(google)) {
		if (MISPLACED.includes(place)) continue;
		for (const areaCode of areaCodes) add(areaCode, timeZones);
	}
	for (const [digits, zones] of google.timeZones) {
		if (!digits.startsWith('1') || digits.length < 4) continue;
		const righted = (zone: string) =>
			WRONG.find(([prefix, wrong]) => zone === wrong && digits.startsWith(prefix))?.[2] ?? zone;
		add(digits.slice(0, 4), zones.map(righted));
	}
});

/** Nobody is called at a moment at which one of the clocks shows another time; and at some moment everybody is. */
function expectQuiet(address: string, zones: readonly string[]) {
	expect(zones.length, `${address} has no clock to compare with`).toBeGreaterThan(0);
	let open = 0;
	for (const moment of MOMENTS) {
		const decision = callingWindowAt(new Date(moment), { from: '09:00', until: '20:00' }, address);
		if (decision.open === 'unknown') throw new Error(`${address}: ${decision.reason}`);
		if (decision.open) open += 1;
		const rings = decision.open ? moment : Date.parse(decision.opensAt);
		for (const zone of zones) {
			const time = timeShown(zone, rings);
			if (time < '09:00' || time >= '20:00') {
				throw new Error(`${address} would ring at ${time} in ${zone}`);
			}
		}
	}
	expect(open, `${address} is never called`).toBeGreaterThan(0);
}

describe('every area code of North America, at each hour of a day in summer and one in winter', () => {
	test.each('2 3 4 5 6 7 8 9'.split(' '))(
		'those that begin with %s',
		(begin) => {
			for (let code = Number(begin) * 100; code < Number(begin) * 100 + 100; code += 1) {
				// Services such as 911 are no area codes.
				if (code % 100 === 11) continue;
				const address = `+1${code}5550123`;
				const placed = [...(zonesOfAreaCode.get(`1${code}`) ?? [])];
				// What belongs to no place: all of the country.
				const inCanada = plan.isValidNumberForRegion(plan.parse(address), 'CA');
				expectQuiet(address, placed.length > 0 ? placed : zonesOfRegion(inCanada ? 'CA' : 'US'));
			}
		},
		600_000,
	);

	test.each(['800', '833', '844', '855', '866', '877', '888', '500', '533', '900'])(
		'%s is of no place: quiet in all of the United States, Canada and the Caribbean',
		(areaCode) => {
			const regions = NORTH_AMERICA.filter((one) => !ACROSS_THE_PACIFIC.includes(one));
			expectQuiet(`+1${areaCode}5550123`, regions.flatMap(zonesOfRegion));
		},
		600_000,
	);
});

describe('every country, with an example of each kind of number that it has', () => {
	const kinds = (
		Object.entries(PhoneNumberType) as Array<[string, libphonenumber.PhoneNumberType]>
	).filter(([, value]) => value >= 0);

	test.each(plan.getSupportedRegions().sort())(
		'%s',
		(region) => {
			let seen = 0;
			for (const [kind, value] of kinds) {
				const example = plan.getExampleNumberForType(region, value);
				if (!example?.hasNationalNumber()) continue;
				const address = plan.format(example, PhoneNumberFormat.E164);
				const zones = zonesOfExample(region, kind, address);
				if (zones === undefined) continue;
				expectQuiet(address, zones);
				seen += 1;
			}
			expect(seen).toBeGreaterThan(0);
		},
		600_000,
	);

	/**
	 * All of the country, unless the number has an area code; then the places that Google's list has for
	 * it, as far as the country has such a clock.
	 */
	function zonesOfExample(region: string, kind: string, address: string): string[] | undefined {
		// No country of ISO's: their clocks are those of a neighbour.
		const all = zonesOfRegion({ AC: 'SH', TA: 'SH', XK: 'RS' }[region] ?? region);
		const hasAreaCode =
			kind.startsWith('FIXED') ||
			(kind === 'MOBILE' && ['BR', 'MX', ...NORTH_AMERICA].includes(region));
		if (!hasAreaCode) return ACROSS_THE_PACIFIC.includes(region) ? undefined : all;
		const days = (zone: string) => MOMENTS.map((one) => timeShown(zone, one)).join();
		const inCountry = new Set(all.map(days));
		const told = zonesOfPrefix(address).filter((zone) => inCountry.has(days(zone)));
		return told.length === 0 ? all : told;
	}

	function zonesOfPrefix(address: string): readonly string[] {
		for (let end = address.length; end > 1; end -= 1) {
			const zones = google.timeZones.get(address.slice(1, end));
			if (zones !== undefined) return zones;
		}
		return [];
	}
});

test('of a window that is never open everywhere, the error tells how far the clocks reach, from west to east', () => {
	const window = { from: '09:00', until: '10:00' };
	const decision = callingWindowAt(new Date('2026-07-15T19:00:00Z'), window, '+18005550199');
	expect(decision).toEqual({
		open: 'unknown',
		reason: expect.stringContaining('from Pacific/Honolulu to America/St_Johns'),
	});
});
