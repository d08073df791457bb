import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send, control } = useSandbox();

const CALLER = '+12025550111';
/** Of the seed: the first has a rule that makes rooms, the second one that has a room, the last none. */
const [MAKES_ROOMS, HAS_ROOM, UNATTACHED] = ['+12025550160', '+12025550161', '+12025550189'];

const phoneIn = (call: object = {}) =>
	control('/calls', 'POST', { from: CALLER, to: MAKES_ROOMS, ...call });
const statuses = () =>
	sandbox()
		.calls()[0]
		?.timelog.map(({ status }) => status);

test('a caller is put where the routing rule says, is answered, and talks until hanging up', async () => {
	expect((await phoneIn({ to: HAS_ROOM })).status).toBe(201);
	sandbox().clock.advance(86_400_000);
	const [{ callId, roomId, ruleId, gatewayId }] = sandbox().calls();
	expect({ roomId, ruleId, gatewayId }).toEqual({
		roomId: 'abcd-efgh-ijkl',
		ruleId: 'rr_in_02',
		gatewayId: 'gw_in_02',
	});
	expect(statuses()).toEqual(['incoming', 'verified', 'answered']);
	await control(`/calls/${callId}/hangup`, 'POST');
	expect(statuses()?.at(-1)).toBe('ended');
});

test('a rule that makes rooms makes one for each caller', async () => {
	await phoneIn();
	await phoneIn();
	const rooms = sandbox()
		.calls()
		.map(({ roomId }) => roomId);
	expect(new Set(rooms).size).toBe(2);
	for (const roomId of rooms) expect((await send(`/v2/rooms/${roomId}`)).status).toBe(200);
});

test('a caller whom nobody answers is missed', async () => {
	await phoneIn({ isAnswered: false });
	sandbox().clock.advance(60_000);
	expect(statuses()).toEqual(['incoming', 'verified', 'missed']);
});

test('a caller may give up before anybody answers, and can do nothing else', async () => {
	await phoneIn();
	const path = `/calls/${sandbox().calls()[0]?.callId}`;
	expect((await control(`${path}/answer`, 'POST')).status).toBe(409);
	expect((await control(`${path}/reject`, 'POST')).status).toBe(409);
	expect((await control(`${path}/hangup`, 'POST')).json.status).toBe('abandoned');
});

test('a call that comes in rings at nobody, and is listed as inbound', async () => {
	await phoneIn();
	expect(sandbox().rings()).toEqual({});
	const listed = async (type: string) => (await send(`/v2/sip/call?type=${type}`)).json.data;
	expect(await listed('inbound')).toMatchObject([
		{ type: 'inbound', from: CALLER, to: MAKES_ROOMS, status: 'incoming' },
	]);
	expect(await listed('outbound')).toEqual([]);
});

test.each([
	['a number without a gateway', { to: UNATTACHED }, 409, 'is attached to no inbound gateway'],
	['a number of somebody else', { to: '+12025550198' }, 409, 'is attached to no inbound gateway'],
	['a caller without a number', { from: 'me' }, 400, 'must be a phone number'],
])('%s is not put through, and the answer says why', async (_, call, status, reason) => {
	const answer = await phoneIn(call);
	expect([answer.status, answer.json.message]).toEqual([status, expect.stringContaining(reason)]);
	expect(sandbox().calls()).toEqual([]);
});

test('a number without a rule is not put through, nor a caller whom the rule does not allow', async () => {
	sandbox().breakAccount('numbersInboundOnly');
	expect((await phoneIn()).json.message).toContain('No inbound routing rule has');
	sandbox().reset();
	await send('/v2/sip/routing-rule/rr_in_01', {
		method: 'PATCH',
		body: { allowedNumbers: ['+12025550112'] },
	});
	const refused = await phoneIn();
	expect([refused.status, sandbox().calls()]).toEqual([409, []]);
});
