import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { fieldsAsRead } from '../support/fieldsAsRead.mts';
import {
	endCallRequest,
	listCallsRequest,
	readCallRequest,
	switchRoomRequest,
} from '../../nodes/VideoSdk/api/calls.ts';
import { endCall } from '../../nodes/VideoSdk/operations/call/endCall.ts';
import { getCall } from '../../nodes/VideoSdk/operations/call/getCall.ts';
import { getManyCalls } from '../../nodes/VideoSdk/operations/call/getManyCalls.ts';
import { roomSwitchOf, switchRoom } from '../../nodes/VideoSdk/operations/call/switchRoom.ts';
import {
	transferCall,
	transferCallRequest,
} from '../../nodes/VideoSdk/operations/call/transferCall.ts';

const callId = 'call_123456789';
const options = {};
/** Who runs the node. */
const workflow = { isTool: false };

describe('Get', () => {
	test('an ID with characters of its own stays one part of the path', () => {
		expect(readCallRequest('a/b?c#+1')).toEqual({
			method: 'GET',
			path: '/v2/sip/call/a%2Fb%3Fc%23%2B1',
		});
	});

	test('without an ID nothing is sent', () => {
		expect(() => getCall.plan({ callId: ' ', options }, workflow)).toThrow('"Call ID" is empty');
	});
});

describe('Get Many', () => {
	test('every filter goes out under the name that the API has for it', () => {
		const filters = {
			direction: 'inbound' as const,
			gatewayId: 'gw_1',
			roomId: ' abcd-efgh-ijkl ',
			ruleId: 'rr_1',
			search: '+1415',
			sessionId: 'sess_1',
			startedFrom: '2026-01-01T00:00:00Z',
			startedUntil: '2026-01-31T12:00:00+01:00',
			status: ['ended'],
		};
		expect(listCallsRequest(filters, 2)).toEqual({
			method: 'GET',
			path: '/v2/sip/call',
			query: {
				roomId: 'abcd-efgh-ijkl',
				sessionId: 'sess_1',
				gatewayId: 'gw_1',
				ruleId: 'rr_1',
				type: 'inbound',
				search: '+1415',
				startDate: Date.UTC(2026, 0, 1),
				endDate: Date.UTC(2026, 0, 31, 11),
				page: 2,
				perPage: 100,
			},
		});
	});

	test('a day alone begins at midnight where the workflow is', () => {
		const filters = { startedFrom: '2026-01-15' };
		const read = fieldsAsRead(getManyCalls, { filters }, { timeZone: 'Asia/Tokyo' });
		const { query } = listCallsRequest(read.filters as object, 1);
		expect(query.startDate).toBe(Date.parse('2026-01-14T15:00:00Z'));
	});

	const params = { returnAll: false, limit: 50, filters: {}, options };

	test.each([
		[{ filters: { startedFrom: 'yesterday' } }, '"Started From" is "yesterday": it is no date as'],
		[{ filters: { startedUntil: '2026-13-01' } }, '"Started Until" is "2026-13-01"'],
		[{ limit: 0 }, '"Limit" is "0"'],
		[{ limit: Number.NaN }, '"Limit" is "NaN"'],
	])('%j is refused before anything is sent', (change, message) => {
		const attempt = () =>
			getManyCalls.plan(fieldsAsRead(getManyCalls, { ...params, ...change }) as never, workflow);
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(message);
	});

	test('with "Return All" the limit does not matter', () => {
		expect(() =>
			getManyCalls.plan({ ...params, returnAll: true, limit: 0 }, workflow),
		).not.toThrow();
	});
});

describe('End', () => {
	test('the request names the call and nothing else', () => {
		const request = { method: 'POST', path: '/v2/sip/call/end', body: { callId } };
		expect(endCallRequest(callId)).toEqual(request);
		expect(() => endCall.plan({ callId: '', options }, workflow)).toThrow('"Call ID" is empty');
	});
});

describe('Transfer', () => {
	const params = {
		callId,
		transferTo: '+1 (415) 555-0123',
		waitForTransfer: false,
		safety: {},
		options,
	};

	test('the target may be written like any number, or be a SIP URI', () => {
		expect(transferCallRequest(params)).toEqual({
			method: 'POST',
			path: '/v2/sip/call/transfer',
			body: { callId, transferTo: '+14155550123' },
		});
		const uri = { ...params, transferTo: 'sip:anna@example.com', options: { playDialTone: false } };
		expect(transferCallRequest(uri).body).toEqual({
			callId,
			transferTo: 'sip:anna@example.com',
			playDialtone: false,
		});
	});

	test('a national number is read by its Default Country', () => {
		const national = { ...params, transferTo: '900 00 001', safety: { defaultCountry: 'NO' } };
		expect(transferCallRequest(national).body).toMatchObject({ transferTo: '+4790000001' });
	});

	test.each([
		[{ transferTo: '12' }, '"Transfer To" is "12": it is too short'],
		[{ transferTo: '' }, '"Transfer To" is empty'],
		[{ callId: '' }, '"Call ID" is empty'],
		[
			{ transferTo: '+1 900 555 1234' },
			'"Transfer To" must not be called: +19005551234 is a premium',
		],
		[{ transferTo: '911' }, '"Transfer To" must not be called: 911 is an emergency number'],
		[{ safety: { allowedCountries: ['NO'] } }, 'is in the United States. Allowed are: Norway'],
		[{ safety: { doNotCall: '415 555 0123' } }, 'is on the do-not-call list'],
		[{ safety: { doNotCall: '' } }, 'The rule "Do-Not-Call List" cannot be kept: it is empty'],
		[{ safety: null as never }, '"Safety" is "": it is no block of rules'],
	])('%j is refused before anything is sent', async (change, message) => {
		const attempt = async () => await transferCall.plan({ ...params, ...change }, workflow);
		await expect(attempt).rejects.toThrow(Failure);
		await expect(attempt).rejects.toThrow(message);
	});
});

describe('Switch Room', () => {
	const params = { callId, roomId: 'abcd-efgh-ijkl', participantId: 'caller-1', options };

	test('the request orders a token for that room and participant, and holds none', () => {
		expect(switchRoomRequest(roomSwitchOf(params))).toEqual({
			method: 'POST',
			path: '/v2/sip/call/switch-room',
			body: {
				callId,
				roomId: 'abcd-efgh-ijkl',
				participantId: 'caller-1',
				token: { mintFor: { roomId: 'abcd-efgh-ijkl', participantId: 'caller-1' } },
			},
		});
	});

	test('without a participant ID the token is for the room alone', () => {
		expect(switchRoomRequest(roomSwitchOf({ ...params, participantId: ' ' })).body).toEqual({
			callId,
			roomId: 'abcd-efgh-ijkl',
			token: { mintFor: { roomId: 'abcd-efgh-ijkl' } },
		});
	});

	test.each([
		[{ roomId: '' }, '"Room" is empty'],
		[{ callId: '' }, '"Call ID" is empty'],
	])('%j is refused before anything is sent', (change, message) => {
		expect(() => switchRoom.plan({ ...params, ...change }, workflow)).toThrow(message);
	});
});

test.each([getCall, getManyCalls, endCall, transferCall, switchRoom])(
	'$option.name gives VideoSDK\'s own object only where it is asked for ("Raw Answer")',
	({ fields }) => {
		const collection = fields.find(({ name }) => name === 'options');
		expect(collection?.options).toContainEqual(
			expect.objectContaining({ name: 'rawAnswer', default: false }),
		);
	},
);
