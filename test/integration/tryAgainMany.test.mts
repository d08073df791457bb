// Many people with outcomes of their own for each call, and whatever n8n and the network repeat or lose.
import { afterEach, beforeAll, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, type Fault } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

/** How a call goes, and like which number of the sandbox's scenarios. */
const LIKE = {
	answered: '+12025550103',
	rejected: '+12025550101',
	notAnswered: '+12025550102',
	failed: '+12025550104',
} as const;
type Outcome = keyof typeof LIKE;
const OUTCOMES = Object.keys(LIKE) as Outcome[];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Each of the 64 ways once will do where n8n is the older one: see vitest.config.mts. */
const PEOPLE = process.env.FAULT_CELLS === 'pairwise' ? 64 : 200;
const MOST_TRIES = 3;

/** All 64 ways in which three calls can go, again and again. */
const scriptOf = (person: number): Outcome[] =>
	[person, Math.floor(person / 4), Math.floor(person / 16)].map((one) => OUTCOMES[one % 4]);

/** Up to the first call that is answered. */
function historyOf(script: readonly Outcome[]): Outcome[] {
	const answered = script.indexOf('answered');
	return answered < 0 ? [...script] : script.slice(0, answered + 1);
}

const people = Array.from({ length: PEOPLE }, (_, person) => ({
	to: `+1202556${String(person).padStart(4, '0')}`,
	name: `person ${person}`,
	script: scriptOf(person),
}));

/** Nobody is called a second time for the same try: Retry On Fail repeats the node for these. */
const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 500 };

interface Window {
	from: number;
	until: number;
}

/** The hour that has begun, each day. */
function windowNow(): Window {
	const from = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
	return { from, until: from + HOUR_MS };
}

function parametersOf({ from, until }: Window, waitHow = 'keepRunning') {
	const timeOfDay = (at: number) => new Date(at).toISOString().slice(11, 16);
	const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
	const window = { days, from: timeOfDay(from), until: timeOfDay(until), timeZone: 'UTC' };
	return {
		...{ callThrough: 'gateway', from: '', to: '={{ $json.to }}' },
		gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
		meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
		...{ waitFor: 'end', waitLimit: 600, waitHow },
		safety: { callingWindow: { window } },
		options: {
			maxCallsAtOnce: PEOPLE,
			tryAgain: {
				tries: {
					when: ['notAnswered', 'rejected', 'failed'],
					// The third falls outside the hour in which the first two are.
					...{ mostTries: MOST_TRIES, pauses: '10 min, 2 h', within: 48 },
				},
			},
		},
	};
}

function begin(window: Window, more: Partial<RunOrder> = {}, waitHow?: string) {
	for (const { to, script } of people) {
		sandbox().script(to, ...script.map((outcome) => LIKE[outcome]));
	}
	return engine().run({
		...{ credential: credential(), settings, items: people.map(({ to, name }) => ({ to, name })) },
		parameters: parametersOf(window, waitHow) as unknown as RunOrder['parameters'],
		...more,
	});
}

const called = async (count: number) =>
	await expect
		.poll(() => sandbox().calls().length, { timeout: HOUR_MS, interval: 5000 })
		.toBe(count);

const history = (attempts: unknown) =>
	(attempts as Array<{ outcome: Outcome }>).map(({ outcome }) => outcome);

/** Whether each phone has rung as often as its person was called, and only in the hour. */
function expectInHours({ from }: Window): void {
	const minutes = sandbox()
		.calls()
		.map(({ placedAt }) => (((placedAt - from) / HOUR_MS) % 24) * 60);
	expect(Math.max(...minutes)).toBeLessThan(60);
	expect(Math.min(...minutes)).toBeGreaterThanOrEqual(0);
}

const ringsWanted = (calls: (person: number) => number) =>
	Object.fromEntries(people.map(({ to }, person) => [to, calls(person)]));

/** Strikes one request that places the call of this person, from now on. */
const strike = (person: number, fault: Fault) =>
	sandbox().addFault({ on: { path: '/v2/sip/call', to: people[person].to }, fault });

