import { describe, expect, test } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { FinishedRun } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, failOnce } = useCallingWorkflow();

const [ANNA, BERT, CARLA] = numbers(3);
const PEOPLE = [
	{ id: 'appointment-1', name: 'Anna', phone: ANNA, timeZone: 'Europe/Oslo' },
	{ id: 'appointment-2', name: 'Bert', phone: BERT, timeZone: 'America/New_York' },
	{ id: 'appointment-3', name: 'Carla', phone: CARLA, timeZone: 'Asia/Tokyo' },
];

const WEEK = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** Today in no time zone, and so in each of them a day with no call. */
const ANOTHER_DAY = WEEK[(new Date().getUTCDay() + 3) % 7];
/** An expression that gives the days: closed as long as it is true. */
const closedWhile = (condition: string) =>
	`={{ ${condition} ? ${JSON.stringify([ANOTHER_DAY])} : ${JSON.stringify(WEEK)} }}`;

/** The node as it is in a loop: all that it says of a person comes from the item. */
const node = (days: string, more: IDataObject = {}) => ({
	...{ callThrough: 'trunk', trunkId: 'trunk_987654321', from: '+11234567890' },
	meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
	to: '={{ $json.phone }}',
	displayName: '={{ $json.name }}',
	safety: {
		callingWindow: {
			window: { days, from: '00:00', until: '24:00', timeZone: '={{ $json.timeZone }}' },
		},
	},
	options: { deduplicationKey: '={{ $json.id }}' },
	...more,
});

interface Round {
	parameters: ReturnType<typeof node>;
	settings?: object;
}

/** The first round, and then what was deferred again and again, as a Wait node leads it back. */
async function rounds(count: number, { parameters, settings }: Round): Promise<FinishedRun[]> {
	const runs: FinishedRun[] = [];
	let items: IDataObject[] = PEOPLE;
	for (let round = 0; round < count; round++) {
		const nextRoundOf = runs.at(-1)?.data;
		const order = { parameters, settings, items, credential: credential(), nextRoundOf };
		const run = await engine().run(order as never).finished;
		runs.push(run);
		items = run.items.map(({ json }) => json).filter(({ outcome }) => outcome === 'deferred');
	}
	return runs;
}

const outcomes = ({ items }: FinishedRun) => items.map(({ json }) => json.outcome);
const rings = () => ringsOfEach(sandbox(), [ANNA, BERT, CARLA]);
const sentBodies = () =>
	sandbox()
		.journal()
		.filter(({ method }) => method === 'POST')
		.map(({ body }) => body);

describe('a person outside the calling hours waits, and comes back to the node', () => {
	test('the item keeps all that came in: the second round has the number, the name and the key, and rings once', async () => {
		const runs = await rounds(2, { parameters: node(closedWhile('$runIndex === 0')) });
		expect(runs.map(outcomes)).toEqual([
			['deferred', 'deferred', 'deferred'],
			['placed', 'placed', 'placed'],
		]);
		expect(runs[0].items.map(({ json }) => json)).toEqual(
			PEOPLE.map((person) => expect.objectContaining(person)),
		);
		expect(rings()).toEqual([1, 1, 1]);
		expect(sentBodies()).toEqual(
			PEOPLE.map(({ name, phone }) => expect.objectContaining({ to: phone, displayName: name })),
		);
	});

	test('only who was deferred comes back: who was called in the first round rings no second time', async () => {
		const parameters = node(closedWhile('$runIndex === 0 && $json.name !== "Bert"'));
		const runs = await rounds(2, { parameters });
		expect(runs.map(outcomes)).toEqual([
			['deferred', 'placed', 'deferred'],
			['placed', 'placed'],
		]);
		expect(rings()).toEqual([1, 1, 1]);
	});

	test('deferred again and again: each time with the moment that counts now, and called once in the end', async () => {
		const runs = await rounds(4, { parameters: node(closedWhile('$runIndex < 3')) });
		expect(runs.map(outcomes).map(([first]) => first)).toEqual([
			...['deferred', 'deferred', 'deferred', 'placed'],
		]);
		const [first, second] = runs.map(({ items }) => items[0].json);
		expect(Object.keys(second)).toEqual(Object.keys(first));
		expect(rings()).toEqual([1, 1, 1]);
	});

	test('the answer is lost in the second round, and Retry On Fail repeats it: once all the same', async () => {
		failOnce(BERT, { kind: 'reset', placed: true });
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
		const runs = await rounds(2, { parameters: node(closedWhile('$runIndex === 0')), settings });
		expect(runs[1].items.map(({ json }) => json.adopted)).toEqual([undefined, true, undefined]);
		expect(rings()).toEqual([1, 1, 1]);
	});

	test('with Mask Numbers the node hides the number in what it adds, and what came in can still be dialed', async () => {
		const options = { maskNumbers: true };
		const runs = await rounds(2, { parameters: node(closedWhile('$runIndex === 0'), { options }) });
		expect(runs[0].items[0].json).toMatchObject({
			phone: ANNA,
			safety: { numberGiven: '+*******001', numberDialed: '+*******001' },
		});
		expect(outcomes(runs[1])).toEqual(['placed', 'placed', 'placed']);
		expect(rings()).toEqual([1, 1, 1]);
	});
});

test('fields of the item that are named like words of the node stay as they came in', async () => {
	const person = {
		...PEOPLE[0],
		to: 'noon',
		code: 'A-17',
		reason: 'your appointment',
		open: 'yes',
	};
	const parameters = node(closedWhile('true'));
	const run = engine().run({ parameters, items: [person], credential: credential() } as never);
	const { items } = await run.finished;
	expect(items[0].json).toMatchObject({ ...person, outcome: 'deferred' });
});
