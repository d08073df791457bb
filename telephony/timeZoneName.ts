import { COUNTRIES_WITH_ZONES, zonesOfCountry } from './countryTimeZones.ts';
import { onFirstUse } from './onFirstUse.ts';

/** A time zone that somebody has written: the name that it counts under, or why it is none. */
type ReadTimeZone = { name: string } | { problem: string };

const RIGHT = 'such as Europe/Oslo, UTC or +02:00';

/** The areas of the time zone database, and the countries that its older names begin with. */
const AREA =
	/^(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|US|Canada|Brazil|Chile|Mexico)\//i;

/** UTC, and what the time zone database has for it where nothing else can be meant: GMT alone may be London. */
const UTC_NAME = /^(?:UTC|Etc\/(?:UTC|UCT|Universal|Zulu|Greenwich|GMT(?:[+-]?0)?))$/i;

/** A name that was copied from a page may have characters around it that nobody sees. */
const withoutMargin = (text: string) => text.replace(/^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu, '');

/**
 * Reads what stands in a Time Zone field. Only what can mean one clock is one: Node reads BST as
 * Bangladesh, AST as Alaska and EST as Panama, and whoever wrote them meant London, Halifax or New York.
 */
export function readTimeZone(text: string): ReadTimeZone {
	const written = withoutMargin(text);
	if (UTC_NAME.test(written)) return { name: 'UTC' };
	const offset = offsetIn(written);
	if (offset !== undefined) return offset;
	if (/^Etc\//i.test(written)) return problem(written, etcMeaning(written));
	const known = knownName(written);
	// Of the names without an area, Node has the words of countries, and abbreviations.
	if (known !== undefined && AREA.test(written)) return { name: known };
	const meant = meaningsOf(written);
	if (meant.length > 0) return ambiguous(written, meant);
	return known === undefined ? problem(written) : ambiguous(written, [known]);
}

/** Names to choose from, all of which `readTimeZone` takes. */
export function timeZoneNames(): string[] {
	return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => AREA.test(name))];
}

function problem(written: string, meaning = ''): ReadTimeZone {
	return { problem: `"${written}" is not a time zone ${RIGHT}${meaning}` };
}

function ambiguous(written: string, names: readonly string[]): ReadTimeZone {
	const means = names.length === 1 ? 'probably stands for' : 'may stand for';
	const write = names.length === 1 ? 'Write that' : 'Write the one that is meant';
	return {
		problem: `"${written}" is not a time zone ${RIGHT}. It ${means} ${listed(names)}. ${write}`,
	};
}

/** The offsets that are in use, from the Pacific's east to its west. */
const LEAST_OFFSET = -12 * 60;
const MOST_OFFSET = 14 * 60;

/** "+02:00", "-0330", "UTC+2": an offset all the year round, written as "+02:00". */
function offsetIn(written: string): ReadTimeZone | undefined {
	// A minus as a text editor makes it.
	const plain = written.replace(/[−–]/g, '-');
	const [, sign, hour, minute = '00'] =
		/^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d{2}))?$/i.exec(plain) ?? [];
	if (sign === undefined || hour === undefined) return undefined;
	const minutes = (Number(hour) * 60 + Number(minute)) * (sign === '-' ? -1 : 1);
	if (minutes < LEAST_OFFSET || minutes > MOST_OFFSET || Number(minute) > 59) {
		return problem(written, ', and no clock is so far from UTC');
	}
	return { name: `${sign}${hour.padStart(2, '0')}:${minute}` };
}

/** Minutes ahead of UTC, of a name that is an offset. */
export function minutesOfOffset(name: string): number | undefined {
	if (name === 'UTC') return 0;
	const [, sign, hour, minute] = /^([+-])(\d{2}):(\d{2})$/.exec(name) ?? [];
	if (hour === undefined) return undefined;
	return (Number(hour) * 60 + Number(minute)) * (sign === '-' ? -1 : 1);
}

function etcMeaning(written: string): string {
	const [, sign, hours] = /^Etc\/GMT([+-])(\d{1,2})$/i.exec(written) ?? [];
	if (hours === undefined) return '';
	// POSIX counts westward, and so do these names.
	const offset = `${sign === '+' ? '-' : '+'}${hours.padStart(2, '0')}:00`;
	return `. It means ${offset}, with the sign turned round. Write that, or what is meant`;
}

/** As the time zone database writes it, whatever the case; a name of before (US/Eastern) as Node has it now. */
function knownName(written: string): string | undefined {
	try {
		const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions();
		return placeNames().get(written.toLowerCase()) ?? timeZone;
	} catch {
		return undefined;
	}
}

/** All names of places in a country, by their spelling in lower case. */
const placeNames = onFirstUse(
	(): ReadonlyMap<string, string> =>
		new Map(COUNTRIES_WITH_ZONES.flatMap(zonesOfCountry).map((name) => [name.toLowerCase(), name])),
);

