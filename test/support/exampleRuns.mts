// Each example of workflows/ is put into a real n8n as a user would, with its credentials, and run to its
// end. Beside the sandbox's script in place of a model, and its inbox in place of a CRM or a chat, nothing is
// replaced but what a run names under `replaced`.
import type { INode, INodeExecutionData } from 'n8n-workflow';
import type { ExpectStatic } from 'vitest';
import type { Sandbox } from '../../sandbox/index.mts';
import { SEED_NUMBER, WAITING_NUMBER } from '../../sandbox/index.mts';
import {
	APPOINTMENTS,
	credentialsOfExamples,
	exampleFor,
	readExample,
	type Prepared,
} from '../../scripts/exampleWorkflows.mts';
import { answerNextCall } from '../../scripts/personAtPhone.mts';
import type { CallingN8n } from './callingN8n.mts';
import { itemsOf, type Execution, type N8nApi, type WorkflowInput } from './n8nApi.mts';

/** As the examples and the sandbox have them: one answers, one is busy, one never answers, one declines. */
const [ANNA, BERT, CARLA, DORA] = ['+12025550103', '+12025550101', '+12025550102', '+12025550105'];
/** The sandbox's calls are over in a second. */
const SPEED = 50;
const MINUTE_MS = 60_000;
/** How long a slow machine may take to load an example and begin it. */
const BEGINS_WITHIN_MS = 45_000;

/** Parameters in place of those of the file, by the name of the node. */
type Replaced = Record<string, INode['parameters']>;

interface World {
	expect: ExpectStatic;
	api: N8nApi;
	sandbox: Sandbox;
	/** The example in n8n, not published; its ID. */
	load(replaced?: Replaced): Promise<string>;
	/** Execute workflow, from the button's trigger: what came of it, when all went well. */
	runByHand(replaced?: Replaced): Promise<Execution>;
	/** The executions that a published example has begun by itself, once they are over. */
	executionsOf(id: string, count: number): Promise<Execution[]>;
}

interface ExampleRun {
	/** Goes on after the example's name in the title of its test. */
	shows: string;
	run(world: World): Promise<void>;
}