test(`${PEOPLE} people, three tries, Retry On Fail, lost answers in the second try: each try rings once, each item has its history, and nobody rings outside the hours`, async () => {
	const window = windowNow();
	const running = begin(window);
	await called(PEOPLE);
	// Of those who are called again, some answers are lost and found, some are refused at first, and one is
	// lost for good.
	const again = people.flatMap(({ script }, person) => (script[0] === 'answered' ? [] : person));
	const [gone, ...others] = again;
	for (const [index, person] of others.entries()) {
		if (index % 5 === 0) strike(person, { kind: 'status', status: 500, placed: true });
		if (index % 5 === 1) strike(person, { kind: 'reset', placed: true });
		if (index % 5 === 2) strike(person, { kind: 'status', status: 400 });
	}
	strike(gone, { kind: 'reset' });
	const run = await running.finished;

	expect(run.error?.message).toContain('It is unknown whether');
	expect(run.error?.context.details).toMatchObject({
		to: people[gone].to,
		attempts: [{ outcome: people[gone].script[0] }, { outcome: 'unknown' }],
	});
	const calls = (person: number) => (person === gone ? 1 : historyOf(people[person].script).length);
	expect(sandbox().rings()).toEqual(ringsWanted(calls));
	expectInHours(window);
	// What came of everybody else is kept with the error, and comes out when Retry is pressed.
	const placed = run.error?.context.placed as Array<{
		item: number;
		json: FinishedRun['items'][0]['json'];
	}>;
	expect(placed.map(({ item, json }) => [item, history(json.attempts)])).toEqual(
		people.flatMap(({ script }, person) => (person === gone ? [] : [[person, historyOf(script)]])),
	);
	const retried = await begin(window, { retryOf: run.data }).finished;
	expect(retried.error?.message).toContain('It is unknown whether');
	expect(sandbox().rings()).toEqual(ringsWanted(calls));
});

let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
let opened: ParkedExecution | undefined;
afterEach(async () => {
	await opened?.close();
	opened = undefined;
});

/** Parked as soon as everybody was called once. */
async function park(window: Window) {
	const parameters = parametersOf(window, 'park') as unknown as RunOrder['parameters'];
	const execution = await parkedEngine.open({ parameters, credential: credential() });
	opened = execution;
	const webhookWaitingBaseUrl = new URL('/webhook-waiting', execution.resumeUrl).href;
	const run = await begin(window, { executionId: '1', webhookWaitingBaseUrl }, 'park').finished;
	expect(run.status).toBe('waiting');
	execution.save(run.data);
	return { execution, run };
}

test(`${PEOPLE} people, parked between tries: all go on together, each with its history, in the hours and each try once`, async () => {
	const window = windowNow();
	const { execution } = await park(window);
	await expect
		.poll(() => execution.items()?.length, { timeout: 60 * HOUR_MS, interval: 10 * MINUTE_MS })
		.toBe(PEOPLE);
	const items = execution.items() ?? [];
	expect(items.map(({ json }) => history(json.attempts))).toEqual(
		people.map(({ script }) => historyOf(script)),
	);
	expect(sandbox().rings()).toEqual(
		ringsWanted((person) => historyOf(people[person].script).length),
	);
	expectInHours(window);
});

test(`${PEOPLE} people, and n8n is gone after their second call: nobody is called a third time, and at the limit each has its history as it was saved`, async () => {
	const window = windowNow();
	const { execution, run } = await park(window);
	const first = people.map(({ script }) => script[0]);
	await called(PEOPLE + first.filter((outcome) => outcome !== 'answered').length);
	const rings = sandbox().rings();
	execution.stop();
	const goneAt = sandbox().clock.now();
	await expect
		.poll(() => sandbox().clock.now() - goneAt, { timeout: 60 * HOUR_MS, interval: 10 * MINUTE_MS })
		.toBeGreaterThan(50 * HOUR_MS);
	expect(sandbox().rings()).toEqual(rings);
	const atLimit = run.data.executionData?.nodeExecutionStack[0].data.main[0] ?? [];
	expect(
		atLimit.map(({ json }) => [history(json.attempts), json.noFurtherTry !== undefined]),
	).toEqual(first.map((outcome) => [[outcome], outcome !== 'answered']));
});
