import type { INodeProperties } from 'n8n-workflow';

/** Statuses of calls, as the API names them. */
export const statusFilterField = {
	displayName: 'Status',
	name: 'status',
	type: 'multiOptions',
	// In the order of the alphabet, as n8n's lint wants it.
	options: [
		{ name: 'Abandoned', value: 'abandoned' },
		{ name: 'Answered', value: 'answered' },
		{ name: 'Completed', value: 'completed' },
		{ name: 'Ended', value: 'ended' },
		{ name: 'Failed', value: 'failed' },
		{ name: 'Incoming', value: 'incoming' },
		{ name: 'Initiated', value: 'initiated' },
		{ name: 'Missed', value: 'missed' },
		{ name: 'Not Answered', value: 'not-answered' },
		{ name: 'Rejected', value: 'rejected' },
		{ name: 'Ringing', value: 'ringing' },
		{ name: 'Switch Room Completed', value: 'switch-room-completed' },
		{ name: 'Switch Room Failed', value: 'switch-room-failed' },
		{ name: 'Switch Room Initiated', value: 'switch-room-initiated' },
		{ name: 'Transfer Accepted', value: 'transfer-accepted' },
		{ name: 'Transfer Failed', value: 'transfer-failed' },
		{ name: 'Transfer Initiated', value: 'transfer-initiated' },
		{ name: 'Transfer Ringing', value: 'transfer-ringing' },
		{ name: 'Transferred', value: 'transferred' },
		{ name: 'Transferring', value: 'transferring' },
		{ name: 'Verified', value: 'verified' },
	],
	default: [],
	description: 'Which the calls now have. A rare one takes many requests.',
} as const satisfies INodeProperties;
