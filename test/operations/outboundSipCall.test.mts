import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { fieldsAsRead } from '../support/fieldsAsRead.mts';
import type { OutboundParams } from '../../nodes/VideoSdk/calls/fields/outboundParams.ts';
import { paceOf } from '../../nodes/VideoSdk/calls/fields/outboundParams.ts';
import { paramsToKeep } from '../../nodes/VideoSdk/calls/fields/waitParams.ts';
import { placingRequest } from '../../nodes/VideoSdk/calls/place/dialPlan.ts';
import { maskOf } from '../../nodes/VideoSdk/calls/fields/maskNumbers.ts';
import { trunkItem } from '../../nodes/VideoSdk/calls/place/placeCall.ts';
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
	...{ agentId: '', agentVersionId: '', agentVariables: {} },
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
const withFields = (fields: object): OutboundParams => ({
	...throughGateway,
	options: { additionalFields: JSON.stringify(fields) },
});
const throughRule: OutboundParams = {
	...throughGateway,
	callThrough: 'routingRule',
	routingRuleId: 'rr_1',
};

/** The request of an item whose fields hold this, whatever expressions may have given. */
const requestOf = (given: object) =>
	placingRequest(fieldsAsRead(outboundSipCall, given) as unknown as OutboundParams);

test("the request is that of VideoSDK's API reference, field for field", () => {
	expect(placingRequest(params)).toEqual({
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
	expect(trunkItem(answer)).toEqual(answer);
});

describe('what cannot be sent is refused with the name of the field as the form shows it', () => {
	test.each([
		[{ to: '12' }, '"To" is "12"'],
		[{ to: '' }, '"To" is empty'],
		[{ displayName: '  ' }, '"Display Name" is empty'],
		[{ meetingId: '' }, '"Existing Room" is empty'],
		[{ trunkId: '' }, '"Trunk ID" is empty'],
	])('%j', (change, message) => {
		const attempt = () => placingRequest({ ...params, ...change });
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(message);
	});
});

test('a number that an expression gives as a number is read like a text', () => {
	const to = 14155550123 as unknown as string;
	expect(() => placingRequest({ ...params, to })).toThrow('the + and the country code');
});

test('a caller ID that is no phone number is left to the carrier', () => {
	const { body } = placingRequest({ ...params, from: ' reception ' });
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
		const { path, body } = placingRequest({ ...throughGateway, options: everyOption });
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
		const { body } = placingRequest({ ...throughRule, options: everyOption });
		expect(body).toEqual({ routingRuleId: 'rr_1', ...shared });
	});

	test('what is left empty is not sent', () => {
		const { body } = placingRequest({
			...throughGateway,
			...{ from: '', displayName: '', participantId: '', putInto: 'automatic', meetingId: '' },
		});
		expect(body).toEqual({ gatewayId: 'gw_1', metadata: {}, sipCallTo: '+14155550123' });
	});

	test('a request that VideoSDK may answer only when somebody picks up outlasts the ringing', () => {
		const wait = { waitUntilAnswered: true };
		const limit = (options: OutboundParams['options']) =>
			placingRequest({ ...throughGateway, options }).timeoutSeconds ?? 0;
		expect(limit({})).toBe(30);
		expect(limit({ ...wait, ringTimeout: 60 })).toBeGreaterThan(60);
		expect(limit(wait)).toBeGreaterThan(100);
	});

	test('a number that an expression gives as text counts as the number', () => {
		const options = { waitUntilAnswered: true, ringTimeout: '60' as unknown as number };
		const request = requestOf({ ...throughGateway, options });
		expect(request.body).toMatchObject({ ringingTimeout: 60 });
		expect(request.timeoutSeconds).toBeLessThan(120);
	});

	test('fields that the node does not know yet can be added as JSON', () => {
		const options = { additionalFields: '{ "geoRegion": "us002", "dtmf": "12#" }' };
		const { body } = placingRequest({ ...throughRule, options });
		expect(body).toMatchObject({ geoRegion: 'us002', dtmf: '12#', sipCallTo: '+14155550123' });
	});

	const header = (name: string, value: unknown): OutboundParams => ({
		...throughGateway,
		options: { sipHeaders: { header: [{ name, value }] } },
	});
	const metadata = (key: string, value: unknown): OutboundParams => ({
		...throughGateway,
		options: { metadata: { entry: [{ key, value }] } },
	});

	describe.each([
		['\r\nX-Evil: 1', 'it has a line break or control character in it'],
		['\nX-Evil: 1', 'it has a line break or control character in it'],
		['\u0000.', 'it has a line break or control character in it'],
		['\u000B.', 'it has a line break or control character in it'],
		['\u0085.', 'it has a line break or control character in it'],
		['\u2028.', 'it has a line break or control character in it'],
		['\u202E.', 'it has a mark in it that shows text backwards'],
	])('a text with %j in it is refused', (trick, reason) => {
		const odd = `+1415${trick}`;
		test.each<[string, OutboundParams]>([
			['Caller ID', { ...throughGateway, from: odd }],
			['Caller ID', { ...throughRule, from: odd }],
			['Caller ID', { ...params, from: odd }],
			['Display Name', { ...throughGateway, displayName: odd }],
			['Display Name', { ...params, displayName: odd }],
			['Participant ID', { ...throughGateway, participantId: odd }],
			['Participant ID', { ...params, participantId: odd }],
			['Existing Room', { ...params, meetingId: odd }],
			['Trunk ID', { ...params, trunkId: odd }],
			['Gateway', { ...throughGateway, gatewayId: odd }],
			['Routing Rule', { ...throughRule, routingRuleId: odd }],
			['SIP Headers', header('X-A', odd)],
			['SIP Headers', header(odd, 'b')],
			['Metadata', metadata('a', odd)],
			['Metadata', metadata(odd, 'b')],
			['Additional Fields', withFields({ a: [{ b: odd }] })],
			['Additional Fields', withFields({ a: { [odd]: 1 } })],
		])('in %s', (field, one) => {
			const attempt = () => placingRequest(one);
			expect(attempt).toThrow(Failure);
			expect(attempt).toThrow(`"${field}" is "`);
			expect(attempt).toThrow(reason);
			// What is told of it stays on its line.
			expect(attempt).not.toThrow(/[\p{Cc}\p{Zl}\p{Zp}\u202E]/u);
		});
	});

	test('a line break in Caller ID that is written as an escape is refused as well', () => {
		const from = 'reception%0d%0aX-Evil: 1';
		const attempt = () => placingRequest({ ...throughGateway, from });
		expect(attempt).toThrow('it has a line break or control character in it');
	});

	test.each(['X-A: b', 'X B', 'X-Ä', 'X(A)', 'X-A,X-B', 'X/A', '"X"', 'X-A;'])(
		'%s is no name of a header',
		(name) => {
			const attempt = () => placingRequest(header(name, 'b'));
			expect(attempt).toThrow('it is not the name of a header. Use one such as X-Campaign');
		},
	);

	test.each(['Zoë O’Neill-Ångström', "Anne-Marie D'Arcy", '李雷 👩‍👩‍👧', 'שרה', 'Dr. "Bob" <sales>'])(
		'%s is a name like any other',
		(displayName) => {
			const { body } = placingRequest({ ...throughGateway, displayName });
			expect(body).toMatchObject({ participant: { name: displayName } });
			expect(placingRequest({ ...params, displayName }).body).toMatchObject({
				displayName,
			});
		},
	);

	describe('a value that an expression gives', () => {
		test.each<[unknown, string]>([
			[{ plan: 'gold', seats: [1, 2] }, '{"plan":"gold","seats":[1,2]}'],
			[[1, 'two'], '[1,"two"]'],
			[4711, '4711'],
			[false, 'false'],
			[new Date(0), '1970-01-01T00:00:00.000Z'],
			['', ''],
		])('as metadata or header: %j is sent as %s', (value, sent) => {
			expect(placingRequest(metadata('a', value)).body?.metadata).toEqual({ a: sent });
			expect(placingRequest(header('X-A', value)).body?.headers).toEqual({ 'X-A': sent });
		});

		test.each([null, undefined])('%s as metadata or header is left out', (value) => {
			expect(placingRequest(metadata('a', value)).body).toMatchObject({ metadata: {} });
			expect(placingRequest(header('X-A', value)).body).not.toHaveProperty('headers');
		});

		const withOption = (name: string, value: unknown): OutboundParams => ({
			...throughGateway,
			options: { [name]: value },
		});
		const switches = [
			...['recordAudio', 'dtmf', 'hidePhoneNumber', 'waitUntilAnswered'],
			...['mediaEncryption', 'includeHeaders', 'ringTimeout', 'maxCallDuration'],
		];

		test.each(switches)('%s is left out where it is nothing', (name) => {
			for (const nothing of [null, undefined, '']) {
				const { body } = requestOf(withOption(name, nothing));
				expect(body).toEqual(requestOf(throughGateway).body);
			}
		});

		test.each<[string, unknown, unknown]>([
			['recordAudio', 'true', true],
			['dtmf', ' False ', false],
			['includeHeaders', 'all', 'ALL'],
			['mediaEncryption', 'Disable', 'disable'],
		])('%s: %j is taken for %j', (name, value, sent) => {
			const { body } = requestOf(withOption(name, value));
			expect(body).toMatchObject({ [name]: sent });
		});

		test.each<[string, unknown, string]>([
			['recordAudio', 'yes', '"Record" is "yes": it must be true or false'],
			['dtmf', 1, '"DTMF" is "1": it must be true or false'],
			[
				'waitUntilAnswered',
				{},
				'"Wait Until Answered" is an object ({}): it must be true or false',
			],
			['includeHeaders', 'X', '"Include Headers" is "X": it must be All, None or X-Headers Only'],
			['mediaEncryption', true, '"Media Encryption" is "true": it must be Disable or Enable'],
		])('%s: %j is refused', (name, value, words) => {
			expect(() => requestOf(withOption(name, value))).toThrow(words);
		});
	});

	test.each<[Partial<OutboundParams>, string]>([
		[{ callThrough: 'gateway', gatewayId: '' }, '"Gateway" is empty'],
		[{ callThrough: 'routingRule', routingRuleId: ' ' }, '"Routing Rule" is empty'],
		[{ callThrough: 'routingRule', from: '' }, '"Caller ID" is empty'],
		[{ to: 'sip:+14155550123@sip.example.com' }, 'VideoSDK calls phone numbers only'],
		[{ meetingId: '' }, '"Existing Room" is empty'],
		[{ options: { ringTimeout: 0 } }, '"Ring Timeout" is "0"'],
		[{ options: { additionalFields: '[1]' } }, 'not a JSON object'],
		[{ options: { additionalFields: '{"sipCallTo":"+1"}' } }, 'a field of its own'],
		[{ options: { additionalFields: '{"sipCallFrom":"+1"}' } }, 'a field of its own'],
		[{ options: { additionalFields: '{"headers":{"X-A":"b"}}' } }, 'a field of its own'],
		[{ options: { additionalFields: '{"participant":{"id":"b"}}' } }, 'a field of its own'],
		[{ options: { metadata: { entry: [{ key: '', value: 'x' }] } } }, 'it has no name'],
		[{ options: { ringTimeout: Infinity } }, '"Ring Timeout" is "Infinity"'],
		[{ from: 'sip:reception@pbx.example?X-Evil=1' }, 'a SIP URI with headers'],
		[{ from: 'reception>;tag=1' }, 'no caller ID has'],
	])('%j is refused before any phone rings', (change, message) => {
		const base = change.callThrough === 'routingRule' ? throughRule : throughGateway;
		const attempt = () => requestOf({ ...base, ...change });
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(message);
	});

	test('a trunk call cannot leave the room to VideoSDK', () => {
		const attempt = () => placingRequest({ ...params, putInto: 'automatic' });
		expect(attempt).toThrow('a call through a trunk needs a room');
	});
});

