import type { INodeProperties } from 'n8n-workflow';

/** The room a call is put into. The API calls the same value `meetingId` and `roomId`. */
export const meetingField = {
	displayName: 'Room',
	name: 'meetingId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The room that is joined',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchRooms', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'abcd-efgh-ijkl',
		},
	],
} as const satisfies INodeProperties;
