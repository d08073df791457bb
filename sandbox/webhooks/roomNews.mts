import { createAlarm } from '../state/alarm.mts';
import type { SandboxRecording, SandboxTranscription } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { sessionsOf } from '../state/sessions.mts';
import { roomEventWire, type RoomEvent } from '../wire/roomEventWire.mts';

/** Something that has happened in a room, or is going to. */
interface News {
	/** By this it is told once. */
	key: string;
	/** In epoch milliseconds. */
	at: number;
	event: RoomEvent;
	roomId: string;
	/** Who is told besides the webhook of the room. */
	webhookUrl?: string;
	body: () => string;
}

/**
 * Tells the webhook of a room what happens in it, and the one that a recording was started with what
 * becomes of that, each when it comes due by the sandbox's clock. Gives back how to stop.
 */
export function tellRoomNews(state: SandboxState): () => void {
	const { calls, clock, recordings, rooms } = state;
	const told = new Set<string>();
	let isAnythingAskedFor = false;

	/** Nobody listens to most rooms: then nothing is worked out. */
	const untold = () => {
		isAnythingAskedFor ||= rooms.all().some(({ webhook }) => webhook !== undefined);
		return isAnythingAskedFor ? newsOf(state).filter(({ key }) => !told.has(key)) : [];
	};
	const tellWhatIsDue = () => {
		const due = untold().filter(({ at }) => at <= clock.now());
		for (const { key, event, roomId, webhookUrl, body } of due.sort((a, b) => a.at - b.at)) {
			told.add(key);
			const { webhook } = rooms.find(roomId) ?? {};
			const isListening = webhook?.events.some((name) => isNamed(name, event)) === true;
			const urls = [isListening ? webhook?.endPoint : undefined, webhookUrl];
			const listeners = urls
				.filter((url) => url !== undefined)
				.map((url) => ({ id: `room ${roomId}`, url }));
			state.deliveries.send(listeners, event, body());
		}
	};
	const nextAt = () => {
		const moments = untold().map(({ at }) => at);
		// A call that changes may bring news that nobody can foresee: a session begins with an answer. Who
		// tells of calls may not have seen yet that one has come due.
		const change = calls.untold.nextAt();
		if (change !== undefined) moments.push(Math.max(change, clock.now() + 1));
		return moments.length === 0 ? undefined : Math.min(...moments);
	};
	const alarm = createAlarm(clock, nextAt, tellWhatIsDue);
	const look = () => {
		tellWhatIsDue();
		alarm.look();
	};
	const stops = [
		calls.changes.listen(look),
		recordings.changes.listen(() => {
			// After a reset there are none, and it is told as well.
			isAnythingAskedFor = [...recordings.all(), ...recordings.transcriptions()].length > 0;
			look();
		}),
	];
	return () => {
		stops.forEach((stop) => stop());
		alarm.stop();
	};
}

/** Names may be patterns such as `session*` (src/resources/rooms.ts of the vendor's SDK). */
function isNamed(pattern: string, event: string): boolean {
	return pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : pattern === event;
}

function newsOf(state: SandboxState): News[] {
	const wire = roomEventWire(state);
	const sessions = sessionsOf(state.calls.all()).flatMap((session): News[] => {
		const { sessionId, roomId, start, end, participants } = session;
		const news = (at: number | null, event: RoomEvent, key: string, body: News['body']): News[] =>
			at === null ? [] : [{ key: `${event} ${key}`, at, event, roomId, body }];
		return [
			...news(start, 'session-started', sessionId, () => wire.session('session-started', session)),
			...participants.flatMap((one) => [
				...news(one.start, 'participant-joined', one.callId + sessionId, () =>
					wire.participant('participant-joined', session, one),
				),
				...news(one.end, 'participant-left', one.callId + sessionId, () =>
					wire.participant('participant-left', session, one),
				),
			]),
			...news(end, 'session-ended', sessionId, () => wire.session('session-ended', session)),
		];
	});
	const made = (
		at: number | null,
		event: RoomEvent,
		one: SandboxRecording | SandboxTranscription,
		body: News['body'],
	): News[] => {
		const { id, roomId, webhookUrl } = one;
		return at === null ? [] : [{ key: `${event} ${id}`, at, event, roomId, webhookUrl, body }];
	};
	const recordings = state.recordings.all().flatMap((one): News[] => {
		const [started, stopped, failed] = RECORDING_EVENTS[one.type];
		const ending = one.hasFailed ? failed : stopped;
		return [
			...(started ? made(one.start, started, one, () => wire.recording(started, one)) : []),
			...made(one.readyAt, ending, one, () => wire.recording(ending, one)),
		];
	});
	const transcriptions = state.recordings.transcriptions().flatMap((one): News[] => {
		const told = (at: number | null, event: RoomEvent) =>
			made(at, event, one, () => wire.transcription(event, one));
		return [
			...told(one.start, 'transcription-started'),
			...told(one.readyAt, 'transcription-stopped'),
			// Only for the webhook of a room is there such a name (docs page "Create Room").
			...told(one.readyAt, 'transcription-completed').map((news) => ({
				...news,
				webhookUrl: undefined,
			})),
		];
	});
	return [...sessions, ...recordings, ...transcriptions];
}

/** How each type begins, ends and fails: docs page "Webhooks List". */
const RECORDING_EVENTS: Record<
	SandboxRecording['type'],
	readonly [RoomEvent | undefined, RoomEvent, RoomEvent]
> = {
	room: ['recording-started', 'recording-stopped', 'recording-failed'],
	participant: [
		'participant-recording-started',
		'participant-recording-stopped',
		'participant-recording-failed',
	],
	track: [
		'participant-track-recording-started',
		'participant-track-recording-stopped',
		'participant-track-recording-failed',
	],
	merge: [undefined, 'merge-recording-completed', 'merge-recording-failed'],
};
