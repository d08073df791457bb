import { toTranscriptionItem } from '../../../../videosdk/transcription.ts';
import { adviceOn } from '../../api/advised.ts';
import { startedOnce } from '../../api/startedOnce.ts';
import type { TranscriptionStart } from '../../api/transcriptions.ts';
import { invalidInput } from '../../errors/failure.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { summarizeField, summaryOf, summaryPromptField } from '../../fields/transcription.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Nothing was started. Somebody must be in the room: VideoSDK writes down only a live session, such as that of an answered call, and each only once at a time.';

/** Has VideoSDK write down what is said in a room, from now on. */
export const startTranscription = defineOperation({
	resource: 'transcription',
	option: {
		name: 'Start',
		value: 'start',
		action: 'Start a transcription',
		description: 'Have what is said in a room written down',
	},
	fields: [
		roomField,
		{
			displayName: 'Language',
			name: 'language',
			type: 'string',
			default: '',
			placeholder: 'en-US',
			description: 'Such as en-US, de-DE or hi-IN. Empty: VideoSDK decides.',
		},
		summarizeField,
		{ ...summaryPromptField, displayOptions: { show: { summarize: [true] } } },
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Model ID',
					name: 'modelId',
					type: 'string',
					default: '',
					description: 'As VideoSDK names it',
				},
				{
					displayName: 'Webhook URL',
					name: 'webhookUrl',
					type: 'string',
					default: '',
					placeholder: 'https://n8n.example.com/webhook/transcript',
					description: 'Who is told what becomes of it',
				},
			],
		},
	],
	plan: ({ options, ...params }): TranscriptionStart => ({
		roomId: roomIdOf(params.roomId),
		webhookUrl: safeText('Webhook URL', options.webhookUrl) || undefined,
		modelId: safeText('Model ID', options.modelId) || undefined,
		language: languageOf(params.language),
		summary: summaryOf(params),
	}),
	run: async ({ api }, order) => {
		const starting = api.transcriptions.start(order);
		const advice = adviceOn({ Room: order.roomId }, ADVICE);
		const answer = await startedOnce('The transcription', advice, starting);
		return { roomId: order.roomId, ...toTranscriptionItem(answer, 'realtime') };
	},
});

/** As BCP 47 has it: de_DE is widely written, and means the same. */
function languageOf(value: unknown): string | undefined {
	const written = safeText('Language', value);
	if (written === '') return undefined;
	try {
		return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0];
	} catch {
		const reason = 'it is no language as BCP 47 has it, such as en-US or de-DE';
		throw invalidInput('Language', written, reason);
	}
}
