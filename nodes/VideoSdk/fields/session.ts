import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../errors/failure.ts';
import { safeText } from './safeText.ts';

/** The session that an operation is about: a time during which a room is in use. */
export const sessionField = {
	displayName: 'Session',
	name: 'sessionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: '"sessionId" in the output of a call or of Get Many',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchSessions', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: '621497578bea0d0404c35c4c',
		},
	],
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function sessionIdOf(value: unknown): string {
	const sessionId = safeText('Session', value);
	if (sessionId !== '') return sessionId;
	throw missingInput('Session');
}
