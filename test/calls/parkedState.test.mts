import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { expect, test } from 'vitest';
import {
	keepParked,
	replaceInput,
	restoreInput,
	type ParkedState,
} from '../../nodes/VideoSdk/calls/park/parkedState.ts';

/** What came in, as it is while an execution rests: it holds what shall come out at the limit. */
function resting(runIndex = '0') {
	const cameIn = [{ name: 'Anna' }, { name: 'Bert' }];
	const input: INodeExecutionData[] = cameIn.map((json) => ({ json }));
	const memory: IDataObject = {};
	keepParked(memory, { runIndex, inputs: cameIn } as Partial<ParkedState> as ParkedState);
	replaceInput(input, [{ outcome: 'timedOut' }, { outcome: 'answered' }]);
	return { input, memory, cameIn };
}
const jsons = (input: INodeExecutionData[]) => input.map(({ json }) => json);

test('while an execution rests, what came in holds what comes out at the limit', () => {
	expect(jsons(resting().input)).toEqual([{ outcome: 'timedOut' }, { outcome: 'answered' }]);
});

test('a Retry of a stopped execution sees what came in again, and once only', () => {
	const { input, memory, cameIn } = resting();
	restoreInput(memory, input, '0');
	expect(jsons(input)).toEqual(cameIn);
	expect(memory).toEqual({});
	replaceInput(input, [{ name: 'Carla' }, { name: 'Dora' }]);
	restoreInput(memory, input, '0');
	expect(jsons(input)).toEqual([{ name: 'Carla' }, { name: 'Dora' }]);
});

test('another round of a loop, and another number of items, keep what came in', () => {
	const { input, memory } = resting('0');
	const now = jsons(input);
	restoreInput(memory, input, '1');
	restoreInput(memory, input.slice(1), '0');
	expect(jsons(input)).toEqual(now);
});
