import type { INodePropertyOptions } from 'n8n-workflow';
import { allCountries, countryName } from '../../../protocol/numberPlan.ts';

/** Every country with phone numbers, by its ISO code, in the order of the alphabet. */
export const countries: INodePropertyOptions[] = allCountries()
	.map((code) => ({ name: countryName(code), value: code as string }))
	.sort((one, other) => one.name.localeCompare(other.name, 'en'));
