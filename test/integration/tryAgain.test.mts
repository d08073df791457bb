import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import { NODE_NAME, type FinishedRun, type RunOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential } = useCallingWorkflow();

/** Numbers of scenarios: like calls to these, others go. */
const ANSWERS = '+12025550103';
const BUSY = '+12025550101';
const NEVER_ANSWERS = '+12025550102';
const FAILS = '+12025550104';
const ABANDONED = '+12025550106';

const ANNA = '+12025550160';
const BERT = '+12025550161';
const CARLA = '+12025550162';

const DORA = '+12025550163';

const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const GATEWAY = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
	to: '={{ $json.to }}',
	meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
	waitFor: 'end',
	waitLimit: 600,
};
const TRUNK = {
	...GATEWAY,
	callThrough: 'trunk',
	from: '+11234567890',
	displayName: 'John Doe',
	trunkId: 'trunk_987654321',
};

const TRIES = { when: ['notAnswered', 'rejected', 'failed'], mostTries: 3, pauses: '2 min, 1 h' };

interface Order extends Partial<Omit<RunOrder, 'parameters' | 'items'>> {
	to: unknown[];
	tries?: IDataObject;
	parameters?: IDataObject;
	options?: IDataObject;
}

const start = ({ to, tries, parameters, options, ...order }: Order) =>
	engine().run({
		credential: credential(),
		items: to.map((one) => ({ to: one })),
		...order,
		parameters: {
			...GATEWAY,
			...parameters,
			options: {
				...{ maxCallsAtOnce: 20, details: true, ...options },
				tryAgain: { tries: { ...TRIES, ...tries } },
			},
		},
	} as RunOrder);
const call = async (order: Order): Promise<FinishedRun> => await start(order).finished;

const outcomes = ({ items }: FinishedRun) => items.map(({ json }) => json.outcome);
const attempts = (run: FinishedRun, item = 0) =>
	run.items[item].json.attempts as Array<{ to: string; outcome: string; startedAt: string }>;
const history = (run: FinishedRun, item = 0) => attempts(run, item).map(({ outcome }) => outcome);
/** The pauses between the calls that a phone has rung for, in minutes. */
const pausesBetween = (run: FinishedRun, item = 0) => {
	const moments = attempts(run, item).map(({ startedAt }) => Date.parse(startedAt));
	return moments.slice(1).map((at, index) => Math.round((at - moments[index]) / MINUTE_MS));
};

describe.each([
	['a gateway', GATEWAY],
	['a trunk', TRUNK],
])('through %s', (_what, parameters) => {
	test('who does not answer is called again after each pause, until somebody answers: one item with the history', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, BUSY, ANSWERS);
		const run = await call({ to: [ANNA], parameters });
		expect(run.items).toHaveLength(1);
		expect(run.items[0].json).toMatchObject({ to: ANNA, outcome: 'answered', talkSeconds: 5 });
		expect(history(run)).toEqual(['notAnswered', 'rejected', 'answered']);
		expect(attempts(run).map(({ to }) => to)).toEqual([ANNA, ANNA, ANNA]);
		// Each pause begins when the call before it is over.
		expect(pausesBetween(run)).toEqual([3, 60]);
		expect(run.items[0].json).not.toHaveProperty('noFurtherTry');
		expect(sandbox().ringsOf(ANNA)).toBe(3);
	});

	test('when all tries are made the item tells the last outcome', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, NEVER_ANSWERS, BUSY, ANSWERS);
		const run = await call({ to: [ANNA], parameters });
		expect(outcomes(run)).toEqual(['rejected']);
		expect(history(run)).toEqual(['notAnswered', 'notAnswered', 'rejected']);
		expect(sandbox().ringsOf(ANNA)).toBe(3);
	});
});

test('only after the outcomes that are chosen: who was abandoned is called again only then', async () => {
	sandbox().script(ANNA, ABANDONED, ANSWERS);
	const [once, again] = [
		await call({ to: [ANNA] }),
		await call({ to: [ANNA], tries: { when: ['abandoned'] } }),
	];
	expect(history(once)).toEqual(['abandoned']);
	expect(history(again)).toEqual(['answered']);
});

