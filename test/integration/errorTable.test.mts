import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { useRealTime } from '../support/virtualClock.mts';

const { call, sandbox, failOnce, credential } = useCallingWorkflow();

const SOMEBODY = '+4790000001';
const said = { message: 'As ordered' };

describe('HTTP 200 with an error status inside the body: nobody rings, and the error names that status', () => {
	const fault: Fault = {
		kind: 'status',
		status: 200,
		body: { statusCode: 422, message: 'As ordered' },
	};
	const message = 'VideoSDK refused the request (HTTP 422): As ordered';
	const hint = 'Nothing was placed. Check the fields of this item';

	test('as an error that stops the workflow', async () => {
		failOnce(SOMEBODY, fault);
		const { error } = await call({ to: [SOMEBODY] });
		expect(error?.message).toContain(message);
		expect(error?.description).toContain(hint);
		expect(error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().ringsOf(SOMEBODY)).toBe(0);
	});

	test('as an error item', async () => {
		failOnce(SOMEBODY, fault);
		const { items } = await call({
			to: [SOMEBODY],
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items[0].json).toMatchObject({
			error: expect.stringContaining(message),
			details: { callMayExist: false, hint: expect.stringContaining(hint) },
		});
		expect(sandbox().ringsOf(SOMEBODY)).toBe(0);
	});
});

test('HTTP 429 with "Retry-After: 2" is waited for, and the phone rings once', async () => {
	useRealTime();
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

test('a refused connection: the error names the host and port that were tried', async () => {
	const nobodyThere = { ...credential(), baseUrl: 'http://127.0.0.1:9' };
	const { error } = await call({ to: [SOMEBODY], credential: nobodyThere });
	expect(error?.message).toBe(
		'VideoSDK could not be reached at 127.0.0.1:9: it refused the connection',
	);
});

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
