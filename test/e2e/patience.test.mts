import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { CALLING_NODE } from '../support/callingN8n.mts';
import { itemsOf } from '../support/n8nApi.mts';
import {
	BUSY,
	CALLEES,
	expectedOutcomes,
	HANGS_UP,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';

const n8n = useParkingN8n();
const {
	api,
	sandbox,
	resetSandbox,
	testInEachPayload,
	call,
	park,
	endCalls,
	parkingWorkflow,
	urls,
} = n8n;

const callees = (count: number) =>
	Array.from({ length: count }, (_, place) => Object.keys(CALLEES)[place % 3]);

const ROUNDS = Number(process.env.PARKING_ROUNDS ?? 2);
const AT_ONCE = 10;
/** Between the last look at a call and the moment in which n8n has saved the execution. */
const GAP_MS = 400;

describe('deliveries in each payload', () => {
	testInEachPayload(
		'three calls are parked, and come back with the outcome of each; no webhook stays behind',
		async () => {
			const to = [HANGS_UP, BUSY, NEVER_ANSWERS];
			const execution = await park(to);
			expect(sandbox().webhooks()).toHaveLength(1);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(ended.status).toBe('success');
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			await expect.poll(urls).toEqual([]);
			expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
		},
	);

	testInEachPayload(
		'200 calls are parked: 200 outcomes come back, each with its item, and the webhooks of the account are as before',
		async () => {
			const to = callees(200);
			const foreign = 'http://127.0.0.1:9/somebody-else';
			await n8n.register(foreign);
			const execution = await park(to);
			expect(sandbox().webhooks()).toHaveLength(2);
			sandbox().clock.setSpeed(20);
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			await expect.poll(urls).toEqual([foreign]);
			const [first, second, third] = Object.keys(CALLEES);
			expect(sandbox().rings()).toEqual({ [first]: 67, [second]: 67, [third]: 66 });
		},
	);

	testInEachPayload(
		'n8n is killed while calls are parked, some end before, some meanwhile, one after the restart: the outcomes are right',
		async () => {
			const to = [BUSY, NEVER_ANSWERS, HANGS_UP];
			const execution = await park(to);
			// The first is over.
			sandbox().clock.advance(5000);
			await sandbox().settled();
			const startAgain = await n8n.cutPower();
			// So is the third. Nobody hears of it.
			sandbox().clock.advance(10_000);
			await sandbox().settled();
			await startAgain();
			expect((await api().getExecution(execution)).status).toBe('waiting');
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to));
			await expect.poll(urls).toEqual([]);
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [NEVER_ANSWERS]: 1, [HANGS_UP]: 1 });
		},
	);

	testInEachPayload(
		'all calls end while n8n is down, and nobody hears of it: at the limit each item goes on with its call ID, and what came in is still shown as it was',
		async () => {
			const to = [BUSY, NEVER_ANSWERS];
			// Longer than a busy machine takes to park it and to be cut off.
			const list = await parkingWorkflow({ parameters: { waitLimit: 60 } });
			const execution = await park(to, list);
			const idOf = (number: string) =>
				sandbox()
					.calls()
					.find((one) => one.to === number)?.callId;
			const callIds = to.map(idOf);
			const startAgain = await n8n.cutPower();
			await endCalls();
			await startAgain();
			const ended = await api().waitForExecution(execution);
			expect(ended.status).toBe('success');
			const items = itemsOf(ended, CALLING_NODE).map(({ json }) => json);
			expect(items).toMatchObject(
				callIds.map((callId) => ({
					callId,
					outcome: 'timedOut',
					waitedBy: 'parked',
				})),
			);
			expect(itemsOf(ended, 'One item each').map(({ json }) => json)).toEqual(
				to.map((number) => ({ to: number })),
			);
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [NEVER_ANSWERS]: 1 });
			// What is left of it goes when the next one parks.
			expect(sandbox().webhooks()).toHaveLength(1);
		},
	);

	testInEachPayload(
		'a foreign event wakes an execution up after a restart, and it finds that its calls are over',
		async () => {
			const execution = await park([BUSY]);
			const startAgain = await n8n.cutPower();
			await endCalls();
			await startAgain();
			sandbox().deliver({ webhookType: 'call-hangup', data: { callId: 'of-somebody-else' } });
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
		},
	);

	testInEachPayload(
		'all calls are over before the execution could be parked: it goes on at once',
		async () => {
			sandbox().clock.setSpeed(100);
			const to = callees(6);
			const execution = await call(to);
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes(to, 'keptRunning'));
			expect(sandbox().webhooks()).toEqual([]);
		},
	);

	testInEachPayload(
		'the last event comes while the execution is being saved: none waits for its limit',
		async () => {
			const list = await parkingWorkflow();
			let turnedAway = 0;
			for (let round = 0; round < ROUNDS; round++) {
				resetSandbox();
				sandbox().clock.freeze();
				const executions: string[] = [];
				for (let one = 0; one < AT_ONCE; one++) {
					executions.push(await call([BUSY], list));
				}
				await expect.poll(() => sandbox().webhooks().length, { interval: 5 }).toBe(AT_ONCE);
				await sleep(1000 + (GAP_MS * round) / ROUNDS);
				sandbox().clock.advance(120_000);
				const startedAt = Date.now();
				for (const execution of executions) {
					const ended = await api().waitForExecution(execution);
					const [{ json }] = itemsOf(ended, CALLING_NODE);
					expect(json.outcome).toBe('rejected');
				}
				turnedAway += sandbox()
					.deliveries()
					.filter(({ status }) => status === 409).length;
				console.log(
					`round ${round}: ${Date.now() - startedAt} ms, turned away so far: ${turnedAway}`,
				);
				await expect.poll(urls).toEqual([]);
				expect(sandbox().rings()).toEqual({ [BUSY]: AT_ONCE });
			}
		},
	);

	testInEachPayload(
		'two executions are parked at once: each gets the outcomes of its own calls',
		async () => {
			const first = await park([HANGS_UP, BUSY]);
			const second = await park([NEVER_ANSWERS, HANGS_UP, HANGS_UP]);
			expect(sandbox().webhooks()).toHaveLength(2);
			await endCalls();
			expect(outcomesOf(await api().waitForExecution(first))).toEqual(
				expectedOutcomes([HANGS_UP, BUSY]),
			);
			expect(outcomesOf(await api().waitForExecution(second))).toEqual(
				expectedOutcomes([NEVER_ANSWERS, HANGS_UP, HANGS_UP]),
			);
			await expect.poll(urls).toEqual([]);
			expect(Object.values(sandbox().rings()).sort()).toEqual([1, 1, 3]);
		},
	);

	testInEachPayload(
		'what dead executions have left at VideoSDK is removed by the next that parks, and nothing else',
		async () => {
			await park([BUSY]);
			const [{ url }] = sandbox().webhooks();
			const leftBy = (name: string, value: string) => {
				const other = new URL(url);
				other.searchParams.set(name, value);
				return other.href;
			};
			const anHourAgo = String(Math.floor(Date.now() / 1000) - 3600);
			const dead = leftBy('parkedUntil', anHourAgo);
			const deadOfAnother = dead.replace(/parkedBy=[^&]*/, 'parkedBy=another-n8n');
			const foreign = 'http://127.0.0.1:9/somebody-else';
			for (const one of [dead, deadOfAnother, foreign]) await n8n.register(one);
			await park([BUSY]);
			expect(urls()).toHaveLength(4);
			expect(urls()).toEqual(expect.arrayContaining([url, deadOfAnother, foreign]));
			expect(urls()).not.toContain(dead);
		},
	);
});

test('when twenty executions are parked on the account, the next keeps running and says so', async () => {
	const inAnHour = Math.floor(Date.now() / 1000) + 3600;
	for (let one = 0; one < 20; one++) {
		await n8n.register(`http://127.0.0.1:9/${one}?parkedBy=another-n8n&parkedUntil=${inAnHour}`);
	}
	sandbox().clock.setSpeed(20);
	const execution = await call([NEVER_ANSWERS]);
	const ended = await api().waitForExecution(execution);
	const [{ json }] = itemsOf(ended, CALLING_NODE);
	expect(json).toMatchObject({ outcome: 'notAnswered', waitedBy: 'keptRunning' });
	expect(json.waitNote).toContain('20 executions are parked');
	expect(sandbox().webhooks()).toHaveLength(20);
	expect(sandbox().rings()).toEqual({ [NEVER_ANSWERS]: 1 });
});