describe('Mask Numbers', () => {
	const to = '(415) 555-0123';
	const told = { to: '+14155550123', hint: 'the call to 4155550123', from: '+12025550160' };
	const hidden = { to: '+********123', hint: 'the call to *******123', from: '+********160' };
	const masking = {
		...throughGateway,
		...{ to, from: '', safety: { defaultCountry: 'US' }, options: { maskNumbers: true } },
	};

	test('hides the number as it is dialed, though it was written as at home', () => {
		expect(maskOf(masking)(told)).toEqual(hidden);
		expect(maskOf({ ...masking, options: {} })(told)).toEqual(told);
	});

	test('does so too of what an execution that rests has kept', () => {
		const kept = paramsToKeep(masking) as unknown as OutboundParams;
		const saved = JSON.parse(JSON.stringify(kept)) as OutboundParams;
		expect(maskOf(saved)(told)).toEqual(hidden);
	});

	test('hides what it can where not all fields could be read', () => {
		expect(maskOf({ to: '+14155550123' })(told)).toEqual(hidden);
	});
});

describe('pace', () => {
	test('five at once and no limit per second, unless the user says otherwise', () => {
		expect(paceOf(params.options)).toEqual({ atOnce: 5, perSecond: 0 });
		const options = { maxCallsAtOnce: 2, callsPerSecond: 0.5 };
		expect(paceOf(options)).toEqual({ atOnce: 2, perSecond: 0.5 });
	});
});
