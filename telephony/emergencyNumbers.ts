import { EMERGENCY_NUMBERS } from './emergencyNumberList.ts';
import { countriesOf, countryInWords, numberInPlan } from './numberPlan.ts';

/**
 * Italy's forest fires, the rescue at sea of France and of Brazil: numbers for emergencies that
 * libphonenumber's list does not have.
 */
const NOT_IN_THE_LIST = ['1515', '196', '185'];

/**
 * What reaches the police, the fire brigade or an ambulance somewhere, and where. All other numbers
 * that are as short are refused as well when they are dialed without a SIP URI, in other words.
 */
const EMERGENCY: ReadonlyMap<string, readonly string[]> = new Map([
	...NOT_IN_THE_LIST.map((digits): [string, string[]] => [digits, []]),
	...EMERGENCY_NUMBERS.trim()
		.split('\n')
		.map((line): [string, string[]] => {
			const [digits, ...countries] = line.split(' ');
			return [digits, countries];
		}),
]);

/** Those that phones and exchanges take for emergency calls wherever they are. */
const EVERYWHERE = new Set(['112', '911', '999', '000']);

/** What a sentence names one by one. */
const MOST_COUNTRIES_TO_NAME = 4;

/** As it stands in a sentence: "105 is an emergency number in Cuba, Hungary, Mongolia and Peru". */
export function emergencyInWords(digits: string): string {
	const countries = (EMERGENCY.get(digits) ?? []).map(countryInWords).sort();
	const isEmergency = `${digits} is an emergency number`;
	if (countries.length === 0) return isEmergency;
	if (countries.length > MOST_COUNTRIES_TO_NAME) {
		return `${isEmergency} in ${countries.length} countries`;
	}
	const last = countries.pop();
	return `${isEmergency} in ${countries.length > 0 ? `${countries.join(', ')} and ` : ''}${last}`;
}

/**
 * The emergency number that short digits are: 4715 is an extension, and not 15 behind Norway's country
 * code. Australia's 000 may have the 0 for an outside line in front.
 */
export function emergencyNumber(digits: string): string | undefined {
	if (/^0{4,5}$/.test(digits)) return '000';
	return EMERGENCY.has(digits) ? digits : undefined;
}

/** Emergency numbers and those of services: as short as no number with a country code is. */
export function isShortNumber(text: string): boolean {
	return /^\d{2,6}$/.test(text);
}

/**
 * The emergency number that digits spell, with or without a + or 00, a country code or a trunk 0 in
 * front: 112, +1 911, 0044 999.
 */
export function emergencyNumberIn(number: string): string | undefined {
	const digits = number.replace(/\D/g, '');
	const spellings = [digits, digits.replace(/^(?:00|011)/, '')];
	for (const one of spellings) {
		if (EMERGENCY.has(one)) return one;
		const whole = numberInPlan(`+${one}`);
		if (whole === undefined || whole.isValid) continue;
		const local = [whole.national, whole.national.replace(/^0/, '')].find((end) =>
			isEmergencyIn(end, whole.callingCode),
		);
		if (local !== undefined) return local;
	}
	return undefined;
}

/** A few have six digits, as numbers of people have: these count behind their own country code alone. */
const MOST_DIGITS_OF_MOST = 5;

function isEmergencyIn(digits: string, callingCode: string): boolean {
	const where = EMERGENCY.get(digits);
	if (where === undefined || digits.length <= MOST_DIGITS_OF_MOST) return where !== undefined;
	return countriesOf(callingCode).some((country) => where.includes(country));
}

/**
 * The emergency number that digits behind an access code reach: the 911 of 9911. Only those that count
 * everywhere, as otherwise every tenth extension would be one; and not 000, as 2000 is somebody's desk.
 */
export function reachesEmergency(digits: string): string | undefined {
	const emergency = emergencyNumberIn(digits);
	return emergency !== '000' && EVERYWHERE.has(emergency ?? '') ? emergency : undefined;
}

/**
 * The emergency number behind the 0 or 00 that leads out of a telephone system: the 110 of 0110. No
 * desk has a number that begins so.
 */
export function emergencyBehindZero(digits: string): string | undefined {
	return [/^0/, /^00/]
		.filter((zeros) => zeros.test(digits))
		.map((zeros) => digits.replace(zeros, ''))
		.find((rest) => rest.length <= MOST_DIGITS_OF_MOST && EMERGENCY.has(rest));
}
