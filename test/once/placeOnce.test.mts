import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { OnceLedger } from '../../nodes/VideoSdk/once/onceLedger.ts';
import { placeOnce, type OnceRequest } from '../../nodes/VideoSdk/once/placeOnce.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

// The look-up pauses for lists that lag; here its seconds take no time.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a service may do with a request: whether the phone rings, and what is heard of it. */
type Fate =
	| 'placed'
	| 'refused'
	| 'lostAfterPlacing'
	| 'lostBeforePlacing'
	| 'stoppedBeforeSending'
	| 'stoppedAfterPlacing';
const fates = fc.constantFrom<Fate>(
	'placed',
	'refused',
	'lostAfterPlacing',
	'lostBeforePlacing',
	'stoppedBeforeSending',
	'stoppedAfterPlacing',
);
const runs = { numRuns: PROPERTY_RUNS };

interface Habits {
	/** Shows its calls in the list. */
	listsCalls: boolean;
	/** The user has chosen "Dial Again If Not Found". */
	sendsAgain: boolean;
	/** Keeps the mark of a request with its call, and shows it in the list. */
	keepsMarks: boolean;
}

const failure = (callMayExist: boolean) =>
	new Failure({ code: 'serverError', message: 'As ordered', hint: 'None', callMayExist });

/** A service that does to each request what fate says next. Its calls carry no name of ours. */
function serviceOf(script: Fate[], { listsCalls, sendsAgain, keepsMarks }: Habits) {
	const calls: string[] = [];
	const marks = new Map<unknown, string>();
	const next = [...script];
	let newest = 0;
	const request: Omit<OnceRequest, 'key'> = {
		idempotencyKey: 'somebody',
		lookupKey: { line: 'somebody' },
		newCorrelationKey: () => `mark-${++newest}`,
		send: async ({ correlationKey }, beforeLeaving) => {
			const fate = next.shift() ?? 'placed';
			if (fate === 'stoppedBeforeSending') throw failure(false);
			beforeLeaving();
			if (fate === 'refused') throw failure(false);
			if (fate === 'lostBeforePlacing') throw failure(true);
			const id = `call-${calls.length}`;
			calls.push(id);
			marks.set(correlationKey, id);
			if (fate === 'lostAfterPlacing' || fate === 'stoppedAfterPlacing') throw failure(true);
			return { json: { statusCode: 200 } };
		},
		find: async ({ correlationKey, takenIds, namelessSiblings }) => {
			const marked = keepsMarks && listsCalls ? marks.get(correlationKey) : undefined;
			if (marked !== undefined) return { id: marked, json: { callId: marked } };
			if (keepsMarks) return undefined;
			const free = listsCalls ? calls.filter((id) => !takenIds.has(id)) : [];
			return free.length > namelessSiblings.length
				? { id: free[0], json: { callId: free[0] } }
				: undefined;
		},
		sendAgainIfNotFound: sendsAgain,
		unknownFailure: () => failure(true),
		keyTakenFailure: () => failure(false),
	};
	const sendItem = async (item: number, context: IDataObject) => {
		const sent = placeOnce({ ...request, key: `item-${item}` }, new OnceLedger(context)).then(
			(answer) => ({ answer }),
			(error: Failure) => ({ error }),
		);
		await vi.runAllTimersAsync();
		return await sent;
	};
	return { sendItem, rings: () => calls.length };
}

/** What n8n keeps of the context from one try to the next is what JSON keeps. */
const saved = (context: IDataObject) => JSON.parse(JSON.stringify(context)) as IDataObject;

const habits = fc.record({
	listsCalls: fc.boolean(),
	sendsAgain: fc.boolean(),
	keepsMarks: fc.boolean(),
});
const scripts = fc.array(fates, { maxLength: 10 });

test('however often n8n repeats a list, and whatever becomes of each request, nobody is rung more often than there are items, plus once more where the user chose so', async () => {
	await fc.assert(
		fc.asyncProperty(
			scripts,
			habits,
			fc.integer({ min: 1, max: 3 }),
			fc.integer({ min: 1, max: 5 }),
			async (script, habit, items, tries) => {
				const { sendItem, rings } = serviceOf(script, habit);
				let context: IDataObject = {};
				for (let attempt = 0; attempt < tries; attempt++) {
					// All items look the same to the service: the hardest case.
					for (let item = 0; item < items; item++) await sendItem(item, context);
					context = saved(context);
				}
				expect(rings()).toBeLessThanOrEqual(habit.sendsAgain ? items * 2 : items);
			},
		),
		runs,
	);
});

test('an item that says "nothing was placed" has never rung', async () => {
	await fc.assert(
		fc.asyncProperty(
			scripts,
			habits,
			fc.integer({ min: 1, max: 5 }),
			async (script, habit, tries) => {
				const { sendItem, rings } = serviceOf(script, habit);
				let context: IDataObject = {};
				for (let attempt = 0; attempt < tries; attempt++) {
					const told = await sendItem(0, context);
					if ('error' in told && !told.error.facts.callMayExist) expect(rings()).toBe(0);
					if ('answer' in told) expect(rings()).toBeGreaterThan(0);
					context = saved(context);
				}
			},
		),
		runs,
	);
});

test('"Dial Again If Not Found" dials once more and no third time, however often n8n tries', async () => {
	const lost = Array.from({ length: 20 }, (): Fate => 'lostAfterPlacing');
	const { sendItem, rings } = serviceOf(lost, {
		listsCalls: false,
		sendsAgain: true,
		keepsMarks: false,
	});
	let context: IDataObject = {};
	for (let attempt = 0; attempt < 5; attempt++) {
		await sendItem(0, context);
		context = saved(context);
	}
	expect(rings()).toBe(2);
});

test('an item whose answer is stored is not sent, not even when the service is gone', async () => {
	const context: IDataObject = {};
	const first = await serviceOf(['placed'], {
		listsCalls: true,
		sendsAgain: false,
		keepsMarks: false,
	}).sendItem(0, context);
	const gone = serviceOf(['lostBeforePlacing'], {
		listsCalls: false,
		sendsAgain: false,
		keepsMarks: false,
	});
	expect(await gone.sendItem(0, saved(context))).toEqual(first);
});

test('of two items that look at the same moment and find the same call, the one whose look is over first has it', async () => {
	const context: IDataObject = {};
	const item = (name: string, looksForMs: number) =>
		placeOnce(
			{
				...{ key: name, idempotencyKey: name, lookupKey: { line: name } },
				newCorrelationKey: () => name,
				send: (_, beforeLeaving) => {
					beforeLeaving();
					return Promise.reject(failure(true));
				},
				find: async ({ takenIds }) => {
					const isFree = !takenIds.has('call');
					await new Promise((resolve) => setTimeout(resolve, looksForMs));
					return isFree ? { id: 'call', json: { callId: 'call' } } : undefined;
				},
				sendAgainIfNotFound: false,
				unknownFailure: () => failure(true),
				keyTakenFailure: () => failure(false),
			},
			new OnceLedger(context),
		).catch((error: Failure) => error.facts.callMayExist);
	const both = Promise.all([item('slow', 1000), item('quick', 10)]);
	await vi.runAllTimersAsync();
	expect(await both).toEqual([true, { callId: 'call' }]);
});