export const EXAMPLE_RUNS: Readonly<Record<string, ExampleRun>> = {
	'act-on-the-outcome.json': {
		shows: 'each phone rings once, and who answered leaves by another way than the others',
		async run({ expect, runByHand, sandbox }) {
			const execution = await runByHand();
			expect(outcomesOf(execution, 'Phone them')).toEqual(['answered', 'rejected', 'notAnswered']);
			expect(branchesOf(execution, 'What became of it?').map((items) => items.length)).toEqual([
				...[1, 0, 2],
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
		},
	},

	'agent-calls.json': {
		shows:
			'the AI agent phones the person of its task once, with your caller ID, tells the voice agent what to say, and reports the outcome',
		async run({ expect, runByHand, sandbox }) {
			const execution = await runByHand();
			expect(itemsOf(execution, 'AI Agent')[0].json.output).toContain(
				'answered and talked for 5 seconds',
			);
			expect(sandbox.calls()).toMatchObject([{ to: ANNA, from: SEED_NUMBER, status: 'ended' }]);
			expect(variablesOf(sandbox)).toMatchObject([
				{ first_name: 'Anna', message: expect.stringContaining('Tuesday at 10 a.m.') },
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1 });
		},
	},

	'appointment-reminders.json': {
		shows:
			'the voice agent phones everybody of the sheet once, and each row has its outcome; the next morning nobody is phoned again',
		async run({ expect, api, sandbox, load }) {
			const id = await load();
			const runOnce = async () => {
				const execution = await api.waitForExecution(await api.runWorkflow(id, 'Every morning'));
				expect(execution.status).toBe('success');
			};
			await runOnce();
			const rows = await api.dataTableRows(await api.ensureDataTable(APPOINTMENTS));
			expect(rows.map(({ name, outcome }) => [name, outcome])).toEqual([
				['Anna', 'answered'],
				['Bert', 'rejected'],
				['Carla', 'notAnswered'],
			]);
			expect(rows.every(({ remindedAt }) => remindedAt !== null)).toBe(true);
			expect(variablesOf(sandbox)).toContainEqual({
				...{ first_name: 'Anna', appointment: 'Tuesday at 10 a.m.' },
			});
			await runOnce();
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
		},
	},

	'call-again.json': {
		shows: 'who answered is left in peace, and the others are called twice again',
		async run({ expect, runByHand, sandbox }) {
			// In place of ten minutes.
			const replaced = { 'A while later': { amount: 1, unit: 'seconds' } };
			const execution = await runByHand(replaced);
			const done = runsOf(execution, 'Call again?').flatMap(([, notAgain]) => notAgain);
			expect(done.map(({ json }) => [json.name, json.outcome])).toEqual([
				['Anna', 'answered'],
				['Bert', 'rejected'],
				['Carla', 'notAnswered'],
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 3, [CARLA]: 3 });
		},
	},

	'call-events.json': {
		shows: 'it starts once for each call that is over, and sorts them by their outcome',
		async run({ expect, api, sandbox, load, executionsOf }) {
			const id = await load();
			await api.activateWorkflow(id);
			const rooms = { via: 'gateway', roomId: 'abcd-efgh-ijkl' } as const;
			sandbox.addCalls({ ...rooms, to: ANNA }, { ...rooms, to: BERT });
			const executions = await executionsOf(id, 2);
			const notes = (node: string) =>
				executions.flatMap((one) => itemsOf(one, node)).map(({ json }) => json.note);
			expect(notes('Somebody was spoken to')).toEqual([`${ANNA}: 5 seconds`]);
			expect(notes('Call back later')).toEqual([`${BERT}: rejected`]);
			await api.deactivateWorkflow(id);
			expect(sandbox.webhooks()).toEqual([]);
		},
	},

	'call-in-office-hours.json': {
		shows:
			'before the hours begin nobody is called, and it is said in words who is called when; then each phone rings once',
		async run({ expect, api, sandbox, load }) {
			// In place of 9 to 5: an hour that begins with the next full minute.
			const hours = nextHour();
			const id = await load({
				'Phone them': { safety: { callingWindow: { window: hours }, outsideWindow: 'defer' } },
			});
			// By 50 minutes for each of waiting, the sandbox would be ahead of n8n.
			sandbox.clock.setSpeed(1);
			const begun = await api.runWorkflow(id);
			await expect.poll(() => Object.keys(sandbox.rings()).length).toBe(4);
			sandbox.clock.setSpeed(SPEED);
			const execution = await api.waitForExecution(begun);
			expect(execution.status).toBe('success');
			const [deferred] = runsOf(execution, 'Say what it waits for').map(([items]) => items);
			expect(deferred.map(({ json }) => json.waitsFor)).toEqual([
				expect.stringMatching(/^Anna is called from \w+day \d\d:\d\d on \(America\/New_York\)$/),
				expect.stringMatching(/^Bert is called from \w+day \d\d:\d\d on \(America\/Los_Angeles\)$/),
				expect.stringMatching(/^Carla is called from \w+day \d\d:\d\d on \(Europe\/Berlin\)$/),
				expect.stringMatching(/^Dora is called from \w+day \d\d:\d\d on \(Asia\/Tokyo\)$/),
			]);
			expect(outcomesOf(execution, 'Phone them')).toEqual([
				...['answered', 'rejected', 'notAnswered', 'rejected'],
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1, [DORA]: 1 });
		},
	},

	'call-recording.json': {
		shows: 'the recording of who answered is there as a file, and the others leave by another way',
		async run({ expect, runByHand, sandbox }) {
			const execution = await runByHand();
			const files = itemsOf(execution, 'Get the recording');
			expect(files.map(({ binary }) => binary?.data?.mimeType)).toEqual(['video/mp4']);
			expect(branchesOf(execution, 'Is there a recording?').map((items) => items.length)).toEqual([
				1, 2,
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
		},
	},

	'call-summary-to-crm.json': {
		shows:
			'the CRM gets one record for each lead: with summary and transcript, or the reason why not',
		async run({ expect, runByHand, sandbox }) {
			await runByHand();
			expect(postedTo(sandbox, '/crm/api/calls')).toEqual([
				expect.objectContaining({
					...{ leadId: 'L-1001', outcome: 'answered', talkSeconds: 5 },
					summary: expect.stringContaining('what was promised'),
					transcript: expect.stringContaining('Good to hear'),
				}),
				expect.objectContaining({ leadId: 'L-1002', outcome: 'rejected', transcript: '' }),
				expect.objectContaining({ leadId: 'L-1003', outcome: 'notAnswered', transcript: '' }),
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
		},
	},

	'call-with-voice-agent.json': {
		shows: 'each call is handed to the voice agent, with what it has to know of the person',
		async run({ expect, runByHand, sandbox }) {
			const execution = await runByHand();
			expect(outcomesOf(execution, 'Let the agent phone')).toEqual(['answered', 'rejected']);
			expect(variablesOf(sandbox)).toEqual([
				{ first_name: 'Anna', appointment: 'Tuesday, 10 a.m.' },
				{ first_name: 'Bert', appointment: 'Wednesday, 3 p.m.' },
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
		},
	},

	'campaign.json': {
		shows:
			'VideoSDK calls the list, and once more who did not answer; an emergency number is in no file',
		async run({ expect, runByHand, sandbox }) {
			const execution = await runByHand();
			expect(outcomesOf(execution, 'Launch them')).toEqual([
				...['answered', 'rejected', 'notAnswered', 'skipped'],
			]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 2 });
			expect(sandbox.uploads().join()).not.toContain('112');
		},
	},

	'check-set-up.json': {
		shows: 'when all is right nothing comes, and else a message for each thing that is wrong',
		async run({ expect, api, sandbox, load }) {
			// At another speed its clock would be seen to go wrong.
			sandbox.clock.setSpeed(1);
			const id = await load();
			const messages = async () => {
				const execution = await api.waitForExecution(await api.runWorkflow(id, 'Each morning'));
				expect(execution.status).toBe('success');
				return itemsOf(execution, 'Message').map(({ json }) => json.message);
			};
			expect(await messages()).toEqual([]);
			sandbox.breakAccount('noTelephony');
			expect(await messages()).toEqual([
				expect.stringMatching(/^Telephony: Not open to this account or key.*Switch it on/),
			]);
			expect(sandbox.rings()).toEqual({});
		},
	},

	'lead-to-crm.json': {
		shows: 'a lead is phoned once, and the CRM gets outcome, recording, transcript and summary',
		async run({ expect, api, sandbox, load }) {
			const id = await load();
			await api.activateWorkflow(id);
			const lead = { leadId: 'L-1', name: 'Anna', phone: ANNA, wants: 'a demo' };
			const begun = await api.runInProduction(id, 'new-lead', lead);
			const execution = await api.waitForExecution(begun);
			expect(execution.status).toBe('success');
			expect(postedTo(sandbox, '/crm/api/calls')).toEqual([
				expect.objectContaining({
					...{ leadId: 'L-1', phone: ANNA, outcome: 'answered', talkSeconds: 5 },
					recording: expect.stringContaining(sandbox.cdnUrl),
					transcript: expect.stringContaining('agent: Hello'),
					summary: expect.stringContaining('What does the customer want'),
				}),
			]);
			expect(variablesOf(sandbox)).toEqual([{ first_name: 'Anna', wants: 'a demo' }]);
			expect(sandbox.rings()).toEqual({ [ANNA]: 1 });
			await api.deactivateWorkflow(id);
		},
	},

	'outbound-call.json': {
		shows: 'the phone rings, somebody answers and hangs up, and the outcome stands in the output',
		async run({ expect, runByHand, sandbox }) {
			const [execution] = await Promise.all([runByHand(), answerNextCall(sandbox)]);
			expect(itemsOf(execution, 'Phone a person').map(({ json }) => json)).toEqual([
				expect.objectContaining({
					...{ to: WAITING_NUMBER, outcome: 'answered', reason: null },
					...{ ringSeconds: 3, talkSeconds: 5 },
				}),
			]);
			expect(sandbox.rings()).toEqual({ [WAITING_NUMBER]: 1 });
		},
	},

	'missed-call.json': {
		shows: 'the team is told once of an inbound call that nobody took, and of no other call',
		async run({ expect, api, sandbox, load, executionsOf }) {
			const id = await load();
			await api.activateWorkflow(id);
			const caller = '+12025550121';
			sandbox.addCalls({ via: 'gateway', to: CARLA, roomId: 'abcd-efgh-ijkl' });
			const { callId } = sandbox.phoneIn({ from: '+12025550122', to: SEED_NUMBER });
			sandbox.phoneIn({ from: caller, to: SEED_NUMBER, isAnswered: false });
			const answered = () => sandbox.calls().find((call) => call.callId === callId)?.status;
			await expect.poll(answered).toBe('answered');
			await atPhone(sandbox, callId, 'hangup');
			await executionsOf(id, 2);
			expect(postedTo(sandbox, '/team/hook')).toEqual([
				{ text: `Missed call from ${caller} to ${SEED_NUMBER}: notAnswered. Please call back.` },
			]);
			await api.deactivateWorkflow(id);
		},
	},
};

/** All examples side by side, each with an account of its own, in one n8n. */
export function testExamples({ api, sandbox, credential, testBesideOthers }: CallingN8n): void {
	for (const [file, { shows, run }] of Object.entries(EXAMPLE_RUNS)) {
		testBesideOthers(`${file}: ${shows}`, 'asDocumented', async (expect) => {
			sandbox().clock.setSpeed(SPEED);
			const load = async (replaced: Replaced = {}) => await loadExample(file, replaced);
			await run({
				...{ expect, api: api(), sandbox: sandbox(), load },
				async runByHand(replaced) {
					const begun = await api().runWorkflow(await load(replaced));
					const execution = await api().waitForExecution(begun);
					expect(execution.status).toBe('success');
					return execution;
				},
				async executionsOf(id, count) {
					const begun = async () => await api().listExecutions(id);
					await expect.poll(async () => (await begun()).length).toBe(count);
					const ends = (await begun()).map(async (one) => await api().waitForExecution(one.id));
					return await Promise.all(ends);
				},
			});
		});
	}

	async function loadExample(file: string, replaced: Replaced): Promise<string> {
		const example = await exampleFor(file, await prepared(await readExample(file)));
		const nodes = example.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...replaced[node.name] },
		}));
		const { id } = await api().createWorkflow({ ...example, nodes });
		return id;
	}

	/** What the example needs, and nothing else. */
	async function prepared({ nodes }: WorkflowInput): Promise<Prepared> {
		const needed = credentialsOfExamples(sandbox()).filter(
			({ type }) => type !== credential().type && nodes.some((node) => node.credentials?.[type]),
		);
		const others = await Promise.all(needed.map(async (one) => await api().createCredential(one)));
		const hasTable = nodes.some(({ parameters }) => parameters?.dataTableId);
		return {
			inboxUrl: sandbox().inboxUrl,
			credentials: [credential(), ...others],
			tables: hasTable ? { [APPOINTMENTS.name]: await api().ensureDataTable(APPOINTMENTS) } : {},
		};
	}
}

/** What a node has put out, run by run, each with one list for each output. */
const runsOf = ({ data }: Execution, node: string): INodeExecutionData[][][] =>
	(data.resultData.runData[node] ?? []).map(({ data: out }) =>
		(out?.main ?? []).map((items) => items ?? []),
	);
const branchesOf = (execution: Execution, node: string) => runsOf(execution, node).at(-1) ?? [];

/** Of its last run. */
const outcomesOf = (execution: Execution, node: string) =>
	itemsOf(execution, node).map(({ json }) => json.outcome);

/** What each voice agent was told, by name. */
const variablesOf = (sandbox: Sandbox) =>
	sandbox.dispatches().map(({ metadata }) => {
		const variables = (metadata?.variables ?? []) as Array<{ name: string; value: string }>;
		return Object.fromEntries(variables.map(({ name, value }) => [name, value]));
	});

const postedTo = (sandbox: Sandbox, path: string) =>
	sandbox
		.inbox()
		.filter(({ to }) => to === path)
		.map(({ body }) => body);

/** On any day, from the next full minute on that a slow machine begins before. */
function nextHour() {
	const opens = Math.ceil((Date.now() + BEGINS_WITHIN_MS) / MINUTE_MS) * MINUTE_MS;
	const timeOfDay = (moment: number) => new Date(moment).toISOString().slice(11, 16);
	return {
		days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
		...{ from: timeOfDay(opens), until: timeOfDay(opens + 60 * MINUTE_MS), timeZone: 'UTC' },
	};
}

/** What somebody does at the sandbox's phone. */
async function atPhone(sandbox: Sandbox, callId: string, action: 'answer' | 'hangup') {
	const path = `${sandbox.url}/_sandbox/calls/${callId}/${action}`;
	const { ok } = await fetch(path, { method: 'POST' });
	if (!ok) throw new Error(`The phone cannot ${action}.`);
}