test('in the pauses of one the others are called, and never more at once than is allowed', async () => {
	for (const to of [ANNA, BERT, CARLA]) sandbox().script(to, NEVER_ANSWERS, ANSWERS);
	const run = await call({ to: [ANNA, BERT, CARLA], options: { maxCallsAtOnce: 1 } });
	expect(outcomes(run)).toEqual(['answered', 'answered', 'answered']);
	const calls = sandbox()
		.calls()
		.map(({ start, end }) => ({ start, end: end ?? Infinity }))
		.sort((one, other) => one.start - other.start);
	expect(calls).toHaveLength(6);
	expect(calls.every(({ start }, index) => index === 0 || start >= calls[index - 1].end)).toBe(
		true,
	);
	expect(calls[5].start - calls[0].start).toBeLessThan(10 * MINUTE_MS);
});

test('a call that may still go on when its limit is reached is followed by no other', async () => {
	sandbox().script(ANNA, NEVER_ANSWERS);
	const tries = { when: ['timedOut', 'notAnswered'] };
	const run = await call({ to: [ANNA], tries, parameters: { waitLimit: 5 } });
	expect(outcomes(run)).toEqual(['timedOut']);
	expect(sandbox().ringsOf(ANNA)).toBe(1);
	const options = { hangUpAtLimit: true };
	sandbox().script(BERT, NEVER_ANSWERS, NEVER_ANSWERS, NEVER_ANSWERS);
	const hungUp = await call({ to: [BERT], tries, parameters: { waitLimit: 3 }, options });
	expect(history(hungUp)).toEqual(['timedOut', 'timedOut', 'timedOut']);
});

test('who has talked until the call was hung up at its limit was reached: nobody is called again', async () => {
	sandbox().script(ANNA, ANSWERS, ANSWERS);
	const tries = { when: ['timedOut', 'notAnswered'] };
	const options = { hangUpAtLimit: true };
	// The talk begins after four seconds and would last five.
	const run = await call({ to: [ANNA], tries, parameters: { waitLimit: 6 }, options });
	expect(run.items[0].json).toMatchObject({ hungUp: true, answeredAt: expect.any(String) });
	expect(history(run)).toEqual(['timedOut']);
	expect(sandbox().ringsOf(ANNA)).toBe(1);
});

