import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, type Fault } from '../../sandbox/index.mts';
import {
	numbers,
	origins,
	useCallingWorkflow,
	type CallOrder,
} from '../support/callingWorkflow.mts';
import { lasts } from '../support/lasts.mts';
import { textsThatTell } from '../support/readableNumber.mts';

const { engine, sandbox, call, start } = useCallingWorkflow();

const ANSWERS = '+12025550100';
const BUSY = '+12025550101';
const NEVER_ANSWERS = '+12025550102';
const HANGS_UP = '+12025550103';
const FAILS = '+12025550104';
const REJECTS = '+12025550105';
const ABANDONED = '+12025550106';

const gateway = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
};

const trunk = { callThrough: 'trunk', from: '+11234567890' };

/** The sandbox's time runs so much faster; pauses of the node are as long as ever. */
const SPEED = 20;
/** Longer than any call of the sandbox. */
const A_CALL_SECONDS = 60;

const waitFor = (order: CallOrder, what: 'answer' | 'end', waitLimit = 600): CallOrder => ({
	...order,
	parameters: { ...gateway, ...order.parameters, waitFor: what, waitLimit },
	options: { details: true, ...order.options },
});

/** So many calls are placed, and n8n has been told so. */
const placed = async (count: number) =>
	await expect
		.poll(
			() =>
				sandbox()
					.journal()
					.filter(({ method, status }) => method === 'POST' && status === 200).length,
		)
		.toBe(count);

/** In the sandbox time stands still until all calls are placed: then so much of it passes at once. */
async function callAndPass(order: CallOrder, seconds = A_CALL_SECONDS) {
	sandbox().clock.freeze();
	const running = start(order);
	await placed(order.to.length);
	sandbox().clock.advance(seconds * 1000);
	return await running.finished;
}

/** Requests that read how calls stand. */
const looks = () =>
	sandbox()
		.journal()
		.filter(({ method, path }) => method === 'GET' && path.startsWith('/v2/sip/call'));

/** From now on the calls were looked at once more: n8n knows that they are placed. */
async function lookedAt(): Promise<void> {
	const before = looks().length;
	await expect.poll(() => looks().length).toBeGreaterThan(before);
}

describe('waiting for the end of a call', () => {
	test.each([
		[HANGS_UP, 'answered', 'ended'],
		[BUSY, 'rejected', 'rejected'],
		[NEVER_ANSWERS, 'notAnswered', 'not-answered'],
		[FAILS, 'failed', 'failed'],
		[REJECTS, 'rejected', 'rejected'],
		[ABANDONED, 'abandoned', 'abandoned'],
	])('%s: the outcome is %s', async (to, outcome, status) => {
		const { items } = await callAndPass(waitFor({ to: [to] }, 'end'));
		expect(items[0].json).toMatchObject({
			outcome,
			status,
			to,
			waitedBy: 'keptRunning',
		});
		expect(items[0].json.callId).toBe(sandbox().calls()[0].callId);
	});

	test('an answered call tells when it was answered and over, and how long it rang and was talked', async () => {
		const { items } = await callAndPass(waitFor({ to: [HANGS_UP] }, 'end'));
		expect(items[0].json).toMatchObject({
			answeredAt: expect.stringMatching(/Z$/),
			endedAt: expect.stringMatching(/Z$/),
			ringSeconds: 3,
			talkSeconds: 5,
		});
		const timeline = items[0].json.timeline as Array<{ status: string }>;
		expect(timeline.map(({ status }) => status)).toEqual([
			'initiated',
			'ringing',
			'answered',
			'ended',
		]);
	});
});

describe('waiting for the answer', () => {
	test('the workflow goes on when somebody has picked up, while the call goes on', async () => {
		const { items } = await callAndPass(waitFor({ to: [ANSWERS] }, 'answer'), 5);
		expect(items[0].json).toMatchObject({ outcome: 'answered', status: 'answered' });
		expect(items[0].json).not.toHaveProperty('endedAt');
	});

	test('the workflow goes on when the call is over without that', async () => {
		const { items } = await callAndPass(waitFor({ to: [NEVER_ANSWERS] }, 'answer'));
		expect(items[0].json).toMatchObject({ outcome: 'notAnswered' });
	});
});

