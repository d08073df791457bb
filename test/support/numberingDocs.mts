import { NUMBERING_RULES, type NumberingRule } from '../../telephony/numberingChanges.ts';
import { countryName } from '../../telephony/numberPlan.ts';

const USES: Readonly<Record<NumberingRule['use'], string>> = {
	dialed: 'dialed as the new one, and one person with it',
	dialedWhereOver: 'dialed as the new one, and one person with it',
	compared: 'one person; dialed as it is written',
};

/** Looked at, and no rule: what a number is today cannot be told by the old one, or the source was missing. */
const LEFT_OUT = [
	[
		'South Korea, 011, 016 to 019',
		'Since 2021 numbers with 010 only. Many people took another number.',
	],
	[
		'Vietnam, Ho Chi Minh City’s 8 and areas such as 33',
		'The old numbers look like mobile numbers of today.',
	],
	['Mauritius, mobile numbers that began with 2, 4 or 8', 'They look like landlines of today.'],
	[
		'Zimbabwe, area codes',
		'Old and new ones are in use side by side, as far as libphonenumber knows.',
	],
	[
		'Guinea (2013), Guinea-Bissau (2014), Egypt’s mobile phones (2011), Uruguay (2010)',
		'Older than ten years, and no source at hand that says which digit every old number got.',
	],
	['Senegal, Burkina Faso, Togo and others', 'Their last changes are older than 2011.'],
	[
		'Numbers of one digit too few or too many in any country',
		'They are damaged, and nobody can say whose they are.',
	],
] as const;

/** `docs/numbering-changes.md`, as the table says it. */
export function numberingDocs(): string {
	const rules = NUMBERING_RULES.map(({ countries, what, example, use, since, source }) =>
		[
			`- **${countries.map(countryName).join(', ')}**: ${what}.`,
			`  \`${example[0]}\` stands for \`${example[1]}\`: ${USES[use]}. Since when: ${since}.`,
			`  _Source: ${source}._`,
		].join('\n'),
	);
	return [
		'# One person, one number',
		'',
		'What a country has changed in its numbers, and what it has always written in two ways. Old lists, WhatsApp and CRMs hold the old spellings. This page is written from `telephony/numberingChanges.ts`; a test compares the two.',
		'',
		'- **Dialed:** the old spelling is dialed as the new one if libphonenumber knows the new one as a number in use and the old one not (Gabon: also where it still lists the old one, which the regulator has ended). The item tells what was given and what was dialed.',
		'- **One person:** both spellings are the same line for Not Again Within, retries, look-ups, the trigger’s filters, Mask Numbers, transfers and the do-not-call list. Where a rule may count two people as one, it does so on purpose: rather one call too few.',
		'- A 0 behind the country code that a country does not have (`+48 0 22 123 45 67`) is left out in every country, where that makes a number in use.',
		'',
		'## What is known',
		'',
		...rules,
		'',
		'## Looked at, and left alone',
		'',
		...LEFT_OUT.map(([what, why]) => `- **${what}**: ${why}`),
		'',
	].join('\n');
}
