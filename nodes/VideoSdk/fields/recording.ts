import type { INodeProperties } from 'n8n-workflow';
import { missingInput } from '../errors/failure.ts';
import { safeText } from './safeText.ts';

/** What a recording is of. VideoSDK keeps each type in a list of its own. */
export const recordingTypeField = {
	displayName: 'Recording Type',
	name: 'recordingType',
	type: 'options',
	options: [
		{
			name: 'Merged Participants',
			value: 'merge',
			description: 'Two sides of a talk, one on each channel',
		},
		{
			name: 'Participant',
			value: 'participant',
		},
		{ name: 'Room', value: 'room' },
		{
			name: 'Track',
			value: 'track',
			description: 'Only sound, picture or screen of one',
		},
	],
	default: 'room',
	description:
		'Of a call with Record on, VideoSDK does not say which: look under Merged Participants first',
} as const satisfies INodeProperties;

export const recordingIdField = {
	displayName: 'Recording ID',
	name: 'recordingId',
	type: 'string',
	required: true,
	default: '',
	placeholder: '61d6e834e1326304a9e73dac',
	description: '"recordingId" in the output of Get Many',
} as const satisfies INodeProperties;

/** @throws Failure when the field is empty */
export function recordingIdOf(value: unknown, field = 'Recording ID'): string {
	const recordingId = safeText(field, value);
	if (recordingId !== '') return recordingId;
	throw missingInput(field);
}

/** The participant of a recording that is not of a whole room. */
export const recordedParticipantField = {
	displayName: 'Participant ID',
	name: 'participantId',
	type: 'string',
	required: true,
	displayOptions: { show: { recordingType: ['participant', 'track'] } },
	default: '',
	placeholder: 'customer_4711',
	description: 'For a call, its Participant ID',
} as const satisfies INodeProperties;

export const recordedTrackField = {
	displayName: 'Track',
	name: 'kind',
	type: 'options',
	displayOptions: { show: { recordingType: ['track'] } },
	options: [
		{ name: 'Audio', value: 'audio', description: 'The sound' },
		{ name: 'Screen Audio', value: 'screen_audio', description: 'The sound of a shared screen' },
		{ name: 'Screen Video', value: 'screen_video', description: 'A shared screen' },
		{ name: 'Video', value: 'video', description: 'The picture' },
	],
	default: 'audio',
	description: 'What of the participant is recorded',
} as const satisfies INodeProperties;
