import { beforeAll, describe, expect, test } from 'vitest';
import { COUNTRIES_WITH_ZONES, zonesOfCountry } from '../../telephony/countryTimeZones.ts';
import { zonesOfNumber } from '../../telephony/numberPlaces.ts';
import { PLACES } from '../../telephony/numberPlacesData.ts';
import { zoneOf } from '../../telephony/wallClock.ts';
import { clocksMissing } from '../../scripts/places/clocks.mts';
import { googleLists, type GoogleLists } from '../../scripts/places/googleLists.mts';
import { MISPLACED, townsOfNorthAmerica } from '../support/numberOracle.mts';
import { numberPlaces, sourceOf } from '../../scripts/numberPlaces.mts';

const NAMES = COUNTRIES_WITH_ZONES.flatMap(zonesOfCountry);

let google: GoogleLists;
beforeAll(async () => {
	google = await googleLists();
});

/** All zones whose clock a number can be by, in short: one name for each clock. */
function clocks(address: string): string[] {
	const told: string[] = [];
	for (const zone of zonesOfNumber(address)) {
		if (clocksMissing([zone], told).length > 0) told.push(zone);
	}
	return told;
}

describe('in which time zones a number can be', () => {
	test.each([
		// One clock, in however many countries.
		['Norway and Svalbard', '+4790000001', 'Europe/Oslo'],
		['Kosovo', '+38344123456', 'Europe/Belgrade'],
		['Ascension', '+24740000', 'Atlantic/St_Helena'],
		['Tristan da Cunha', '+2908123', 'Atlantic/St_Helena'],
		['Britain and its islands', '+447700900123', 'Europe/London'],
		['Jersey', '+447797712345', 'Europe/Jersey'],
		['Italy and the Vatican', '+390612345678', 'Europe/Rome'],
		['Finland and Åland', '+358412345678', 'Europe/Helsinki'],
		['Morocco and the Western Sahara', '+212650123456', 'Africa/Casablanca'],
		['Guadeloupe and its neighbours', '+590690001234', 'America/Guadeloupe'],
		['Curaçao', '+59995181234', 'America/Curacao'],
		['Réunion', '+262692123456', 'Indian/Reunion'],
		['Mayotte', '+262639012345', 'Indian/Mayotte'],
		['Kazakhstan', '+77710009998', 'Asia/Almaty'],
		['Germany and Büsingen', '+4915123456789', 'Europe/Berlin'],
		['India', '+919123456789', 'Asia/Kolkata'],
		// North America, by area code.
		['New York', '+12125550123', 'America/New_York'],
		['Los Angeles', '+13105550123', 'America/Los_Angeles'],
		['Phoenix', '+16025550123', 'America/Phoenix'],
		['the Navajo Nation', '+19285550123', 'America/Phoenix America/Denver'],
		['Miami', '+13055550123', 'America/New_York'],
		['Pensacola', '+18505550123', 'America/New_York America/Chicago'],
		['Houston', '+17135550123', 'America/Chicago'],
		['El Paso', '+19155550123', 'America/Denver'],
		['Nashville', '+16155550123', 'America/Chicago'],
		['Chattanooga', '+14235550123', 'America/Chicago America/New_York'],
		['Louisville', '+15025550123', 'America/New_York'],
		['Bowling Green', '+12705550123', 'America/New_York America/Chicago'],
		['Evansville', '+18125550123', 'America/Indiana/Indianapolis America/Chicago'],
		['Gary', '+12195550123', 'America/Chicago America/Indiana/Winamac'],
		['Boise', '+12085550123', 'America/Boise America/Los_Angeles'],
		['eastern Oregon', '+15415550123', 'America/Los_Angeles America/Boise'],
		['Bismarck', '+17015550123', 'America/Chicago America/Denver'],
		['Rapid City', '+16055550123', 'America/Chicago America/Denver'],
		['western Nebraska', '+13085550123', 'America/Chicago America/Denver'],
		['Dodge City', '+16205550123', 'America/Chicago America/Denver'],
		['Marquette', '+19065550123', 'America/Detroit America/Menominee'],
		['Alaska', '+19075550123', 'America/Anchorage America/Adak'],
		['Honolulu', '+18085550123', 'Pacific/Honolulu'],
		['Puerto Rico', '+17875550123', 'America/Puerto_Rico'],
		['Guam', '+16715550123', 'Pacific/Guam'],
		['Toronto', '+14165550123', 'America/Toronto'],
		['Kenora', '+18075550123', 'America/Toronto America/Winnipeg America/Atikokan'],
		[
			'Quebec and its islands',
			'+14185550123',
			'America/Toronto America/Halifax America/Blanc-Sablon',
		],
		['Labrador', '+17095550123', 'America/St_Johns America/Goose_Bay America/Blanc-Sablon'],
		...['236', '250', '257', '672', '778'].map((code) => [
			`all of British Columbia (${code})`,
			`+1${code}5550123`,
			'America/Vancouver America/Dawson_Creek America/Edmonton',
		]),
		['Vancouver and around it', '+16045550123', 'America/Vancouver'],
		['Lloydminster', '+13065550123', 'America/Regina America/Edmonton America/Winnipeg'],
		['an address of a trunk', 'sip:+16025550123@sip.example.com', 'America/Phoenix'],
		// Elsewhere, by area code.
		['São Paulo', '+5511961234567', 'America/Sao_Paulo'],
		['Recife and Noronha', '+5581961234567', 'America/Recife America/Noronha'],
		['Manaus', '+5592961234567', 'America/Manaus America/Eirunepe'],
		['Tijuana', '+526641234567', 'America/Tijuana'],
		['Mexico City', '+525512345678', 'America/Mexico_City'],
		['Cancún', '+529981234567', 'America/Cancun'],
		['Madrid', '+34912345678', 'Europe/Madrid'],
		['Las Palmas', '+34928123456', 'Atlantic/Canary'],
		['the Azores', '+351296123456', 'Atlantic/Azores'],
		['Lisbon', '+351212345678', 'Europe/Lisbon'],
		['Brisbane', '+61731234567', 'Australia/Brisbane'],
		['Perth', '+61892123456', 'Australia/Perth'],
		['the Cocos Islands', '+61891621234', 'Indian/Cocos'],
		['Christmas Island', '+61891641234', 'Indian/Christmas'],
		['Davis in the Antarctic', '+672101234', 'Antarctica/Davis Pacific/Norfolk'],
		['Norfolk Island', '+672322222', 'Pacific/Norfolk'],
		['Vladivostok', '+74232123456', 'Asia/Vladivostok'],
		['Moscow', '+74951234567', 'Europe/Moscow'],
		['Bali', '+62361123456', 'Asia/Makassar'],
		['Urumqi', '+869912345678', 'Asia/Shanghai Asia/Urumqi'],
		['Beijing', '+861012345678', 'Asia/Shanghai'],
		['Northern Cyprus', '+903922281234', 'Asia/Famagusta'],
		['Guayaquil', '+59342123456', 'America/Guayaquil'],
	])('%s, %s: %s', (_place, address, names) => {
		expect(clocks(address).join(' ')).toBe(names);
	});

	test.each([
		['an Australian mobile', '+61412345678', 'Australia/Perth Australia/Sydney Indian/Cocos'],
		['an Indonesian mobile', '+628123456789', 'Asia/Jakarta Asia/Makassar Asia/Jayapura'],
		['a Russian mobile', '+79123456789', 'Europe/Kaliningrad Asia/Kamchatka'],
		['a Spanish mobile', '+34612345678', 'Europe/Madrid Atlantic/Canary'],
		['a Portuguese mobile', '+351912345678', 'Europe/Lisbon Atlantic/Azores'],
		[
			'a fixed line of Santiago, which may have become a mobile',
			'+56221234567',
			'America/Santiago America/Punta_Arenas Pacific/Easter',
		],
		['a premium number of New Zealand', '+64900123456', 'Pacific/Auckland Pacific/Chatham'],
		['a number of the internet in Ecuador', '+59328901234', 'America/Guayaquil Pacific/Galapagos'],
		[
			'310 and four digits, which is all of Canada',
			'+13101234',
			'America/St_Johns America/Vancouver',
		],
		['a Chilean mobile', '+56961234567', 'America/Santiago Pacific/Easter'],
		['a Chinese mobile', '+8613123456789', 'Asia/Shanghai Asia/Urumqi'],
		['a mobile of the Congo', '+243991234567', 'Africa/Kinshasa Africa/Lubumbashi'],
		['a Mongolian mobile', '+97688123456', 'Asia/Ulaanbaatar Asia/Hovd'],
		['a mobile of New Zealand', '+64211234567', 'Pacific/Auckland Pacific/Chatham'],
		['Greenland', '+299221234', 'America/Nuuk America/Danmarkshavn America/Thule'],
		['Polynesia', '+68987123456', 'Pacific/Tahiti Pacific/Marquesas Pacific/Gambier'],
		['Kiribati', '+68672001234', 'Pacific/Tarawa Pacific/Kiritimati'],
		[
			'an area code of the northern territories',
			'+18675550123',
			'America/Whitehorse America/Iqaluit',
		],
		['a toll-free number', '+18005550123', 'America/St_Johns America/New_York Pacific/Honolulu'],
		['a follow-me number', '+15335550123', 'America/St_Johns America/New_York Pacific/Honolulu'],
		['an area code that nobody has', '+15550123456', 'America/St_Johns Pacific/Honolulu'],
		['a number of no place in Canada', '+16005550123', 'America/St_Johns America/Vancouver'],
		['the government of the United States', '+17105550123', 'America/New_York Pacific/Honolulu'],
		['a toll-free number of Brazil', '+558001234567', 'America/Sao_Paulo America/Noronha'],
		['a toll-free number of Mexico', '+528001234567', 'America/Mexico_City America/Tijuana'],
	])('%s, %s: %s, and all between', (_what, address, names) => {
		expect(clocksMissing(names.split(' '), clocks(address))).toEqual([]);
	});

	test.each([
		'',
		'sip:anna@example.com',
		'+88161234567',
		'+80012345678',
		'112',
		'+',
		'+0',
		'+9991',
	])('"%s" is in no country', (address) => expect(zonesOfNumber(address)).toEqual([]));
});