test('at the limit the item goes on with its call ID, and no error', async () => {
	const { status, items } = await callAndPass(waitFor({ to: [NEVER_ANSWERS] }, 'end', 5), 2);
	expect(status).toBe('success');
	expect(items[0].json).toMatchObject({
		outcome: 'timedOut',
		status: 'ringing',
		callId: sandbox().calls()[0].callId,
	});
	expect(sandbox().calls()[0].status).toBe('ringing');
});

test('a call that is over shortly before the limit is waited for, though somebody has picked up long before', async () => {
	sandbox().clock.setSpeed(1);
	const { items } = await call(waitFor({ to: [HANGS_UP] }, 'end', 10));
	expect(items[0].json).toMatchObject({ outcome: 'answered', talkSeconds: 5 });
});

describe('Hang Up at the Limit', () => {
	const options = { hangUpAtLimit: true, maxCallsAtOnce: 20 };
	const hangUps = () =>
		sandbox()
			.journal()
			.filter(({ path }) => path === '/v2/sip/call/end');

	test('ends the calls that are not over, and tells it; what is over by then keeps its outcome', async () => {
		const order = waitFor({ to: [NEVER_ANSWERS, BUSY, ANSWERS], options }, 'end', 8);
		sandbox().clock.setSpeed(1);
		const { status, items } = await call(order);
		expect(status).toBe('success');
		expect(items.map(({ json }) => json)).toMatchObject([
			{ outcome: 'timedOut', hungUp: true, endedAt: expect.any(String) },
			{ outcome: 'rejected' },
			{ outcome: 'timedOut', hungUp: true, answeredAt: expect.any(String) },
		]);
		expect(items[1].json).not.toHaveProperty('hungUp');
		expect(hangUps()).toHaveLength(2);
		expect(sandbox().calls()).toMatchObject(Array(3).fill({ end: expect.any(Number) }));
	});

	test('leaves a call alone that was answered in time, when the answer was waited for', async () => {
		const order = waitFor({ to: [ANSWERS, NEVER_ANSWERS], options }, 'answer', 7);
		sandbox().clock.setSpeed(1);
		const { items } = await call(order);
		expect(items.map(({ json }) => [json.outcome, json.hungUp])).toEqual([
			['answered', undefined],
			['timedOut', true],
		]);
		expect(hangUps()).toHaveLength(1);
	});

	test('ends a call through a trunk, which has no name', async () => {
		const trunk = { callThrough: 'trunk', from: '+11234567890' };
		const order = waitFor({ to: [NEVER_ANSWERS], parameters: trunk, options }, 'end', 3);
		sandbox().clock.setSpeed(1);
		const { items } = await call(order);
		expect(items[0].json).toMatchObject({ outcome: 'timedOut', hungUp: true });
		expect(sandbox().calls()).toMatchObject([{ end: expect.any(Number) }]);
	});

	test('says so where the call could not be ended, and nothing fails', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call/end' },
			times: 100,
			fault: { kind: 'status', status: 403, body: { message: 'Not your call' } },
		});
		const order = waitFor({ to: [NEVER_ANSWERS], options }, 'end', 2);
		sandbox().clock.setSpeed(1);
		const { status, items } = await call(order);
		expect(status).toBe('success');
		expect(items[0].json).toMatchObject({
			...{ outcome: 'timedOut', hungUp: false, status: 'ringing' },
			hint: expect.stringMatching(/could not be hung up.*Not your call/),
		});
	});

	test('a call that was over already, when VideoSDK told so too late, keeps its outcome', async () => {
		const order = waitFor({ to: [NEVER_ANSWERS], options }, 'end', 6);
		sandbox().clock.freeze();
		const running = start(order);
		await expect.poll(() => looks().length).toBeGreaterThan(0);
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			fault: { kind: 'stall', seconds: 20, placed: true },
		});
		sandbox().clock.advance(60_000);
		const { items } = await running.finished;
		expect(hangUps()).toHaveLength(1);
		expect(items[0].json).toMatchObject({ outcome: 'notAnswered' });
		expect(items[0].json).not.toHaveProperty('hungUp');
	});

	test('a second try gets the same answer, and hangs up nobody again', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: BUSY },
			fault: { kind: 'status', status: 400 },
		});
		const order = waitFor({ to: [NEVER_ANSWERS, BUSY], options }, 'end', 2);
		sandbox().clock.setSpeed(1);
		const first = await call(order);
		expect(first.status).toBe('error');
		sandbox().clock.setSpeed(SPEED);
		const { items } = await call({ ...order, retryOf: first.data });
		expect(items.map(({ json }) => json.outcome)).toEqual(['timedOut', 'rejected']);
		expect(items[0].json.hungUp).toBe(true);
		expect(hangUps()).toHaveLength(1);
		expect(sandbox().ringsOf(NEVER_ANSWERS)).toBe(1);
	});
});

