import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/engine/failure.ts';
import { outboundSipCall } from '../../nodes/VideoSdk/operations/call/outboundSipCall.ts';

const params = {
	callThrough: 'trunk' as const,
	trunkId: 'trunk_987654321',
	to: 'sip:+919099999999@sip.twilio.com',
	from: '+11234567890',
	displayName: 'John Doe',
	meetingId: 'abcde12345',
	participantId: 'custom_participant_123',
	options: {},
};

test("the request is that of VideoSDK's API reference, field for field", () => {
	expect(outboundSipCall.request(params)).toEqual({
		method: 'POST',
		path: '/v2/sip/outbound-call',
		body: {
			to: 'sip:+919099999999@sip.twilio.com',
			from: '+11234567890',
			displayName: 'John Doe',
			meetingId: 'abcde12345',
			trunkId: 'trunk_987654321',
			participantId: 'custom_participant_123',
		},
	});
});

test('the answer comes out as it is, with whatever VideoSDK adds to it one day', () => {
	const answer = { statusCode: 200, message: 'Success', participantId: 'dA45e3gb', newField: 1 };
	expect(outboundSipCall.result(answer, params)).toEqual(answer);
});

describe('what cannot be sent is refused with the name of the field as the form shows it', () => {
	test.each([
		[{ to: '12' }, '"To" is "12"'],
		[{ to: '' }, '"To" is ""'],
		[{ displayName: '  ' }, '"Display Name" is empty'],
		[{ meetingId: '' }, '"Meeting" is empty'],
		[{ trunkId: '' }, '"Trunk ID" is empty'],
	])('%j', (change, message) => {
		const attempt = () => outboundSipCall.request({ ...params, ...change });
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(message);
	});
});

test('a number that an expression gives as a number is read like a text', () => {
	const to = 14155550123 as unknown as string;
	expect(() => outboundSipCall.request({ ...params, to })).toThrow('the + and the country code');
});

test('a caller ID that is no phone number is left to the carrier', () => {
	const { body } = outboundSipCall.request({ ...params, from: ' reception ' });
	expect(body).toMatchObject({ from: 'reception' });
});

describe('pace', () => {
	test('five at once and no limit per second, unless the user says otherwise', () => {
		expect(outboundSipCall.pace?.(params)).toEqual({ atOnce: 5, perSecond: 0 });
		const options = { maxCallsAtOnce: 2, callsPerSecond: 0.5 };
		expect(outboundSipCall.pace?.({ ...params, options })).toEqual({ atOnce: 2, perSecond: 0.5 });
	});
});
