import { toRoomItem } from '../../../../videosdk/room.ts';
import { defineOperation } from '../defineOperation.ts';
import type { RoomOrder } from '../../api/rooms.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { roomEventChoices, USUAL_ROOM_EVENTS } from '../../fields/roomEvents.ts';
import { roomWebhookOf } from '../../fields/roomWebhook.ts';
import { assertSafeText, safeText } from '../../fields/safeText.ts';
import { summaryPromptField } from '../../fields/transcription.ts';

/** Makes a room, or gives the one that has the custom ID already. */
export const createRoom = defineOperation({
	resource: 'room',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a room',
		description: 'Make a room that calls can be put into',
	},
	fields: [
		{
			displayName: 'Custom Room ID',
			name: 'customRoomId',
			type: 'string',
			default: '',
			placeholder: 'customer-4711',
			description:
				'A name of your own for the room. A room that has it already comes out. When empty, each run makes a new room.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Allowed Participant IDs',
					name: 'allowedParticipantIds',
					type: 'string',
					default: '',
					placeholder: 'customer_4711, agent_1',
					description:
						'Only these participants may join; commas between. A call into the room needs one of these as its Participant ID.',
				},
				{
					displayName: 'Auto Close',
					name: 'autoClose',
					type: 'options',
					options: [
						{
							name: 'End the Session',
							value: 'session-ends',
							description: 'Everybody leaves, and the room can be used again',
						},
						{
							name: 'End the Session and the Room',
							value: 'session-end-and-deactivate',
							description: 'Everybody leaves, and nobody can join the room any more',
						},
					],
					default: 'session-ends',
					description:
						'What VideoSDK does by itself when a session of the room has lasted too long',
				},
				{
					displayName: 'Auto Close After',
					name: 'autoCloseAfter',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 3600,
					description:
						"How long a session may last. VideoSDK's documents contradict each other on the unit, seconds or minutes: try a small value first.",
				},
				{
					displayName: 'Geo Fence',
					name: 'geoFence',
					type: 'options',
					// In the order of the alphabet, as n8n's lint wants it.
					options: [
						{ name: 'Australia (AUS001)', value: 'aus001' },
						{ name: 'Europe (EU001)', value: 'eu001' },
						{ name: 'India (IN001)', value: 'in001' },
						{ name: 'India (IN002)', value: 'in002' },
						{ name: 'India (IN003)', value: 'in003' },
						{ name: 'Singapore (SG001)', value: 'sg001' },
						{ name: 'Singapore (SG002)', value: 'sg002' },
						{ name: 'United Arab Emirates (UAE001)', value: 'uae001' },
						{ name: 'United Kingdom (UK001)', value: 'uk001' },
						{ name: 'United States (US001)', value: 'us001' },
						{ name: 'United States (US002)', value: 'us002' },
					],
					default: 'eu001',
					description: 'The region whose servers carry the room. Without it, that of the API key.',
				},
				rawAnswerField,
				{
					displayName: 'Record by Itself',
					name: 'autoRecord',
					type: 'options',
					// In the order of the alphabet, as n8n's lint wants it.
					options: [
						{ name: 'Recording', value: 'recording', description: 'The recording alone' },
						{
							name: 'Recording and Transcript',
							value: 'transcript',
							description: 'And what was said, written down afterwards',
						},
						{
							name: 'Recording, Transcript and Summary',
							value: 'summary',
							description: 'And what it came to',
						},
					],
					default: 'recording',
					description:
						'What VideoSDK makes of each session of the room by itself, from its first moment on',
				},
				{
					...summaryPromptField,
					description:
						'With Record by Itself: Recording, Transcript and Summary, what the summary shall tell',
				},
				{
					displayName: 'Webhook Events',
					name: 'webhookEvents',
					type: 'multiOptions',
					options: [...roomEventChoices],
					default: [...USUAL_ROOM_EVENTS],
					description:
						'What the Webhook URL is told. Without this option: of sessions, recordings and transcriptions. An expression may name others, such as "session*".',
				},
				{
					displayName: 'Webhook URL',
					name: 'webhookUrl',
					type: 'string',
					default: '',
					placeholder: 'https://n8n.example.com/webhook/room-events',
					description:
						'Who is told what happens in this room: the Production URL of a VideoSDK Trigger with Room Events, or of a program. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
				},
			],
		},
	],
	exceptions: { takesOthers: ['webhookEvents'], takesLists: ['allowedParticipantIds'] },
	plan: ({ customRoomId, options }) => ({
		order: roomOrderOf(customRoomId, options),
		raw: options.rawAnswer,
	}),
	run: async ({ api }, { order, raw }) => toRoomItem(await api.rooms.create(order), { raw }),
});

interface RoomOptions {
	autoRecord?: 'recording' | 'transcript' | 'summary';
	summaryPrompt?: string;
	allowedParticipantIds?: unknown;
	autoClose?: 'session-ends' | 'session-end-and-deactivate';
	autoCloseAfter?: number;
	geoFence?: string;
	webhookEvents?: readonly string[];
	webhookUrl?: string;
}

/** @throws Failure for what cannot be sent */
export function roomOrderOf(customRoomId: string, options: RoomOptions): RoomOrder {
	const { autoClose, autoCloseAfter: duration, geoFence } = options;
	const allowed = textListParam('Allowed Participant IDs', options.allowedParticipantIds);
	const webhook = roomWebhookOf('Webhook URL', options.webhookUrl, options.webhookEvents);
	const record = recordingOf(options);
	return {
		customRoomId: safeText('Custom Room ID', customRoomId) || undefined,
		...(geoFence && { geoFence }),
		...(allowed.length > 0 && {
			allowedParticipantIds: assertSafeText('Allowed Participant IDs', allowed),
		}),
		...(record && { record }),
		...(webhook && { webhook }),
		...((autoClose !== undefined || duration !== undefined) && {
			autoClose: {
				type: autoClose ?? 'session-ends',
				...(duration === undefined ? {} : { duration }),
			},
		}),
	};
}

function recordingOf({ autoRecord, summaryPrompt = '' }: RoomOptions): RoomOrder['record'] {
	if (autoRecord === undefined) return undefined;
	const summary = { prompt: summaryPrompt.trim() || undefined };
	return {
		transcribe: autoRecord !== 'recording',
		...(autoRecord === 'summary' && { summary }),
	};
}
