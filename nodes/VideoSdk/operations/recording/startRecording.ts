import type { IDataObject } from 'n8n-workflow';
import { toRecordingItem } from '../../../../videosdk/recording.ts';
import { messageIn } from '../../../../videosdk/messageIn.ts';
import { adviceOn } from '../../api/advised.ts';
import { startedOnce } from '../../api/startedOnce.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import {
	mergeRecordingsRequest,
	startParticipantRecordingRequest,
	startRoomRecordingRequest,
	startTrackRecordingRequest,
} from '../../api/recordings.ts';
import { missingInput } from '../../errors/failure.ts';
import { roomIdOf } from '../../fields/room.ts';
import { sessionIdOf } from '../../fields/session.ts';
import { safeText } from '../../fields/safeText.ts';
import { summaryOf } from '../../fields/transcription.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import { defineOperation } from '../defineOperation.ts';
import { startRecordingFields } from './startRecordingFields.ts';

const ADVICE =
	'Nothing was started. Somebody must be in the room: VideoSDK records only a live session, such as that of an answered call, and each only once. To record from the first moment on, make the room with Room > Create and its option Record by Itself, or use After the Call of the call.';
const MERGE_ADVICE =
	'Nothing was started. Check the Session, and that the participants on both channels were recorded in that session, by Recording Type: Participant.';

type Params = ParamsOf<typeof startRecordingFields>;

/**
 * Starts a recording, or the merging of two sides. It is not started a second time when the answer was
 * lost; VideoSDK refuses a second one of the same.
 */
export const startRecording = defineOperation({
	resource: 'recording',
	option: {
		name: 'Start',
		value: 'start',
		action: 'Start a recording',
		description: 'Record a room, a participant or a track',
	},
	fields: startRecordingFields,
	exceptions: { takesLists: ['channel1', 'channel2'] },
	plan: (params) => ({ ...what(params), request: startRequestOf(params) }),
	run: async ({ api }, { request, type, ...of }) => {
		const advice = adviceOn(givenOf(of), type === 'merge' ? MERGE_ADVICE : ADVICE);
		const answer = await startedOnce('The recording', advice, api.recordings.start(request));
		if (type === 'merge') return { ...of, ...toRecordingItem(answer, type) };
		return { type, ...of, started: true, ...messageIn(answer) };
	},
});

/** The same by the labels of its fields. */
function givenOf(what: { roomId?: string; sessionId?: string; participantId?: string }) {
	return { Room: what.roomId, Session: what.sessionId, 'Participant ID': what.participantId };
}

/** What is recorded, as the item tells it. */
function what(params: Params) {
	const { recordingType: type } = params;
	if (type === 'merge') return { type, sessionId: sessionIdOf(params.sessionId) };
	const roomId = roomIdOf(params.roomId);
	if (type === 'room') return { type, roomId };
	const participantId = required('Participant ID', params.participantId);
	if (type === 'participant') return { type, roomId, participantId };
	return { type, roomId, participantId, kind: params.kind };
}

/** @throws Failure for what cannot be sent */
export function startRequestOf(params: Params): ApiRequest {
	const { recordingType: type, options } = params;
	const storage = {
		// A format that the type does not know is VideoSDK's to refuse: it learns new ones.
		fileFormat: options.fileFormat,
		webhookUrl: safeText('Webhook URL', options.webhookUrl) || undefined,
		directory: safeText('Folder', options.directory) || undefined,
	};
	if (type === 'merge') {
		return mergeRecordingsRequest({
			...storage,
			sessionId: sessionIdOf(params.sessionId),
			channel1: participantsOf('Left Channel', params.channel1),
			channel2: participantsOf('Right Channel', params.channel2),
		});
	}
	const roomId = roomIdOf(params.roomId);
	if (type === 'room') {
		const { transcribe } = params;
		const summary = summaryOf(params);
		const transcription = { enabled: true, ...(summary && { summary }) };
		return startRoomRecordingRequest({
			...{ roomId, ...storage, config: configOf(options) },
			transcription: transcribe ? transcription : undefined,
		});
	}
	const participantId = required('Participant ID', params.participantId);
	if (type === 'participant') {
		return startParticipantRecordingRequest({ roomId, participantId, ...storage });
	}
	return startTrackRecordingRequest({ roomId, participantId, kind: params.kind, ...storage });
}

/** A layout is needed as soon as anything is said (server SDK, `egress.ts`, whose order this is). */
function configOf({ layout, quality, audioOnly }: Params['options']): IDataObject | undefined {
	const told = {
		...(layout === undefined ? {} : { layout: { type: layout } }),
		...(quality === undefined ? {} : { quality }),
		// Docs page "Start Recording"; the server SDK has no word for it.
		...(audioOnly ? { mode: 'audio' } : {}),
	};
	if (Object.keys(told).length === 0) return undefined;
	return layout === undefined ? { ...told, layout: { type: 'GRID' } } : told;
}

function participantsOf(field: string, value: unknown): string[] {
	const ids = (Array.isArray(value) ? value : String(value).split(',')).map((id) =>
		safeText(field, id),
	);
	const filled = ids.filter((id) => id !== '');
	if (filled.length > 0) return filled;
	throw missingInput(field);
}

function required(field: string, value: unknown): string {
	const text = safeText(field, value);
	if (text !== '') return text;
	throw missingInput(field);
}
