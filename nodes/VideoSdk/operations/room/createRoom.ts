import { toRoomItem } from '../../../../videosdk/room.ts';
import { withoutUrlSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { defineOperation } from '../defineOperation.ts';
import type { RoomOrder } from '../../api/rooms.ts';
import { emptyInput, invalidInput } from '../../errors/failure.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { assertSafeText, safeText } from '../../fields/safeText.ts';

/** As VideoSDK's documents have it (`videosdk-server-sdk`, `RoomWebhookInput`). */
const LONGEST_WEBHOOK_URL = 512;

/** Told where the option "Webhook Events" is not added: how a call's room comes to its recording. */
const USUAL_EVENTS = [
	'session-started',
	'session-ended',
	'recording-started',
	'recording-stopped',
	'recording-failed',
] as const;

/** Makes a room, or gives the one that has the custom ID already. */
export const createRoom = defineOperation({
	resource: 'room',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a room',
		description: 'Make a room (meeting) that calls can be put into',
	},
	fields: [
		{
			displayName: 'Custom Room ID',
			name: 'customRoomId',
			type: 'string',
			default: '',
			placeholder: 'customer-4711',
			description:
				'A name of your own for the room. If a room has it already, that room comes out, as it is. When empty, each run makes a new room.',
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
						'Only participants with these IDs may join; several with commas between. A call into the room needs one of them as its Participant ID.',
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
						"How long a session may last. VideoSDK's documents contradict each other on the unit: its server SDK says seconds, its older pages say minutes. Try a small value first.",
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
					description:
						'The region whose servers carry sound and picture of the room. Without it, that of the API key.',
				},
				rawAnswerField,
				{
					displayName: 'Webhook Events',
					name: 'webhookEvents',
					type: 'multiOptions',
					// In the order of the alphabet, as n8n's lint wants it.
					options: [
						{ name: 'Merged Recording Completed', value: 'merge-recording-completed' },
						{ name: 'Merged Recording Failed', value: 'merge-recording-failed' },
						{ name: 'Participant Joined', value: 'participant-joined' },
						{ name: 'Participant Left', value: 'participant-left' },
						{ name: 'Participant Recording Failed', value: 'participant-recording-failed' },
						{ name: 'Participant Recording Started', value: 'participant-recording-started' },
						{ name: 'Participant Recording Stopped', value: 'participant-recording-stopped' },
						{ name: 'Recording Failed', value: 'recording-failed' },
						{ name: 'Recording Started', value: 'recording-started' },
						{ name: 'Recording Stopped', value: 'recording-stopped' },
						{ name: 'Session Ended', value: 'session-ended' },
						{ name: 'Session Started', value: 'session-started' },
						{ name: 'Transcription Completed', value: 'transcription-completed' },
						{ name: 'Transcription Failed', value: 'transcription-failed' },
						{ name: 'Transcription Started', value: 'transcription-started' },
						{ name: 'Transcription Stopped', value: 'transcription-stopped' },
					],
					default: [...USUAL_EVENTS],
					description:
						'What the Webhook URL is told. Without this option: the start and end of sessions, and of recordings. An expression may name others, such as "session*".',
				},
				{
					displayName: 'Webhook URL',
					name: 'webhookUrl',
					type: 'string',
					default: '',
					placeholder: 'https://n8n.example.com/webhook/room-events',
					description:
						'Who is told what happens in this room, such as that its recording is there. VideoSDK signs what it sends, and must be able to reach the URL from the internet.',
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
	const webhook = webhookOf(options);
	return {
		customRoomId: safeText('Custom Room ID', customRoomId) || undefined,
		...(geoFence && { geoFence }),
		...(allowed.length > 0 && {
			allowedParticipantIds: assertSafeText('Allowed Participant IDs', allowed),
		}),
		...(webhook && { webhook }),
		...((autoClose !== undefined || duration !== undefined) && {
			autoClose: {
				type: autoClose ?? 'session-ends',
				...(duration === undefined ? {} : { duration }),
			},
		}),
	};
}

function webhookOf({
	webhookUrl,
	webhookEvents = USUAL_EVENTS,
}: RoomOptions): RoomOrder['webhook'] {
	const url = safeText('Webhook URL', webhookUrl);
	if (url === '') return undefined;
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
		const reason = 'it must be a URL that begins with https://';
		throw invalidInput('Webhook URL', withoutUrlSecrets(url), reason);
	}
	if (url.length > LONGEST_WEBHOOK_URL) {
		const reason = `VideoSDK takes no more than ${LONGEST_WEBHOOK_URL} characters`;
		throw invalidInput('Webhook URL', withoutUrlSecrets(url), reason);
	}
	if (webhookEvents.length > 0) return { url, events: [...webhookEvents] };
	throw emptyInput('Webhook Events', 'select at least one event, or remove the option');
}
