import type { IDataObject } from 'n8n-workflow';
import { recordingIdIn, type RecordingType } from '../../../videosdk/recording.ts';
import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import { Failure } from '../errors/failure.ts';
import { fieldText } from '../fields/fieldText.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList } from './pages.ts';

const RECORDINGS = '/v2/recordings';
const RECORDINGS_PER_PAGE = 100;

/** Where the recordings of each type lie (server SDK, `recordings.ts`). */
const FOLDERS: Record<RecordingType, string> = {
	room: RECORDINGS,
	participant: `${RECORDINGS}/participant`,
	track: `${RECORDINGS}/participant/track`,
	merge: `${RECORDINGS}/participant/merge`,
};

/** What of a participant is recorded. */
export type TrackKind = 'audio' | 'video' | 'screen_audio' | 'screen_video';

/** What VideoSDK writes down of a recording, and sums up. */
export interface TranscriptionOrder {
	enabled: boolean;
	/** With a prompt of the user's own; without one, VideoSDK has its own. */
	summary?: { enabled: boolean; prompt?: string };
}

/** What every start may say besides what is recorded; undefined is left to VideoSDK. */
interface Storage {
	fileFormat?: string;
	/** Who is told of it. */
	webhookUrl?: string;
	/** The folder in the storage. */
	directory?: string;
}

export interface RoomRecordingOrder extends Storage {
	roomId: string;
	/** How the picture is put together; `mode` "audio" records no picture. */
	config?: IDataObject;
	transcription?: TranscriptionOrder & IDataObject;
}

export interface ParticipantRecordingOrder extends Storage {
	roomId: string;
	participantId: string;
}

export interface TrackRecordingOrder extends ParticipantRecordingOrder {
	kind: TrackKind;
}

/** Two sides of a talk in one file with two channels, made of recordings of the participants. */
export interface MergeOrder extends Pick<Storage, 'webhookUrl' | 'directory'> {
	sessionId: string;
	/** Their participant IDs. */
	channel1: readonly string[];
	channel2: readonly string[];
}

/** Whose recording ends. */
export interface RecordingStop {
	roomId: string;
	participantId?: string;
	kind?: TrackKind;
}

/** In the order of the server SDK; what is undefined is not sent. */
export function startRoomRecordingRequest(order: RoomRecordingOrder): ApiRequest {
	const { roomId, config, transcription, fileFormat, webhookUrl, directory } = order;
	const body = { roomId, config, awsDirPath: directory, transcription, fileFormat, webhookUrl };
	return startRequest(`${FOLDERS.room}/start`, body);
}

export function startParticipantRecordingRequest(order: ParticipantRecordingOrder): ApiRequest {
	const { roomId, participantId, directory, fileFormat, webhookUrl } = order;
	const body = { roomId, bucketDirPath: directory, participantId, fileFormat, webhookUrl };
	return startRequest(`${FOLDERS.participant}/start`, body);
}

export function startTrackRecordingRequest(order: TrackRecordingOrder): ApiRequest {
	const { roomId, participantId, kind, directory, fileFormat, webhookUrl } = order;
	const body = { roomId, bucketDirPath: directory, participantId, kind, fileFormat, webhookUrl };
	return startRequest(`${FOLDERS.track}/start`, body);
}

export function mergeRecordingsRequest(order: MergeOrder): ApiRequest {
	const { sessionId, channel1, channel2, webhookUrl, directory } = order;
	const sources = (ids: readonly string[]) => ids.map((participantId) => ({ participantId }));
	const channels = { channel1: sources(channel1), channel2: sources(channel2) };
	return startRequest(FOLDERS.merge, { sessionId, ...channels, webhookUrl, dirPath: directory });
}

function startRequest(path: string, body: IDataObject): ApiRequest {
	const told = Object.entries(body).filter(([, value]) => value !== undefined);
	return { method: 'POST', path, body: Object.fromEntries(told), takesText: true };
}

/** Room recordings end, the others stop. */
export function stopRecordingRequest(
	type: Exclude<RecordingType, 'merge'>,
	{ roomId, participantId, kind }: RecordingStop,
): ApiRequest {
	const end = type === 'room' ? 'end' : 'stop';
	return startRequest(`${FOLDERS[type]}/${end}`, { roomId, participantId, kind });
}

export function readRecordingRequest(type: RecordingType, recordingId: string): ApiRequest {
	return { method: 'GET', path: `${FOLDERS[type]}/${idInPath(recordingId)}` };
}

/** Which recordings are listed. Empty texts filter nothing. */
export interface RecordingFilters {
	roomId?: string;
	sessionId?: string;
	/** Not of rooms and of merged recordings: those are of several. */
	participantId?: string;
	/** Of merged recordings only. */
	status?: string;
	/** Whether VideoSDK shall tell what was written down. Of room recordings only. */
	withTranscription?: boolean;
}

export function listRecordingsRequest(
	type: RecordingType,
	filters: RecordingFilters,
	page: number,
): ApiRequest {
	const { participantId, status, withTranscription } = filters;
	const isOfOne = type === 'participant' || type === 'track';
	const query = {
		...{ page, perPage: RECORDINGS_PER_PAGE },
		roomId: fieldText(filters.roomId),
		sessionId: fieldText(filters.sessionId),
		participantId: isOfOne ? fieldText(participantId) : undefined,
		status: type === 'merge' ? fieldText(status) : undefined,
		withTranscription: type === 'room' && withTranscription ? 'true' : undefined,
	};
	return { method: 'GET', path: FOLDERS[type], query };
}

/** Recordings of what is said and shown in rooms. What it throws is a `Failure`. */
export class RecordingsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/**
	 * Starts what one of the `start…Request` says. Not sent again when its answer was lost: there would be
	 * two recordings, or VideoSDK would refuse the second.
	 *
	 * @returns a sentence, or of a merge the job
	 */
	async start(request: ApiRequest): Promise<unknown> {
		return (await this.#client.sendOnce(request)).body;
	}

	/** To stop twice does no harm, so a lost answer is asked for again. */
	async stop(type: Exclude<RecordingType, 'merge'>, order: RecordingStop): Promise<unknown> {
		return (await this.#client.send(stopRecordingRequest(type, order))).body;
	}

	async get(type: RecordingType, recordingId: string): Promise<JsonObject> {
		const { body } = await this.#client.send(readRecordingRequest(type, recordingId));
		if (isRecord(body) && recordingIdIn(body) !== undefined) return body;
		if (isRecord(body) && [body.data, body.recording].some(isRecord)) return body;
		throw new Failure({
			code: 'unreadableAnswer',
			message: `VideoSDK answered without the recording "${recordingId}"`,
			hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
			callMayExist: false,
		});
	}

	/** Recordings of one type as VideoSDK describes them, in its order. */
	async list(
		type: RecordingType,
		{ filters = {}, most }: { filters?: RecordingFilters; most?: number } = {},
	): Promise<JsonObject[]> {
		const readPage = async (page: number) =>
			await readList(this.#client, listRecordingsRequest(type, filters, page), 'recordings');
		return await listRows(readPage, { idOf: recordingIdIn, most });
	}
}
