import type { INodeProperties } from 'n8n-workflow';

/** The number that a call comes from. */
export const callerNumberField = {
	displayName: 'Caller ID (From)',
	name: 'from',
	type: 'resourceLocator',
	default: { mode: 'number', value: '' },
	description: 'What the called person sees. Empty: the first number of the trunk or gateway.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchCallerNumbers', searchable: true },
		},
		{
			displayName: 'Number',
			// Not `id`: n8n shows a mode of that name as "By ID", whatever it is called here.
			name: 'number',
			type: 'string',
			placeholder: '+14155559876',
		},
	],
} as const satisfies INodeProperties;
