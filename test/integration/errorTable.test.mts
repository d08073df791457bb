import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { call, sandbox, failOnce, credential } = useCallingWorkflow();

const SOMEBODY = '+4790000001';
const said = { message: 'As ordered' };
/** A little more than the 30 seconds that a request may take. */
const STALL_SECONDS = 40;

interface Row {
	what: string;
	fault: Fault;
	message: string;
	hint: string;
	callMayExist: boolean;
	rings: number;
}

/** What VideoSDK may do to a call that is placed, and what the user is told of it. */
const failing: Row[] = [
	{
		what: 'HTTP 401',
		fault: { kind: 'status', status: 401, body: said },
		message: 'VideoSDK did not accept the API key and secret (HTTP 401): As ordered',
		hint: 'copy key and secret again',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'HTTP 402',
		fault: { kind: 'status', status: 402, body: said },
		message: 'VideoSDK refused the request (HTTP 402): As ordered',
		hint: 'a meeting that does not exist',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'HTTP 404',
		fault: { kind: 'status', status: 404, body: said },
		message: 'VideoSDK does not know what was asked for (HTTP 404): As ordered',
		hint: 'Nothing was placed. Check the IDs in this item, such as the trunk, gateway or routing rule and the meeting',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'HTTP 429 that asks to wait longer than the node does',
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '3600' }, body: said },
		message: 'VideoSDK takes no more requests for now (HTTP 429): As ordered',
		hint: 'Try again in 3600 seconds, and lower "Calls at Once"',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'HTTP 500, nothing placed',
		fault: { kind: 'status', status: 500, body: said },
		message: 'was placed: VideoSDK had a fault (HTTP 500): As ordered',
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
	{
		what: 'HTTP 408',
		fault: { kind: 'status', status: 408, body: said },
		message: 'was placed: VideoSDK gave up on the request (HTTP 408): As ordered',
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
	{
		what: 'HTTP 200 with an error status inside the body',
		fault: { kind: 'status', status: 200, body: { statusCode: 422, message: 'As ordered' } },
		message: 'VideoSDK refused the request (HTTP 422): As ordered',
		hint: 'Nothing was placed. Check the fields of this item',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'a web page with HTTP 200',
		fault: { kind: 'html', status: 200 },
		message: "answered HTTP 200, but not with VideoSDK's JSON: a web page",
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
	{
		what: 'a web page with HTTP 502',
		fault: { kind: 'html', status: 502 },
		message: 'VideoSDK had a fault (HTTP 502): a web page',
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
	{
		what: 'JSON that is cut, nothing placed',
		fault: { kind: 'truncatedJson' },
		message: 'It is unknown whether the call to +4790000001 was placed',
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
	{
		what: 'a redirect to another host',
		fault: { kind: 'redirect', location: 'https://example.com/', status: 307 },
		message: 'sent the request on to another address (HTTP 307)',
		hint: 'Check the Base URL in the credential',
		callMayExist: false,
		rings: 0,
	},
	{
		what: 'a reset connection, nothing placed',
		fault: { kind: 'reset' },
		message: 'broke before the answer was complete',
		hint: 'Look for it in the call list',
		callMayExist: true,
		rings: 0,
	},
];

describe.each(failing)('$what', ({ fault, message, hint, callMayExist, rings }) => {
	test('as an error that stops the workflow', async () => {
		failOnce(SOMEBODY, fault);
		const { error } = await call({ to: [SOMEBODY] });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(hint);
		expect(error?.context).toMatchObject({ details: { callMayExist } });
		expect(sandbox().ringsOf(SOMEBODY)).toBe(rings);
	});

	test('as an error item', async () => {
		failOnce(SOMEBODY, fault);
		const { items } = await call({
			to: [SOMEBODY],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0].json).toMatchObject({
			error: expect.stringContaining(message),
			details: { callMayExist, hint: expect.stringContaining(hint) },
		});
		expect(sandbox().ringsOf(SOMEBODY)).toBe(rings);
	});
});

describe('faults after the call was placed: the call is found, and the item succeeds', () => {
	const placed: Array<[string, Fault]> = [
		['HTTP 500', { kind: 'status', status: 500, placed: true }],
		['a web page with HTTP 502', { kind: 'html', status: 502, placed: true }],
		['a web page with HTTP 200', { kind: 'html', status: 200, placed: true }],
		['JSON that is cut', { kind: 'truncatedJson', placed: true }],
		['a reset connection', { kind: 'reset', placed: true }],
	];
	test.each(placed)('%s', async (_what, fault) => {
		failOnce(SOMEBODY, fault);
		const { items } = await call({ to: [SOMEBODY] });
		expect(items[0].json).toMatchObject({ adopted: true });
		expect(sandbox().ringsOf(SOMEBODY)).toBe(1);
	});
});

test('HTTP 429 with "Retry-After: 2" is waited for, and the phone rings once', async () => {
	failOnce(SOMEBODY, { kind: 'status', status: 429, headers: { 'Retry-After': '2' }, body: said });
	const { items } = await call({ to: [SOMEBODY] });
	expect(items[0].json).toMatchObject({ statusCode: 200, message: 'Success' });
	const [refused, taken] = sandbox().journal();
	expect(taken.at - refused.at).toBeGreaterThanOrEqual(2000);
	expect(sandbox().ringsOf(SOMEBODY)).toBe(1);
});

test('one 429 holds back the whole list, not just its item', async () => {
	const to = Array.from({ length: 6 }, (_, index) => `+479000010${index}`);
	failOnce(to[0], { kind: 'status', status: 429, headers: { 'Retry-After': '1' }, body: said });
	await call({ to, options: { maxCallsAtOnce: 1 } });
	const [refused, ...later] = sandbox().journal();
	expect(later).toHaveLength(6);
	expect(later[0].at - refused.at).toBeGreaterThanOrEqual(1000);
	expect(Object.values(sandbox().rings())).toEqual(to.map(() => 1));
});

test('"Retry-After: 0" again and again does not make the node ask without end', async () => {
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call' },
		times: 3,
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '0' }, body: said },
	});
	await call({ to: [SOMEBODY] });
	const [first, ...later] = sandbox().journal();
	expect(later).toHaveLength(3);
	// Pauses of 1, 2 and 4 seconds.
	expect(later[2].at - first.at).toBeGreaterThanOrEqual(7000);
	expect(sandbox().ringsOf(SOMEBODY)).toBe(1);
});

