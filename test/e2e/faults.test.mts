import { describe, expect, test } from 'vitest';
import { CALLING_NODE, errorOf, useCallingN8n, type ListWorkflow } from '../support/callingN8n.mts';
import { numbers, ringsOfEach } from '../support/callingWorkflow.mts';
import { itemsOf } from '../support/n8nApi.mts';

const { api, sandbox, listWorkflow, callList, powerCut } = useCallingN8n();

const TWENTY = numbers(20);
const CALLED_AT_KILL = 8;
const ONE_BY_ONE = { maxCallsAtOnce: 1, callsPerSecond: 5 };
const retryOnFail = { retryOnFail: true, maxTries: 2, waitBetweenTries: 100 };
const rings = () => ringsOfEach(sandbox(), TWENTY);
const most = (all: number[]) => Math.max(...all);
const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);

/** The eighth phone rings, and n8n is still waiting for the answer to that request. */
async function callTwentyUntilEight(list: ListWorkflow): Promise<string> {
	sandbox().addFault({
		on: { path: '/v2/sip/outbound-call', nth: CALLED_AT_KILL },
		fault: { kind: 'stall', seconds: 600, placed: true },
	});
	const { id, path } = await listWorkflow({ ...list, options: { ...ONE_BY_ONE, ...list.options } });
	const execution = await api().runInProduction(id, path, { to: TWENTY });
	await expect.poll(() => sum(rings()), { interval: 20 }).toBe(CALLED_AT_KILL);
	return execution;
}

describe('n8n is killed in the middle of 20 calls, and started again', () => {
	test.each([
		['off', {}],
		['on', retryOnFail],
	])(
		'Retry On Fail %s: nobody is called by itself, and the Retry button dials nobody again and says why',
		async (_onOrOff, settings) => {
			const execution = await callTwentyUntilEight({ settings });
			await powerCut();
			const atStart = rings();
			expect(sum(atStart)).toBe(CALLED_AT_KILL);
			const crashed = await api().waitForExecution(execution);
			expect(crashed.status).toBe('crashed');
			// What n8n shows by itself; it keeps nothing of what the node knew.
			expect(errorOf(crashed)?.message).toBe('Execution stopped at this node');

			for (const withCurrentWorkflow of [false, true]) {
				const retry = await api().retryExecution(execution, { withCurrentWorkflow });
				const again = await api().waitForExecution(retry);
				expect(again.status).toBe('error');
				expect(errorOf(again)?.message).toContain(
					'this execution has run this node before, and n8n has kept nothing',
				);
				expect(errorOf(again)?.description).toContain('call list of the VideoSDK dashboard');
				const third = await api().retryExecution(retry);
				expect((await api().waitForExecution(third)).status).toBe('error');
			}
			expect(rings()).toEqual(atStart);
			expect(most(atStart)).toBe(1);
		},
	);

	test('with a Deduplication Key the Retry button calls those who were not called, and nobody twice', async () => {
		const options = { deduplicationKey: '=reminder {{ $json.to }}' };
		const execution = await callTwentyUntilEight({ options });
		await powerCut();
		const again = await api().waitForExecution(await api().retryExecution(execution));
		expect(again.status).toBe('success');
		expect(most(rings())).toBe(1);
		// The call that was being placed when n8n was killed counts as placed.
		expect(sum(rings())).toBe(TWENTY.length);
		expect(itemsOf(again, CALLING_NODE)).toHaveLength(TWENTY.length);
	});
});

describe('the clock of n8n is ten minutes off', () => {
	const [somebody] = TWENTY;
	const TEN_MINUTES = 600;

	test('it is behind: the error says so, nobody rings, and Retry calls once when it is right again', async () => {
		sandbox().changeSettings({ clockSkewSeconds: TEN_MINUTES });
		const execution = await callList(await listWorkflow(), [somebody]);
		expect(execution.status).toBe('error');
		expect(errorOf(execution)?.message).toContain(
			'did not accept the API key and secret (HTTP 401)',
		);
		expect(errorOf(execution)?.description).toMatch(
			/Nothing was placed. The clock of this n8n is (59\d|60\d) seconds behind VideoSDK's. Set it right/,
		);
		expect(sandbox().rings()).toEqual({});

		sandbox().changeSettings({ clockSkewSeconds: 0 });
		const again = await api().waitForExecution(await api().retryExecution(execution.id));
		expect(again.status).toBe('success');
		expect(sandbox().rings()).toEqual({ [somebody]: 1 });
	});

	test('it is ahead: a call whose answer was lost is found all the same, and rings once', async () => {
		sandbox().changeSettings({ clockSkewSeconds: -TEN_MINUTES });
		sandbox().addFault({ on: { to: somebody }, fault: { kind: 'reset', placed: true } });
		const execution = await callList(await listWorkflow({ settings: retryOnFail }), [somebody]);
		expect(execution.status).toBe('success');
		expect(itemsOf(execution, CALLING_NODE)[0].json).toMatchObject({ adopted: true });
		expect(sandbox().rings()).toEqual({ [somebody]: 1 });
	});
});
