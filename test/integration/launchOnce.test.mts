import { beforeEach, describe, expect, test } from 'vitest';
import type { IRunExecutionData } from 'n8n-workflow';
import type { Fault } from '../../sandbox/index.mts';
import { people, useLaunchingWorkflow } from '../support/launchingWorkflow.mts';

const { launch, launches, sandbox, finishBatches, failOnceAt } = useLaunchingWorkflow();

// A service that dials everybody again when a batch is launched twice: nothing but the node keeps it from that.
beforeEach(() => sandbox().changeSettings({ batchLaunchesTwice: true }));

const FOUR = people(101, 102, 103, 104);
const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
const BATCHES = '/v2/batch-calls';

function rings(): number[] {
	finishBatches();
	return FOUR.map(({ to }) => sandbox().ringsOf(to));
}
const NOBODY = [0, 0, 0, 0];
const ONCE = [1, 1, 1, 1];

/** What n8n makes of an execution in which it was killed: that the node had begun, and no more. */
function asAfterKill(data: IRunExecutionData): IRunExecutionData {
	const killed = structuredClone(data);
	Object.assign(killed.executionData ?? {}, { contextData: {} });
	return killed;
}

/** The files are put at another host, under a name that is made anew each time. */
const failUpload = (fault: Fault, times = 1) =>
	sandbox().addFault({ on: { method: 'PUT' }, times, fault });

describe('the upload is broken off', () => {
	test.each<[string, Fault]>([
		['by a reset', { kind: 'reset' }],
		['by HTTP 403 of the storage', { kind: 'status', status: 403 }],
	])('%s: nobody is called, and the Retry button launches it once', async (_how, fault) => {
		failUpload(fault, 10);
		const first = await launch({ items: FOUR });
		expect(first.error?.message).toContain('The batch "May reminders" was not launched');
		expect(first.error?.description).toContain('Nobody was called');
		expect(rings()).toEqual(NOBODY);
		expect(sandbox().batches()).toEqual([]);
		sandbox().reset();
		const retry = await launch({ items: FOUR, retryOf: first.data });
		expect(retry.error).toBeUndefined();
		expect(rings()).toEqual(ONCE);
	});

	test('of the second of two files: the first is not launched either, and is removed', async () => {
		sandbox().addFault({
			on: { method: 'PUT', nth: 2 },
			times: 10,
			fault: { kind: 'status', status: 403 },
		});
		const run = await launch({ items: FOUR, options: { rowsPerBatch: 2 } });
		expect(run.error?.message).toContain('Item 3 of 4');
		expect(rings()).toEqual(NOBODY);
		expect(
			sandbox()
				.batches()
				.filter(({ status }) => status === 'parsed'),
		).toEqual([]);
	});

	test('with On Error: Continue, the people of the other file are called', async () => {
		sandbox().addFault({
			on: { method: 'PUT', nth: 2 },
			times: 10,
			fault: { kind: 'status', status: 403 },
		});
		const { items } = await launch({
			items: FOUR,
			options: { rowsPerBatch: 2 },
			settings: { onError: 'continueRegularOutput' },
		});
		expect(items.map(({ json }) => json.outcome)).toEqual([
			...['launched', 'launched', 'failed', 'failed'],
		]);
		expect(rings()).toEqual([1, 1, 0, 0]);
	});
});

test('VideoSDK cannot read the file: its own words are in the error, nothing is left there, and a Retry launches it once', async () => {
	sandbox().changeSettings({ batchParseError: 'Row 3 has 2 cells, not 3.' });
	const first = await launch({ items: FOUR, settings: retryOnFail });
	expect(first.error?.message).toContain('Row 3 has 2 cells, not 3.');
	expect(first.error?.context).toMatchObject({ details: { code: 'refused', callMayExist: false } });
	expect(sandbox().batches()).toEqual([]);
	sandbox().changeSettings({ batchParseError: null });
	const retry = await launch({ items: FOUR, retryOf: first.data });
	expect(retry.error).toBeUndefined();
	expect(rings()).toEqual(ONCE);
});

test('the column of the numbers has another name at VideoSDK: the error names the option, with which it works', async () => {
	sandbox().changeSettings({ batchNumberColumn: 'phone_number' });
	const first = await launch({ items: FOUR });
	expect(first.error?.message).toContain('no column "phone_number"');
	expect(first.error?.description).toContain('"Phone Number Column"');
	const options = { phoneNumberColumn: 'phone_number' };
	expect((await launch({ items: FOUR, options })).error).toBeUndefined();
	expect(rings()).toEqual(ONCE);
});

const losses: Array<[string, Fault]> = [
	['HTTP 500', { kind: 'status', status: 500 }],
	['a reset connection', { kind: 'reset' }],
];
const placed = (fault: Fault): Fault => ({ ...fault, placed: true }) as Fault;

