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
			description: 'A name of your own: a room that has it already comes out',
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
					description: 'Who may join; commas between. A call needs one as its Participant ID.',
				},
				{
					displayName: 'Auto Close',
					name: 'autoClose',
					type: 'options',
					options: [
						{
							name: 'End the Session',
							value: 'session-ends',
							description: 'The room can be used again',
						},
						{
							name: 'End the Session and the Room',
							value: 'session-end-and-deactivate',
							description: 'Nobody can join any more',
						},
					],
					default: 'session-ends',
					description: 'When a session has lasted too long',
				},
				{
					displayName: 'Auto Close After',
					name: 'autoCloseAfter',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 3600,
					description:
						"VideoSDK's documents do not agree whether seconds or minutes: try a small value",
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
					description: 'Without it, that of the API key',
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
					description: 'From the first moment of each session',
				},
				{
					...summaryPromptField,
					description: 'For Record by Itself with a summary',
				},
				{
					displayName: 'Webhook Events',
					name: 'webhookEvents',
					type: 'multiOptions',
					options: [...roomEventChoices],
					default: [...USUAL_ROOM_EVENTS],
					description: 'Sessions, recordings and transcriptions without this option',
				},
				{
					displayName: 'Webhook URL',
					name: 'webhookUrl',
					type: 'string',
					default: '',
					placeholder: 'https://n8n.example.com/webhook/room-events',
					description:
						'The Production URL of a VideoSDK Trigger with Room Events. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
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
