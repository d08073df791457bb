import { expect, test } from 'vitest';
import { failureOf, SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, send, request, dial, control } = useSandbox();

const rang = () => sandbox().ringsOf(SOMEBODY);

test('an ordered status comes with its headers and body, and no phone rings', async () => {
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call' },
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '7' }, body: { a: 1 } },
	});
	const answer = await dial();
	expect(answer.status).toBe(429);
	expect(answer.headers.get('retry-after')).toBe('7');
	expect(answer.text).toBe('{"a":1}');
	expect(rang()).toBe(0);
});

test('a 500 ordered after placing hides a call that rings', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 500, placed: true } });
	expect((await dial()).status).toBe(500);
	expect(rang()).toBe(1);
	expect(sandbox().journal()[0]).toMatchObject({
		status: 500,
		placedCallId: sandbox().calls()[0]?.callId,
	});
});

test('a text body is sent as it is', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 503, body: 'upstream down' } });
	expect((await dial()).text).toBe('upstream down');
});

test.each([204, 304])('a status without a body (%d) can be ordered', async (status) => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status } });
	expect(await dial()).toMatchObject({ status, text: '' });
});

test('a connection reset before placing rings no phone', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'reset' } });
	expect(await failureOf(dial())).toBe('ECONNRESET');
	expect(rang()).toBe(0);
	expect(sandbox().journal()[0]).toMatchObject({ status: null });
});

test('a connection reset after placing has rung the phone', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'reset', placed: true } });
	expect(await failureOf(dial())).toBe('ECONNRESET');
	expect(rang()).toBe(1);
});

test('a stall after placing rings at once and answers late', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'stall', seconds: 0.1, placed: true } });
	const began = performance.now();
	const answer = await dial();
	expect(performance.now() - began).toBeGreaterThan(90);
	expect(answer.json.participantId).toBe('custom_participant_123');
	expect(rang()).toBe(1);
});

test('a stall before placing ends in 504, and no phone has rung', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'stall', seconds: 0.05 } });
	expect((await dial()).status).toBe(504);
	expect(rang()).toBe(0);
});

test('a client that gives up during a stall leaves behind a call that rings', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'stall', seconds: 60, placed: true } });
	const impatient = new AbortController();
	const stalled = expect(dial(SOMEBODY, {}, impatient.signal)).rejects.toThrow(/aborted/);
	await expect.poll(rang).toBe(1);
	impatient.abort();
	await stalled;
	expect(rang()).toBe(1);
	expect(sandbox().journal()[0]).toMatchObject({ status: null });
});

test('a dripping answer arrives byte by byte, and the phone has rung', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'drip', placed: true } });
	const response = await request('/v2/sip/outbound-call', {
		method: 'POST',
		body: { to: SOMEBODY, displayName: 'A', meetingId: 'm', trunkId: 't' },
	});
	const reader = response.body?.getReader();
	const first = await reader?.read();
	await reader?.cancel();
	expect(Buffer.from(first?.value ?? []).toString()).toBe('{');
	expect(response.headers.get('date')).toBe(new Date(sandbox().clock.now()).toUTCString());
	expect(rang()).toBe(1);
});

test('a truncated answer is status 200 with half of a JSON text', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'truncatedJson', placed: true } });
	const answer = await dial();
	expect(answer.status).toBe(200);
	expect(answer.text).toMatch(/^\{"statusCode":200/);
	expect(answer.json).toBeUndefined();
	expect(rang()).toBe(1);
});

test('a truncated answer without placing rings no phone', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'truncatedJson' } });
	expect((await dial()).json).toBeUndefined();
	expect(rang()).toBe(0);
});

test('an HTML page can stand in for the answer', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'html', status: 502 } });
	const answer = await dial();
	expect(answer.status).toBe(502);
	expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
	expect(answer.text).toContain('<h1>');
	expect(rang()).toBe(0);
});

