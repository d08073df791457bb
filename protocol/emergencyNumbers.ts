import { planned } from './numberPlan.ts';

/**
 * What reaches the police, the fire brigade or an ambulance somewhere: the numbers of ITU-T E.161.1
 * (112, 911), and those that countries keep of their own. libphonenumber's list of short numbers is
 * not in libphonenumber-js. All other numbers that are as short are refused as well, so what is
 * missing here is refused in other words.
 */
const EMERGENCY = new Set(
	`112 911 999 000 066 080 15 17 18
	100 101 102 103 104 106 107 108 110 111 113 114 115 117 118 119 120 122 123 125 127 128 129 130
	131 132 133 140 144 150 155 158 160 166 180 185 190 191 192 193 194 195 196 197 198 199 991 992
	993 994 995 996 997 998 1122 1515 1669 10111 10177`.split(/\s+/),
);

/** Those that phones and exchanges take for emergency calls wherever they are. */
const EVERYWHERE = new Set(['112', '911', '999', '000']);

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
		const whole = planned(`+${one}`);
		if (whole === undefined || whole.isValid) continue;
		const local = [whole.national, whole.national.replace(/^0/, '')].find((end) =>
			EMERGENCY.has(end),
		);
		if (local !== undefined) return local;
	}
	return undefined;
}

/**
 * The emergency number that digits behind an access code reach: the 911 of 9911. Only those that count
 * everywhere, as otherwise every tenth extension would be one; and not 000, as 2000 is somebody's desk.
 */
export function reachesEmergency(digits: string): string | undefined {
	const emergency = emergencyNumberIn(digits);
	return emergency !== '000' && EVERYWHERE.has(emergency ?? '') ? emergency : undefined;
}