describe('a call through a trunk, whose answer names no call', () => {
	test('is found by its room, number and time', async () => {
		const { items } = await callAndPass(waitFor({ to: [HANGS_UP], parameters: trunk }, 'end'));
		expect(items[0].json).toMatchObject({
			statusCode: 200,
			participantId: sandbox().calls()[0].participantId,
			callId: sandbox().calls()[0].callId,
			outcome: 'answered',
		});
	});

	test('that the list does not show is given up at the limit, with words on what to do instead', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		const { status, items } = await callAndPass(
			waitFor({ to: [HANGS_UP], parameters: trunk }, 'end', 5),
		);
		expect(status).toBe('success');
		expect(items[0].json).toMatchObject({ outcome: 'timedOut' });
		expect(items[0].json.hint).toContain('Use Call Through: Gateway or Routing Rule');
	});

	test('is not mistaken for another one to the same number', async () => {
		const order = waitFor({ to: [BUSY, HANGS_UP, HANGS_UP], parameters: trunk }, 'end');
		sandbox().clock.freeze();
		const running = start(order);
		// The second call to the same number is placed when the first is over.
		for (const count of [2, 3]) {
			await placed(count);
			sandbox().clock.advance(A_CALL_SECONDS * 1000);
		}
		const { items } = await running.finished;
		expect(items.map(({ json }) => json.outcome)).toEqual(['rejected', 'answered', 'answered']);
		expect(new Set(items.map(({ json }) => json.callId)).size).toBe(3);
	});
});

