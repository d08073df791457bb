import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, type Fault } from '../../sandbox/index.mts';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, start } = useCallingWorkflow();

const TWENTY = numbers(20);
const LIST = { method: 'GET', path: '/v2/sip/call' };
const looks = () =>
	sandbox()
		.journal()
		.filter(({ method, path }) => method === 'GET' && path === LIST.path);
const failLook = (fault: Fault, times = 1) => sandbox().addFault({ on: LIST, times, fault });

/** Twenty calls that nobody answers, waited for as long as that takes. */
const callAll = (waitLimit: number) => {
	const gatewayId = { __rl: true, mode: 'id', value: SEED_GATEWAY_ID };
	const gateway = { callThrough: 'gateway', gatewayId, from: '' };
	return start({
		to: TWENTY,
		parameters: { ...gateway, waitFor: 'end', waitLimit },
		options: { maxCallsAtOnce: 20 },
	});
};

test('twenty calls that have to be looked at one by one, slowly, are looked at five at once', async () => {
	// All are placed before any is over, however long that takes.
	sandbox().clock.freeze();
	const running = callAll(300);
	await expect
		.poll(() =>
			sandbox()
				.journal()
				.filter(({ method, status }) => method === 'POST' && status === 200),
		)
		.toHaveLength(20);
	const before = looks().length;
	const struck = () => looks().slice(before);
	// The page fails, so each call is asked for by its own. The first five that go at once are under way
	// for long enough that all of them are there.
	failLook({ kind: 'status', status: 500 });
	failLook({ kind: 'stall', seconds: 0.3, placed: true });
	failLook({ kind: 'stall', seconds: 5, placed: true }, 5);
	failLook({ kind: 'stall', seconds: 0.3, placed: true }, 14);
	sandbox().clock.advance(60_000);
	let most = 0;
	let isOver = false;
	void running.finished.then(() => (isOver = true));
	while (!isOver) {
		most = Math.max(most, struck().filter(({ status }) => status === null).length);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	const { items } = await running.finished;
	expect(new Set(items.map(({ json }) => json.outcome))).toEqual(new Set(['answered']));
	expect(most).toBe(5);
	// Never more requests than calls at a time: the page and 19 calls, and the last one a second later.
	expect(struck()).toHaveLength(21);
	expect(ringsOfEach(sandbox(), TWENTY)).toEqual(TWENTY.map(() => 1));
});

test.each([
	['fails', { kind: 'status', status: 400 }],
	['meets a rate limit', { kind: 'status', status: 429, headers: { 'Retry-After': '100' } }],
] as Array<[string, Fault]>)(
	'where a look %s, the others are not tried as well',
	async (_what, fault) => {
		// So that the sandbox's calls are not over before.
		sandbox().clock.setSpeed(1);
		failLook({ kind: 'status', status: 500 });
		failLook(fault, 1000);
		const began = Date.now();
		const { items } = await callAll(4).finished;
		expect(new Set(items.map(({ json }) => json.outcome))).toEqual(new Set(['timedOut']));
		// A page and one call for each tick, and a tick is a second or more.
		const ticks = Math.ceil((Date.now() - began) / 1000);
		expect(looks().length).toBeLessThanOrEqual(ticks * 2);
	},
);
