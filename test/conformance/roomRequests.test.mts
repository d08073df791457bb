import type { VideoSDK } from '@videosdk.live/server-sdk';
import { test } from 'vitest';
import {
	endRoomRequest,
	listRoomsRequest,
	newRoomRequest,
	readRoomRequest,
	validateRoomRequest,
} from '../../nodes/VideoSdk/api/rooms.ts';
import { autoRecordingFor } from '../../nodes/VideoSdk/calls/fields/afterTheCall.ts';
import { READY_ROOM_EVENTS } from '../../nodes/VideoSdk/fields/roomEvents.ts';
import { roomOrderOf } from '../../nodes/VideoSdk/operations/room/createRoom.ts';
import { same } from './sameRequest.mts';

const roomId = 'room/1+2';

test('Create makes a room as the SDK does, with all its options', async () => {
	await same(
		async ({ rooms }) =>
			await rooms.create({
				customRoomId: 'customer-4711',
				geoFence: 'eu001',
				allowedParticipantIds: ['a', 'b c'],
				webhook: { url: 'https://n8n.example.com/webhook/1?a=b&c', events: ['session*'] },
				autoCloseConfig: { type: 'session-end-and-deactivate', afterInactiveSeconds: 60 },
			}),
		newRoomRequest(
			roomOrderOf(' customer-4711 ', {
				geoFence: 'eu001',
				allowedParticipantIds: ['a', 'b c'],
				webhookUrl: 'https://n8n.example.com/webhook/1?a=b&c',
				webhookEvents: ['session*'],
				autoClose: 'session-end-and-deactivate',
				autoCloseAfter: 60,
			}),
		),
	);
});

test('Create makes a room as the SDK does, with one option and with none', async () => {
	await same(
		async ({ rooms }) => await rooms.create({ autoCloseConfig: { afterInactiveSeconds: 60 } }),
		newRoomRequest(roomOrderOf('', { autoCloseAfter: 60 })),
	);
	await same(
		async ({ rooms }) => await rooms.create({ autoCloseConfig: {} }),
		newRoomRequest(roomOrderOf('', { autoClose: 'session-ends' })),
	);
	await same(async ({ rooms }) => await rooms.create(), newRoomRequest(roomOrderOf('', {})));
});

test.each([
	['its recording', 'recording', undefined],
	['a transcript', 'transcript', { enabled: true }],
	['a summary', 'summary', { enabled: true, summary: { enabled: true, prompt: 'In "one" line' } }],
] as const)(
	'Create makes a room with %s made by itself as the SDK does, and so does the room of a call',
	async (_what, autoRecord, transcription) => {
		const config = { layout: { type: 'GRID' } } as const;
		const recording = { config, ...(transcription && { transcription }) };
		const order = { customRoomId: 'n8n-call-1', autoStartConfig: { recording } };
		const options = { autoRecord, summaryPrompt: ' In "one" line\n' };
		const act = async ({ rooms }: VideoSDK) => await rooms.create(order);
		await same(act, newRoomRequest(roomOrderOf('n8n-call-1', options)));
		const parts = { recording: ['recording'], transcript: ['transcript'], summary: ['summary'] };
		const afterTheCall = parts[autoRecord];
		const params = { waitFor: 'end', options: { afterTheCall, summaryPrompt: 'In "one" line' } };
		const record = autoRecordingFor(params);
		await same(act, newRoomRequest({ customRoomId: 'n8n-call-1', record }));
	},
);

test('the room of a call that tells a parked execution of its recording is made as the SDK does', async () => {
	const config = { layout: { type: 'GRID' } } as const;
	const url = 'https://n8n.example.com/webhook-waiting/7/node?signature=a1';
	const customRoomId = 'n8n-call-1';
	await same(
		async ({ rooms }) =>
			await rooms.create({
				customRoomId,
				autoStartConfig: { recording: { config } },
				webhook: { url, events: READY_ROOM_EVENTS },
			}),
		newRoomRequest({
			customRoomId,
			record: { transcribe: false },
			webhook: { url, events: READY_ROOM_EVENTS },
		}),
	);
});

test('Get, Validate and End ask for a room as the SDK does', async () => {
	await same(async ({ rooms }) => await rooms.get(roomId), readRoomRequest(roomId));
	await same(async ({ rooms }) => await rooms.validate(roomId), validateRoomRequest(roomId));
	await same(async ({ rooms }) => await rooms.end(roomId), endRoomRequest(roomId));
});

test('Get Many lists rooms as the SDK does', async () => {
	await same(async ({ rooms }) => await rooms.list({ page: 3, perPage: 50 }), listRoomsRequest(3));
});
