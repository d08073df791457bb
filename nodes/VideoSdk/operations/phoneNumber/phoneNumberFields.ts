import type { INodeProperties } from 'n8n-workflow';
import { ownNumberOf } from '../../fields/carrier.ts';

/** The number of the account that an operation is about. */
export const phoneNumberField = {
	displayName: 'Phone Number',
	name: 'phoneNumber',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The number in question, one of the account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchOwnNumbers', searchable: true },
		},
		{
			displayName: 'Number',
			// Not `id`: n8n shows a mode of that name as "By ID", whatever it is called here.
			name: 'number',
			type: 'string',
			placeholder: '+12025550100',
		},
	],
} as const satisfies INodeProperties;

export const NO_SUCH_NUMBER =
	'Check the Phone Number of this item, and that the credential is of the account that it belongs to.';

/** @returns E.164 @throws Failure for what is no number */
export function phoneNumberOf(value: unknown): string {
	return ownNumberOf('Phone Number', value);
}
