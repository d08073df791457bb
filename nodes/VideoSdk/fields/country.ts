import type { INodePropertyOptions } from 'n8n-workflow';
import { COUNTRY_NAMES } from '../../../telephony/countryNames.ts';
import { listWithin } from './fieldValues.ts';

/** Every country with phone numbers, by its ISO code, in the order of the alphabet. */
export const countries: INodePropertyOptions[] = [...COUNTRY_NAMES].map(([value, name]) => ({
	name,
	value,
}));

const codesByName = new Map([...COUNTRY_NAMES].map(([code, name]) => [name.toLowerCase(), code]));

/** A text, or a list of texts, with the codes of countries in place of their names; all else as it is. */
export function withCountryCodes(given: unknown): unknown {
	const value = listWithin(given);
	if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? coded(one) : one));
	return typeof value === 'string' ? coded(value) : value;
}

const coded = (text: string) =>
	text
		.split(/[,;\r\n]+/)
		.map((part) => codesByName.get(part.trim().toLowerCase()) ?? part)
		.join(',');