describe('several numbers of a person', () => {
	test('a semicolon in a SIP URI is part of it: what it leads to is judged, and none of it called alone', async () => {
		const uri = 'sip:+12025550161@host.example;user=phone';
		for (const to of [uri, ANNA]) sandbox().script(to, BUSY);
		const run = await call({ to: [`${uri}; ${ANNA}`], parameters: TRUNK });
		expect(attempts(run).map(({ to }) => to)).toEqual([uri, ANNA, uri]);
		const elsewhere = `sip:anna@host.example;phone=${CARLA}, ${ANNA}`;
		const refused = await call({ to: [elsewhere], parameters: TRUNK });
		expect(refused.error?.message).toContain('may lead the call elsewhere');
		expect(sandbox().ringsOf(CARLA)).toBe(0);
	});

	test('an item that fails names the numbers, and the one that a rule refuses', async () => {
		const order = { settings: { onError: 'continueRegularOutput' as const } };
		const unread = await call({ ...order, to: [[ANNA, 'nobody knows']] });
		expect(unread.items[0].json).toMatchObject({ to: `${ANNA}, nobody knows`, outcome: 'failed' });
		const safety = { doNotCall: BERT };
		const refused = await call({ ...order, to: [[ANNA, BERT]], parameters: { safety } });
		expect(refused.items[0].json).toMatchObject({ to: BERT, outcome: 'failed' });
	});

	test.each([
		['a list', [ANNA, BERT, CARLA]],
		['a text with commas', `${ANNA}, ${BERT}, ${CARLA}`],
		['a list of a CRM', [{ type: 'mobile', value: ANNA }, { value: BERT }, { value: CARLA }]],
	])('%s: each try takes the next number, and the first answer ends it', async (_what, to) => {
		sandbox().script(ANNA, BUSY);
		sandbox().script(BERT, FAILS);
		sandbox().script(CARLA, ANSWERS);
		const run = await call({ to: [to], tries: { mostTries: 10 } });
		expect(run.items[0].json).toMatchObject({ to: CARLA, outcome: 'answered' });
		expect(attempts(run).map((one) => [one.to, one.outcome])).toEqual([
			[ANNA, 'rejected'],
			[BERT, 'failed'],
			[CARLA, 'answered'],
		]);
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
	});

	test('behind the last number comes the first', async () => {
		for (const to of [ANNA, BERT]) sandbox().script(to, NEVER_ANSWERS);
		const run = await call({ to: [[ANNA, BERT]] });
		expect(attempts(run).map(({ to }) => to)).toEqual([ANNA, BERT, ANNA]);
	});

	test.each([
		['that cannot be dialed', 'nobody knows', {}, 'nobody knows'],
		['that is none', true, {}, 'entry 2 of the list'],
		['without digits in an object', { name: 'Anna' }, {}, 'entry 2 of the list'],
		['that no rule allows', '+4790000001', { allowedCountries: 'US' }, 'Norway'],
		['on the do-not-call list', BERT, { doNotCall: BERT }, 'do-not-call'],
	])(
		'with one %s nobody is called, though it would be the last',
		async (_what, bad, safety, why) => {
			const run = await call({ to: [[ANNA, bad]], parameters: { safety } });
			expect(run.error?.message).toContain(why);
			expect(sandbox().rings()).toEqual({});
		},
	);

	describe('of which some were called lately', () => {
		const LATELY = {
			outcome: 'skipped',
			reason: expect.stringContaining('less than 24 hours ago'),
		};
		const within = (hours: number) => ({ safety: { notAgainWithin: hours } });
		/** Somebody of the account has called these. */
		const calledBefore = async (...to: string[]) => {
			for (const one of to) sandbox().script(one, BUSY);
			await call({ to, tries: { mostTries: 1 } });
		};

		test.each([
			['behind the first', [ANNA, BERT, CARLA], [ANNA, BERT, CARLA]],
			['the last, then comes the first again', [ANNA, CARLA, BERT], [ANNA, CARLA, BERT, ANNA]],
		])(
			'the others are called all the same, and the history tells it: %s',
			async (_where, to, order) => {
				await calledBefore(BERT);
				sandbox().script(ANNA, BUSY, ANSWERS);
				sandbox().script(CARLA, order.length === 3 ? ANSWERS : NEVER_ANSWERS);
				// The failure of another item makes n8n repeat the node.
				sandbox().addFault({
					on: { path: '/v2/sip/call', to: DORA },
					fault: { kind: 'status', status: 400 },
				});
				const run = await call({
					...{ to: [to, DORA], parameters: within(24), settings: retryOnFail },
				});
				expect(attempts(run).map((one) => one.to)).toEqual(order);
				expect(attempts(run).find((one) => one.to === BERT)).toEqual({ to: BERT, ...LATELY });
				expect(run.items[0].json).toMatchObject({ to: order.at(-1), outcome: 'answered' });
				const called = order.filter((one) => one !== BERT);
				const times = (one: string) => called.filter((other) => other === one).length;
				expect(sandbox().rings()).toEqual({
					...{ [ANNA]: times(ANNA), [CARLA]: times(CARLA), [BERT]: 1, [DORA]: 1 },
				});
			},
		);

		test.each([
			['the first', [BERT]],
			['all of them', [BERT, ANNA]],
		])('%s: nobody is called, and the item tells why', async (_which, before) => {
			await calledBefore(...before);
			const run = await call({ to: [[BERT, ANNA]], parameters: within(24) });
			expect(run.items[0].json).toMatchObject({ to: BERT, code: 'calledLately', ...LATELY });
			expect(sandbox().rings()).toEqual(Object.fromEntries(before.map((one) => [one, 1])));
		});

		test('who has answered is not called at the next number when the workflow runs again', async () => {
			sandbox().script(ANNA, ANSWERS);
			const order = { to: [[ANNA, BERT]], parameters: within(24) };
			expect(outcomes(await call(order))).toEqual(['answered']);
			expect(outcomes(await call(order))).toEqual(['skipped']);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});

		test('the number of an office that two people have as their second is called once for both', async () => {
			for (const one of [ANNA, BERT, CARLA]) sandbox().script(one, NEVER_ANSWERS);
			const run = await call({
				to: [
					[ANNA, BERT],
					[CARLA, BERT],
				],
				tries: { mostTries: 2 },
				parameters: { ...within(24), putInto: 'newMeeting' },
			});
			const called = run.items.map(({ json }) => json.attempts as Array<{ to: string }>);
			expect(called.map(([first]) => first?.to)).toEqual([ANNA, CARLA]);
			// Whichever of the two comes to it first.
			const ofOffice = called.flat().filter(({ to }) => to === BERT);
			expect(ofOffice).toHaveLength(2);
			expect(ofOffice).toContainEqual(expect.objectContaining({ outcome: 'notAnswered' }));
			expect(ofOffice).toContainEqual({ to: BERT, ...LATELY });
			expect(sandbox().ringsOf(BERT)).toBe(1);
		});

		test.each([
			['who answers', [ANSWERS], { [ANNA]: 1 }],
			['who answers at the next number', [NEVER_ANSWERS], { [ANNA]: 1, [BERT]: 1 }],
		])(
			'somebody %s, on the list three times with all numbers, is called for one of the rows alone',
			async (_what, script, rings) => {
				sandbox().script(ANNA, ...script);
				sandbox().script(BERT, ANSWERS);
				// The failure of another item makes n8n repeat the node.
				sandbox().addFault({
					on: { path: '/v2/sip/call', to: DORA },
					fault: { kind: 'status', status: 400 },
				});
				const to = [[ANNA, BERT], [ANNA, BERT], [BERT, ANNA], DORA];
				const run = await call({ to, parameters: within(24), settings: retryOnFail });
				expect(outcomes(run)).toEqual(['answered', 'skipped', 'skipped', 'answered']);
				expect(run.items[1].json).toMatchObject({ to: ANNA, code: 'calledLately', ...LATELY });
				expect(run.items[2].json).toMatchObject({ to: BERT, code: 'calledLately', ...LATELY });
				expect(sandbox().rings()).toEqual({ ...rings, [DORA]: 1 });
			},
		);
	});

	test('without Try Again a list of numbers is an error as ever', async () => {
		const parameters = { ...GATEWAY, options: {} };
		const order = { parameters, items: [{ to: [ANNA, BERT] }], credential: credential() };
		const { error } = await engine().run(order as unknown as RunOrder).finished;
		expect(error?.message).toContain('2 phone numbers');
	});
});

