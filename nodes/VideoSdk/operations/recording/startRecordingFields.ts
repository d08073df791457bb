import type { INodeProperties } from 'n8n-workflow';
import {
	recordedParticipantField,
	recordedTrackField,
	recordingTypeField,
} from '../../fields/recording.ts';
import { roomField } from '../../fields/room.ts';
import { sessionField } from '../../fields/session.ts';
import { summarizeField, summaryPromptField } from '../../fields/transcription.ts';

const NOT_MERGE = { show: { recordingType: ['participant', 'room', 'track'] } };
const MERGE = { show: { recordingType: ['merge'] } };
const IN_OPTIONS = {
	room: { show: { '/recordingType': ['room'] } },
	withFormat: { show: { '/recordingType': ['participant', 'room', 'track'] } },
};

/** What starting a recording says, each field where VideoSDK takes it. */
export const startRecordingFields = [
	// Its other fields depend on it: by an expression, n8n would ask for all of them.
	{ ...recordingTypeField, noDataExpression: true },
	{ ...roomField, displayOptions: NOT_MERGE },
	{ ...sessionField, displayOptions: MERGE },
	recordedParticipantField,
	recordedTrackField,
	{
		displayName: 'Left Channel',
		name: 'channel1',
		type: 'string',
		required: true,
		displayOptions: MERGE,
		default: '',
		placeholder: 'customer_4711',
		description: 'IDs of participants, with commas between',
	},
	{
		displayName: 'Right Channel',
		name: 'channel2',
		type: 'string',
		required: true,
		displayOptions: MERGE,
		default: '',
		placeholder: 'agent_1',
		description: 'IDs of participants, with commas between',
	},
	{
		displayName: 'Transcribe',
		name: 'transcribe',
		type: 'boolean',
		displayOptions: { show: { recordingType: ['room'] } },
		default: false,
		description: 'Whether to transcribe it afterwards, where VideoSDK stores it',
	},
	{
		...summarizeField,
		displayOptions: { show: { recordingType: ['room'], transcribe: [true] } },
	},
	{
		...summaryPromptField,
		displayOptions: {
			show: { recordingType: ['room'], transcribe: [true], summarize: [true] },
		},
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Audio Only',
				name: 'audioOnly',
				type: 'boolean',
				displayOptions: IN_OPTIONS.room,
				default: true,
				description: 'Whether to record the sound alone',
			},
			{
				displayName: 'File Format',
				name: 'fileFormat',
				type: 'options',
				displayOptions: IN_OPTIONS.withFormat,
				options: [
					{
						name: 'M3U8',
						value: 'm3u8',
						description: 'Not for rooms. Download brings its playlist alone.',
					},
					{ name: 'MP3', value: 'mp3', description: 'For tracks only' },
					{ name: 'MP4', value: 'mp4' },
					{ name: 'WebM', value: 'webm' },
				],
				default: 'mp4',
				description: 'Without this option: MP4 for rooms, else WebM',
			},
			{
				displayName: 'Folder',
				name: 'directory',
				type: 'string',
				default: '',
				placeholder: 'calls/2026',
				description: 'Where the account has a storage of its own',
			},
			{
				displayName: 'Layout',
				name: 'layout',
				type: 'options',
				displayOptions: IN_OPTIONS.room,
				options: [
					{ name: 'Grid', value: 'GRID', description: 'All of the same size' },
					{ name: 'Sidebar', value: 'SIDEBAR', description: 'One large, the others beside' },
					{ name: 'Spotlight', value: 'SPOTLIGHT', description: 'One only' },
				],
				default: 'GRID',
				description: 'Of the pictures of a room',
			},
			{
				displayName: 'Quality',
				name: 'quality',
				type: 'options',
				displayOptions: IN_OPTIONS.room,
				options: [
					{ name: 'High', value: 'high' },
					{ name: 'Low', value: 'low' },
					{ name: 'Medium', value: 'med' },
					{ name: 'Ultra', value: 'ultra' },
				],
				default: 'med',
				description: 'Of the recording of a room',
			},
			{
				displayName: 'Webhook URL',
				name: 'webhookUrl',
				type: 'string',
				default: '',
				placeholder: 'https://n8n.example.com/webhook/recording',
				description: 'Who is told what becomes of it',
			},
		],
	},
] as const satisfies INodeProperties[];
