import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/engine/failure.ts';
import type { OutboundParams } from '../../nodes/VideoSdk/operations/call/outboundParams.ts';
import { outboundSipCall } from '../../nodes/VideoSdk/operations/call/outboundSipCall.ts';

const params: OutboundParams = {
	callThrough: 'trunk',
	gatewayId: '',
	routingRuleId: '',
	trunkId: 'trunk_987654321',
	to: 'sip:+919099999999@sip.twilio.com',
	from: '+11234567890',
	displayName: 'John Doe',
	meetingId: 'abcde12345',
	participantId: 'custom_participant_123',
	putInto: 'existingMeeting',
	waitFor: 'nothing',
	waitLimit: 600,
	waitHow: 'automatic',
	safety: {},
	options: {},
};

const throughGateway: OutboundParams = {
	...params,
	callThrough: 'gateway',
	gatewayId: 'gw_1',
	to: '+14155550123',
};
const throughRule: OutboundParams = {
	...throughGateway,
	callThrough: 'routingRule',
	routingRuleId: 'rr_1',
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

describe('through a gateway or routing rule', () => {
	const everyOption: OutboundParams['options'] = {
		recordAudio: true,
		dtmf: false,
		mediaEncryption: 'enable',
		hidePhoneNumber: true,
		sipHeaders: { header: [{ name: 'X-Campaign', value: 'spring' }] },
		includeHeaders: 'SIP_X_HEADERS',
		waitUntilAnswered: false,
		ringTimeout: 40,
		maxCallDuration: 600,
		metadata: { entry: [{ key: 'lead', value: '4711' }] },
	};
	const shared = {
		waitUntilAnswered: false,
		ringingTimeout: 40,
		maxCallDuration: 600,
		metadata: { lead: '4711' },
		participant: { id: 'custom_participant_123', name: 'John Doe' },
		sipCallTo: '+14155550123',
		sipCallFrom: '+11234567890',
		destinationRoomId: 'abcde12345',
	};

	test('a gateway call sends every option that the user has set', () => {
		const { path, body } = outboundSipCall.request({ ...throughGateway, options: everyOption });
		expect(path).toBe('/v2/sip/call');
		expect(body).toEqual({
			gatewayId: 'gw_1',
			recordAudio: true,
			dtmf: false,
			mediaEncryption: 'enable',
			hidePhoneNumber: true,
			headers: { 'X-Campaign': 'spring' },
			includeHeaders: 'SIP_X_HEADERS',
			...shared,
		});
	});

	test('a rule call leaves out what VideoSDK takes from the rule itself', () => {
		const { body } = outboundSipCall.request({ ...throughRule, options: everyOption });
		expect(body).toEqual({ routingRuleId: 'rr_1', ...shared });
	});

	test('what is left empty is not sent', () => {
		const { body } = outboundSipCall.request({
			...throughGateway,
			...{ from: '', displayName: '', participantId: '', putInto: 'automatic', meetingId: '' },
		});
		expect(body).toEqual({ gatewayId: 'gw_1', metadata: {}, sipCallTo: '+14155550123' });
	});

	test('a request that VideoSDK may answer only when somebody picks up outlasts the ringing', () => {
		const wait = { waitUntilAnswered: true };
		const limit = (options: OutboundParams['options']) =>
			outboundSipCall.request({ ...throughGateway, options }).timeoutSeconds ?? 0;
		expect(limit({})).toBe(30);
		expect(limit({ ...wait, ringTimeout: 60 })).toBeGreaterThan(60);
		expect(limit(wait)).toBeGreaterThan(100);
	});

	test('a number that an expression gives as text counts as the number', () => {
		const options = { waitUntilAnswered: true, ringTimeout: '60' as unknown as number };
		const request = outboundSipCall.request({ ...throughGateway, options });
		expect(request.body).toMatchObject({ ringingTimeout: 60 });
		expect(request.timeoutSeconds).toBeLessThan(120);
	});

	test('fields that the node does not know yet can be added as JSON', () => {
		const options = { additionalFields: '{ "geoRegion": "us002", "dtmf": "12#" }' };
		const { body } = outboundSipCall.request({ ...throughRule, options });
		expect(body).toMatchObject({ geoRegion: 'us002', dtmf: '12#', sipCallTo: '+14155550123' });
	});

	test.each<[Partial<OutboundParams>, string]>([
		[{ callThrough: 'gateway', gatewayId: '' }, '"Gateway" is empty'],
		[{ callThrough: 'routingRule', routingRuleId: ' ' }, '"Routing Rule" is empty'],
		[{ callThrough: 'routingRule', from: '' }, '"From" is empty'],
		[{ to: 'sip:+14155550123@sip.example.com' }, 'VideoSDK calls phone numbers only'],
		[{ meetingId: '' }, '"Meeting" is empty'],
		[{ options: { ringTimeout: 0 } }, '"Ring Timeout" is "0"'],
		[{ options: { additionalFields: '[1]' } }, 'not a JSON object'],
		[{ options: { additionalFields: '{"sipCallTo":"+1"}' } }, 'a field of its own'],
		[{ options: { additionalFields: '{"sipCallFrom":"+1"}' } }, 'a field of its own'],
		[
			{ options: { sipHeaders: { header: [{ name: 'X-A', value: 'b\r\nX-C: d' }] } } },
			'it has a line break in it',
		],
		[{ options: { metadata: { entry: [{ key: '', value: 'x' }] } } }, 'it has no name'],
	])('%j is refused before any phone rings', (change, message) => {
		const base = change.callThrough === 'routingRule' ? throughRule : throughGateway;
		const attempt = () => outboundSipCall.request({ ...base, ...change });
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(message);
	});

	test('a trunk call cannot leave the meeting to VideoSDK', () => {
		const attempt = () => outboundSipCall.request({ ...params, putInto: 'automatic' });
		expect(attempt).toThrow('a call through a trunk needs a meeting');
	});
});

describe('pace', () => {
	test('five at once and no limit per second, unless the user says otherwise', () => {
		expect(outboundSipCall.pace?.(params)).toEqual({ atOnce: 5, perSecond: 0 });
		const options = { maxCallsAtOnce: 2, callsPerSecond: 0.5 };
		expect(outboundSipCall.pace?.({ ...params, options })).toEqual({ atOnce: 2, perSecond: 0.5 });
	});
});
