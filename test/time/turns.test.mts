import type { IExecuteFunctions } from 'n8n-workflow';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ItemResults } from '../../nodes/VideoSdk/node/itemResults.ts';
import { planItems } from '../../nodes/VideoSdk/node/runItems.ts';
import { createTurns, inTurns, mapInTurns } from '../../nodes/VideoSdk/time/turns.ts';

// Work takes as long as a test says.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const STEPS = 10;
const work = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

/** How often others had their turn while something was done. */
async function turnsOfOthers(done: () => Promise<unknown>): Promise<number> {
	let turns = 0;
	let isOver = false;
	const others = () => {
		if (isOver) return;
		turns++;
		setImmediate(others);
	};
	setImmediate(others);
	await done();
	isOver = true;
	return turns;
}

const generated = (milliseconds: number) => async () => {
	const steps = function* (): Generator<undefined, string, undefined> {
		for (let step = 0; step < STEPS; step++) {
			work(milliseconds);
			yield;
		}
		return 'done';
	};
	expect(await inTurns(steps())).toBe('done');
};

const awaited = (milliseconds: number) => async () => {
	const giveTurn = createTurns();
	for (let step = 0; step < STEPS; step++) {
		work(milliseconds);
		await giveTurn();
	}
};

const mapped = (milliseconds: number) => async () => {
	const steps = Array.from({ length: STEPS }, (_, step) => step);
	const doubled = await mapInTurns(steps, (step) => {
		work(milliseconds);
		return step * 2;
	});
	expect(doubled).toEqual(steps.map((step) => step * 2));
};

test.each([
	['generated', generated],
	['awaited', awaited],
	['mapped', mapped],
])(
	'long work in steps lets n8n have its turn in between, short work does not: %s',
	async (_, of) => {
		expect(await turnsOfOthers(of(20))).toBeGreaterThanOrEqual(STEPS);
		expect(await turnsOfOthers(of(0))).toBe(0);
	},
);

test('n8n has its turn while many items are planned, before the first of them is run', async () => {
	const context = {
		getNode: () => ({ type: 'videoSdk' }),
		continueOnFail: () => false,
		getInputData: () => Array.from({ length: STEPS }, () => ({ json: {} })),
	} as unknown as IExecuteFunctions;
	const plan = async () => await planItems(new ItemResults(context), async () => work(20));
	expect(await turnsOfOthers(plan)).toBeGreaterThanOrEqual(STEPS);
});
