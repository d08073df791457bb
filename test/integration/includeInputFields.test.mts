import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

const ANSWERS = '+12025550103';
const BUSY = '+12025550101';
const NEVER_ANSWERS = '+12025550102';
const REFUSED = '+12025550140';
const ANSWER_LOST = '+12025550150';

const GATEWAY = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
	putInto: 'newMeeting',
	to: '={{ $json.phone }}',
	waitFor: 'end',
	waitLimit: 600,
};

const person = (name: string, phone: string) => ({ name, phone, crmId: `contact of ${name}` });
const ANNA = person('Anna', ANSWERS);
const BERT = person('Bert', BUSY);
const CARLA = person('Carla', NEVER_ANSWERS);

interface Order extends Partial<RunOrder> {
	items: IDataObject[];
	more?: IDataObject;
	options?: IDataObject;
	/** How much faster the sandbox's time goes by than the node's. */
	speed?: number;
}

async function call({ more, options = {}, speed = 20, ...order }: Order): Promise<FinishedRun> {
	sandbox().clock.setSpeed(speed);
	const parameters = {
		...GATEWAY,
		...more,
		options: { includeInputFields: true, maxCallsAtOnce: 20, ...options },
	};
	return await engine().run({ credential: credential(), ...order, parameters } as RunOrder)
		.finished;
}

const jsons = ({ items }: FinishedRun) => items.map(({ json }) => json);

test('without Include Input Fields an item tells of its call alone', async () => {
	const [json] = jsons(await call({ items: [ANNA], options: { includeInputFields: false } }));
	expect(json).toMatchObject({ to: ANSWERS, outcome: 'answered' });
	expect(json).not.toHaveProperty('crmId');
});

test('what came in comes out beside the call, whatever became of it, and all tell to, outcome and reason alike', async () => {
	const people = [
		...[ANNA, BERT, CARLA],
		person('Dora', REFUSED),
		person('Emil', ANSWER_LOST),
		person('Fred', 'nobody knows'),
		person('Gina', '+4790000001'),
	];
	const run = await call({
		items: people,
		more: { safety: { allowedCountries: 'US', whenNotAllowed: 'skip' } },
		settings: { onError: 'continueRegularOutput' },
	});
	const told = jsons(run);
	expect(told).toEqual(people.map((one) => expect.objectContaining(one)));
	expect(told.map(({ to, outcome }) => [to, outcome])).toEqual([
		[ANSWERS, 'answered'],
		[BUSY, 'rejected'],
		[NEVER_ANSWERS, 'notAnswered'],
		[REFUSED, 'failed'],
		[ANSWER_LOST, 'unknown'],
		['nobody knows', 'failed'],
		['+4790000001', 'skipped'],
	]);
	expect(told.map(({ reason }) => reason)).toEqual([
		...[null, null, null],
		...[told[3].error, told[4].error, told[5].error],
		expect.stringContaining('Norway'),
	]);
});

test('a deferred item tells to, outcome and reason, and a call that was waited for in vain has what came in', async () => {
	const window = { days: ['sunday'], from: '03:00', until: '03:01', timeZone: 'UTC' };
	const closed = { callingWindow: { window } };
	const [deferred] = jsons(await call({ items: [ANNA], more: { safety: closed } }));
	expect(deferred).toMatchObject({
		...ANNA,
		...{ to: ANSWERS, outcome: 'deferred' },
		reason: expect.stringContaining('outside the calling hours'),
	});
	const [timedOut] = jsons(await call({ items: [CARLA], more: { waitLimit: 3 }, speed: 1 }));
	expect(timedOut).toMatchObject({ ...CARLA, outcome: 'timedOut' });
});

test('on the error output the details tell to and outcome: n8n itself puts what came in beside them', async () => {
	const run = await call({
		items: [ANNA, person('Dora', REFUSED)],
		settings: { onError: 'continueErrorOutput' },
	});
	expect(jsons(run)).toMatchObject([{ ...ANNA, outcome: 'answered' }]);
	expect(run.errorItems).toHaveLength(1);
	const [{ json }] = run.errorItems;
	if (engine().version.startsWith('1.')) expect(Object.keys(json)).toEqual(['error', 'message']);
	else expect(json).toMatchObject({ details: { to: REFUSED, outcome: 'failed' } });
});