describe('what VideoSDK may do', () => {
	test.each([
		['after somebody picked up', ANSWERS, 5, 'answered'],
		['before anybody picked up', NEVER_ANSWERS, 2, 'notAnswered'],
	])(
		'a call that ends while the first look is under way, %s, has its outcome',
		async (_when, to, seconds, outcome) => {
			sandbox().addFault({
				on: { method: 'GET', path: '/v2/sip/call' },
				fault: { kind: 'endDuring' },
			});
			const { items } = await callAndPass(waitFor({ to: [to] }, 'end'), seconds);
			expect(items[0].json).toMatchObject({ outcome });
			expect(looks().length).toBeLessThanOrEqual(2);
		},
	);

	test('a status that nobody has seen before is no end and no answer', async () => {
		sandbox().changeSettings({ unknownStatus: 'pondering' });
		const { items } = await callAndPass(waitFor({ to: [NEVER_ANSWERS] }, 'answer'));
		expect(items[0].json).toMatchObject({ outcome: 'notAnswered' });
	});

	test('statuses in upper case mean the same', async () => {
		sandbox().changeSettings({ upperCaseStatuses: true });
		const { items } = await callAndPass(waitFor({ to: [HANGS_UP, BUSY] }, 'end'));
		expect(items.map(({ json }) => json.outcome)).toEqual(['answered', 'rejected']);
	});

	test('a call that vanishes from the list is waited for until the limit, and never "answered"', async () => {
		sandbox().changeSettings({ vanishingCalls: 2, callGetAnswers404: true });
		const { status, items } = await callAndPass(waitFor({ to: [NEVER_ANSWERS] }, 'end', 4));
		expect(status).toBe('success');
		expect(items[0].json).toMatchObject({
			outcome: 'timedOut',
			callId: sandbox().calls()[0].callId,
		});
	});

	test.each([-180, 180])('a clock that is %d seconds off changes no outcome', async (seconds) => {
		sandbox().changeSettings({ clockSkewSeconds: seconds });
		const throughTrunk = await callAndPass(
			waitFor({ to: [HANGS_UP], parameters: trunk }, 'end', 30),
		);
		sandbox().clock.setSpeed(SPEED);
		const { items } = await call(waitFor({ to: [HANGS_UP] }, 'end', 30));
		expect([...throughTrunk.items, ...items].map(({ json }) => json.outcome)).toEqual([
			'answered',
			'answered',
		]);
	});

	test('a rate limit on looking is waited for', async () => {
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			fault: { kind: 'status', status: 429, headers: { 'Retry-After': '2' } },
		});
		const { items } = await callAndPass(waitFor({ to: [HANGS_UP] }, 'end'));
		expect(items[0].json).toMatchObject({ outcome: 'answered' });
		expect(looks().length).toBeLessThanOrEqual(4);
	});

	test('a rate limit that outlasts the waiting is not asked again and again', async () => {
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			times: 1000,
			fault: { kind: 'status', status: 429, headers: { 'Retry-After': '100' } },
		});
		const parameters = { meetingId: '={{ "room-" + $itemIndex }}' };
		const options = { maxCallsAtOnce: 20 };
		const { items } = await call(waitFor({ to: numbers(20), parameters, options }, 'end', 5));
		expect(new Set(items.map(({ json }) => json.outcome))).toEqual(new Set(['timedOut']));
		expect(items[19].json.hint).toContain('HTTP 429');
		expect(looks().length).toBeLessThanOrEqual(3);
	});

	test('looks that fail are no reason to give up, and are told when the limit is reached', async () => {
		for (let nth = 0; nth < 8; nth++) {
			sandbox().addFault({
				on: { method: 'GET', path: '/v2/sip/call' },
				fault: { kind: 'status', status: 400, body: { message: 'not now' } },
			});
		}
		const { items } = await call(waitFor({ to: [HANGS_UP] }, 'end', 3));
		expect(items[0].json).toMatchObject({
			outcome: 'timedOut',
			hint: expect.stringContaining('not now'),
		});
	});
});

test.each(['={{ "soon" }}', '={{ -5 }}', '={{ 0 }}', '={{ 1e13 }}', '={{ Infinity }}'])(
	'a limit that is no time to wait (%s) is refused before any phone rings',
	async (waitLimit) => {
		const parameters = { ...gateway, waitFor: 'end', waitLimit };
		const { error } = await call({ to: [HANGS_UP], parameters });
		expect(error?.message).toContain('"Wait Limit" is');
		expect(sandbox().rings()).toEqual({});
	},
);

