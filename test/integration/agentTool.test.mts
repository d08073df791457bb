import { describe, expect, test } from 'vitest';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { ToolOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, failOnce } = useCallingWorkflow();

const ANNA = '+4790000001';
const BERT = '+4790000002';

/** An agent with the node as its tool, and the destination left to the model. */
const askThrough = async (
	through: ToolOrder['through'],
	calls: ToolOrder['calls'],
	settings = {},
) =>
	await engine().runAsTool({
		calls,
		through,
		settings,
		credential: credential(),
		parameters: {
			callThrough: 'trunk',
			to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
			from: '+11234567890',
			displayName: 'John Doe',
			meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
			trunkId: 'trunk_987654321',
			participantId: '',
			options: {},
		},
	});

describe.each(['invoke', 'engine'] as const)(
	'an agent that calls its tool through %s',
	(through) => {
		const ask = async (calls: ToolOrder['calls'], settings = {}) =>
			await askThrough(through, calls, settings);

		test('an agent calls somebody and is told the answer', async () => {
			const [told] = await ask([[{ to: ANNA }]]);
			expect(told).toEqual({ answer: [expect.objectContaining({ message: 'Success' })] });
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});

		test('an agent that makes the same call several times dials once and gets the same answer', async () => {
			const [first, second, third] = await ask([[{ to: ANNA }], [{ to: ANNA }], [{ to: ANNA }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			expect(second).toEqual(first);
			expect(third).toEqual(first);
		});

		test('two equal calls at the same moment dial once', async () => {
			const [first, second] = await ask([[{ to: ANNA }, { to: ANNA }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			expect(second).toEqual(first);
		});

		test('calls to different people dial each of them', async () => {
			await ask([[{ to: ANNA }], [{ to: BERT }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
		});

		test.each([{}, { onError: 'continueRegularOutput' }])(
			'a destination that cannot be dialed is told to the agent as an error it can act on (%j)',
			async (settings) => {
				const [told] = await ask([[{ to: '12' }]], settings);
				expect(told).toHaveProperty('error', expect.stringContaining('"To" is "12"'));
				expect(told).toHaveProperty('error', expect.stringContaining('such as +14155550123'));
				expect(sandbox().journal()).toEqual([]);
			},
		);

		test('an agent whose call was lost is told that it may exist, and its second try does not dial', async () => {
			sandbox().changeSettings({ listTrunkCalls: false });
			failOnce(ANNA, { kind: 'reset', placed: true });
			const told = await ask([[{ to: ANNA }], [{ to: ANNA }]]);
			expect(told).not.toEqual([]);
			for (const answer of told) {
				expect(answer).toHaveProperty('error', expect.stringContaining('It is unknown whether'));
			}
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		}, 30_000);
	},
);
