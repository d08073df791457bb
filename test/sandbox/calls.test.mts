import { expect, test } from 'vitest';
import { SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, send, dial, control } = useSandbox();

const list = async (query = '') => (await send(`/v2/sip/call${query}`)).json;
const numbers = async (query: string) => (await list(query)).data.map((call: any) => call.to);
const newest = () => {
	const call = sandbox().calls()[0];
	if (!call) throw new Error('There is no call.');
	return call;
};
const get = async () => (await send(`/v2/sip/call/${newest().callId}`)).json.data;

test('a call appears in the list with the documented envelope and fields', async () => {
	await dial();
	const now = new Date(sandbox().clock.now()).toISOString();
	expect(await list()).toEqual({
		statusCode: 200,
		pageInfo: { currentPage: 1, perPage: 10, lastPage: 1, total: 1 },
		data: [
			{
				_id: expect.stringMatching(/^[0-9a-f]{24}$/),
				callId: newest().callId,
				type: 'outbound',
				roomId: 'abcde12345',
				sessionId: expect.any(String),
				to: SOMEBODY,
				from: '+11234567890',
				status: 'initiated',
				timelog: [{ status: 'initiated', timestamp: now }],
				start: now,
				end: null,
				userId: expect.any(String),
				deleted: false,
			},
		],
	});
});

test('a call rings after 1 s, is answered after 4 s and ends after 34 s', async () => {
	await dial();
	const { placedAt } = newest();
	const seen = [];
	for (const seconds of [0, 0.999, 1, 3.999, 4, 33.999, 34, 400]) {
		sandbox().clock.advance(placedAt + seconds * 1000 - sandbox().clock.now());
		seen.push(`${seconds} s: ${(await get()).status}`);
	}
	expect(seen).toEqual([
		'0 s: initiated',
		'0.999 s: initiated',
		'1 s: ringing',
		'3.999 s: ringing',
		'4 s: answered',
		'33.999 s: answered',
		'34 s: ended',
		'400 s: ended',
	]);
});

test('an ended call keeps its time log and its end', async () => {
	await dial();
	sandbox().clock.advance(100_000);
	const call = await get();
	const after = (at: string) => (Date.parse(at) - newest().placedAt) / 1000;
	expect(call.timelog.map((step: any) => [step.status, after(step.timestamp)])).toEqual([
		['initiated', 0],
		['ringing', 1],
		['answered', 4],
		['ended', 34],
	]);
	expect([after(call.start), after(call.end)]).toEqual([0, 34]);
});

test('a single call is found by its id, an unknown id is answered with 404', async () => {
	await dial();
	expect(await get()).toMatchObject({ id: newest().callId, callId: newest().callId });
	const unknown = await send('/v2/sip/call/no-such-call');
	expect([unknown.status, unknown.json]).toEqual([404, { message: 'Call not found.' }]);
});

test('the list is paged, newest call first, and says how many calls there are', async () => {
	for (let i = 10; i < 35; i += 1) {
		await dial(`+49155501${i}`);
		sandbox().clock.advance(1);
	}
	const first = await list();
	expect(first.data).toHaveLength(10);
	expect(first.data[0].to).toBe('+4915550134');
	const last = await list('?page=3&perPage=10');
	expect(last.data).toHaveLength(5);
	expect(last.pageInfo).toEqual({ currentPage: 3, perPage: 10, lastPage: 3, total: 25 });
	expect((await list('?page=4')).data).toEqual([]);
	expect((await list('?perPage=100')).data).toHaveLength(25);
});

test('the list is filtered by room, session, call id, gateway, rule and direction', async () => {
	await dial('+4915550101', { meetingId: 'room-a' });
	await dial('+4915550102', { meetingId: 'room-b' });
	const { callId, sessionId } = newest();
	expect(await numbers('?roomId=room-a')).toEqual(['+4915550101']);
	expect(await numbers(`?sessionId=${sessionId}`)).toEqual(['+4915550102']);
	expect(await numbers(`?id=${callId}`)).toEqual(['+4915550102']);
	expect(await numbers('?roomId=room')).toEqual([]);
	expect(await numbers('?gatewayId=gw_1')).toEqual([]);
	expect(await numbers('?ruleId=rr_1')).toEqual([]);
	expect(await numbers('?type=outbound')).toHaveLength(2);
	expect(await numbers('?type=inbound')).toEqual([]);
});