describe('a list of calls', () => {
	const callees = [HANGS_UP, BUSY, FAILS, NEVER_ANSWERS, REJECTS];
	const outcomes = ['answered', 'rejected', 'failed', 'notAnswered', 'rejected'];

	test('200 calls, 50 at once: each item has its own outcome, for one look at all per tick', async () => {
		const to = Array.from({ length: 200 }, (_, index) => callees[index % callees.length]);
		// Each in a meeting of its own, or calls to one number would follow each other.
		const parameters = { putInto: 'existingMeeting', meetingId: '={{ "room-" + $itemIndex }}' };
		const began = Date.now();
		sandbox().clock.setSpeed(SPEED);
		const order = waitFor({ to, parameters, options: { maxCallsAtOnce: 50 } }, 'end');
		const { items } = await call(order);
		expect(origins({ items } as never)).toEqual(to.map((_, index) => index));
		expect(items.map(({ json }) => json.outcome)).toEqual(
			to.map((_, index) => outcomes[index % outcomes.length]),
		);
		expect(new Set(items.map(({ json }) => json.callId)).size).toBe(200);
		// A tick is a second or more, and each costs one request for up to 100 calls.
		const ticks = Math.ceil((Date.now() - began) / 1000);
		expect(looks().length).toBeLessThanOrEqual(ticks);
	});

	test('a list of small pages costs no more requests than calls that are waited for', async () => {
		sandbox().changeSettings({ pageSizeLimit: 3 });
		const to = Array.from({ length: 20 }, (_, index) => callees[index % callees.length]);
		const parameters = { meetingId: '={{ "room-" + $itemIndex }}' };
		const began = Date.now();
		sandbox().clock.setSpeed(SPEED);
		const order = waitFor({ to, parameters, options: { maxCallsAtOnce: 20 } }, 'end');
		const { items } = await call(order);
		expect(items.map(({ json }) => json.outcome)).toEqual(
			to.map((_, index) => outcomes[index % outcomes.length]),
		);
		const ticks = Math.ceil((Date.now() - began) / 1000);
		expect(looks().length).toBeLessThanOrEqual(ticks * 20);
	});

	test('one look that fails does not make the next ones cost a request for each call', async () => {
		const to = Array.from({ length: 20 }, () => HANGS_UP);
		const parameters = { meetingId: '={{ "room-" + $itemIndex }}' };
		const order = waitFor({ to, parameters, options: { maxCallsAtOnce: 20 } }, 'end');
		sandbox().clock.freeze();
		const running = start(order);
		await placed(20);
		const before = looks().length;
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			fault: { kind: 'status', status: 500 },
		});
		// The failed page, then each call by itself, then one page a tick.
		await expect.poll(() => looks().length - before).toBeGreaterThanOrEqual(20 + 3);
		sandbox().clock.advance(A_CALL_SECONDS * 1000);
		const { items } = await running.finished;
		expect(new Set(items.map(({ json }) => json.outcome))).toEqual(new Set(['answered']));
		expect(looks().length - before).toBeLessThanOrEqual(20 + 10);
	});

	test('calls through a trunk into one room are found though a page holds only three of them', async () => {
		sandbox().changeSettings({ pageSizeLimit: 3 });
		const options = { maxCallsAtOnce: 20 };
		sandbox().clock.freeze();
		const running = start(waitFor({ to: numbers(20), parameters: trunk, options }, 'answer'));
		// Newer calls of somebody else, so that the first page holds none of ours.
		await placed(20);
		const others = numbers(30).slice(20);
		await call({
			to: others,
			parameters: { ...gateway, meetingId: '={{ "other" + $itemIndex }}' },
		});
		sandbox().clock.advance(5000);
		const { items } = await running.finished;
		expect(new Set(items.map(({ json }) => json.outcome))).toEqual(new Set(['answered']));
	});
});

describe('the Retry button', () => {
	const stopInTime = async (order: CallOrder) => {
		sandbox().clock.freeze();
		const run = start(order);
		await lookedAt();
		run.stop();
		return await run.finished;
	};

	test('of a stopped execution, pressed when the limit is long over, tells the outcome of a slow list', async () => {
		const order = waitFor({ to: [HANGS_UP] }, 'end', 3);
		const { data } = await stopInTime(order);
		await new Promise((resolve) => setTimeout(resolve, 5500));
		sandbox().clock.advance(A_CALL_SECONDS * 1000);
		sandbox().addFault({
			on: { method: 'GET', path: '/v2/sip/call' },
			fault: { kind: 'stall', seconds: 0.7, placed: true },
		});
		const { items } = await call({ ...order, retryOf: data });
		expect(items[0].json).toMatchObject({ outcome: 'answered' });
		expect(sandbox().ringsOf(HANGS_UP)).toBe(1);
	});

	test('looks once more after a call whose limit was reached', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: BUSY },
			fault: { kind: 'status', status: 400 },
		});
		const order = waitFor({ to: [NEVER_ANSWERS, BUSY] }, 'end', 3);
		sandbox().clock.freeze();
		const first = await call(order);
		expect(first.status).toBe('error');
		sandbox().clock.advance(60_000);
		sandbox().clock.setSpeed(SPEED);
		const { items } = await call({ ...order, retryOf: first.data });
		expect(items.map(({ json }) => json.outcome)).toEqual(['notAnswered', 'rejected']);
		expect(sandbox().ringsOf(NEVER_ANSWERS)).toBe(1);
	});
});

