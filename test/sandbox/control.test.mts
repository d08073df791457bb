import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { JournalEntry } from '../../sandbox/index.mts';
import { lasts } from '../support/lasts.mts';
import { failureOf, seedBody, SOMEBODY, useSandbox } from './sandboxClient.mts';

const { sandbox, token, send, dial, control } = useSandbox();

/** fetch() does not let a test set the Host header. */
function statusUnderHost(path: string, host: string): Promise<number> {
	return new Promise((resolve, reject) => {
		const sent = httpRequest(sandbox().url + path, { headers: { host } }, (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		sent.on('error', reject).end();
	});
}

/** Writes bytes that no HTTP client would send and gives back what comes in return. */
function rawExchange(text: string): Promise<string> {
	return new Promise((resolve) => {
		const { hostname, port } = new URL(sandbox().url);
		let received = '';
		const socket = connect(Number(port), hostname, () => socket.end(text));
		socket.on('data', (chunk) => (received += chunk));
		socket.on('error', () => resolve(received));
		socket.on('close', () => resolve(received));
	});
}

test('the journal keeps each request with its raw body, its status and the call it placed', async () => {
	await dial();
	const rawBody = JSON.stringify(seedBody());
	expect(sandbox().journal()).toEqual([
		{
			at: sandbox().clock.now(),
			method: 'POST',
			path: '/v2/sip/outbound-call',
			query: {},
			headers: expect.objectContaining({ 'content-type': 'application/json' }),
			authorization: {
				prefix: '',
				algorithm: 'HS256',
				claims: expect.objectContaining({ apikey: 'sandbox-key', version: 2 }),
			},
			body: seedBody(),
			rawBody,
			status: 200,
			placedCallId: sandbox().calls()[0]?.callId,
		},
	]);
});

test('the journal holds no token, neither of accepted nor of refused requests', async () => {
	const refused = [`Bearer ${token()}`, token({ roles: ['rtc'] }), token({}, 'foreign')];
	for (const authorization of [token(), ...refused])
		await send('/v2/rooms?page=1', { authorization });
	const kept = JSON.stringify((await control('/journal')).json);
	for (const authorization of [token(), ...refused]) {
		expect(kept).not.toContain(authorization);
		expect(kept).not.toContain(authorization.split('.')[2]);
	}
	const [first, second] = sandbox().journal();
	expect(first).toMatchObject({ query: { page: '1' }, status: 200 });
	expect(second).toMatchObject({
		authorization: { prefix: 'Bearer', algorithm: 'HS256' },
		status: 401,
	});
});

test('the journal keeps requests that are not JSON or carry no token', async () => {
	await send('/v2/rooms', { method: 'POST', rawBody: '{"a":', authorization: null });
	expect(sandbox().journal()[0]).toMatchObject({
		rawBody: '{"a":',
		body: undefined,
		authorization: null,
		status: 401,
	});
});

test('control requests do not appear in the journal', async () => {
	await control('/rings');
	expect((await control('/journal')).json).toEqual([]);
});

test('a listener hears of each request when it arrives and when it is answered', async () => {
	const heard: Array<[string, number | null]> = [];
	const own = await startSandbox({
		onRequest: (entry: JournalEntry) => heard.push(['arrived', entry.status]),
		onAnswer: (entry: JournalEntry) => heard.push(['answered', entry.status]),
	});
	await fetch(`${own.url}/v2/rooms`);
	await own.close();
	expect(heard).toEqual([
		['arrived', null],
		['answered', 401],
	]);
});

test('rings and calls are readable over HTTP', async () => {
	await dial();
	expect((await control('/rings')).json).toEqual({ [SOMEBODY]: 1 });
	expect((await control('/calls')).json).toMatchObject([
		{ to: SOMEBODY, roomId: 'abcde12345', displayName: 'John Doe', status: 'initiated' },
	]);
});

test('the clock is advanced over HTTP and never goes back', async () => {
	const before = sandbox().clock.now();
	expect((await control('/clock', 'POST', { advanceSeconds: 90 })).json.now).toBe(before + 90_000);
	expect((await control('/clock', 'POST', { advanceSeconds: -1 })).status).toBe(400);
	expect(() => sandbox().clock.advance(-1)).toThrow(/only goes forward/);
});

test('unknown settings are refused by name', async () => {
	const answer = await control('/settings', 'PUT', { listTrunkCall: false });
	expect([answer.status, answer.json.message]).toEqual([400, 'Unknown field "listTrunkCall".']);
});

test('a reset forgets calls, rings, journal, faults, settings, own rooms and the pushed clock', async () => {
	await dial();
	sandbox().addRooms({ roomId: 'mine-mine-mine' });
	sandbox().addFault({ on: {}, times: 99, fault: { kind: 'status', status: 500 } });
	await control('/settings', 'PUT', { listTrunkCalls: false, listLagSeconds: 9 });
	await control('/clock', 'POST', { advanceSeconds: 86_400 });
	await control('/reset', 'POST');
	expect(sandbox().calls()).toEqual([]);
	expect(sandbox().rings()).toEqual({});
	expect(sandbox().journal()).toEqual([]);
	expect(Math.abs(sandbox().clock.now() - Date.now())).toBeLessThan(5_000);
	expect((await control('/settings')).json).toMatchObject({
		listTrunkCalls: true,
		listLagSeconds: 0,
	});
	expect((await send('/v2/rooms/mine-mine-mine')).status).toBe(404);
});

test('the page may load and ask nothing but this sandbox, and holds no secret', async () => {
	await dial();
	const page = await control('');
	expect(page.headers.get('content-type')).toMatch(/^text\/html/);
	expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
	expect(page.text).toContain('No real phone rings');
	const body = { callId: 'nobody', roomId: 'anywhere', token: token() };
	await send('/v2/sip/call/switch-room', { method: 'POST', body });
	const shown = await control('/page-state');
	expect(shown.json.calls).toMatchObject([{ to: SOMEBODY, status: 'initiated' }]);
	expect(page.text + shown.text).not.toContain(sandbox().apiSecret);
	expect(shown.text).not.toContain(token().split('.')[2]);
});

test('browsers get the modules of the page as JavaScript, and nothing beside them', async () => {
	const module = await control('/page/main.mts');
	expect(module.headers.get('content-type')).toMatch(/^text\/javascript/);
	expect(module.text).not.toContain('import type');
	expect((await control('/page/layout.css')).headers.get('content-type')).toMatch(/^text\/css/);
	for (const path of ['..%2findex.mts', '%2e%2e%2fmain.mts', 'nothing.mts', 'page.json']) {
		expect((await control(`/page/${path}`)).status).toBe(404);
	}
});

test('the page is told of a call within a second, though nothing else happens', async () => {
	const ended = new AbortController();
	const { body } = await fetch(`${sandbox().url}/_sandbox/page-news`, { signal: ended.signal });
	if (!body) throw new Error('The news have no body.');
	await dial();
	let news = '';
	for await (const text of body.pipeThrough(new TextDecoderStream())) {
		news += text;
		if (news.includes(SOMEBODY)) break;
	}
	ended.abort();
	expect(news).toContain(`"to":"${SOMEBODY}"`);
});

test.each([
	'evil.example',
	'localhost.evil.example',
	'127.0.0.1.evil.example',
	'[::2]',
	'10.0.0.1',
])('control routes are refused under the foreign host name %s', async (host) => {
	expect(await statusUnderHost('/_sandbox', host)).toBe(403);
	expect(await statusUnderHost('/_sandbox/journal', `${host}:80`)).toBe(403);
});

test.each(['localhost', '127.0.0.1:99', '[::1]:8787', 'LOCALHOST:1'])(
	'control routes answer under the loopback name %s',
	async (host) => expect(await statusUnderHost('/_sandbox/rings', host)).toBe(200),
);

test('control routes are refused to the page of another site, but not to their own', async () => {
	const from = async (origin: string) =>
		(await send('/_sandbox/reset', { method: 'POST', headers: { origin } })).status;
	expect(await from('https://evil.example')).toBe(403);
	expect(await from('null')).toBe(403);
	expect(await from(sandbox().url)).toBe(200);
});

test('the sandbox survives what is not HTTP and lives on', async () => {
	await rawExchange('nonsense\r\n\r\n');
	await rawExchange('GET / HTTP/1.1\r\nHost: a b\r\n\r\n');
	await rawExchange('GET //%ff%zz?%&=& HTTP/1.1\r\nHost: x\r\n\r\n');
	await rawExchange('GET /v2/rooms/%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n');
	await rawExchange('POST /v2/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"a"');
	await rawExchange('GET http://other.example/v2/rooms HTTP/1.1\r\nHost: x\r\n\r\n');
	expect((await dial()).status).toBe(200);
});

test('closing breaks a stalled request off at once', async () => {
	let tellArrival = () => {};
	const arrival = new Promise<void>((resolve) => (tellArrival = resolve));
	const watched = await startSandbox({ onRequest: () => tellArrival() });
	watched.addFault({ on: {}, fault: { kind: 'stall', seconds: 600 } });
	const stalled = failureOf(
		fetch(`${watched.url}/v2/rooms`, { headers: { authorization: token() } }),
	);
	await arrival;
	expect(await lasts(watched.close())).toBeLessThan(2_000);
	expect(await stalled).toBe('UND_ERR_SOCKET');
});

test('a port that is taken makes the start fail with the reason', async () => {
	const port = Number(new URL(sandbox().url).port);
	await expect(startSandbox({ port })).rejects.toThrow(/EADDRINUSE/);
});
