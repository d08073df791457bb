import type { INodeProperties } from 'n8n-workflow';
import { countries } from './country.ts';

// The rules on which numbers may be reached, wherever an operation makes a phone ring.

export const allowNumbersField = {
	displayName: 'Allow Special Numbers',
	name: 'allowNumbers',
	type: 'multiOptions',
	options: [
		{
			name: 'Emergency and Short Numbers',
			value: 'emergency',
			description: 'Up to six digits',
		},
		{
			name: 'Premium Rate',
			value: 'premiumRate',
			description: 'Shared-cost and personal numbers, too',
		},
		{
			name: 'Satellite',
			value: 'satellite',
			description: 'And global networks: +870, +881, +882, +883',
		},
	],
	default: [],
	description: 'Calls what is refused otherwise',
} as const satisfies INodeProperties;

export const allowedCountriesField = {
	displayName: 'Allowed Countries',
	name: 'allowedCountries',
	type: 'multiOptions',
	options: countries,
	default: [],
	description: 'Only their numbers are called. An empty list is an error.',
} as const satisfies INodeProperties;

export const allowedPrefixesField = {
	displayName: 'Allowed Prefixes',
	name: 'allowedPrefixes',
	type: 'string',
	default: '',
	placeholder: '+1415, +4790',
	description:
		'Calls only numbers that begin so (commas between), and those of Allowed Countries. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/numbers.md#sip-uris">More</a>.',
} as const satisfies INodeProperties;

export const defaultCountryField = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'options',
	options: countries,
	default: 'US',
	description: 'Of numbers written without +',
} as const satisfies INodeProperties;

export const doNotCallField = {
	displayName: 'Do-Not-Call List',
	name: 'doNotCall',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: '+14155550123, +14155550124',
	description:
		'Numbers that are never called: a text, a list or items. One that has lost digits stops every call. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#the-do-not-call-list">More</a>.',
} as const satisfies INodeProperties;

/** Rules that take lists, items and texts alike: `readDialingRules` reads them, and nothing is no rule for it. */
export const NUMBER_RULES_AS_GIVEN = ['allowedCountries', 'allowedPrefixes', 'doNotCall'] as const;

/** Without them, numbers without + and special numbers are refused: whoever leaves them open harms nobody. */
export const NUMBER_RULES_THAT_MAY_BE_EMPTY = ['allowNumbers', 'defaultCountry'] as const;