describe('the data', () => {
	test('are what the script writes', () => {
		expect(sourceOf(numberPlaces(google))).toContain(PLACES.trim().split('\n').join('\n'));
	});

	test('name no zone but those of countries and the Antarctic, and none that this Node does not know', () => {
		const names = PLACES.trim()
			.split('\n')
			.flatMap((line) => line.trim().split(': ')[0]?.split(' ') ?? []);
		const stations = ['Davis', 'Mawson', 'Casey'].map((one) => `Antarctica/${one}`);
		for (const name of new Set(names)) {
			expect([...NAMES, ...stations]).toContain(name);
			expect(zoneOf(name)?.name).toBe(name);
		}
	});
});

test('the clock of every American town is among those of its area code, by the map', () => {
	const towns = townsOfNorthAmerica(google);
	const wrong = towns.filter(({ areaCodes, timeZones }) =>
		[...areaCodes].some(
			(areaCode) => clocksMissing(timeZones, zonesOfNumber(`+${areaCode}5550123`)).length > 0,
		),
	);
	expect(towns.length).toBeGreaterThan(8_000);
	expect(wrong.map(({ place }) => place).sort()).toEqual([...MISPLACED].sort());
});

/** What Google's list of time zones says, and is not believed: the first digits, what it says, and why not. */
const OVERRULED: ReadonlyArray<readonly [prefixes: string, zone: string, why: string]> = [
	['52 52201', 'America/New_York', 'Cancún has the clock of Panama, and 201 is no area code'],
	['211', 'Africa/Nairobi', 'South Sudan went back an hour in 2021'],
	['212', 'Atlantic/Canary', 'Morocco has summer time all the year but in Ramadan'],
	['34827', 'Atlantic/Canary', 'Cáceres is no island'],
	['213', 'Europe/Paris', 'Algeria has no summer time'],
	['218 970', 'Europe/Bucharest', 'Libya has no summer time, Palestine has its own'],
	[
		'740 7840',
		'Europe/Bucharest',
		'Kaliningrad has no summer time, Abkhazia has the clock of Moscow',
	],
	['505', 'America/Chicago', 'Nicaragua has no summer time'],
	['1689', 'America/Chicago', 'it lies over Orlando'],
	['617', 'Australia/Sydney', 'Queensland has no summer time'],
	[
		'618513 618514 6185124 6185125 6185126 61851205 61851230 61851232 61851233 61851234',
		'Australia/Sydney',
		'08 is not of the east',
	],
	['6186 6189 61890393 61890395 61891', 'Australia/Adelaide', 'Western Australia'],
	['6187 6188', 'Australia/Perth', 'South Australia and the Northern Territory'],
	['7845', 'Europe/Moscow', 'Saratov has been an hour ahead since 2016'],
	['52614 52649 52652 52657 52659', 'America/Mazatlan', 'Chihuahua has changed in 2022'],
	['62379 62458 62915 62920 62952 62958 62963 62979', 'Asia/Jakarta', 'the east of Indonesia'],
	['62403', 'Asia/Jayapura', 'Celebes'],
	['1867', 'America/Vancouver', 'the Yukon has had its own clock since 2020'],
	['1907581', 'Pacific/Honolulu', 'Unalaska has the clock of Anchorage'],
	['55553682', 'America/Manaus', 'an area code of Rio Grande do Sul'],
	['55673480 55693527 55925009', 'America/Sao_Paulo', 'area codes of the west'],
];

test("Google's list of time zones has no clock that ours has not, but those that are overruled", () => {
	const beyond: string[] = [];
	const used = new Set<string>();
	for (const [digits, zones] of google.timeZones) {
		// The whole of a calling code that a continent shares.
		if (digits === '1' || digits === '7') continue;
		for (const zone of clocksMissing(
			zones,
			zonesOfNumber(`+${digits.padEnd(digits.startsWith('1') ? 11 : 0, '5')}`),
		)) {
			const rule = OVERRULED.find(
				([prefixes, other]) =>
					zone === other &&
					prefixes.split(' ').some((one) =>
						// A country's calling code stands for itself alone.
						one.length > 3 ? digits.startsWith(one) : digits === one,
					),
			);
			if (rule === undefined) beyond.push(`${digits} ${zone}`);
			else used.add(rule[0]);
		}
	}
	expect(beyond).toEqual([]);
	expect(used.size).toBe(OVERRULED.length);
});