describe('a loop leads back to the node who did not answer', () => {
	const isToCallAgain = ({ outcome }: IDataObject) =>
		['notAnswered', 'rejected', 'failed', 'skipped'].includes(String(outcome));

	async function rounds(count: number, order: Order): Promise<IDataObject[][]> {
		const told: IDataObject[][] = [];
		let items: IDataObject[] = order.items;
		let nextRoundOf: RunOrder['nextRoundOf'];
		for (let round = 0; round < count; round++) {
			const run = await call({ ...order, items, nextRoundOf });
			nextRoundOf = run.data;
			told.push(jsons(run));
			items = jsons(run).filter(isToCallAgain);
		}
		return told;
	}

	test('each round calls them again, and nobody else; nothing of the round before is taken for news', async () => {
		const told = await rounds(3, { items: [ANNA, BERT, CARLA] });
		expect(told.map((items) => items.map(({ name }) => name))).toEqual([
			['Anna', 'Bert', 'Carla'],
			['Bert', 'Carla'],
			['Bert', 'Carla'],
		]);
		expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [BUSY]: 3, [NEVER_ANSWERS]: 3 });
		const calls = told.flat().map(({ callId }) => callId);
		expect(new Set(calls).size).toBe(7);
	});

	test('who fails in one round and is called in the next is no failed item any more', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: ANSWERS },
			fault: { kind: 'status', status: 400 },
		});
		const settings = { onError: 'continueRegularOutput' } as const;
		const [[failed], [answered]] = await rounds(2, { items: [ANNA], settings });
		expect(failed).toMatchObject({ ...ANNA, outcome: 'failed', error: expect.any(String) });
		expect(answered).toMatchObject({ ...ANNA, outcome: 'answered' });
		expect(answered.reason).toBeNull();
		for (const name of ['error', 'details']) expect(answered).not.toHaveProperty(name);
	});

	test('what a round has told of further tries, of the agent and of what came after the call is not told of the next', async () => {
		const missing = { isReady: false, reason: 'notAnswered' };
		const before = {
			...{ ...ANNA, outcome: 'notAnswered', noFurtherTry: 'too late', attempts: [] },
			...{ answeredBy: 'voicemail', agentStatus: 'assigned', agentJobId: 'job_1' },
			...{ recording: missing, transcript: missing, summary: 'a lead of the fair' },
		};
		const [json] = jsons(await call({ items: [before] }));
		expect(json).toMatchObject({ ...ANNA, outcome: 'answered', summary: 'a lead of the fair' });
		const told = ['noFurtherTry', 'attempts', 'answeredBy', 'agentStatus', 'agentJobId'];
		for (const name of [...told, 'recording', 'transcript']) expect(json).not.toHaveProperty(name);
	});

	test('a round that skips says nothing of the call before it, and keeps a reason that was not the node’s', async () => {
		const own = { ...CARLA, reason: 'your appointment' };
		const safety = { notAgainWithin: '={{ $runIndex * 24 }}' };
		const [[called], [skipped]] = await rounds(2, { items: [own], more: { safety } });
		expect(called).toMatchObject({ ...own, outcome: 'notAnswered' });
		expect(skipped).toMatchObject({ ...CARLA, outcome: 'skipped', code: 'calledLately' });
		for (const name of ['callId', 'status', 'endedAt', 'timeline', 'waitedBy']) {
			expect(skipped).not.toHaveProperty(name);
		}
	});
});

test('with Mask Numbers the numbers of the call are hidden, and what came in is as it was', async () => {
	const [json] = jsons(await call({ items: [ANNA], options: { maskNumbers: true } }));
	expect(json).toMatchObject({ ...ANNA, to: '+********103' });
});

test('an AI agent is told of the call alone', async () => {
	const parameters = {
		...GATEWAY,
		to: ANSWERS,
		waitFor: 'nothing',
		options: { includeInputFields: true },
	};
	const [told] = await engine().runAsTool({
		...{ parameters: parameters as RunOrder['parameters'], credential: credential() },
		calls: [[{ crmId: '4711' }]],
	});
	expect(JSON.stringify(told)).toContain(ANSWERS);
	expect(JSON.stringify(told)).not.toContain('4711');
});

describe('an execution that is parked', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	let opened: ParkedExecution | undefined;
	afterEach(async () => await opened?.close());

	test('goes on with what came in, and what n8n would go on with at the limit has it too', async () => {
		const people = [BERT, CARLA];
		const more = { waitHow: 'park' };
		sandbox().clock.freeze();
		const options = { includeInputFields: true, details: true };
		const parameters = { ...GATEWAY, ...more, options };
		const order = { parameters, items: people, credential: credential() } as RunOrder;
		const { data } = await engine().run(order).finished;
		const stack = data.executionData?.nodeExecutionStack ?? [];
		expect(stack[0].data.main[0]?.map(({ json }) => json)).toMatchObject(
			people.map((one) => ({ ...one, outcome: 'timedOut', waitedBy: 'parked' })),
		);
		const [registered] = sandbox().webhooks();
		const execution = await parkedEngine.open({
			...{ parameters: parameters as RunOrder['parameters'], credential: credential() },
			data: () =>
				JSON.parse(
					JSON.stringify(data).replaceAll(
						/"token":"\w+"/g,
						`"token":"${randomBytes(8).toString('hex')}"`,
					),
				),
		});
		opened = execution;
		expect(registered.url).toContain('webhook-waiting');
		sandbox().clock.advance(120_000);
		const body = JSON.stringify({
			webhookType: 'call-hangup',
			data: { callId: sandbox().calls()[0].callId },
		});
		await fetch(execution.resumeUrl, {
			method: 'POST',
			headers: { 'videosdk-signature': sandbox().sign(body), 'content-type': 'application/json' },
			body,
		});
		await expect
			.poll(() => execution.items()?.map(({ json }) => json))
			.toMatchObject([
				{ ...BERT, outcome: 'rejected', waitedBy: 'parked' },
				{ ...CARLA, outcome: 'notAnswered', waitedBy: 'parked' },
			]);
	});
});
