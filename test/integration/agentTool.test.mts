import { describe, expect, test } from 'vitest';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { ToolAnswer, ToolOrder } from '../support/workflowEngine.mts';

const { engine, sandbox, credential, failOnce } = useCallingWorkflow();

/** What the agent is told of a failure: as an error, or as an answer that says so. */
const problemOf = (told: ToolAnswer): string => {
	if ('error' in told) return told.error;
	return String((told.answer as Array<{ error?: string }>)[0]?.error);
};

const ANNA = '+4790000001';
const BERT = '+4790000002';
const HANGS_UP = '+12025550103';

/** An agent with the node as its tool, and the destination left to the model. */
const askThrough = async (
	through: ToolOrder['through'],
	calls: ToolOrder['calls'],
	settings = {},
	parameters = {},
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
			options: {
				deduplicationKey: "={{ $fromAI('attempt', 'Which call to this person', 'string', '') }}",
			},
			...parameters,
		},
	});

describe.each(['invoke', 'engine'] as const)(
	'an agent that calls its tool through %s',
	(through) => {
		const ask = async (calls: ToolOrder['calls'], settings = {}, parameters = {}) =>
			await askThrough(through, calls, settings, parameters);

		test('an agent calls somebody and is told the answer', async () => {
			const [told] = await ask([[{ to: ANNA }]]);
			expect(told).toEqual({
				answer: [
					{
						...{ to: ANNA, outcome: 'placed', participantId: expect.any(String) },
						result: 'The call was placed. Nobody has answered it yet.',
					},
				],
			});
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});

		const repeated = (first: ToolAnswer) => {
			const [answer] = (first as { answer: object[] }).answer;
			return { answer: [{ ...answer, note: expect.stringContaining('no phone rang now') }] };
		};

		test('an agent that makes the same call several times dials once, gets the first answer, and is told so', async () => {
			const [first, second, third] = await ask([[{ to: ANNA }], [{ to: ANNA }], [{ to: ANNA }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			expect(second).toEqual(repeated(first));
			expect(third).toEqual(repeated(first));
		});

		test('an agent that means it calls the same person again, with another Deduplication Key', async () => {
			await ask([
				[{ to: ANNA, attempt: '1' }],
				[{ to: ANNA, attempt: '1' }],
				[{ to: ANNA, attempt: '2' }],
				[{ to: BERT, attempt: '1' }],
			]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 2, [BERT]: 1 });
		});

		test('an agent that spells the same person as a SIP URI dials once', async () => {
			const uri = `sip:${ANNA.slice(1)}@sip.example.com`;
			const [first, second] = await ask([[{ to: ANNA }], [{ to: uri }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			expect(second).toEqual(repeated(first));
		});

		test('two equal calls at the same moment dial once, and one of them is told so', async () => {
			const told = await ask([[{ to: ANNA }, { to: ANNA }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			// In which order they are answered is n8n's affair.
			const [first, second] = told.sort(
				(one, other) => JSON.stringify(one).length - JSON.stringify(other).length,
			);
			expect(second).toEqual(repeated(first));
		});

		test('an agent is told the outcome though Save to Database is chosen: its tool always keeps running', async () => {
			sandbox().clock.setSpeed(20);
			const patience = { waitFor: 'end', waitLimit: 600, waitHow: 'park' };
			const [told] = await ask([[{ to: HANGS_UP }]], {}, patience);
			expect(told).toMatchObject({ answer: [{ outcome: 'answered' }] });
			expect(sandbox().webhooks()).toEqual([]);
			expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1 });
		});

		test('calls to different people dial each of them', async () => {
			await ask([[{ to: ANNA }], [{ to: BERT }]]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
		});

		test.each([{}, { onError: 'continueRegularOutput' }])(
			'a destination that cannot be dialed is told to the agent as an error it can act on (%j)',
			async (settings) => {
				const [told] = await ask([[{ to: '12' }]], settings);
				expect(problemOf(told)).toContain('"To" is "12"');
				expect(problemOf(told)).toContain('such as +14155550123');
				expect(problemOf(told)).toContain('No phone has rung');
				expect(sandbox().journal()).toEqual([]);
			},
		);

		test('an agent whose call was lost is told that it may exist, and its second try does not dial', async () => {
			sandbox().changeSettings({ listTrunkCalls: false });
			failOnce(ANNA, { kind: 'reset', placed: true });
			const told = await ask([[{ to: ANNA }], [{ to: ANNA }]]);
			expect(told).not.toEqual([]);
			for (const answer of told) {
				expect(problemOf(answer)).toContain('It is unknown whether');
				expect(problemOf(answer)).toContain('Do not call again');
			}
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});
	},
);