describe('the rules count for each try, at its own time', () => {
	/** Open for an hour from now on, and for one hour a day. */
	const windowFromNow = (minutes: number) => {
		const timeOfDay = (at: number) => new Date(at).toISOString().slice(11, 16);
		const now = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
		const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
		const window = { days, from: timeOfDay(now), until: timeOfDay(now + minutes * MINUTE_MS) };
		return { callingWindow: { window: { ...window, timeZone: 'UTC' } } };
	};

	test('a try that falls outside the calling hours waits until they begin again', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, NEVER_ANSWERS, ANSWERS);
		const began = Date.now();
		const run = await call({ to: [ANNA], parameters: { safety: windowFromNow(30) } });
		expect(history(run)).toEqual(['notAnswered', 'notAnswered', 'answered']);
		const [, , third] = attempts(run).map(({ startedAt }) => Date.parse(startedAt) - began);
		expect(Math.round(third / HOUR_MS)).toBe(24);
	});

	test.each(['defer', 'skip', 'fail'])(
		'with Outside Calling Hours: %s all the same, as the person was called already',
		async (outsideWindow) => {
			sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
			const safety = { ...windowFromNow(30), outsideWindow };
			const run = await call({ to: [ANNA], tries: { pauses: '1 h' }, parameters: { safety } });
			expect(history(run)).toEqual(['notAnswered', 'answered']);
		},
	);

	test('one that would begin too late is not made, and the item says why', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS);
		const run = await call({
			to: [ANNA],
			tries: { within: 12 },
			parameters: { safety: windowFromNow(30) },
		});
		expect(history(run)).toEqual(['notAnswered', 'notAnswered']);
		expect(run.items[0].json.noFurtherTry).toContain('Within');
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('Not Again Within does not take the call before for another one, but sees one of somebody else', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const safety = { notAgainWithin: 24 };
		const run = await call({ to: [ANNA], parameters: { safety } });
		expect(history(run)).toEqual(['notAnswered', 'answered']);

		sandbox().script(BERT, NEVER_ANSWERS);
		const running = start({ to: [BERT], tries: { pauses: '1 h' }, parameters: { safety } });
		await expect.poll(() => sandbox().calls()[0]?.status).toBe('not-answered');
		sandbox().addCalls({ via: 'gateway', to: BERT, roomId: 'abcd-efgh-ijkl' });
		const other = await running.finished;
		expect(history(other)).toEqual(['notAnswered']);
		expect(other.items[0].json.noFurtherTry).toContain('was called at');
		expect(sandbox().ringsOf(BERT)).toBe(2);
	});

	test('Maximum Calls per Run counts each try', async () => {
		for (const to of [ANNA, BERT]) sandbox().script(to, NEVER_ANSWERS);
		const run = await call({ to: [ANNA, BERT], parameters: { safety: { mostCalls: 3 } } });
		const all = [...history(run, 0), ...history(run, 1)];
		expect(all).toHaveLength(3);
		const reasons = run.items.map(({ json }) => json.noFurtherTry);
		expect(reasons).toEqual([expect.any(String), expect.any(String)]);
		expect(sandbox().calls()).toHaveLength(3);
	});

	test('a Deduplication Key is the item’s: its tries count as one call, and a later execution skips it', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, NEVER_ANSWERS, ANSWERS);
		const options = { deduplicationKey: 'appointment-1' };
		expect(history(await call({ to: [ANNA], options }))).toHaveLength(3);
		const later = await call({ to: [ANNA], options });
		expect(later.items[0].json).toMatchObject({ outcome: 'skipped', code: 'calledBefore' });
		expect(sandbox().ringsOf(ANNA)).toBe(3);
	});
});

