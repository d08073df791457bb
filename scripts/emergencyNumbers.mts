// `node scripts/emergencyNumbers.mts` (Node 24): writes telephony/emergencyNumberList.ts from the short
// numbers in google-libphonenumber, a development dependency. Run it after that was updated, look at
// the change, and commit it: test/telephony/emergencyNumberList.test.mts fails until then.
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import libphonenumber, { type RegionCode } from 'google-libphonenumber';

import { PROJECT } from './projectFolders.mts';

export const EMERGENCY_NUMBER_LIST = join(PROJECT, 'telephony/emergencyNumberList.ts');

const LONGEST = 6;
/** Where the metadata of a country have the numbers for emergencies, and these their pattern. */
const EMERGENCY = 27;
const PATTERN = 2;

interface ShortNumberMetadata {
	countryToMetadata: Record<string, Array<Array<string | null> | null>>;
}

/** All emergency numbers, each with the ISO codes of the countries that have it. */
export function emergencyNumbers(): Map<string, string[]> {
	const info = libphonenumber.ShortNumberInfo.getInstance();
	const { shortnumbermetadata } = libphonenumber as unknown as {
		shortnumbermetadata: ShortNumberMetadata;
	};
	const regions = Object.keys(shortnumbermetadata.countryToMetadata).sort();
	const patterns = regions.flatMap(
		(region) => shortnumbermetadata.countryToMetadata[region][EMERGENCY]?.[PATTERN] ?? [],
	);
	const anywhere = new RegExp(`^(?:${patterns.join('|')})$`);
	// A million numbers in 241 countries would take minutes: the library is asked about those alone
	// that the patterns of all countries together leave.
	return new Map(
		digitsUpTo(LONGEST)
			.filter((digits) => anywhere.test(digits))
			.map((digits): [string, string[]] => [
				digits,
				regions.filter((region) => info.isEmergencyNumber(digits, region as RegionCode)),
			])
			.filter(([, countries]) => countries.length > 0),
	);
}

export function digitsUpTo(longest: number): string[] {
	const lengths = Array.from({ length: longest - 1 }, (_, index) => index + 2);
	return lengths.flatMap((length) =>
		Array.from({ length: 10 ** length }, (_, number) => String(number).padStart(length, '0')),
	);
}

export function emergencyNumberList(): string {
	const file = join(PROJECT, 'node_modules/google-libphonenumber/package.json');
	const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
	const lines = [...emergencyNumbers()].map(([digits, countries]) =>
		[digits, ...countries].join(' '),
	);
	return `// Written by scripts/emergencyNumbers.mts: do not edit it by hand.

/** Where the numbers come from. */
export const EMERGENCY_NUMBERS_SOURCE = 'ShortNumberInfo of google-libphonenumber ${version}';

/** A number in each line, and the ISO codes of the countries in which it is one for emergencies. */
export const EMERGENCY_NUMBERS = \`
${lines.join('\n')}
\`;
`;
}

if (import.meta.main) {
	await writeFile(EMERGENCY_NUMBER_LIST, emergencyNumberList());
	console.log(`${EMERGENCY_NUMBER_LIST} was written.`);
}
