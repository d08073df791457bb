import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chosenN8nLine } from '../../scripts/n8nLines.mts';
import { useCallingN8n } from '../support/callingN8n.mts';
import {
	itemsOf,
	type Execution,
	type StoredCredential,
	type WorkflowInput,
} from '../support/n8nApi.mts';
import { startScriptedModel, type ScriptedModel, type Turn } from '../support/scriptedModel.mts';

const { api, sandbox, credential } = useCallingN8n();

const EXAMPLE = resolve(import.meta.dirname, '../../workflows/agent-calls.json');
const AGENT = 'AI Agent';
/** The newest of this n8n; the example's is one that n8n 1.x has too. */
const NEWEST_AGENT = chosenN8nLine() === '1.x' ? 3 : 3.1;
const TOOL = 'Phone a person';
const ANNA = { to: '+4790000001', name: 'Anna' };
/** A number of the sandbox: it answers, and hangs up after five seconds. */
const HANGS_UP_SOON = '+12025550103';
const DONE = { text: 'Anna was called.' };

/** In place of the example's gateway: of a trunk, VideoSDK's answer is all that the tool waits for. */
const TRUNK = {
	...{ callThrough: 'trunk', trunkId: 'trunk_987654321', from: '+11234567890' },
	displayName: "={{ $fromAI('name', 'The name of the person who is called', 'string') }}",
	...{ putInto: 'existingMeeting', meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' } },
	...{ waitFor: 'nothing', options: {} },
};

let model: ScriptedModel;
let modelCredential: StoredCredential;

beforeAll(async () => {
	model = await startScriptedModel();
	modelCredential = await api().createCredential({
		name: 'OpenAI account',
		type: 'openAiApi',
		data: { apiKey: 'not-a-real-key', url: model.url },
	});
});
afterAll(async () => await model?.close());

/** The model calls the tool: at the same moment, when there are several inputs. */
const phone = (...inputs: Array<Record<string, unknown>>): Turn => ({
	calls: inputs.map((input) => ({ tool: 'Phone_a_person', input })),
});
/** What the model is told of a call that was placed, and of one that it had placed before. */
const PLACED = expect.objectContaining({
	result: 'The call was placed. Nobody has answered it yet.',
});
const repeated = (first: unknown) => [
	{ ...(first as object[])[0], note: expect.stringContaining('no phone rang now') },
];
const FAILS: Turn = { status: 400 };

const example = async () => JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
/** The tool's parameters: the example's, but through a trunk. */
async function throughTrunk(changes: INode['parameters'] = {}): Promise<INode['parameters']> {
	const { nodes } = await example();
	return { ...nodes.find(({ name }) => name === TOOL)?.parameters, ...TRUNK, ...changes };
}

type Changes = Record<string, Partial<INode>>;

/** Runs the example workflow through a trunk, with credentials and with changes to its nodes, by their names. */
async function runAgent(turns: Turn[], changes: Changes = {}): Promise<Execution> {
	model.script(...turns);
	const [workflow, parameters] = [await example(), await throughTrunk()];
	const nodes = workflow.nodes.map((node) => ({
		...node,
		...(node.credentials ? { credentials: stored(node.credentials) } : {}),
		...(node.name === AGENT ? { typeVersion: NEWEST_AGENT } : {}),
		...(node.name === TOOL ? { parameters } : {}),
		...changes[node.name],
	}));
	const { id } = await api().createWorkflow({ ...workflow, nodes });
	return await api().waitForExecution(await api().runWorkflow(id));
}

/** The Retry button, with a model that does this from now on. */
async function retryAgent({ id }: Execution, turns: Turn[], options = {}): Promise<Execution> {
	model.script(...turns);
	return await api().waitForExecution(await api().retryExecution(id, options));
}

function stored(wanted: NonNullable<INode['credentials']>): INode['credentials'] {
	const used = [credential(), modelCredential].filter(({ type }) => wanted[type]);
	return Object.fromEntries(used.map(({ id, name, type }) => [type, { id, name }]));
}

const saidBy = (execution: Execution) => itemsOf(execution, AGENT)[0]?.json.output;
const timesToolRan = ({ data }: Execution) => data.resultData.runData[TOOL].length;

// Until version 2.3 the agent node calls its tools itself; since 3 it lets n8n's engine run them.
describe.each([1.9, 2.2, NEWEST_AGENT])('an agent node of version %s', (typeVersion) => {
	const changes = { [AGENT]: { typeVersion } };

	test('makes the same call twice, one after the other: the phone rings once, and the model gets the first answer again and is told so', async () => {
		const execution = await runAgent([phone(ANNA), phone(ANNA), DONE], changes);
		expect(saidBy(execution)).toBe(DONE.text);
		expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
		const [first, second] = model.toldByTools();
		expect(first).toEqual([PLACED]);
		expect(second).toEqual(repeated(first));
		expect(timesToolRan(execution)).toBe(2);
	});

	test('makes the same call twice at the same moment: the phone rings once, and the model gets the first answer again and is told so', async () => {
		const execution = await runAgent([phone(ANNA, ANNA), DONE], changes);
		expect(saidBy(execution)).toBe(DONE.text);
		expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
		const [first, second] = model.toldByTools();
		expect(first).toEqual([PLACED]);
		expect(second).toEqual(repeated(first));
		expect(timesToolRan(execution)).toBe(2);
	});

	test('fails after the call, is run again by Retry On Fail and then by Retry, and calls again in other words: the phone rings once', async () => {
		const again = phone({ to: '+47 900 00 001', name: 'Anna K.' });
		const failed = await runAgent([phone(ANNA), FAILS, again, FAILS], {
			[AGENT]: { typeVersion, retryOnFail: true, maxTries: 2, waitBetweenTries: 100 },
		});
		expect(failed.status).toBe('error');
		expect(timesToolRan(failed)).toBeGreaterThan(1);
		const execution = await retryAgent(failed, [again, DONE], { withCurrentWorkflow: true });
		expect(saidBy(execution)).toBe(DONE.text);
		expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
	});

	test('wants to dial "12": the model is told in words what is right, nothing is sent, and it corrects itself', async () => {
		const execution = await runAgent([phone({ ...ANNA, to: '12' }), phone(ANNA), DONE], changes);
		const [refused, placed] = model.toldByTools();
		expect(refused).toEqual([
			{ error: expect.stringMatching(/"To" is "12".*such as \+14155550123/) },
		]);
		expect(placed).toEqual([PLACED]);
		expect(
			sandbox()
				.journal()
				.map(({ path }) => path),
		).toEqual(['/v2/sip/outbound-call']);
		expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
		expect(saidBy(execution)).toBe(DONE.text);
	});

	test('has a call whose answer was lost: the model is told that it may exist, and its second try does not dial', async () => {
		sandbox().changeSettings({ listTrunkCalls: false });
		sandbox().addFault({
			on: { path: '/v2/sip/outbound-call' },
			fault: { kind: 'reset', placed: true },
		});
		await runAgent([phone(ANNA), phone(ANNA), DONE], changes);
		const unknown = [
			{ error: expect.stringMatching(/It is unknown whether the call.*Do not call again/) },
		];
		expect(model.toldByTools()).toEqual([unknown, unknown]);
		expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
	});
});

test('an agent that n8n begins anew, with nothing of what its tool answered, does not ring the phone again', async () => {
	// With On Error: Continue, n8n runs the agent again without the answers that it had.
	const execution = await runAgent([phone(ANNA), FAILS, phone(ANNA), DONE], {
		[AGENT]: {
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 100,
		},
	});
	expect(saidBy(execution)).toBe(DONE.text);
	expect(model.toldByTools()).toHaveLength(1);
	expect(timesToolRan(execution)).toBe(2);
	expect(sandbox().rings()).toEqual({ [ANNA.to]: 1 });
});

test('the same call twice, and then on purpose with a new Deduplication Key: the phone rings twice, and the model knows the outcome of both calls', async () => {
	const deduplicationKey =
		"={{ $fromAI('attempt', 'Which call to this person it is: 1, and 2 only when you were asked to phone again', 'string') }}";
	const changes = {
		[TOOL]: { parameters: await throughTrunk({ waitFor: 'end', options: { deduplicationKey } }) },
	};
	const one = { ...ANNA, to: HANGS_UP_SOON, attempt: '1' };
	sandbox().clock.setSpeed(20);
	await runAgent([phone(one), phone(one), phone({ ...one, attempt: '2' }), DONE], changes);
	expect(sandbox().rings()).toEqual({ [HANGS_UP_SOON]: 2 });
	const [first, again, second] = model.toldByTools() as Array<[{ callId: string }]>;
	for (const told of [first, second]) {
		expect(told).toEqual([expect.objectContaining({ outcome: 'answered', talkSeconds: 5 })]);
	}
	expect(again).toEqual(repeated(first));
	expect(second[0].callId).not.toBe(first[0].callId);
});

test('a model told to call a premium-rate number, an emergency number and another country is refused in words, and nothing is sent', async () => {
	const safety = { allowedCountries: ['NO', 'US'] };
	const changes = { [TOOL]: { parameters: await throughTrunk({ safety }) } };
	const wanted = ['+4782012345', '911', '+4915112345678'];
	const turns = wanted.map((to) => phone({ ...ANNA, to }));
	const execution = await runAgent([...turns, DONE], changes);
	expect(saidBy(execution)).toBe(DONE.text);
	expect(model.toldByTools()).toEqual([
		[{ error: expect.stringContaining('a premium-rate number') }],
		[{ error: expect.stringContaining('an emergency number') }],
		[{ error: expect.stringContaining('Allowed are: Norway, the United States') }],
	]);
	expect(sandbox().journal()).toEqual([]);
});

test('the model is shown what the tool does, and what to fill in, in words of ours and of the user', async () => {
	await runAgent([DONE]);
	const [tool] = model.tools();
	expect(model.tools()).toHaveLength(1);
	expect(tool.name).toBe('Phone_a_person');
	expect(tool.description).toMatch(/^Phones a person, .* until the call is over\./);
	expect(tool.parameters.required).toEqual(['to', 'name']);
	expect(tool.parameters.properties).toEqual({
		to: { type: 'string', description: expect.stringMatching(/country code.*\+12025550123/) },
		name: { type: 'string', description: expect.stringContaining('name of the person') },
	});
});

test('left to n8n, the description of the tool still says that it places a call', async () => {
	const to = "={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('To', ``, 'string') }}";
	const parameters = await throughTrunk({ descriptionType: 'auto', to });
	await runAgent([DONE], { [TOOL]: { parameters } });
	const [{ description, parameters: shown }] = model.tools();
	expect(description).toBe('Make a call in VideoSDK');
	expect(Object.keys(shown.properties)).toContain('To');
});
