import { expect, test } from 'vitest';
import { useReceiver } from '../support/webhookReceiver.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send } = useSandbox();
const receiver = useReceiver();

const ROOM = 'told-abou-room';

function place(events: string[], recordAudioAs: 'room' | 'participant' | 'merge' = 'room') {
	sandbox().changeSettings({ recordAudioAs });
	sandbox().addRooms({ roomId: ROOM, webhook: { endPoint: receiver.url(), events } });
	sandbox().addCalls({
		...{ via: 'gateway', to: '+12025550103', roomId: ROOM, participantId: 'callee' },
		options: { recordAudio: true },
	});
}

async function after(seconds: number) {
	sandbox().clock.advance(seconds * 1000);
	await sandbox().settled();
	return receiver.events();
}

test('the webhook of a room is told of its session, participants and recording, when they come due', async () => {
	place(['*']);
	expect(await after(3)).toEqual([]);
	expect(await after(2)).toEqual(['session-started', 'participant-joined', 'recording-started']);
	expect(await after(5)).toEqual(expect.arrayContaining(['participant-left', 'session-ended']));
	expect((await after(5)).at(-1)).toBe('recording-stopped');
	expect(receiver.events()).toHaveLength(6);
	const { sessionId } = sandbox().calls()[0];
	expect(receiver.received().at(-1)?.json).toEqual({
		webhookType: 'recording-stopped',
		data: {
			...{ meetingId: ROOM, sessionId },
			filePath: expect.stringMatching(/\.mp4$/),
			fileUrl: expect.stringMatching(/^http/),
		},
	});
	expect(await after(600)).toHaveLength(6);
});

test('it is told what it listens for, patterns among it, signed as call events are', async () => {
	place(['session*', 'merge-recording-completed'], 'merge');
	expect(await after(30)).toEqual([
		'session-started',
		'session-ended',
		'merge-recording-completed',
	]);
	const [{ rawBody, headers }] = receiver.received();
	expect(headers['videosdk-signature']).toBe(sandbox().sign(rawBody.toString('utf8')));
});

test('a participant recording has its files under another name, and one that failed has none', async () => {
	place(['participant-recording*'], 'participant');
	await after(30);
	expect(receiver.received().at(-1)?.json.data).toMatchObject({
		participantId: 'callee',
		fileDetails: [{ fileUrl: expect.any(String) }],
	});
	sandbox().changeSettings({ recordingsFail: true });
	sandbox().addCalls({
		...{ via: 'gateway', to: '+12025550103', roomId: ROOM },
		options: { recordAudio: true },
	});
	expect((await after(30)).at(-1)).toBe('participant-recording-failed');
});

test('whoever a recording was started with is told of that recording alone', async () => {
	sandbox().addCalls({ via: 'gateway', to: '+12025550103', roomId: 'abcd-efgh-ijkl' });
	await after(5);
	const body = { roomId: 'abcd-efgh-ijkl', webhookUrl: receiver.url() };
	expect((await send('/v2/recordings/start', { method: 'POST', body })).status).toBe(200);
	expect(await after(30)).toEqual(['recording-started', 'recording-stopped']);
});

test('a room without a webhook tells nobody', async () => {
	sandbox().addCalls({ via: 'gateway', to: '+12025550103', roomId: 'abcd-efgh-ijkl' });
	expect(await after(60)).toEqual([]);
});