/** What an abbreviation may stand for, the likeliest first. No list of them is complete. */
const ABBREVIATIONS = `
	ACST Australia/Adelaide Australia/Darwin
	ACDT Australia/Adelaide
	ACT Australia/Sydney America/Rio_Branco Australia/Darwin
	ADT America/Halifax
	AEST Australia/Brisbane Australia/Sydney
	AEDT Australia/Sydney
	AET Australia/Sydney Australia/Brisbane
	AGT America/Argentina/Buenos_Aires
	AKST America/Anchorage
	AKDT America/Anchorage
	AMT America/Manaus Asia/Yerevan
	ART America/Argentina/Buenos_Aires Africa/Cairo
	AST America/Halifax America/Puerto_Rico Asia/Riyadh America/Anchorage
	AWST Australia/Perth
	AZT Asia/Baku
	BET America/Sao_Paulo
	BOT America/La_Paz
	BRT America/Sao_Paulo
	BRST America/Sao_Paulo
	BST Europe/London Asia/Dhaka Pacific/Bougainville
	BT Asia/Thimphu Asia/Baghdad
	CAT Africa/Harare Africa/Maputo
	CDT America/Chicago America/Havana
	CEST Europe/Berlin Europe/Paris
	CET Europe/Berlin Europe/Paris Africa/Algiers
	CLT America/Santiago
	CLST America/Santiago
	CNT America/St_Johns Asia/Shanghai
	COT America/Bogota
	CST America/Chicago America/Mexico_City America/Regina Asia/Shanghai America/Havana
	CST6CDT America/Chicago
	CT America/Chicago
	CTT Asia/Shanghai
	EAST Pacific/Easter Australia/Brisbane
	EAT Africa/Nairobi
	ECT America/Guayaquil Europe/Paris
	EDT America/New_York Australia/Sydney
	EEST Europe/Athens Europe/Kyiv
	EET Europe/Athens Europe/Kyiv Africa/Cairo
	EST America/New_York America/Panama America/Jamaica Australia/Sydney
	EST5EDT America/New_York
	ET America/New_York
	GMT UTC Europe/London Africa/Accra
	GMT0 UTC Europe/London
	GST Asia/Dubai Atlantic/South_Georgia Pacific/Guam
	HKT Asia/Hong_Kong
	HST Pacific/Honolulu
	ICT Asia/Bangkok
	IDT Asia/Jerusalem
	IET America/Indiana/Indianapolis
	IST Asia/Kolkata Asia/Jerusalem Europe/Dublin
	JST Asia/Tokyo
	KST Asia/Seoul
	MDT America/Denver
	MET Europe/Berlin
	MIT Pacific/Apia Pacific/Marquesas
	MMT Asia/Yangon
	MSK Europe/Moscow
	MST America/Denver America/Phoenix Asia/Kuala_Lumpur Asia/Yangon
	MST7MDT America/Denver
	MT America/Denver
	MYT Asia/Kuala_Lumpur
	NDT America/St_Johns
	NET Asia/Yerevan
	NPT Asia/Kathmandu
	NST America/St_Johns Pacific/Auckland
	NZ Pacific/Auckland
	NZDT Pacific/Auckland
	NZST Pacific/Auckland
	PDT America/Los_Angeles
	PET America/Lima
	PHT Asia/Manila
	PKT Asia/Karachi
	PLT Asia/Karachi
	PNT America/Phoenix
	PRT America/Puerto_Rico
	PST America/Los_Angeles Asia/Manila Pacific/Pitcairn
	PST8PDT America/Los_Angeles
	PT America/Los_Angeles
	SAST Africa/Johannesburg
	SGT Asia/Singapore
	SST Pacific/Pago_Pago Pacific/Guadalcanal Asia/Singapore
	TRT Europe/Istanbul
	UYT America/Montevideo
	UCT UTC
	UNIVERSAL UTC
	VET America/Caracas
	VST Asia/Ho_Chi_Minh
	WAT Africa/Lagos
	WEST Europe/Lisbon
	WET Europe/Lisbon Atlantic/Canary Africa/Casablanca
	WIB Asia/Jakarta
	WIT Asia/Jayapura
	WITA Asia/Makassar
	WST Pacific/Apia Australia/Perth
	Z UTC
	ZULU UTC
	EASTERN America/New_York America/Toronto
	CENTRAL America/Chicago America/Winnipeg
	MOUNTAIN America/Denver America/Phoenix America/Edmonton
	PACIFIC America/Los_Angeles America/Vancouver
	ATLANTIC America/Halifax America/Puerto_Rico
	ALASKA America/Anchorage
	HAWAII Pacific/Honolulu
`;