describe.each(losses)('the answer to the launch is lost by %s', (_how, fault) => {
	test('it was launched: it is found, and everybody is called once', async () => {
		failOnceAt('POST', BATCHES, placed(fault));
		const run = await launch({ items: FOUR, settings: retryOnFail });
		expect(run.error).toBeUndefined();
		const [{ batchId }] = sandbox().batches();
		expect(run.items.map(({ json }) => [json.outcome, json.batchId])).toEqual(
			FOUR.map(() => ['launched', batchId]),
		);
		expect(launches()).toBe(1);
		expect(rings()).toEqual(ONCE);
	});

	test('it was not launched: the error says that it may have been, and no kind of retry launches it', async () => {
		failOnceAt('POST', BATCHES, fault);
		const first = await launch({ items: FOUR, settings: retryOnFail });
		expect(first.error?.message).toContain(
			'It is unknown whether the batch "May reminders" was launched',
		);
		expect(first.error?.context).toMatchObject({
			details: { code: 'callUnknown', callMayExist: true },
		});
		const retry = await launch({ items: FOUR, retryOf: first.data });
		expect(retry.error?.message).toContain('It is unknown whether');
		expect(launches()).toBe(1);
		expect(rings()).toEqual(NOBODY);
	});

	test('a Retry does not launch it again when somebody in it may not be called any more', async () => {
		failOnceAt('POST', BATCHES, fault);
		const first = await launch({ items: FOUR });
		const retry = await launch({
			items: FOUR,
			options: { whenUnknown: 'dialAgainIfNotFound' },
			safety: { doNotCall: FOUR[0].to, whenNotAllowed: 'skip' },
			retryOf: first.data,
		});
		expect(retry.error?.message).toContain('It is unknown whether');
		expect(retry.error?.description).toContain('item 1 is in it, who may not be called any more');
		expect(launches()).toBe(1);
		expect(rings()).toEqual(NOBODY);
	});

	test('it was not launched, and the user chose "Launch Again If Not Found": everybody is called once', async () => {
		failOnceAt('POST', BATCHES, fault);
		const options = { whenUnknown: 'dialAgainIfNotFound' };
		const run = await launch({ items: FOUR, options });
		expect(run.error).toBeUndefined();
		expect(launches()).toBe(2);
		expect(rings()).toEqual(ONCE);
	});
});

test('the launch shows only later: the Retry button finds it', async () => {
	sandbox().changeSettings({ batchLagSeconds: 60 });
	failOnceAt('POST', BATCHES, { kind: 'reset', placed: true });
	const first = await launch({ items: FOUR });
	expect(first.error?.context).toMatchObject({ details: { callMayExist: true } });
	sandbox().clock.advance(60_000);
	const retry = await launch({ items: FOUR, retryOf: first.data });
	expect(retry.error).toBeUndefined();
	expect(retry.items.map(({ json }) => json.outcome)).toEqual(FOUR.map(() => 'launched'));
	expect(launches()).toBe(1);
	expect(rings()).toEqual(ONCE);
});

test('what is launched has another ID than the file had: it is found in the list by its key', async () => {
	sandbox().changeSettings({ batchKeepsId: false });
	failOnceAt('POST', BATCHES, { kind: 'reset', placed: true });
	const run = await launch({ items: FOUR, options: { batchDescription: 'For Ann' } });
	expect(run.error).toBeUndefined();
	const [{ batchId, order }] = sandbox().batches();
	expect(order.description).toMatch(/^For Ann \(n8n [\w-]+\/[\w-]+\/[\w-]+\)$/);
	expect(run.items[0].json).toMatchObject({ outcome: 'launched', batchId });
	expect(launches()).toBe(1);
	expect(rings()).toEqual(ONCE);
});

test('what is launched has another ID, and the one of the file is gone: it is found by its key', async () => {
	sandbox().changeSettings({ batchKeepsId: false, batchParseSeconds: 0 });
	failOnceAt('POST', BATCHES, { kind: 'reset', placed: true });
	sandbox().addFault({
		on: { method: 'GET', path: `${BATCHES}/*`, nth: 2 },
		times: 10,
		fault: { kind: 'status', status: 404 },
	});
	const run = await launch({ items: FOUR });
	expect(run.error).toBeUndefined();
	expect(launches()).toBe(1);
	expect(rings()).toEqual(ONCE);
});

test('VideoSDK refuses the launch: nobody is called, nothing is left there, and a Retry launches it once', async () => {
	failOnceAt('POST', BATCHES, { kind: 'status', status: 400, body: { message: 'No such rule' } });
	const first = await launch({ items: FOUR });
	expect(first.error?.message).toContain('No such rule');
	expect(first.error?.context).toMatchObject({ details: { callMayExist: false } });
	expect(sandbox().batches()).toEqual([]);
	const retry = await launch({ items: FOUR, retryOf: first.data });
	expect(retry.error).toBeUndefined();
	expect(rings()).toEqual(ONCE);
});

