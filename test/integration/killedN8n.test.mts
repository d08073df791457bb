import { expect, test } from 'vitest';
import type { IRunExecutionData } from 'n8n-workflow';
import { numbers, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { call, sandbox, failOnce } = useCallingWorkflow();

const FIVE = numbers(5);

/** What n8n makes of an execution in which it was killed: that the node had begun, and no more. */
function asAfterKill(data: IRunExecutionData): IRunExecutionData {
	const killed = structuredClone(data);
	Object.assign(killed.executionData ?? {}, { contextData: {} });
	return killed;
}

/** The same where n8n's event log was lost, or that of a worker: n8n does not even know that it had begun. */
function asWithoutLog(data: IRunExecutionData): IRunExecutionData {
	const killed = asAfterKill(data);
	killed.resultData.runData = {};
	return killed;
}

/** The same in an n8n that saves an execution without saying when it began. */
function asWithoutBeginning(data: IRunExecutionData): IRunExecutionData {
	const killed = asWithoutLog(data);
	delete killed.executionData?.runtimeData;
	return killed;
}

/** As when a node before ours has failed in another execution: ours has not begun. */
function asBeforeStart(data: IRunExecutionData): IRunExecutionData {
	const notBegun = asWithoutLog(data);
	const { runtimeData } = notBegun.executionData ?? {};
	if (runtimeData) runtimeData.establishedAt -= 1000;
	return notBegun;
}

test('n8n was killed in the middle of a list: no Retry dials anybody, and each item says why', async () => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	const first = await call({ to: FIVE });
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);

	const retry = await call({ to: FIVE, retryOf: asAfterKill(first.data) });
	expect(retry.error?.message).toContain(
		'this execution has run this node before, and n8n has kept nothing',
	);
	expect(retry.error?.description).toContain('run the workflow anew for the others');
	expect(retry.error?.context).toMatchObject({ details: { callMayExist: true } });
	const second = await call({ to: FIVE, retryOf: retry.data });
	expect(second.error?.message).toContain(
		'this execution has run this node before, and n8n has kept nothing',
	);
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);
});

test.each([
	['and its event log is lost', asWithoutLog],
	['and has not saved when the execution began', asWithoutBeginning],
])('n8n was killed in the middle of a list %s: no Retry dials anybody', async (_how, killed) => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	const first = await call({ to: FIVE });
	for (const retryOf of [first.data, first.data]) {
		const retry = await call({ to: FIVE, retryOf: killed(retryOf) });
		expect(retry.error?.message).toContain('this execution has run this node before');
	}
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);
});

test('n8n runs the job of a killed worker again by itself: nobody is called, and each item says why', async () => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	await call({ to: FIVE, executionId: 'of-killed-worker' });
	const again = await call({ to: FIVE, executionId: 'of-killed-worker' });
	expect(again.error?.message).toContain('this execution has run this node before');
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);
});

test('with a Deduplication Key the job of a killed worker calls those who were not called', async () => {
	const options = { deduplicationKey: '={{ $json.to }}' };
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	await call({ to: FIVE, options, executionId: 'of-killed-worker' });
	const again = await call({ to: FIVE, options, executionId: 'of-killed-worker' });
	expect(again.status).toBe('success');
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 1, 1, 1]);
});

test('Retry On Fail and On Error: Continue dial nobody after a kill either', async () => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	const first = await call({ to: FIVE });
	const { items } = await call({
		to: FIVE,
		retryOf: asAfterKill(first.data),
		settings: {
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 100,
			onError: 'continueRegularOutput',
		},
	});
	expect(items.map(({ json }) => json.details)).toEqual(
		FIVE.map(() => expect.objectContaining({ code: 'callUnknown', callMayExist: true })),
	);
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);
});

test('a Retry that comes to the node for the first time calls everybody once', async () => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	const { data } = await call({ to: [FIVE[2]] });
	const retry = await call({ to: [FIVE[2]], retryOf: asBeforeStart(data) });
	expect(retry.status).toBe('success');
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([0, 0, 1, 0, 0]);
});
