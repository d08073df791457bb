import { describe, expect, test } from 'vitest';
import { roomOrderOf } from '../../nodes/VideoSdk/operations/room/createRoom.ts';
import { endRoom } from '../../nodes/VideoSdk/operations/room/endRoom.ts';

describe('a room is not made', () => {
	test.each([
		['whose Webhook URL is none', { webhookUrl: 'n8n.example.com/hook' }, 'begins with https://'],
		['whose Webhook URL is of a file', { webhookUrl: 'file:///etc/passwd' }, 'begins with'],
		[
			'whose Webhook URL is longer than VideoSDK takes',
			{ webhookUrl: `https://n8n.example.com/${'x'.repeat(500)}` },
			'no more than 512 characters',
		],
		[
			'whose Webhook URL is told nothing',
			{ webhookUrl: 'https://n8n.example.com/hook', webhookEvents: [] },
			'"Webhook Events" is empty',
		],
		[
			'with a line break in an ID',
			{ allowedParticipantIds: ['a\r\nb'] },
			'Allowed Participant IDs',
		],
	])('%s', (_whose, options, message) => {
		expect(() => roomOrderOf('', options)).toThrow(message);
	});

	test('and the error about its Webhook URL does not repeat the secret in it', () => {
		const webhookUrl = `https://n8n.example.com/hook?secret=abc&x=${'x'.repeat(500)}`;
		expect(() => roomOrderOf('', { webhookUrl })).toThrow(/secret=\(hidden\)/);
	});
});

test('a room with a Webhook URL alone tells of sessions and recordings', () => {
	const url = 'https://n8n.example.com/hook';
	expect(roomOrderOf('', { webhookUrl: ` ${url} ` })).toEqual({
		webhook: {
			url,
			events: [
				'session-started',
				'session-ended',
				'recording-started',
				'recording-stopped',
				'recording-failed',
				'participant-recording-stopped',
				'participant-recording-failed',
				'merge-recording-completed',
				'merge-recording-failed',
				'transcription-completed',
			],
		},
	});
});

test('End without a room sends nothing', () => {
	expect(() =>
		endRoom.plan({ roomId: ' ', options: {}, rawAnswer: false }, { isTool: false }),
	).toThrow('"Room" is empty');
});
