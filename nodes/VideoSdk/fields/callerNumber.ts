import type { INodeProperties } from 'n8n-workflow';

/** The number that a call comes from. */
export const callerNumberField = {
	displayName: 'Caller ID (From)',
	name: 'from',
	type: 'resourceLocator',
	default: { mode: 'number', value: '' },
	description:
		'The number that the called person sees, one of the trunk, gateway or routing rule. Empty means its first; a routing rule needs one.',
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
