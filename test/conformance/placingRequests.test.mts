import { expect, test } from 'vitest';
import { gatewayCallRequest } from '../../nodes/VideoSdk/calls/place/gatewayRequest.ts';
import { newRoomRequest } from '../../nodes/VideoSdk/api/rooms.ts';
import type { OutboundParams } from '../../nodes/VideoSdk/calls/fields/outboundParams.ts';
import { withRoomAndKey } from '../../nodes/VideoSdk/calls/place/placeCall.ts';
import { same } from './sameRequest.mts';

const params: OutboundParams = {
	callThrough: 'gateway',
	trunkId: '',
	gatewayId: 'gw_123456789',
	routingRuleId: 'rr_abc123',
	to: '+1 (415) 555-0123',
	from: '+14155559876',
	displayName: 'John Doe',
	putInto: 'existingMeeting',
	meetingId: 'abcd-efgh-ijkl',
	participantId: 'caller-1',
	...{ agentId: '', agentVersionId: '', agentVariables: {} },
	waitFor: 'nothing',
	waitLimit: 600,
	waitHow: 'automatic',
	safety: {},
	options: {
		recordAudio: true,
		dtmf: true,
		mediaEncryption: 'enable',
		hidePhoneNumber: true,
		sipHeaders: { header: [{ name: 'X-Campaign', value: 'spring' }] },
		includeHeaders: 'SIP_X_HEADERS',
		waitUntilAnswered: true,
		ringTimeout: 40,
		maxCallDuration: 600,
		metadata: { entry: [{ key: 'lead', value: '4711' }] },
	},
};
const numbers = { callTo: '+14155550123', callFrom: '+14155559876' };
const MARK = '0123456789ab/workflow-1/one-of-its-kind';
/** As the engine sends it: with the key by which the call is found again. */
const placed = (order: OutboundParams) => withRoomAndKey(gatewayCallRequest(order), MARK, {});

test('a call through a gateway with every option is placed as the SDK places it', async () => {
	const { body } = await same(
		async ({ sip }) =>
			await sip.calls.create({
				gatewayId: 'gw_123456789',
				recordAudio: true,
				dtmf: true,
				mediaEncryption: 'enable',
				hidePhoneNumber: true,
				headers: { 'X-Campaign': 'spring' },
				includeHeaders: 'SIP_X_HEADERS',
				waitUntilAnswered: true,
				ringingTimeout: 40,
				maxCallDuration: 600,
				metadata: { lead: '4711', n8nCorrelationKey: MARK },
				participant: { id: 'caller-1', name: 'John Doe' },
				roomId: 'abcd-efgh-ijkl',
				...numbers,
			}),
		placed(params),
	);
	expect(Object.keys(JSON.parse(body ?? '{}'))).toHaveLength(15);
});

test('a call through a routing rule is placed as the SDK places it', async () => {
	await same(
		async ({ sip }) =>
			await sip.calls.create({
				routingRuleId: 'rr_abc123',
				waitUntilAnswered: true,
				ringingTimeout: 40,
				maxCallDuration: 600,
				metadata: { lead: '4711', n8nCorrelationKey: MARK },
				participant: { id: 'caller-1', name: 'John Doe' },
				roomId: 'abcd-efgh-ijkl',
				...numbers,
			}),
		placed({ ...params, callThrough: 'routingRule' }),
	);
});

test('a call with nothing but a number is placed as the SDK places it', async () => {
	await same(
		async ({ sip }) =>
			await sip.calls.create({
				gatewayId: 'gw_123456789',
				metadata: { n8nCorrelationKey: MARK },
				callTo: '+14155550123',
			}),
		placed({
			...params,
			...{ from: '', displayName: '', participantId: '', putInto: 'automatic', options: {} },
		}),
	);
});

test('a room is made as the SDK makes it', async () => {
	await same(
		async ({ rooms }) => await rooms.create({ customRoomId: 'n8n-call-1' }),
		newRoomRequest({ customRoomId: 'n8n-call-1' }),
	);
});
