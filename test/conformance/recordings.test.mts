import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { toRecordingItem } from '../../videosdk/recording.ts';
import { toTranscriptionItem } from '../../videosdk/transcription.ts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const ROOM = 'cust-omer-call';

/** A call in the room that has been answered; gives the id of its session. */
async function talk(participantId = 'customer', changes = {}): Promise<string> {
	const call = { callTo: '+12025550199', gatewayId: SEED_GATEWAY_ID, roomId: ROOM, participantId };
	await vsdk().sip.calls.create({ ...call, ...changes });
	sandbox().clock.advance(4_000);
	return sandbox().calls()[0]?.sessionId ?? '';
}

/** The talk ends, and a minute goes by. */
const later = () => sandbox().clock.advance(90_000);

test('the SDK records a room, and both it and we read the recording once it is ready', async () => {
	const sessionId = await talk();
	const { recordings } = vsdk();
	await recordings.start(ROOM, {
		composition: { layout: 'grid', quality: 'med' },
		transcription: { enabled: true, summary: { enabled: true, prompt: 'Short' } },
	});
	const [running] = (await recordings.list({ roomId: ROOM, sessionId })).data;
	expect(running?.file).toBeUndefined();
	expect(toRecordingItem(running, 'room')).toMatchObject({
		isReady: false,
		roomId: ROOM,
		sessionId,
	});
	later();
	const ready = await recordings.get(running?.id ?? '', { withTranscription: true });
	expect(ready.file?.fileUrl).toMatch(/^http/);
	expect(toRecordingItem(ready, 'room')).toMatchObject({
		...{ recordingId: ready.id, type: 'room', isReady: true, url: ready.file?.fileUrl },
		...{ media: 'video', sizeBytes: 65536 },
	});
});

test('the SDK stops a room recording, by its handle and by the room', async () => {
	await talk();
	const { recordings } = vsdk();
	const handle = await recordings.start(ROOM);
	expect(handle).toMatchObject({ type: 'recording', roomId: ROOM });
	expect(await recordings.stop(handle)).toMatch(/ended/);
	await expect(recordings.stop(ROOM)).rejects.toMatchObject({ httpStatus: 400 });
});

test.each(['participant', 'track'] as const)(
	'the SDK records a %s, stops it, lists it and gets it',
	async (type) => {
		await talk('customer');
		const { participant, track } = vsdk().recordings;
		if (type === 'track') {
			await track.start(ROOM, { participantId: 'customer', kind: 'audio', fileFormat: 'mp3' });
			await track.stop(ROOM, 'customer', 'audio');
		} else {
			await participant.start(ROOM, { participantId: 'customer' });
			await participant.stop(ROOM, 'customer');
		}
		later();
		const list = { roomId: ROOM, participantId: 'customer' };
		const [found] = (await vsdk().recordings[type].list(list)).data;
		const one = await vsdk().recordings[type].get(found?.id ?? '');
		expect(one.files).toHaveLength(1);
		expect(toRecordingItem(one, type)).toMatchObject({
			...{ recordingId: found?.id, participantId: 'customer', isReady: true },
			url: one.files?.[0]?.fileUrl,
		});
		expect((await vsdk().recordings[type].list({ participantId: 'other' })).data).toEqual([]);
	},
);

test('the SDK merges two sides of a talk, and both it and we follow the job', async () => {
	const sessionId = await talk('customer');
	const { merge } = vsdk().recordings;
	const { recording } = await merge.create({
		sessionId,
		channel1: [{ participantId: 'customer' }],
		channel2: [{ participantId: 'agent' }],
	});
	expect(recording).toMatchObject({ status: 'running', meetingId: ROOM });
	expect(toRecordingItem({ message: '', recording }, 'merge')).toMatchObject({
		...{ recordingId: recording.id, roomId: ROOM, status: 'running', isReady: false },
	});
	later();
	const [done] = (await merge.list({ sessionId, status: 'completed' })).data;
	expect(done).toEqual(await merge.get(recording.id));
	expect(toRecordingItem(done, 'merge')).toMatchObject({ isReady: true, media: 'audio' });
});

test('the SDK pages through recordings, each of them once', async () => {
	await talk();
	for (let n = 0; n < 23; n += 1) {
		await vsdk().recordings.participant.start(ROOM, { participantId: `p-${n}` });
	}
	const all = await collect(await vsdk().recordings.participant.list({ perPage: 5 }));
	expect(new Set(all.map(({ id }) => id)).size).toBe(23);
});

test('the SDK has a talk written down, and both it and we read what came of it', async () => {
	await talk();
	const { realtime } = vsdk().transcription;
	const started = await realtime.start(ROOM, {
		...{ language: 'en-US', summary: { enabled: true, prompt: 'In one line' } },
	});
	expect(started).toMatchObject({ roomId: ROOM, status: 'running' });
	expect((await realtime.stop(started)).id).toBe(started.id);
	later();
	const read = await realtime.get(started.id);
	expect(read.transcriptionFilePaths?.txt).toMatch(/^http/);
	expect(toTranscriptionItem(read, 'realtime')).toMatchObject({
		...{ transcriptionId: started.id, roomId: ROOM, status: 'completed', isReady: true },
		transcriptUrl: read.transcriptionFilePaths?.txt,
		summaryUrl: read.summarizedFilePaths?.txt,
	});
	expect((await realtime.list()).data).toMatchObject([{ id: started.id, roomId: ROOM }]);
});

test('the SDK reports what is not there, and what cannot be recorded as nobody is in the room', async () => {
	const { recordings, transcription } = vsdk();
	const notFound = { httpStatus: 404 };
	await expect(recordings.get('x')).rejects.toMatchObject(notFound);
	await expect(recordings.merge.get('x')).rejects.toMatchObject(notFound);
	await expect(transcription.realtime.get('x')).rejects.toMatchObject(notFound);
	const refused = { httpStatus: 400 };
	await expect(recordings.start(ROOM)).rejects.toMatchObject(refused);
	await expect(transcription.realtime.start(ROOM)).rejects.toMatchObject(refused);
});
