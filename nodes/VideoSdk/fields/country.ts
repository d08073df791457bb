import type { INodePropertyOptions } from 'n8n-workflow';
import { allCountries, countryName } from '../../../telephony/numberPlan.ts';
import { listWithin } from './fieldValues.ts';

/** Every country with phone numbers, by its ISO code, in the order of the alphabet. */
export const countries: INodePropertyOptions[] = allCountries()
	.map((code): INodePropertyOptions => ({ name: countryName(code), value: code }))
	.sort((one, other) => one.name.localeCompare(other.name, 'en'));

const codesByName = new Map(
	countries.map(({ name, value }) => [name.toLowerCase(), String(value)]),
);

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
