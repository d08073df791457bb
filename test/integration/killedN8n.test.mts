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

/** As when a node before ours has failed: ours has not begun. */
function asBeforeStart(data: IRunExecutionData): IRunExecutionData {
	const notBegun = asAfterKill(data);
	notBegun.resultData.runData = {};
	return notBegun;
}

test('n8n was killed in the middle of a list: no Retry dials anybody, and each item says why', async () => {
	failOnce(FIVE[2], { kind: 'status', status: 400 });
	const first = await call({ to: FIVE });
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);

	const retry = await call({ to: FIVE, retryOf: asAfterKill(first.data) });
	expect(retry.error?.message).toContain('n8n was ended while it ran this node');
	expect(retry.error?.description).toContain('run the workflow anew for the others');
	expect(retry.error?.context).toMatchObject({ details: { callMayExist: true } });
	const second = await call({ to: FIVE, retryOf: retry.data });
	expect(second.error?.message).toContain('n8n was ended while it ran this node');
	expect(ringsOfEach(sandbox(), FIVE)).toEqual([1, 1, 0, 1, 1]);
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