test('after a rate limit the pace is kept', async () => {
	const to = Array.from({ length: 4 }, (_, index) => `+479000020${index}`);
	failOnce(to[0], { kind: 'status', status: 429, headers: { 'Retry-After': '2' }, body: said });
	await call({ to, options: { callsPerSecond: 2 } });
	const taken = sandbox()
		.journal()
		.filter(({ status }) => status === 200)
		.map(({ at }) => at);
	expect(Object.values(sandbox().rings())).toEqual(to.map(() => 1));
	for (const [index, at] of taken.slice(1).entries()) {
		// Half a second apart, less half of that for the way there on a busy machine.
		expect(at - taken[index]).toBeGreaterThanOrEqual(250);
	}
});

test('a node without a credential says so, and nothing counts as unknown', async () => {
	const { error } = await call({ to: [SOMEBODY], settings: { credentials: {} } });
	expect(error?.message).toContain('does not have any credentials set');
	expect(error?.context).toMatchObject({ details: { callMayExist: false } });
});

test('a refused connection: nothing was placed, and the Base URL is named', async () => {
	const nobodyThere = { ...credential(), baseUrl: 'http://127.0.0.1:9' };
	const { error } = await call({ to: [SOMEBODY], credential: nobodyThere });
	expect(error?.message).toBe(
		'VideoSDK could not be reached at 127.0.0.1:9: it refused the connection',
	);
	expect(error?.description).toContain('Nothing was placed. Check the Base URL');
	expect(error?.context).toMatchObject({ details: { code: 'notReached', callMayExist: false } });
});

test('a host whose name nobody knows: nothing was placed', async () => {
	const unknownHost = { ...credential(), baseUrl: 'https://videosdk.invalid' };
	const { error } = await call({ to: [SOMEBODY], credential: unknownHost });
	expect(error?.message).toContain('VideoSDK could not be reached at videosdk.invalid');
	expect(error?.context).toMatchObject({ details: { code: 'notReached', callMayExist: false } });
});

test('an answer that does not come for 40 seconds: a call that was placed is adopted after 30, another is unknown', async () => {
	const [rung, lost] = ['+4790000041', '+4790000042'];
	failOnce(rung, { kind: 'stall', seconds: STALL_SECONDS, placed: true });
	failOnce(lost, { kind: 'stall', seconds: STALL_SECONDS });
	const { items } = await call({
		to: [rung, lost],
		settings: { onError: 'continueRegularOutput' },
	});
	expect(items[0].json).toMatchObject({ adopted: true });
	expect(items[1].json).toMatchObject({
		error: expect.stringContaining('did not answer in time'),
		details: { code: 'callUnknown', callMayExist: true },
	});
	expect(sandbox().ringsOf(rung)).toBe(1);
	expect(sandbox().ringsOf(lost)).toBe(0);
});

test('an answer that drips in byte by byte is given up after 31 seconds, and the call is found', async () => {
	failOnce(SOMEBODY, { kind: 'drip', placed: true });
	const { items } = await call({ to: [SOMEBODY] });
	expect(items[0].json).toMatchObject({ adopted: true });
	expect(sandbox().ringsOf(SOMEBODY)).toBe(1);
});

describe('secrets', () => {
	test('a server that echoes the token does not get it into an error', async () => {
		const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJ4In0.c2lnbmF0dXJl';
		failOnce(SOMEBODY, {
			kind: 'status',
			status: 403,
			body: { message: `Bad token ${token} <b>here</b>` },
		});
		const { error, saved } = await call({ to: [SOMEBODY] });
		expect(error?.message).toContain('Bad token [token] here');
		expect(saved).not.toContain(token);
	});

	test('neither secret nor token nor Authorization header is in what n8n saves, of a good run and of each failing one', async () => {
		const runs = [await call({ to: [SOMEBODY] })];
		for (const { fault } of failing) {
			failOnce(SOMEBODY, fault);
			runs.push(await call({ to: [SOMEBODY] }));
		}
		for (const { saved } of runs) {
			expect(saved).not.toContain(sandbox().apiSecret);
			expect(saved).not.toMatch(/eyJ[\w-]+\./);
			expect(saved).not.toMatch(/authorization/i);
			expect(saved).not.toContain('<html');
			expect(saved).not.toContain('    at ');
		}
	});
});
