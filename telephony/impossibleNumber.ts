/** Fewer digits repeat or count by chance. */
const FEWEST_REPEATED = 6;
const FEWEST_COUNTED = 7;

const UP = '01234567890123456789';
const DOWN = [...UP].reverse().join('');

/**
 * Why no phone has a number, whatever its country gives out one day: people and models write such
 * digits where they know no number. What a plan gives out is a number all the same: +91 9999999999
 * and +44 1234 567890 are somebody's.
 *
 * @param national what follows the calling code
 * @param type as libphonenumber names it, if the number is valid
 * @returns undefined when it may be a number
 */
export function impossibleReason(
	callingCode: string,
	national: string,
	type: string | undefined,
): string | undefined {
	const placeholder = type === undefined ? placeholderReason(national) : undefined;
	return placeholder ?? (callingCode === '1' ? northAmericanReason(national, type) : undefined);
}

function placeholderReason(national: string): string | undefined {
	if (/^0+$/.test(national)) return 'it is nothing but zeros, which is nobody’s number';
	if (national.length >= FEWEST_REPEATED && /^(\d)\1+$/.test(national)) {
		return 'it is one digit over and over, which is nobody’s number';
	}
	if (national.length < FEWEST_COUNTED) return undefined;
	const counts = UP.includes(national) || DOWN.includes(national);
	return counts ? 'its digits only count, which is nobody’s number' : undefined;
}

const GEOGRAPHIC = ['FIXED_LINE_OR_MOBILE', 'FIXED_LINE', 'MOBILE'];

/**
 * NPA-NXX-XXXX (NANPA): N is 2 to 9, and N11 is a service such as 911, neither an area code nor an
 * exchange. Behind toll-free codes N11 is an exchange like any other: 1-800-411-....
 */
function northAmericanReason(national: string, type: string | undefined): string | undefined {
	if (national.length !== 10) return undefined;
	const [area, exchange] = [national.slice(0, 3), national.slice(3, 6)];
	if (/^[01]/.test(area)) return `no area code of North America begins with ${area[0]}`;
	if (area.endsWith('11')) return `${area} is no area code of North America, but a service`;
	if (/^[01]/.test(exchange)) {
		return `in North America the number behind the area code never begins with ${exchange[0]}`;
	}
	if (!exchange.endsWith('11') || (type !== undefined && !GEOGRAPHIC.includes(type))) {
		return undefined;
	}
	return `in North America no number behind an area code begins with ${exchange}, which is a service`;
}
