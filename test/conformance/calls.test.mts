import { Grant } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk, callByTrunk } = useVendorSdk();

/** A call in a room whose callee has picked up. */
async function answeredCall(roomId = 'abcd-efgh-ijkl'): Promise<string> {
	await vsdk().sip.calls.create({ callTo: '+4915550100', gatewayId: SEED_GATEWAY_ID, roomId });
	sandbox().clock.advance(4_000);
	return sandbox().calls()[0]?.callId ?? '';
}

test('the SDK lists calls, with an id, and gets one of them by that id', async () => {
	await callByTrunk('+4915550100');
	const [listed] = (await vsdk().sip.calls.list()).data;
	expect(listed).toMatchObject({
		id: sandbox().calls()[0]?.callId,
		type: 'outbound',
		to: '+4915550100',
		roomId: 'abcd-efgh-ijkl',
		end: null,
	});
	sandbox().clock.advance(60_000);
	const single = await vsdk().sip.calls.get(listed?.id ?? '');
	expect(single).toMatchObject({ id: listed?.id, status: 'ended', end: expect.any(String) });
});

test('the SDK pages through all calls, each of them once', async () => {
	for (let i = 0; i < 23; i += 1) await callByTrunk(`+49155501${10 + i}`);
	const calls = await collect(await vsdk().sip.calls.list());
	expect(new Set(calls.map(({ id }) => id)).size).toBe(23);
	const five = await vsdk().sip.calls.list({ perPage: 5, page: 2 });
	expect([five.data.length, five.total]).toEqual([5, 23]);
});

test('every filter the SDK has for calls is understood', async () => {
	await callByTrunk('+4915550101', 'room-a');
	await callByTrunk('+4915550102', 'room-b');
	const [second] = sandbox().calls();
	const now = sandbox().clock.now();
	const found = async (params: Parameters<ReturnType<typeof vsdk>['sip']['calls']['list']>[0]) =>
		(await vsdk().sip.calls.list(params)).data.map(({ to }) => to);
	expect(await found({ roomId: 'room-a' })).toEqual(['+4915550101']);
	expect(await found({ id: second?.callId })).toEqual(['+4915550102']);
	expect(await found({ sessionId: second?.sessionId })).toEqual(['+4915550102']);
	expect(await found({ search: '+4915550101' })).toEqual(['+4915550101']);
	expect(await found({ type: 'outbound', startDate: now - 60_000, endDate: now })).toHaveLength(2);
	expect(await found({ type: 'inbound' })).toEqual([]);
	expect(await found({ gatewayId: 'gw_1', ruleId: 'rr_1' })).toEqual([]);
});

test('the SDK reports an unknown call as not found', async () => {
	const missing = vsdk().sip.calls.get('no such call');
	await expect(missing).rejects.toMatchObject({ httpStatus: 404, message: 'Call not found.' });
});

test('the SDK hangs up, and is told when there is nothing to hang up', async () => {
	const callId = await answeredCall();
	expect(await vsdk().sip.calls.end(callId)).toMatchObject({ callId, status: 'ended' });
	await expect(vsdk().sip.calls.end(callId)).rejects.toMatchObject({ httpStatus: 400 });
	await expect(vsdk().sip.calls.end('x')).rejects.toMatchObject({ httpStatus: 404 });
});

test('the SDK transfers an answered call, with all its options', async () => {
	const callId = await answeredCall();
	const options = { to: '+4915550199', participant: { id: 'p' }, playDialtone: true };
	expect(await vsdk().sip.calls.transfer(callId, options)).toMatchObject({ callId });
	sandbox().clock.advance(4_000);
	expect(await vsdk().sip.calls.get(callId)).toMatchObject({
		status: 'transferred',
		transfer: { to: '+4915550199' },
		end: expect.any(String),
	});
});

test("the SDK moves a call to another room with the SDK's own participant token", async () => {
	const callId = await answeredCall();
	const roomId = 'cust-omer-call';
	const token = vsdk()
		.accessToken()
		.setParticipant('agent-7')
		.grant(Grant.AllowJoin)
		.forRoom(roomId)
		.toJwt();
	await vsdk().sip.calls.switchRoom(callId, { roomId, participantId: 'agent-7', token });
	sandbox().clock.advance(1_000);
	const moved = await vsdk().sip.calls.get(callId);
	expect(moved).toMatchObject({ status: 'switch-room-completed', roomId, end: null });
});

test("the SDK's token for the API does not move a call", async () => {
	const callId = await answeredCall();
	const token = vsdk().accessToken().forApi().grant(Grant.AllowJoin).toJwt();
	const moved = vsdk().sip.calls.switchRoom(callId, { roomId: 'cust-omer-call', token });
	await expect(moved).rejects.toMatchObject({ httpStatus: 400 });
});
