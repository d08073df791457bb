import type { INodeProperties } from 'n8n-workflow';

/** A number of the account by VideoSDK's ID of it; the list shows the numbers. */
export const phoneNumberIdField = {
	displayName: 'Caller ID (From)',
	name: 'phoneNumberId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'What the called people see',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchPhoneNumbers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: '6c84fb90-12c4-11e1-840d-7b25c5ee775a',
		},
	],
} as const satisfies INodeProperties;
