import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { errorOf } from '../support/callingN8n.mts';
import {
	BUSY,
	expectedOutcomes,
	HANGS_UP,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';

const {
	api,
	sandbox,
	resetSandbox,
	testInEachPayload,
	call,
	park,
	endCalls,
	cutPower,
	parkingWorkflow,
	urls,
} = useParkingN8n();

const of = (method: string, path: string) =>
	sandbox()
		.journal()
		.filter((one) => one.method === method && one.path.startsWith(path));
const aForeignEvent = { webhookType: 'call-hangup', data: { callId: 'of-somebody-else' } };

const ROUNDS = Number(process.env.PARKING_KILLS ?? 2);
/** From the registration to the last look, and from there until n8n has saved the execution. */
const LAST_LOOK_MS = 1000;
const SAVING_MS = 300;

describe('deliveries in each payload', () => {
	testInEachPayload(
		'n8n is killed when it has answered the last event and has not gone on yet: the next event after the restart, of whomever, shows that all is over',
		async () => {
			const to = [BUSY, NEVER_ANSWERS];
			const execution = await park(to);
			const before = of('GET', '/v2/sip/call').length;
			sandbox().addFault({
				on: { method: 'GET', path: '/v2/sip/call*' },
				fault: { kind: 'stall', seconds: 120 },
			});
			// The node looks at its calls by itself now and then; this look does not come to an end.
			await expect.poll(() => of('GET', '/v2/sip/call').length).toBeGreaterThan(before);
			await endCalls();
			const statuses = sandbox()
				.deliveries()
				.map(({ status }) => status);
			expect(new Set(statuses)).toEqual(new Set([200]));
			const startAgain = await cutPower();
			await startAgain();
			expect((await api().getExecution(execution)).status).toBe('waiting');
			sandbox().deliver(aForeignEvent);
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [NEVER_ANSWERS]: 1 });
			await expect.poll(urls).toEqual([]);
		},
	);

	testInEachPayload(
		'n8n is killed in the moment in which it goes on: nobody is rung again, and either the outcomes come or the execution shows as crashed',
		async () => {
			const to = [BUSY, HANGS_UP];
			const execution = await park(to);
			const before = of('GET', '/v2/sip/call').length;
			await endCalls();
			// The outcomes are being read.
			await expect
				.poll(() => of('GET', '/v2/sip/call').length, { interval: 1 })
				.toBeGreaterThan(before);
			const startAgain = await cutPower();
			await startAgain();
			const { status } = await api().getExecution(execution);
			if (status === 'waiting') sandbox().deliver(aForeignEvent);
			const ended = await api().waitForExecution(execution);
			expect(['success', 'crashed']).toContain(ended.status);
			if (ended.status === 'success') expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [HANGS_UP]: 1 });
		},
	);

	testInEachPayload(
		'n8n is killed while the execution is being saved: it is parked, or shows as crashed; the phone rings once, also after a Retry',
		async () => {
			const list = await parkingWorkflow();
			for (let round = 0; round < ROUNDS; round++) {
				resetSandbox();
				sandbox().clock.freeze();
				const execution = await call([BUSY], list);
				await expect.poll(() => urls().length, { interval: 5 }).toBe(1);
				await sleep(LAST_LOOK_MS + (SAVING_MS * round) / ROUNDS);
				const startAgain = await cutPower();
				await endCalls();
				await startAgain();
				const { status } = await api().getExecution(execution);
				console.log(`Killed in round ${round}: the execution is ${status}`);
				if (status === 'waiting') {
					sandbox().deliver(aForeignEvent);
					const ended = await api().waitForExecution(execution);
					expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
				} else {
					await expect
						.poll(async () => (await api().getExecution(execution)).status)
						.toMatch(/^(crashed|error)$/);
					const again = await api().retryExecution(execution);
					const retried = await api().waitForExecution(again);
					expect(errorOf(retried)?.message).toContain('this execution has run this node before');
				}
				expect(sandbox().rings()).toEqual({ [BUSY]: 1 });
			}
		},
	);
});
