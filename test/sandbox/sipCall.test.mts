import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, send, dialOut, control } = useSandbox();

const byRule = (changes: object = {}) =>
	dialOut({
		gatewayId: undefined,
		routingRuleId: SEED_RULE_ID,
		sipCallFrom: SEED_NUMBER,
		...changes,
	});
const newest = () => {
	const call = sandbox().calls()[0];
	if (!call) throw new Error('There is no call.');
	return call;
};

test("a call through a gateway rings once and comes from the gateway's first number", async () => {
	const answer = await dialOut({ metadata: { campaignId: 'c-1' } });
	expect(answer.status).toBe(200);
	expect(answer.json).toEqual({
		message: 'Call initiated successfully',
		data: {
			callId: newest().callId,
			status: 'initiated',
			roomId: expect.stringMatching(/^.{4}-.{4}-.{4}$/),
			sipCallTo: SOMEBODY,
			sipCallFrom: SEED_NUMBER,
			gatewayId: SEED_GATEWAY_ID,
			metadata: { campaignId: 'c-1' },
			timelog: [{ status: 'initiated', timestamp: expect.any(String) }],
		},
	});
	expect(sandbox().rings()).toEqual({ [SOMEBODY]: 1 });
	expect(sandbox().journal()[0]?.placedCallId).toBe(newest().callId);
});

test('a call through a routing rule uses its number, its gateway and its fixed room', async () => {
	expect((await byRule()).json.data).toMatchObject({
		sipCallFrom: SEED_NUMBER,
		gatewayId: SEED_GATEWAY_ID,
	});
	const fixed = await byRule({ routingRuleId: 'rr_out_02', sipCallFrom: '+12025550161' });
	expect(fixed.json.data.roomId).toBe('abcd-efgh-ijkl');
});

test('every optional field of the vendor SDK is taken with its real type and kept', async () => {
	const options = {
		participant: { id: 'callee-1', name: 'Ada', role: 'guest' },
		recordAudio: true,
		waitUntilAnswered: false,
		ringingTimeout: 20,
		maxCallDuration: 60,
		dtmf: true,
		mediaEncryption: 'enable',
		hidePhoneNumber: false,
		headers: { 'X-Campaign': '1' },
		includeHeaders: 'ALL',
	};
	const answer = await dialOut({ destinationRoomId: 'my-room', metadata: { a: 1 }, ...options });
	expect([answer.status, answer.json.data.roomId]).toEqual([200, 'my-room']);
	expect(newest()).toMatchObject({ options, participantId: 'callee-1', displayName: 'Ada' });
});

test('list and single call show the metadata and the names of gateway and rule', async () => {
	await byRule({ metadata: { source: 'crm' } });
	const shown = {
		metadata: { source: 'crm' },
		ruleId: SEED_RULE_ID,
		gatewayName: 'US 01 outbound',
	};
	expect((await send('/v2/sip/call')).json.data[0]).toMatchObject(shown);
	expect((await send(`/v2/sip/call?ruleId=${SEED_RULE_ID}`)).json.data).toHaveLength(1);
	expect((await send(`/v2/sip/call/${newest().callId}`)).json.data).toMatchObject(shown);
});

test.each([
	['without a line', { gatewayId: undefined }, 400, /Either "gatewayId" or "routingRuleId"/],
	['with two lines', { routingRuleId: SEED_RULE_ID }, 400, /not both/],
	['through an unknown gateway', { gatewayId: 'gw_x' }, 404, /no outbound gateway "gw_x"/],
	['through an inbound gateway', { gatewayId: 'gw_in_01' }, 404, /no outbound gateway/],
	['from a foreign number', { sipCallFrom: '+12025550170' }, 400, /not a number of the gateway/],
	['to no number', { sipCallTo: 'sip:a@b.example' }, 400, /"sipCallTo"/],
	['with a text for a number', { ringingTimeout: '20' }, 400, /"ringingTimeout"/],
	['with a text for a switch', { recordAudio: 'true' }, 400, /"recordAudio"/],
	['with the fields of the old API', { to: '+1', meetingId: 'x' }, 400, /"to", "meetingId"/],
])('a call %s is refused with the reason, and no phone rings', async (_, changes, status, why) => {
	const answer = await dialOut(changes);
	expect([answer.status, answer.json.message]).toEqual([status, expect.stringMatching(why)]);
	expect(sandbox().rings()).toEqual({});
});

test.each([
	['unknown', { routingRuleId: 'rr_x' }, 404, /no routing rule "rr_x"/],
	['inbound', { routingRuleId: 'rr_in_01' }, 400, /inbound/],
	['used without a number', { sipCallFrom: undefined }, 400, /"sipCallFrom" is required/],
	['used with a foreign number', { sipCallFrom: '+12025550170' }, 400, /of the routing rule/],
])('a routing rule that is %s is refused with the reason', async (_, changes, status, why) => {
	const answer = await byRule(changes);
	expect([answer.status, answer.json.message]).toEqual([status, expect.stringMatching(why)]);
});

test('ringing ends as not answered when the ringing timeout is over', async () => {
	await dialOut({ ringingTimeout: 2 });
	sandbox().clock.advance(60_000);
	expect(newest()).toMatchObject({ status: 'not-answered', end: newest().placedAt + 3_000 });
	await dialOut({ sipCallTo: '+12025550102', ringingTimeout: 50 });
	sandbox().clock.advance(50_000);
	expect(newest().status).toBe('ringing');
	sandbox().clock.advance(1_000);
	expect(newest().status).toBe('not-answered');
});

test('a talk ends when the longest duration is over, also one that was answered by hand', async () => {
	await dialOut({ maxCallDuration: 5 });
	sandbox().clock.advance(60_000);
	expect(newest()).toMatchObject({ status: 'ended', end: newest().placedAt + 9_000 });
	await dialOut({ maxCallDuration: 5 });
	await control(`/calls/${newest().callId}/answer`, 'POST');
	sandbox().clock.advance(5_000);
	expect(newest().status).toBe('ended');
});

test('the faults of scenario numbers strike the current API, too', async () => {
	expect((await dialOut({ sipCallTo: '+12025550150' })).status).toBe(500);
	expect(sandbox().rings()).toEqual({});
	expect((await dialOut({ sipCallTo: '+12025550151' })).status).toBe(500);
	expect(sandbox().rings()).toEqual({ '+12025550151': 1 });
});