describe('Retry On Fail', () => {
	test('a call that has its outcome is not waited for, and not placed, a second time', async () => {
		sandbox().addFault({
			on: { path: '/v2/sip/call', to: FAILS },
			fault: { kind: 'status', status: 400 },
		});
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
		sandbox().clock.setSpeed(SPEED);
		const { status, items } = await call(waitFor({ to: [BUSY, FAILS], settings }, 'end'));
		expect(status).toBe('success');
		expect(items.map(({ json }) => json.outcome)).toEqual(['rejected', 'failed']);
		expect(sandbox().ringsOf(BUSY)).toBe(1);
		expect(sandbox().ringsOf(FAILS)).toBe(1);
	});
});

describe('Stop', () => {
	const stopWhenRinging = async (options: Record<string, unknown>, parameters = {}) => {
		const order = waitFor({ to: [NEVER_ANSWERS, ANSWERS], options, parameters }, 'end');
		// However long it takes to press Stop, no call ends by itself.
		sandbox().clock.freeze();
		const run = start(order);
		await placed(2);
		await lookedAt();
		run.stop();
		return await lasts(run.finished);
	};

	test('ends the waiting at once, and leaves the calls alone', async () => {
		expect(await stopWhenRinging({})).toBeLessThan(2000);
		expect(
			sandbox()
				.calls()
				.map(({ end }) => end),
		).toEqual([null, null]);
	});

	test('says of a call that was waited for that it was placed', async () => {
		sandbox().clock.freeze();
		const run = start(waitFor({ to: [NEVER_ANSWERS] }, 'end'));
		await lookedAt();
		run.stop();
		const { error } = await run.finished;
		expect(error?.message).toContain('was stopped while the call to');
		expect(error?.description).toContain('It was placed');
		expect(error?.context).toMatchObject({ details: { callMayExist: true } });
	});

	test.each<[string, Fault]>([
		['does not answer', { kind: 'stall', seconds: 60 }],
		['is rate limited', { kind: 'status', status: 429, headers: { 'Retry-After': '30' } }],
	])('ends at once though VideoSDK %s when the calls are hung up', async (_what, fault) => {
		sandbox().addFault({ on: { path: '/v2/sip/call/end' }, times: 100, fault });
		expect(await stopWhenRinging({ hangUpOnStop: true })).toBeLessThan(2000);
	});

	test('with "Hang Up on Stop" ends the calls too', async () => {
		expect(await stopWhenRinging({ hangUpOnStop: true })).toBeLessThan(2000);
		expect(
			sandbox()
				.calls()
				.map(({ end }) => end),
		).toEqual([expect.any(Number), expect.any(Number)]);
	});

	test('the log that says of a call that it could not be hung up does not tell a masked number', async () => {
		const message = `No such call to ${NEVER_ANSWERS}`;
		const fault: Fault = { kind: 'status', status: 403, body: { message } };
		sandbox().addFault({ on: { path: '/v2/sip/call/end' }, times: 100, fault });
		const before = engine().log.length;
		await stopWhenRinging({ hangUpOnStop: true, maskNumbers: true });
		const log = engine()
			.log.slice(before)
			.filter((line) => line.includes('102 was'));
		expect(log).toContainEqual(
			expect.stringContaining('Stopped, but the call to +********102 was not hung up'),
		);
		expect(log).toContainEqual(expect.stringContaining('No such call to +********102'));
		expect(textsThatTell(log, NEVER_ANSWERS)).toEqual([]);
	});

	test('with "Hang Up on Stop" ends calls through a trunk that have no name yet', async () => {
		await stopWhenRinging({ hangUpOnStop: true }, trunk);
		expect(
			sandbox()
				.calls()
				.map(({ end }) => end),
		).toEqual([expect.any(Number), expect.any(Number)]);
	});
});
