import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../errors/failure.ts';
import { meetingField } from './meeting.ts';
import { safeText } from './safeText.ts';

/** The room that an operation is about. VideoSDK also calls rooms meetings. */
export const roomField = {
	...meetingField,
	displayName: 'Room',
	name: 'roomId',
	description: '"roomId" in the output of other operations',
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function roomIdOf(value: unknown): string {
	const roomId = safeText('Room', value);
	if (roomId !== '') return roomId;
	throw missingInput('Room');
}
