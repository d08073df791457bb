import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { CALLING_NODE, useCallingN8n, type ListWorkflow } from '../support/callingN8n.mts';
import { itemsOf, type WorkflowInput } from '../support/n8nApi.mts';

const { api, sandbox, credential, listWorkflow, callList } = useCallingN8n();

const exampleOf = async (file: string) =>
	JSON.parse(
		await readFile(resolve(import.meta.dirname, '../../workflows', file), 'utf8'),
	) as WorkflowInput;

const ANSWERS = '+12025550100';
const NEVER_ANSWERS = '+12025550102';
const HANGS_UP = '+12025550103';
const BUSY = '+12025550101';

const gateway = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
};
const waiting = (list: ListWorkflow = {}): ListWorkflow => ({
	...list,
	parameters: { ...gateway, waitFor: 'end', waitLimit: 600, ...list.parameters },
});

const looks = () =>
	sandbox()
		.journal()
		.filter(({ method, path }) => method === 'GET' && path.startsWith('/v2/sip/call'));

test('a list of calls comes back with the outcome of each', async () => {
	sandbox().clock.setSpeed(20);
	const execution = await callList(await listWorkflow(waiting()), [HANGS_UP, BUSY, NEVER_ANSWERS]);
	expect(execution.status).toBe('success');
	const items = itemsOf(execution, CALLING_NODE);
	expect(items.map(({ json }) => json.outcome)).toEqual(['answered', 'rejected', 'notAnswered']);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
});

test('the example that acts on the outcome leads each person the right way', async () => {
	sandbox().clock.setSpeed(20);
	const example = await exampleOf('act-on-the-outcome.json');
	const { id: credentialId, name } = credential();
	const nodes = example.nodes.map((node) =>
		node.credentials ? { ...node, credentials: { videoSdkApi: { id: credentialId, name } } } : node,
	);
	const { id } = await api().createWorkflow({ ...example, nodes });
	const { data } = await api().waitForExecution(await api().runWorkflow(id));
	const ways = data.resultData.runData['What became of it?'].at(-1)?.data?.main ?? [];
	expect(ways.map((items) => items?.map(({ json }) => json.outcome))).toEqual([
		['answered'],
		[],
		['rejected', 'notAnswered'],
	]);
});

test('the example that calls again leads back who did not answer, twice at most, and all come out once with what came in', async () => {
	sandbox().clock.setSpeed(20);
	const example = await exampleOf('call-again.json');
	const { id: credentialId, name } = credential();
	const nodes = example.nodes.map((node) => {
		if (node.name === 'A while later')
			return { ...node, parameters: { amount: 1, unit: 'seconds' } };
		return node.credentials
			? { ...node, credentials: { videoSdkApi: { id: credentialId, name } } }
			: node;
	});
	const { id } = await api().createWorkflow({ ...example, nodes });
	const { data } = await api().waitForExecution(await api().runWorkflow(id));
	const done = data.resultData.runData['Call again?'].flatMap((run) => run.data?.main[1] ?? []);
	expect(done.map(({ json }) => [json.name, json.phone, json.outcome])).toEqual([
		['Anna', HANGS_UP, 'answered'],
		['Bert', BUSY, 'rejected'],
		['Carla', NEVER_ANSWERS, 'notAnswered'],
	]);
	expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 3, [NEVER_ANSWERS]: 3 });
});

test('a call through a gateway whose answer was lost is adopted by Retry On Fail, and the phone rings once', async () => {
	sandbox().addFault({
		on: { path: '/v2/sip/call', to: HANGS_UP },
		fault: { kind: 'status', status: 500, placed: true },
	});
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	const list = await listWorkflow({ settings, parameters: gateway });
	const execution = await callList(list, [BUSY, HANGS_UP]);
	const items = itemsOf(execution, CALLING_NODE);
	expect(items.map(({ json }) => json.adopted)).toEqual([undefined, true]);
	expect(sandbox().rings()).toEqual({ [BUSY]: 1, [HANGS_UP]: 1 });
});

test.each([
	['leaves the calls alone', {}, [null, null]],
	[
		'ends the calls too, with Hang Up on Stop',
		{ hangUpOnStop: true },
		[expect.any(Number), expect.any(Number)],
	],
])(
	'Stop after two seconds of a wait of ten minutes ends it, and %s',
	async (_what, options, ends) => {
		// However long it takes to press Stop, no call ends by itself.
		sandbox().clock.freeze();
		const { id, path } = await listWorkflow(waiting({ options }));
		const execution = await api().runInProduction(id, path, { to: [ANSWERS, NEVER_ANSWERS] });
		await expect.poll(() => sandbox().calls().length).toBe(2);
		await expect.poll(() => looks().length).toBeGreaterThanOrEqual(2);
		const stopping = api().stopExecution(execution);
		const { status } = await api().waitForExecution(execution);
		expect(status).toBe('canceled');
		await stopping;
		const seen = looks().length;
		await expect
			.poll(() =>
				sandbox()
					.calls()
					.map(({ end }) => end),
			)
			.toEqual(ends);
		expect(looks()).toHaveLength(seen);
		expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [NEVER_ANSWERS]: 1 });
	},
);