const meanings = onFirstUse(
	(): ReadonlyMap<string, readonly string[]> =>
		new Map(
			ABBREVIATIONS.trim()
				.split('\n')
				.map((line) => {
					const [word = '', ...zones] = line.trim().split(' ');
					return [word, zones];
				}),
		),
);

/**
 * How Windows, and people, name zones in words, without "Standard Time" behind. Windows' names by CLDR's
 * `windowsZones`; "US Eastern" and "US Mountain" are those without summer time, or that once were.
 */
const ZONES_IN_WORDS = `
	AFGHANISTAN: Asia/Kabul
	ALASKAN: America/Anchorage
	ARAB: Asia/Riyadh
	ARABIAN: Asia/Dubai
	ARABIC: Asia/Baghdad
	ARGENTINA: America/Argentina/Buenos_Aires
	AUS CENTRAL: Australia/Darwin
	AUS EASTERN: Australia/Sydney
	AZORES: Atlantic/Azores
	BANGLADESH: Asia/Dhaka
	BRAZIL, BRASILIA, E. SOUTH AMERICA: America/Sao_Paulo
	BRITISH: Europe/London
	CANADA CENTRAL: America/Regina
	CEN. AUSTRALIA: Australia/Adelaide
	CENTRAL AMERICA: America/Guatemala America/Costa_Rica
	CENTRAL BRAZILIAN: America/Cuiaba
	CENTRAL EUROPE: Europe/Budapest Europe/Prague
	CENTRAL EUROPEAN: Europe/Warsaw Europe/Berlin Europe/Paris
	CHINA: Asia/Shanghai
	E. AFRICA, EAST AFRICA: Africa/Nairobi
	E. AUSTRALIA: Australia/Brisbane
	E. EUROPE: Europe/Chisinau
	EASTERN EUROPEAN: Europe/Athens Europe/Kyiv Africa/Cairo
	EGYPT: Africa/Cairo
	FLE: Europe/Kyiv Europe/Helsinki
	GREENWICH: Atlantic/Reykjavik UTC
	GREENWICH MEAN: UTC Europe/London
	GMT: Europe/London UTC
	GTB: Europe/Bucharest Europe/Athens
	HAWAIIAN: Pacific/Honolulu
	INDIA, INDIAN: Asia/Kolkata
	IRISH: Europe/Dublin
	ISRAEL: Asia/Jerusalem
	JAPAN, TOKYO: Asia/Tokyo
	KOREA: Asia/Seoul
	MOROCCO: Africa/Casablanca
	NEPAL: Asia/Kathmandu
	NEW ZEALAND: Pacific/Auckland
	NEWFOUNDLAND: America/St_Johns
	PACIFIC SA: America/Santiago
	PAKISTAN: Asia/Karachi
	ROMANCE: Europe/Paris Europe/Madrid Europe/Brussels
	RUSSIAN, MOSCOW: Europe/Moscow
	SA PACIFIC: America/Bogota America/Lima
	SA WESTERN: America/La_Paz America/Puerto_Rico
	SE ASIA: Asia/Bangkok Asia/Ho_Chi_Minh Asia/Jakarta
	SINGAPORE: Asia/Singapore
	SOUTH AFRICA: Africa/Johannesburg
	SRI LANKA: Asia/Colombo
	TAIPEI: Asia/Taipei
	TASMANIA: Australia/Hobart
	TURKEY: Europe/Istanbul
	US EASTERN: America/Indiana/Indianapolis America/New_York
	US MOUNTAIN: America/Phoenix America/Denver
	VENEZUELA: America/Caracas
	W. AUSTRALIA: Australia/Perth
	W. CENTRAL AFRICA: Africa/Lagos
	W. EUROPE: Europe/Berlin Europe/Rome Europe/Vienna
`;

const inWords = onFirstUse(
	(): ReadonlyMap<string, readonly string[]> =>
		new Map(
			ZONES_IN_WORDS.trim()
				.split('\n')
				.flatMap((line) => {
					const [words = '', zones = ''] = line.trim().split(': ');
					return words.split(', ').map((word): [string, string[]] => [word, zones.split(' ')]);
				}),
		),
);

/** What the words, or the letters, may stand for: "BST", "Pacific Standard Time", "New York", "Japan". */
function meaningsOf(written: string): readonly string[] {
	const upper = written.toUpperCase();
	// As Windows, and American forms, name their zones.
	const words = upper.replace(/(?: (?:STANDARD|DAYLIGHT|SUMMER))?(?: TIME)?(?: \(.*\))?$/, '');
	const named = words === upper ? undefined : inWords().get(words);
	const known = named ?? meanings().get(words.replace(/^US[ /]/, ''));
	if (known !== undefined) return known;
	const name = written.toLowerCase().replace(/\s+/g, '_');
	return [...placeNames()].flatMap(([lower, zone]) =>
		name !== '' && (lower === name || lower.endsWith(`/${name}`)) ? zone : [],
	);
}

function listed(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