describe('each try rings once, whatever n8n repeats', () => {
	test.each([
		['found', { kind: 'status', status: 500, placed: true }, ['notAnswered', 'answered']],
		['broken off, and found', { kind: 'reset', placed: true }, ['notAnswered', 'answered']],
	] as const)('the answer to the second try is lost, and %s', async (_what, fault, expected) => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const running = start({ to: [ANNA], settings: retryOnFail });
		await expect.poll(() => sandbox().calls()[0]?.status).toBe('not-answered');
		sandbox().addFault({ on: { path: '/v2/sip/call', to: ANNA }, fault });
		const run = await running.finished;
		expect(history(run)).toEqual(expected);
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('the answer to the second try is lost and it is not found: the item fails with its history, no further try is made, and Retry makes none', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const order = { to: [ANNA, BERT], settings: retryOnFail };
		sandbox().script(BERT, ANSWERS);
		const running = start(order);
		await expect
			.poll(
				() =>
					sandbox()
						.calls()
						.find(({ to }) => to === ANNA)?.status,
			)
			.toBe('not-answered');
		sandbox().addFault({ on: { path: '/v2/sip/call', to: ANNA }, fault: { kind: 'reset' } });
		const run = await running.finished;
		expect(run.error?.message).toContain('It is unknown whether');
		expect(run.error?.context.details).toMatchObject({
			...{ to: ANNA, outcome: 'unknown', callMayExist: true },
			attempts: [
				{ to: ANNA, outcome: 'notAnswered' },
				{ to: ANNA, outcome: 'unknown' },
			],
		});
		const retried = await call({ ...order, retryOf: run.data });
		expect(retried.error?.message).toContain('It is unknown whether');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	});

	test('another item fails and Retry On Fail repeats the node: nobody is called for a try that was made', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, BUSY, ANSWERS);
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: BERT },
			fault: { kind: 'status', status: 400 },
		});
		const run = await call({ to: [ANNA, BERT], settings: retryOnFail });
		expect(run.status).toBe('success');
		expect(history(run)).toEqual(['notAnswered', 'rejected', 'answered']);
		expect(sandbox().rings()).toEqual({ [ANNA]: 3, [BERT]: 1 });
	});

	test('a try that VideoSDK refuses fails the item, and Retry makes that try', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const running = start({ to: [ANNA] });
		await expect.poll(() => sandbox().calls()[0]?.status).toBe('not-answered');
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: ANNA },
			fault: { kind: 'status', status: 400 },
		});
		const run = await running.finished;
		expect(run.error?.context.details).toMatchObject({
			...{ outcome: 'failed', callMayExist: false },
			attempts: [{ to: ANNA, outcome: 'notAnswered' }],
		});
		expect(run.error?.description).toContain('The calls before it were placed');
		expect(history(await call({ to: [ANNA], retryOf: run.data }))).toEqual([
			'notAnswered',
			'answered',
		]);
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('a stopped workflow makes no further try; Retry goes on with the next one', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const running = start({ to: [ANNA], tries: { pauses: '1 h' } });
		await expect.poll(() => sandbox().calls()[0]?.status).toBe('not-answered');
		await expect
			.poll(() => sandbox().clock.now() - sandbox().calls()[0].start)
			.toBeGreaterThan(2 * MINUTE_MS);
		running.stop();
		const stopped = await running.finished;
		sandbox().clock.advance(2 * HOUR_MS);
		expect(sandbox().ringsOf(ANNA)).toBe(1);
		const retried = await call({ to: [ANNA], tries: { pauses: '1 h' }, retryOf: stopped.data });
		expect(history(retried)).toEqual(['notAnswered', 'answered']);
		expect(sandbox().ringsOf(ANNA)).toBe(2);
	});

	test('stopped while the second try rings: the history says so, and Retry looks what became of it', async () => {
		sandbox().script(ANNA, BUSY);
		sandbox().script(BERT, NEVER_ANSWERS);
		const order = { to: [[ANNA, BERT]], tries: { mostTries: 2 } };
		const running = start(order);
		const isRinging = () =>
			sandbox()
				.calls()
				.some(({ to, status }) => to === BERT && status === 'ringing');
		await expect.poll(isRinging).toBe(true);
		running.stop();
		const stopped = await running.finished;
		expect(stopped.error?.context.details).toMatchObject({
			attempts: [
				{ to: ANNA, outcome: 'rejected' },
				{ to: BERT, outcome: 'inProgress' },
			],
		});
		const retried = await call({ ...order, retryOf: stopped.data });
		expect(history(retried)).toEqual(['rejected', 'notAnswered']);
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	});

	test('the numbers of a person change their order before Retry: what was called is not called again under another name', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS);
		sandbox().script(BERT, NEVER_ANSWERS, ANSWERS);
		sandbox().script(CARLA, ANSWERS);
		const running = start({ to: [[ANNA, BERT]] });
		await expect.poll(() => sandbox().calls().length).toBe(2);
		running.stop();
		const stopped = await running.finished;
		const retried = await call({
			to: [[ANNA, CARLA]],
			parameters: { to: [ANNA, CARLA].join(', ') },
			retryOf: stopped.data,
		});
		expect(retried.error?.message).toContain('others than before');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	});

	test.each([
		['turned round', `${BERT}, ${ANNA}`],
		['without the first', `${BERT}, ${CARLA}`],
		['with another one before', `${CARLA}, ${ANNA}`],
		['down to the second', BERT],
	])('the list of numbers comes %s at Retry: nobody is called', async (_what, to) => {
		for (const one of [ANNA, BERT, CARLA]) sandbox().script(one, NEVER_ANSWERS, NEVER_ANSWERS);
		const running = start({ to: [[ANNA, BERT]] });
		await expect.poll(() => sandbox().calls().length).toBe(2);
		running.stop();
		const { data } = await running.finished;
		const retried = await call({ to: [], parameters: { to }, retryOf: data });
		expect(retried.error?.message).toContain('in another order');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	});

	test('without Try Again, Retry gives the answer of the call to that number, whichever try it was', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS);
		sandbox().script(BERT, NEVER_ANSWERS, ANSWERS);
		const running = start({ to: [[ANNA, BERT]] });
		await expect.poll(() => sandbox().calls().length).toBe(2);
		running.stop();
		const { data } = await running.finished;
		const parameters = { ...GATEWAY, to: BERT, options: {} };
		const order = { parameters, items: [], credential: credential(), retryOf: data };
		const { items } = await engine().run(order as unknown as RunOrder).finished;
		expect(items[0].json).toMatchObject({ to: BERT, outcome: 'notAnswered' });
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
	});
});