test('a huge answer is valid JSON of the ordered size', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'hugeBody', bytes: 1_500_000, placed: true } });
	const answer = await dial();
	expect(answer.text.length).toBe(1_500_000);
	expect(answer.json.participantId).toBe('custom_participant_123');
	expect(rang()).toBe(1);
});

test('a redirect points where it was ordered to, and no phone rings', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'redirect', location: 'http://evil.example/x' } });
	const answer = await dial();
	expect(answer.status).toBe(302);
	expect(answer.headers.get('location')).toBe('http://evil.example/x');
	expect(rang()).toBe(0);
});

test('a fault strikes once, then requests go through', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 500 } });
	expect([(await dial()).status, (await dial()).status]).toEqual([500, 200]);
});

test('nth and times pick the requests that are struck, counted from the order on', async () => {
	await dial();
	sandbox().addFault({ on: { nth: 2 }, times: 2, fault: { kind: 'status', status: 500 } });
	const statuses = [];
	for (let i = 0; i < 4; i += 1) statuses.push((await dial()).status);
	expect(statuses).toEqual([200, 500, 500, 200]);
});

test('two orders for the same requests strike one after the other', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 429 } });
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 500 } });
	const statuses = [];
	for (let i = 0; i < 3; i += 1) statuses.push((await dial()).status);
	expect(statuses).toEqual([429, 500, 200]);
});

test('a fault for one number, method or path leaves all others alone', async () => {
	const fault = { kind: 'status', status: 500 } as const;
	sandbox().addFault({ on: { to: '+4915550199' }, fault });
	sandbox().addFault({ on: { method: 'delete' }, fault });
	sandbox().addFault({ on: { path: '/v2/sip/call/*' }, fault });
	expect((await dial()).status).toBe(200);
	expect((await send('/v2/sip/call')).status).toBe(200);
	expect((await send('/v2/sip/call/some-id')).status).toBe(500);
	expect((await dial('+4915550199')).status).toBe(500);
});

test('a refused token does not use a fault up', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'status', status: 500 } });
	expect((await send('/v2/rooms', { authorization: 'nonsense' })).status).toBe(401);
	expect((await send('/v2/rooms')).status).toBe(500);
});

test('an invalid request is refused as such, also when a fault after placing was ordered', async () => {
	sandbox().addFault({ on: {}, fault: { kind: 'reset', placed: true } });
	expect((await dial('nobody')).status).toBe(400);
	expect(sandbox().rings()).toEqual({});
});

test('faults are ordered and cancelled over HTTP, too', async () => {
	const order = { on: { to: SOMEBODY }, times: 5, fault: { kind: 'status', status: 418 } };
	expect((await control('/faults', 'POST', order)).status).toBe(201);
	expect((await dial()).status).toBe(418);
	expect((await control('/faults')).json).toEqual([order]);
	expect((await control('/faults', 'DELETE')).json).toEqual([]);
	expect((await dial()).status).toBe(200);
});

test.each([
	[{ fault: { kind: 'reset' } }, '"on" is required.'],
	[{ on: {} }, '"fault" is required.'],
	[{ on: { number: '1' }, fault: { kind: 'reset' } }, 'Unknown field "on.number".'],
	[{ on: {}, fault: { kind: 'explode' } }, '"fault.kind"'],
	[{ on: {}, fault: { kind: 'status', status: 99 } }, '"fault.status"'],
	[{ on: {}, fault: { kind: 'stall' } }, '"fault.seconds" is required.'],
	[{ on: {}, times: 0, fault: { kind: 'reset' } }, '"times"'],
	[
		{ on: {}, fault: { kind: 'status', status: 200, headers: { 'a\nb': 'c' } } },
		'is no valid header name',
	],
])('the fault order %j is refused with a clear sentence', async (order, sentence) => {
	const answer = await control('/faults', 'POST', order);
	expect(answer.status).toBe(400);
	expect(answer.json.message).toContain(sentence);
	expect(() => sandbox().addFault(order as never)).toThrow(sentence);
});
