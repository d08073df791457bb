import type { INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../errors/failure.ts';

/** How many rows of a list come out, in the words that all of n8n uses. */
export const returnAllField = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
} as const satisfies INodeProperties;

export const limitField = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	displayOptions: { show: { returnAll: [false] } },
	default: 50,
	description: 'Max number of results to return',
} as const satisfies INodeProperties;

/** @throws Failure when the limit lets nothing through */
export function mostOf({ returnAll, limit }: { returnAll: boolean; limit: number }): number {
	if (returnAll) return Infinity;
	if (limit >= 1) return limit;
	throw invalidInput('Limit', String(limit), 'it must be 1 or more');
}