describe('parked between tries', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	const opened: ParkedExecution[] = [];
	afterEach(async () => {
		for (const execution of opened.splice(0)) await execution.close();
	});

	/** The webhook of the parked execution runs in another process than its tries, as in queue mode. */
	async function park(order: Order) {
		const parameters = { ...GATEWAY, ...order.parameters, waitHow: 'park' };
		const execution = await parkedEngine.open({
			...{ parameters: parameters as never, credential: credential() },
		});
		opened.push(execution);
		const webhookWaitingBaseUrl = new URL('/webhook-waiting', execution.resumeUrl).href;
		const ids = { executionId: '1', webhookWaitingBaseUrl };
		const running = start({ ...order, ...ids, parameters });
		const run = await running.finished;
		execution.save(run.data);
		return { execution, run, running };
	}
	/** What n8n goes on with at the limit, when no code of the node runs. */
	const atLimit = ({ data }: FinishedRun) =>
		data.executionData?.nodeExecutionStack[0].data.main[0]?.map(({ json }) => json) ?? [];

	test('once everybody was called the execution is parked; the tries are made all the same, and it goes on with all items and their histories', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, BUSY, ANSWERS);
		sandbox().script(BERT, ANSWERS);
		const { execution, run } = await park({ to: [ANNA, BERT] });
		expect(run.status).toBe('waiting');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
		expect(sandbox().webhooks()).toEqual([]);
		await expect
			.poll(() => execution.items(), { timeout: 3 * HOUR_MS, interval: MINUTE_MS })
			.toBeDefined();
		const items = execution.items() ?? [];
		expect(items.map(({ json, pairedItem }) => [pairedItem, json.outcome, json.waitedBy])).toEqual([
			[{ item: 0 }, 'answered', 'parked'],
			[{ item: 1 }, 'answered', 'keptRunning'],
		]);
		expect(history({ items } as FinishedRun)).toEqual(['notAnswered', 'rejected', 'answered']);
		expect(sandbox().rings()).toEqual({ [ANNA]: 3, [BERT]: 1 });
	});

	test('at its limit, when n8n was restarted, each item goes on with its history so far and says that nobody goes on with it', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS);
		sandbox().script(BERT, ANSWERS);
		const { execution, run } = await park({
			to: [ANNA, BERT],
			options: { includeInputFields: true },
		});
		execution.stop();
		expect(atLimit(run)).toMatchObject([
			{
				outcome: 'notAnswered',
				attempts: [{ to: ANNA, outcome: 'notAnswered' }],
				noFurtherTry: expect.stringContaining('restarted'),
				waitedBy: 'parked',
			},
			{ outcome: 'answered', attempts: [{ to: BERT, outcome: 'answered' }] },
		]);
	});

	test('stopped while it is parked: no further try is made, and Retry makes none', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const { execution, run } = await park({ to: [ANNA] });
		execution.stop();
		const stopped = sandbox().clock.now();
		await expect
			.poll(() => sandbox().clock.now() - stopped, { timeout: 3 * HOUR_MS, interval: MINUTE_MS })
			.toBeGreaterThan(2 * HOUR_MS);
		expect(sandbox().ringsOf(ANNA)).toBe(1);
		const retried = await call({ to: [ANNA], retryOf: { ...run.data, waitTill: undefined } });
		expect(history(retried)).toEqual(['notAnswered']);
		expect(retried.items[0].json.noFurtherTry).toContain('stopped');
		expect(sandbox().ringsOf(ANNA)).toBe(1);
	});

	test('where n8n cannot be reached from inside it keeps running, and says so', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const run = await call({ to: [ANNA], parameters: { waitHow: 'park' } });
		expect(history(run)).toEqual(['notAnswered', 'answered']);
		expect(run.items[0].json).toMatchObject({
			waitedBy: 'keptRunning',
			waitNote: expect.stringContaining('cannot be reached'),
		});
	});

	test('nobody can hand over outcomes who has only read the execution', async () => {
		sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
		const { execution, run } = await park({ to: [ANNA] });
		const { token } = (run.data.executionData?.contextData[`node:${NODE_NAME}`] as IDataObject)
			.parked as { token: string };
		const forged = { isOver: true, secret: 'guessed', outputs: [{ outcome: 'answered' }] };
		const { status } = await fetch(execution.resumeUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-n8n-node-look': token },
			body: JSON.stringify(forged),
		});
		expect(status).toBe(202);
		expect(execution.items()).toBeUndefined();
		execution.stop();
	});
});

