import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk, callByTrunk } = useVendorSdk();

const CALLEE = '+4915550100';

test('the SDK places the outbound call of the docs, and the phone rings once', async () => {
	expect(await callByTrunk(CALLEE)).toEqual({
		statusCode: 200,
		message: 'Success',
		participantId: expect.any(String),
	});
	expect(sandbox().rings()).toEqual({ [CALLEE]: 1 });
});

test('the SDK places a call through a gateway with nothing but the number', async () => {
	const call = await vsdk().sip.calls.create({ callTo: CALLEE, gatewayId: SEED_GATEWAY_ID });
	expect(call).toMatchObject({ sipCallTo: CALLEE, sipCallFrom: SEED_NUMBER, status: 'initiated' });
	// The SDK types the id as `id` but hands on the service's own `callId`.
	expect(call).toMatchObject({ callId: sandbox().calls()[0]?.callId });
	expect(sandbox().rings()).toEqual({ [CALLEE]: 1 });
});

test('the SDK places a call through a routing rule with every option it has', async () => {
	await vsdk().sip.calls.create({
		callTo: CALLEE,
		callFrom: SEED_NUMBER,
		roomId: 'abcd-efgh-ijkl',
		participantId: 'callee-1',
		routingRuleId: SEED_RULE_ID,
		metadata: { campaignId: 'c-1' },
		recordAudio: true,
		waitUntilAnswered: false,
		ringingTimeout: 20,
		dtmf: true,
		maxCallDuration: 60,
		mediaEncryption: 'disable',
		hidePhoneNumber: true,
		headers: { 'X-Campaign': '1' },
		includeHeaders: 'SIP_X_HEADERS',
	});
	const [call] = (await vsdk().sip.calls.list()).data;
	expect(call).toMatchObject({
		ruleId: SEED_RULE_ID,
		gatewayId: SEED_GATEWAY_ID,
		from: SEED_NUMBER,
		roomId: 'abcd-efgh-ijkl',
		metadata: { campaignId: 'c-1' },
	});
	expect(sandbox().calls()[0]).toMatchObject({
		participantId: 'callee-1',
		options: { recordAudio: true, maxCallDuration: 60, includeHeaders: 'SIP_X_HEADERS' },
	});
});

test("the SDK's own participant object is taken as it is", async () => {
	const participant = { id: 'callee-2', name: 'Ada', role: 'guest' };
	await vsdk().sip.calls.create({ callTo: CALLEE, gatewayId: SEED_GATEWAY_ID, participant });
	expect(sandbox().calls()[0]?.options?.participant).toEqual(participant);
});

test('the SDK gets the answer of waitUntilAnswered once somebody has picked up', async () => {
	sandbox().clock.setSpeed(100);
	const call = await vsdk().sip.calls.create({
		callTo: CALLEE,
		gatewayId: SEED_GATEWAY_ID,
		waitUntilAnswered: true,
	});
	expect(call.status).toBe('answered');
});

test('the SDK reports an unknown gateway and an unknown rule as not found', async () => {
	const { calls } = vsdk().sip;
	await expect(calls.create({ callTo: CALLEE, gatewayId: 'x' })).rejects.toMatchObject({
		httpStatus: 404,
		message: 'There is no outbound gateway "x".',
	});
	await expect(
		calls.create({ callTo: CALLEE, callFrom: SEED_NUMBER, routingRuleId: 'x' }),
	).rejects.toMatchObject({ httpStatus: 404 });
	expect(sandbox().rings()).toEqual({});
});

test("the SDK's retry rules meet ordered faults: a placed call is not placed again after a 500", async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 500, placed: true } });
	const patient = vsdk({ maxRetries: 2 });
	await expect(callByTrunk(CALLEE, 'm', patient)).rejects.toMatchObject({ httpStatus: 500 });
	expect(sandbox().rings()).toEqual({ [CALLEE]: 1 });
});
