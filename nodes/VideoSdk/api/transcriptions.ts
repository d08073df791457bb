import type { IDataObject } from 'n8n-workflow';
import {
	transcriptionIdIn,
	whereIn,
	type TranscriptionSource,
} from '../../../videosdk/transcription.ts';
import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import { Failure } from '../errors/failure.ts';
import { fieldText } from '../fields/fieldText.ts';
import type { ApiRequest, Client } from './exchange.ts';
import { idInPath } from './idInPath.ts';
import { listRows, readList } from './pages.ts';

const REALTIME = '/ai/v1/realtime-transcriptions';
/** In the docs only (page "Fetch Post Transcriptions & Summary"), and not in the server SDK. */
const POST = '/ai/v1/post-transcriptions';
const TRANSCRIPTIONS_PER_PAGE = 100;

const FOLDERS: Record<TranscriptionSource, string> = { realtime: REALTIME, recording: POST };

export interface TranscriptionStart {
	roomId: string;
	webhookUrl?: string;
	/** Of a provider that VideoSDK works with. */
	modelId?: string;
	/** BCP 47, such as en-US. */
	language?: string;
	summary?: { enabled: boolean; prompt?: string };
}

/** In the order of the server SDK, `transcription.ts`. */
export function startTranscriptionRequest(order: TranscriptionStart): ApiRequest {
	const { roomId, webhookUrl, modelId, language, summary } = order;
	const body: IDataObject = { roomId, webhookUrl, modelId, language, summary };
	const told = Object.entries(body).filter(([, value]) => value !== undefined);
	return { method: 'POST', path: `${REALTIME}/start`, body: Object.fromEntries(told) };
}

export function stopTranscriptionRequest(roomId: string): ApiRequest {
	return { method: 'POST', path: `${REALTIME}/end`, body: { roomId } };
}

export function readTranscriptionRequest(
	source: TranscriptionSource,
	transcriptionId: string,
): ApiRequest {
	return { method: 'GET', path: `${FOLDERS[source]}/${idInPath(transcriptionId)}` };
}

/** Which transcriptions are listed. Empty texts filter nothing. */
export interface TranscriptionFilters {
	roomId?: string;
	sessionId?: string;
	/** Of realtime transcriptions only (server SDK). */
	status?: string;
}

export function listTranscriptionsRequest(
	source: TranscriptionSource,
	filters: TranscriptionFilters,
	page: number,
): ApiRequest {
	const query = {
		...{ page, perPage: TRANSCRIPTIONS_PER_PAGE },
		roomId: fieldText(filters.roomId),
		sessionId: fieldText(filters.sessionId),
		status: source === 'realtime' ? fieldText(filters.status) : undefined,
	};
	return { method: 'GET', path: FOLDERS[source], query };
}

/** What is written down of talks. What it throws is a `Failure`. */
export class TranscriptionsApi {
	readonly #client: Client;

	constructor(client: Client) {
		this.#client = client;
	}

	/** Starts a realtime transcription. Not sent again when its answer was lost. */
	async start(order: TranscriptionStart): Promise<unknown> {
		return (await this.#client.sendOnce(startTranscriptionRequest(order))).body;
	}

	/** To stop twice does no harm, so a lost answer is asked for again. */
	async stop(roomId: string): Promise<unknown> {
		return (await this.#client.send(stopTranscriptionRequest(roomId))).body;
	}

	async get(source: TranscriptionSource, transcriptionId: string): Promise<JsonObject> {
		const { body } = await this.#client.send(readTranscriptionRequest(source, transcriptionId));
		const found = isRecord(body) && isRecord(body.data) ? body.data : body;
		if (isRecord(found) && transcriptionIdIn(found) !== undefined) return found;
		throw new Failure({
			code: 'unreadableAnswer',
			message: `VideoSDK answered without the transcription "${transcriptionId}"`,
			hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
			callMayExist: false,
		});
	}

	/**
	 * Transcriptions as VideoSDK describes them, in its order. Docs and server SDK differ on whether the
	 * list of realtime ones takes a room: so what it gives is looked through here.
	 */
	async list(
		source: TranscriptionSource,
		{ filters = {}, most = Infinity }: { filters?: TranscriptionFilters; most?: number } = {},
	): Promise<JsonObject[]> {
		const [roomId, sessionId] = [fieldText(filters.roomId), fieldText(filters.sessionId)];
		const isWanted = (row: JsonObject) => {
			const where = whereIn(row);
			const isOfRoom = roomId === '' || (where.roomId ?? roomId) === roomId;
			return isOfRoom && (sessionId === '' || (where.sessionId ?? sessionId) === sessionId);
		};
		const readPage = async (page: number) =>
			await readList(
				this.#client,
				listTranscriptionsRequest(source, filters, page),
				'transcriptions',
			);
		const isFiltered = roomId !== '' || sessionId !== '';
		const order = { idOf: transcriptionIdIn, most: isFiltered ? Infinity : most };
		return (await listRows(readPage, order)).filter(isWanted).slice(0, most);
	}
}