test('an AI agent’s tool never calls again by itself, and its model is told so', async () => {
	sandbox().script(ANNA, NEVER_ANSWERS, ANSWERS);
	const parameters = { ...GATEWAY, to: ANNA, options: { tryAgain: { tries: TRIES } } };
	const [told] = await engine().runAsTool({
		...{ parameters: parameters as unknown as RunOrder['parameters'], credential: credential() },
		calls: [[{}]],
	});
	expect(JSON.stringify(told)).toContain('Nobody is called again by itself');
	expect(sandbox().ringsOf(ANNA)).toBe(1);
});

test.each([
	['a rule', BERT, { doNotCall: BERT, whenNotAllowed: 'fail' }],
	['a rule that skips', BERT, { doNotCall: BERT, whenNotAllowed: 'skip' }],
	['what cannot be read', '+1202555016', {}],
	['an entry without a number', { note: `not ${BERT}` }, {}],
])('with Mask Numbers %s hides the other numbers of the person', async (_what, bad, safety) => {
	const run = await call({
		...{ to: [[ANNA, bad]], parameters: { safety }, options: { maskNumbers: true } },
		settings: { onError: 'continueRegularOutput' },
	});
	expect(run.items).toHaveLength(1);
	expect(JSON.stringify(run.items)).not.toMatch(/202555016/);
});