test('the list is searched in to, from and room, whatever the case', async () => {
	await dial('+4915550101', { meetingId: 'Sales-Room', from: '+331' });
	await dial('+4915550102', { meetingId: 'other', from: '+332' });
	expect(await numbers('?search=sales')).toEqual(['+4915550101']);
	expect(await numbers('?search=%2B332')).toEqual(['+4915550102']);
	expect(await numbers('?search=5550101')).toEqual(['+4915550101']);
	expect(await numbers('?search=nothing')).toEqual([]);
});

test('the list is cut to a time span, and the whole last day counts', async () => {
	await dial();
	const { placedAt } = newest();
	const day = 24 * 60 * 60 * 1000;
	expect(await numbers(`?startDate=${placedAt}`)).toHaveLength(1);
	expect(await numbers(`?startDate=${placedAt + 1}`)).toEqual([]);
	expect(await numbers(`?endDate=${placedAt - (placedAt % day)}`)).toHaveLength(1);
	expect(await numbers(`?endDate=${placedAt - day}`)).toEqual([]);
});

test.each(['status=ended', 'page=0', 'perPage=x', 'type=sideways', 'startDate=today'])(
	'the query %s is refused with 400 naming it',
	async (query) => {
		const answer = await send(`/v2/sip/call?${query}`);
		expect(answer.status).toBe(400);
		expect(answer.json.message).toContain(`"${query.split('=')[0]}"`);
	},
);

test('a switch hides trunk calls from the list, as the real service may do', async () => {
	await dial();
	await control('/settings', 'PUT', { listTrunkCalls: false });
	expect((await list()).pageInfo.total).toBe(0);
	await control('/settings', 'PUT', { listTrunkCalls: true });
	expect((await list()).pageInfo.total).toBe(1);
});

test('a switch makes the list lag behind, as the real service may do', async () => {
	await control('/settings', 'PUT', { listLagSeconds: 5 });
	await dial();
	sandbox().clock.advance(4_999);
	expect((await list()).data).toEqual([]);
	sandbox().clock.advance(1);
	expect((await list()).data).toHaveLength(1);
});

test("every answer carries the time of the sandbox's clock", async () => {
	sandbox().clock.advance(24 * 60 * 60 * 1000);
	const now = new Date(sandbox().clock.now()).toUTCString();
	expect((await send('/v2/sip/call')).headers.get('date')).toBe(now);
	expect((await send('/v2/sip/call', { authorization: null })).headers.get('date')).toBe(now);
	expect((await send('/nowhere')).headers.get('date')).toBe(now);
});

test('answering by hand ends the ringing at once', async () => {
	await dial('+12025550102');
	sandbox().clock.advance(2_000);
	expect((await control(`/calls/${newest().callId}/answer`, 'POST')).json.status).toBe('answered');
	expect((await get()).status).toBe('answered');
	sandbox().clock.advance(30_000);
	expect((await get()).status).toBe('ended');
});

test('hanging up by hand ends an answered call now', async () => {
	await dial();
	sandbox().clock.advance(6_000);
	await control(`/calls/${newest().callId}/hangup`, 'POST');
	expect(newest()).toMatchObject({ status: 'ended', end: newest().placedAt + 6_000 });
});

test('rejecting by hand ends a ringing call, which is never answered later', async () => {
	await dial();
	sandbox().clock.advance(2_000);
	await control(`/calls/${newest().callId}/reject`, 'POST');
	sandbox().clock.advance(60_000);
	expect((await get()).status).toBe('rejected');
});

test('what cannot be done by hand is refused with the reason', async () => {
	await dial();
	const act = async (action: string, callId = newest().callId) => {
		const { status, json } = await control(`/calls/${callId}/${action}`, 'POST');
		return `${status} ${json.message}`;
	};
	expect(await act('hangup')).toBe('409 The call is initiated: nobody has answered yet.');
	sandbox().clock.advance(5_000);
	expect(await act('reject')).toBe('409 The call has been answered already.');
	sandbox().clock.advance(50_000);
	expect(await act('hangup')).toBe('409 The call is over (ended).');
	expect(await act('answer', 'unknown')).toBe('404 There is no such call.');
	expect(await act('explode')).toMatch(/^404/);
});
