import { expect, test } from 'vitest';
import { SCENARIOS, WAITING_NUMBER } from '../../sandbox/index.mts';
import { failureOf, useSandbox } from './sandboxClient.mts';

const { sandbox, dial, dialOut, control } = useSandbox();

test('every scenario number lies in the range reserved for fiction and is there once', () => {
	const numbers = SCENARIOS.map(({ number }) => number);
	for (const number of numbers) expect(number).toMatch(/^\+120255501\d\d$/);
	expect(new Set(numbers).size).toBe(numbers.length);
});

test('the page names every scenario number', async () => {
	const page = (await control('/page-state')).text;
	for (const { number, title } of SCENARIOS) {
		expect(page).toContain(number);
		expect(page).toContain(JSON.stringify(title));
	}
});

test.each([
	['+12025550100', 'answered', 'ended', 34],
	['+12025550101', 'rejected', 'rejected', 2],
	['+12025550102', 'ringing', 'not-answered', 31],
	['+12025550103', 'answered', 'ended', 9],
	['+12025550104', 'failed', 'failed', 2],
	['+12025550105', 'ringing', 'rejected', 6],
	['+12025550106', 'ringing', 'abandoned', 6],
	['+12025550107', 'answered', 'ended', 34],
	['+12025550108', 'ringing', 'ended', 31],
])('%s is %s after 5 s and in the end %s, %d s after dialing', async (to, soon, last, seconds) => {
	await dial(to);
	sandbox().clock.advance(5_000);
	expect(sandbox().calls()[0]?.status).toBe(soon);
	sandbox().clock.advance(60_000);
	const call = sandbox().calls()[0];
	expect(call?.status).toBe(last);
	expect(((call?.end ?? 0) - (call?.placedAt ?? 0)) / 1000).toBe(seconds);
});

test('…0110 rings until somebody answers, and talks until somebody hangs up', async () => {
	await dial(WAITING_NUMBER);
	sandbox().clock.advance(86_400_000);
	const [{ callId, status }] = sandbox().calls();
	expect(status).toBe('ringing');
	await control(`/calls/${callId}/answer`, 'POST');
	sandbox().clock.advance(86_400_000);
	expect(sandbox().calls()[0].status).toBe('answered');
	await control(`/calls/${callId}/hangup`, 'POST');
	expect(sandbox().calls()[0].status).toBe('ended');
});

test('…0110 rings no longer than the caller lets it ring', async () => {
	await dialOut({ sipCallTo: WAITING_NUMBER, ringingTimeout: 20 });
	sandbox().clock.advance(60_000);
	const [{ status, end, placedAt }] = sandbox().calls();
	expect([status, (end ?? 0) - placedAt]).toEqual(['not-answered', 21_000]);
});

test.each([
	['+12025550100', 'person'],
	['+12025550108', 'voicemail'],
	['+12025550102', undefined],
])('who has answered at %s: %s', async (to, answeredBy) => {
	await dial(to);
	sandbox().clock.advance(60_000);
	expect(sandbox().calls()[0].answeredBy).toBe(answeredBy);
});

test.each([
	['+12025550140', 400, 0],
	['+12025550141', 401, 0],
	['+12025550142', 402, 0],
	['+12025550144', 404, 0],
	['+12025550150', 500, 0],
	['+12025550151', 500, 1],
	['+12025550155', 502, 0],
	['+12025550156', 200, 1],
])('%s answers %d, and the phone rings %d times, each time it is dialed', async (to, status, n) => {
	expect((await dial(to)).status).toBe(status);
	expect(sandbox().ringsOf(to)).toBe(n);
	expect((await dial(to)).status).toBe(status);
	expect(sandbox().ringsOf(to)).toBe(2 * n);
});

test('…0149 refuses once with 429 and Retry-After: 2, then the call is placed', async () => {
	const first = await dial('+12025550149');
	expect([first.status, first.headers.get('retry-after')]).toEqual([429, '2']);
	expect(sandbox().ringsOf('+12025550149')).toBe(0);
	expect((await dial('+12025550149')).status).toBe(200);
	expect(sandbox().ringsOf('+12025550149')).toBe(1);
});

test.each([
	['+12025550152', 0],
	['+12025550153', 1],
])('%s breaks the connection, and the phone has rung %d times', async (to, rings) => {
	expect(await failureOf(dial(to))).toBe('ECONNRESET');
	expect(sandbox().ringsOf(to)).toBe(rings);
});

test('…0154 rings at once, but its answer outlasts an impatient client', async () => {
	const impatient = new AbortController();
	const waiting = dial('+12025550154', {}, impatient.signal);
	const givenUp = expect(waiting).rejects.toThrow(/aborted/);
	await expect.poll(() => sandbox().ringsOf('+12025550154')).toBe(1);
	impatient.abort();
	await givenUp;
	expect(sandbox().ringsOf('+12025550154')).toBe(1);
});

test('…0155 sends HTML and …0156 half a JSON text', async () => {
	expect((await dial('+12025550155')).text).toContain('<html>');
	const cut = await dial('+12025550156');
	expect([cut.json, cut.text.startsWith('{"statusCode":200')]).toEqual([undefined, true]);
});

test('a scenario number works inside a SIP URI, and rings are counted by the URI', async () => {
	expect((await dial('sip:+12025550151@sip.example.com')).status).toBe(500);
	expect(sandbox().rings()).toEqual({ 'sip:+12025550151@sip.example.com': 1 });
});

test('an ordered fault goes before the fault of a scenario number', async () => {
	sandbox().addFault({ on: { to: '+12025550150' }, fault: { kind: 'status', status: 409 } });
	expect((await dial('+12025550150')).status).toBe(409);
	expect((await dial('+12025550150')).status).toBe(500);
});