test('with Mask Numbers the history hides them as well', async () => {
	for (const to of [ANNA, BERT]) sandbox().script(to, NEVER_ANSWERS);
	const run = await call({ to: [[ANNA, BERT]], options: { maskNumbers: true } });
	expect(JSON.stringify(run.items)).not.toMatch(/202555016/);
	expect(attempts(run)[1].to).toMatch(/\*\d{3}$/);
});

test.each([
	[{ pauses: 'soon' }, '"Try Again > Pauses" is "soon"'],
	[{ pauses: '5' }, 'Write a number and its unit'],
	[{ pauses: '-5 min' }, 'Write a number and its unit'],
	[{ pauses: '2 min, 99999999999 d' }, 'longer than Within (24 hours)'],
	[{ pauses: '4 d', within: 48 }, 'longer than Within (48 hours)'],
	[{ when: [] }, '"Try Again > When" is empty'],
	[{ mostTries: 11 }, 'from 1 to 10'],
])('%j cannot be kept: nobody is called, and the error names the field', async (tries, message) => {
	const { error } = await call({ to: [ANNA], tries });
	expect(error?.message).toContain(message);
	expect(sandbox().rings()).toEqual({});
});

test('with Wait For: Nothing the option does nothing, as nobody knows who has answered', async () => {
	sandbox().script(ANNA, NEVER_ANSWERS);
	const run = await call({ to: [ANNA], parameters: { waitFor: 'nothing' } });
	expect(run.items[0].json).not.toHaveProperty('attempts');
	expect(sandbox().ringsOf(ANNA)).toBe(1);
});