describe('two files, and the answer to the second launch is lost', () => {
	const options = { rowsPerBatch: 2 };
	const loseSecond = (fault: Fault) =>
		sandbox().addFault({ on: { method: 'POST', path: BATCHES, nth: 2 }, fault });

	test('a Retry calls nobody of the first again, and answers for them', async () => {
		loseSecond({ kind: 'reset' });
		const first = await launch({ items: FOUR, options });
		expect(first.error?.message).toContain('Item 3 of 4');
		expect(first.error?.description).toContain('2 other items were placed');
		const retry = await launch({ items: FOUR, options, retryOf: first.data });
		expect(retry.error?.description).toContain('2 other items were placed');
		expect(launches()).toBe(2);
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	test('a Retry with other rules neither moves anybody into another batch nor calls anybody twice', async () => {
		loseSecond({ kind: 'status', status: 400 });
		const first = await launch({ items: FOUR, options });
		expect(first.status).toBe('error');
		const safety = { doNotCall: FOUR[0].to, whenNotAllowed: 'skip' };
		const retry = await launch({ items: FOUR, safety, retryOf: first.data });
		expect(retry.error).toBeUndefined();
		expect(retry.items.map(({ json }) => [json.outcome, json.batchName])).toEqual([
			['launched', 'May reminders (part 1)'],
			['launched', 'May reminders (part 1)'],
			['launched', 'May reminders (part 2)'],
			['launched', 'May reminders (part 2)'],
		]);
		expect(rings()).toEqual(ONCE);
	});

	describe('and the first launch is the one that VideoSDK refuses', () => {
		const refuseFirst = () => failOnceAt('POST', BATCHES, { kind: 'status', status: 400 });

		test('a Retry launches it beside the second, and calls nobody of that again', async () => {
			refuseFirst();
			const first = await launch({ items: FOUR, options });
			expect(first.error?.message).toContain('Item 1 of 4');
			const retry = await launch({ items: FOUR, options, retryOf: first.data });
			expect(retry.error).toBeUndefined();
			expect(retry.items.map(({ json }) => json.outcome)).toEqual(FOUR.map(() => 'launched'));
			expect(rings()).toEqual(ONCE);
		});

		test('a Retry in which one of the first may not be called any more moves nobody of the second', async () => {
			refuseFirst();
			const first = await launch({ items: FOUR, options });
			const safety = { doNotCall: FOUR[0].to, whenNotAllowed: 'skip' };
			const retry = await launch({ items: FOUR, options, safety, retryOf: first.data });
			expect(retry.error).toBeUndefined();
			expect(retry.items.map(({ json }) => json.outcome)).toEqual([
				...['skipped', 'launched', 'launched', 'launched'],
			]);
			expect(rings()).toEqual([0, 1, 1, 1]);
		});

		test('a Retry with Not Again Within answers for those of the second, who were called a moment ago', async () => {
			refuseFirst();
			const first = await launch({ items: FOUR, options });
			finishBatches();
			const safety = { notAgainWithin: 24, whenNotAllowed: 'skip' };
			const retry = await launch({ items: FOUR, options, safety, retryOf: first.data });
			expect(retry.items.map(({ json }) => json.outcome)).toEqual(FOUR.map(() => 'launched'));
			expect(rings()).toEqual(ONCE);
		});

		test('a Deduplication Key stays taken by the second', async () => {
			refuseFirst();
			const once = { ...options, deduplicationKey: 'may-2027' };
			await launch({ items: FOUR, options: once });
			const later = await launch({ items: FOUR, options: once });
			expect(later.items.map(({ json }) => json.code)).toEqual(FOUR.map(() => 'calledBefore'));
			expect(rings()).toEqual([0, 0, 1, 1]);
		});
	});

	test('Not Again Within: who is on the list once more is not in what a Retry launches', async () => {
		loseSecond({ kind: 'status', status: 400 });
		const tomorrow = new Date(sandbox().clock.now() + 24 * 3_600_000);
		const order = {
			items: [FOUR[0], FOUR[1], { ...FOUR[0], id: 'the same again' }, FOUR[2]],
			options,
			safety: { notAgainWithin: 24 },
			// Nobody is in VideoSDK's call list yet.
			parameters: { launchWhen: 'scheduled', startAt: tomorrow.toISOString() },
		};
		const first = await launch(order);
		expect(first.error?.message).toContain('Item 4 of 4');
		const retry = await launch({ ...order, retryOf: first.data });
		expect(retry.error).toBeUndefined();
		expect(retry.items.map(({ json }) => [json.outcome, json.code])).toEqual([
			['launched', undefined],
			['launched', undefined],
			['skipped', 'calledLately'],
			['launched', undefined],
		]);
		sandbox().clock.advance(48 * 3_600_000);
		expect(rings()).toEqual([1, 1, 1, 0]);
	});

	test('a Retry with another list launches nothing for those whose batch may have them already', async () => {
		loseSecond({ kind: 'reset' });
		const items = FOUR.map((item, index) => ({ ...item, other: FOUR[3 - index].to }));
		const first = await launch({ items, options });
		const retry = await launch({
			items,
			options,
			parameters: { to: '={{ $json.other }}' },
			retryOf: first.data,
			settings: { onError: 'continueRegularOutput' },
		});
		expect(retry.items.map(({ json }) => json.outcome)).toEqual(FOUR.map(() => 'unknown'));
		expect(launches()).toBe(2);
		expect(rings()).toEqual([1, 1, 0, 0]);
	});
});

describe('n8n was killed between two launches', () => {
	const killAfterFirst = async (options: Record<string, unknown>) => {
		sandbox().addFault({
			on: { method: 'POST', path: BATCHES, nth: 2 },
			fault: { kind: 'status', status: 400 },
		});
		const { data } = await launch({ items: FOUR, options: { rowsPerBatch: 2, ...options } });
		return asAfterKill(data);
	};

	test('a Retry launches nothing and says why', async () => {
		const killed = await killAfterFirst({});
		const retry = await launch({ items: FOUR, retryOf: killed });
		expect(retry.error?.message).toContain('n8n has kept nothing of what it did');
		expect(retry.error?.context).toMatchObject({ details: { callMayExist: true } });
		expect(launches()).toBe(2);
		expect(rings()).toEqual([1, 1, 0, 0]);
	});

	test('and there is a Deduplication Key: everybody comes out as skipped', async () => {
		const options = { deduplicationKey: 'may-2027' };
		const killed = await killAfterFirst(options);
		const retry = await launch({ items: FOUR, options, retryOf: killed });
		expect(retry.error).toBeUndefined();
		expect(retry.items.map(({ json }) => [json.outcome, json.code])).toEqual(
			FOUR.map(() => ['skipped', 'calledBefore']),
		);
		expect(rings()).toEqual([1, 1, 0, 0]);
	});
});

describe('a Deduplication Key', () => {
	const options = { deduplicationKey: 'may-2027' };

	test('launches once for good, in later executions too', async () => {
		await launch({ items: FOUR, options });
		const again = await launch({ items: FOUR, options });
		expect(again.items.map(({ json }) => json.code)).toEqual(FOUR.map(() => 'calledBefore'));
		expect(rings()).toEqual(ONCE);
	});

	test('stays taken, however many executions were refused by it', async () => {
		await launch({ items: FOUR, options });
		for (let execution = 2; execution <= 4; execution++) {
			const again = await launch({ items: FOUR, options });
			expect(again.items.map(({ json }) => json.code)).toEqual(FOUR.map(() => 'calledBefore'));
		}
		expect(rings()).toEqual(ONCE);
	});

	test('stays taken when nobody of a later list may be called', async () => {
		await launch({ items: FOUR, options });
		const doNotCall = FOUR.map(({ to }) => to).join(',');
		await launch({ items: FOUR, options, safety: { doNotCall, whenNotAllowed: 'skip' } });
		const again = await launch({ items: FOUR, options });
		expect(again.items.map(({ json }) => json.code)).toEqual(FOUR.map(() => 'calledBefore'));
		expect(rings()).toEqual(ONCE);
	});

	test('is free again when nothing was launched under it', async () => {
		failOnceAt('POST', BATCHES, { kind: 'status', status: 400 });
		await launch({ items: FOUR, options });
		const again = await launch({ items: FOUR, options });
		expect(again.error).toBeUndefined();
		expect(rings()).toEqual(ONCE);
	});

	test('is free again when the file could not be uploaded', async () => {
		failUpload({ kind: 'status', status: 403 }, 1);
		expect((await launch({ items: FOUR, options })).status).toBe('error');
		expect((await launch({ items: FOUR, options })).error).toBeUndefined();
		expect(rings()).toEqual(ONCE);
	});

	test('is one for the whole launch: another one in another item is an error', async () => {
		const run = await launch({ items: FOUR, options: { deduplicationKey: '={{ $json.id }}' } });
		expect(run.error?.message).toContain('"Deduplication Key" cannot be used');
		expect(rings()).toEqual(NOBODY);
	});
});

test('in a loop, each round launches its own', async () => {
	const run = await launch({ items: FOUR.slice(0, 2), timesRun: 2 });
	expect(run.error).toBeUndefined();
	expect(launches()).toBe(2);
	expect(rings()).toEqual([2, 2, 0, 0]);
});
