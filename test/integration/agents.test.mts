import { describe, expect, test } from 'vitest';
import { BUSY_AGENT_ID, SEED_AGENT_ID, SELF_HOSTED_AGENT_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine } = useCallingWorkflow();

const MEETING = 'abcd-efgh-ijkl';
/** n8n itself sees a field that is empty, and not an expression that gives nothing. */
const NOTHING = '={{ $json.nothing }}';
const chosen = (value: string) => ({ __rl: true, mode: 'id', value });

const run = async (
	operation: string,
	parameters: RunOrder['parameters'],
	order: Partial<RunOrder> = {},
): Promise<FinishedRun> =>
	await engine().run({
		...{ credential: credential(), items: [{}] },
		...order,
		parameters: { resource: 'agent', operation, ...parameters },
	}).finished;

const dispatch = async (parameters: RunOrder['parameters'] = {}, order: Partial<RunOrder> = {}) =>
	await run(
		'dispatch',
		{ agentId: chosen(SEED_AGENT_ID), meetingId: chosen(MEETING), ...parameters },
		order,
	);

const jsons = ({ items }: FinishedRun) => items.map(({ json }) => json);
const requests = () => sandbox().journal();
const faultOnce = (fault: object, times = 1) =>
	sandbox().addFault({ on: { path: '/v2/agent/dispatch' }, fault: fault as never, times });

describe('Dispatch', () => {
	test('sends the agent into the room with its variables, and tells so', async () => {
		const agentVariables = {
			variable: [
				{ name: 'first_name', value: '={{ $json.name }}' },
				{ name: 'order', value: '={{ $json.order }}' },
			],
		};
		const options = {
			...{ autoEndSession: true, sessionTimeout: 20 },
			metadata: { entry: [{ key: 'campaign', value: 'spring' }] },
		};
		const items = [{ name: 'John', order: { id: 7 } }];
		expect(jsons(await dispatch({ agentVariables, options }, { items }))).toEqual([
			{
				...{ agentId: SEED_AGENT_ID, roomId: MEETING, status: 'assigned' },
				...{ jobId: expect.any(String), workerId: 'worker_1' },
			},
		]);
		const variables = [
			{ name: 'first_name', value: 'John' },
			{ name: 'order', value: '{"id":7}' },
		];
		expect(requests().map(({ body }) => body)).toEqual([
			{
				...{ agentId: SEED_AGENT_ID, metadata: { campaign: 'spring', variables } },
				roomOptions: { autoEndSession: true, sessionTimeoutSeconds: 20 },
				...{ meetingId: MEETING, roomId: MEETING },
			},
		]);
	});

	test('takes an agent on a server of one’s own by its ID, and a version by ID or tag', async () => {
		await dispatch({ agentId: chosen(SELF_HOSTED_AGENT_ID) });
		await dispatch({ options: { versionTag: 'live' } });
		await dispatch({ agentVersionId: chosen('ver_01_1'), options: { versionTag: 'live' } });
		expect(requests().map(({ body }) => body)).toMatchObject([
			{ agentId: SELF_HOSTED_AGENT_ID },
			{ versionTag: 'live' },
			{ versionId: 'ver_01_1' },
		]);
		expect(requests()[2].body).not.toHaveProperty('versionTag');
	});

	test('sends an agent once, however often n8n repeats the item', async () => {
		// The second item fails: n8n runs the node again.
		const agentId = { ...chosen('={{ $json.agent }}') };
		const items = [{ agent: SEED_AGENT_ID }, { agent: 'nobody' }];
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const failed = await dispatch({ agentId }, { items, settings });
		expect(failed.error?.message).toContain('"nobody"');
		expect(sandbox().dispatches()).toHaveLength(1);
		const again = await dispatch({ agentId }, { items, retryOf: failed.data });
		expect(again.error?.message).toContain('"nobody"');
		expect(sandbox().dispatches()).toHaveLength(1);
	});

	test('sends an agent once for two items that mean the same, and once more in the next round of a loop', async () => {
		const { items, error } = await dispatch({}, { items: [{}, {}], timesRun: 2 });
		expect(error).toBeUndefined();
		expect(items).toHaveLength(2);
		expect(sandbox().dispatches()).toHaveLength(2);
	});

	test.each([
		['the connection broke after it was sent', { kind: 'reset', placed: true }],
		['VideoSDK had a fault after it', { kind: 'status', status: 500, body: {}, placed: true }],
		['the answer was cut', { kind: 'truncatedJson', placed: true }],
	])('says that nobody knows where %s, and does not send it again', async (_what, fault) => {
		faultOnce(fault);
		const lost = await dispatch();
		expect(lost.error?.message).toMatch(/^It is unknown whether the voice agent "ag_01" was sent/);
		expect(lost.error?.context.details).toMatchObject({ callMayExist: true, code: 'callUnknown' });
		const again = await dispatch({}, { retryOf: lost.data });
		expect(again.error?.message).toMatch(/^It is unknown whether/);
		expect(sandbox().dispatches()).toHaveLength(1);
		expect(requests()).toHaveLength(1);
	});

	test('sends it again after a rate limit, which means that it was not taken', async () => {
		faultOnce({ kind: 'status', status: 429, headers: { 'Retry-After': '1' }, body: {} });
		expect((await dispatch()).error).toBeUndefined();
		expect(sandbox().dispatches()).toHaveLength(1);
	});

	// With which status VideoSDK says so is not documented.
	test.each([200, 400, 404, 409, 500, 503])(
		'says that no worker is free, and what to do, when VideoSDK says so with HTTP %i',
		async (noAgentStatus) => {
			sandbox().changeSettings({ noAgentStatus });
			const { error } = await dispatch({ agentId: chosen(BUSY_AGENT_ID) });
			expect(error?.message).toContain(`"${BUSY_AGENT_ID}"`);
			expect(error?.message).toContain('No workers available');
			expect(error?.description).toContain('none is free: start your agent program');
			expect(error?.context.details).toMatchObject({ callMayExist: false, code: 'refused' });
			sandbox().changeSettings({ noAgentStatus: 404 });
			// A worker may be free by the next try.
			const next = await dispatch({ agentId: chosen(SELF_HOSTED_AGENT_ID) });
			expect(next.error).toBeUndefined();
		},
	);

	test('of an agent that does not exist, says so and where to find those that do', async () => {
		const { error } = await dispatch({ agentId: chosen('nobody') });
		expect(error?.message).toMatch(/^The voice agent "nobody" was not sent: .*Agent not found/);
		expect(error?.description).toContain('Choose the agent from the list');
		expect(error?.context.details).toMatchObject({ callMayExist: false });
	});

	test('of an agent that is not deployed, says that', async () => {
		const { error } = await dispatch({ agentId: chosen('ag_14') });
		expect(error?.description).toContain('Deploy it in the VideoSDK dashboard');
	});

	test.each([
		[{ agentId: chosen(NOTHING) }, '"Voice Agent" is empty'],
		[{ meetingId: chosen(NOTHING) }, '"Room" is empty'],
		[{ agentVariables: { variable: [{ name: '', value: 'x' }] } }, '"Agent Variables" is "x"'],
		[
			{
				agentVariables: {
					variable: [
						{ name: 'a', value: '1' },
						{ name: 'a', value: '2' },
					],
				},
			},
			'"Agent Variables" is "a": it is there twice',
		],
		[
			{ options: { metadata: { entry: [{ key: 'sipCallTo', value: '+12025550100' }] } } },
			'"Metadata" is "sipCallTo": a voice agent may take it for the order to phone somebody',
		],
	])('sends nothing for %j', async (parameters, message) => {
		const { error } = await dispatch(parameters as RunOrder['parameters']);
		expect(error?.message).toContain(message);
		expect(requests()).toEqual([]);
	});

	test('shows the answer itself with Raw Answer, without its secrets', async () => {
		faultOnce({
			kind: 'status',
			status: 200,
			body: { data: { success: true, status: 'assigned', token: 'open sesame' } },
		});
		const [json] = jsons(await dispatch({ options: { rawAnswer: true } }));
		expect(json.raw).toEqual({ data: { success: true, status: 'assigned', token: '(hidden)' } });
	});
});

test('an AI agent that sends the same voice agent twice gets the first answer', async () => {
	const answers = await engine().runAsTool({
		credential: credential(),
		parameters: {
			...{ resource: 'agent', operation: 'dispatch' },
			...{ agentId: chosen(SEED_AGENT_ID), meetingId: chosen(MEETING) },
		},
		calls: [[{}], [{}]],
		through: 'engine',
	});
	expect(answers).toHaveLength(2);
	expect(answers[1]).toEqual(answers[0]);
	expect(sandbox().dispatches()).toHaveLength(1);
});

describe('Dispatch Managed', () => {
	const managed = async (version: string) =>
		await run('dispatchManaged', {
			...{ agentId: chosen(SEED_AGENT_ID), meetingId: chosen(MEETING) },
			agentVersionId: chosen(version),
		});

	test('sends a managed agent with its version', async () => {
		expect(jsons(await managed('ver_01_2'))).toMatchObject([{ status: 'assigned' }]);
		expect(requests()).toMatchObject([
			{
				path: '/v2/agent/general/dispatch',
				body: {
					agentId: SEED_AGENT_ID,
					...{ versionId: 'ver_01_2', meetingId: MEETING, roomId: MEETING },
				},
			},
		]);
	});

	test('sends nothing without a version', async () => {
		expect((await managed(NOTHING)).error?.message).toContain('"Agent Version" is empty');
		expect(requests()).toEqual([]);
	});
});

describe('Get Many', () => {
	test('lists as many as are asked for, from all pages, and no secret', async () => {
		sandbox().changeSettings({ pageSizeLimit: 4 });
		expect(jsons(await run('getAll', { returnAll: true }))).toHaveLength(14);
		const [first] = jsons(await run('getAll', { limit: 1 }));
		expect(first).toEqual({
			...{ deploymentId: 'dep_01', agentId: 'ag_01', name: 'Receptionist 01', status: 'active' },
			...{ template: null, hasEnvSecret: true },
		});
	});

	test('finds agents by a part of their name, which is no pattern, and by the other filters', async () => {
		const found = async (filters: object) =>
			jsons(await run('getAll', { returnAll: true, filters } as never)).map(({ name }) => name);
		expect(await found({ name: 'nist 07' })).toEqual(['Receptionist 07']);
		expect(await found({ name: 'R.*07' })).toEqual([]);
		expect(await found({ status: 'stopped' })).toEqual(['Receptionist 14']);
		expect(await found({ agentId: 'ag_05' })).toEqual(['Receptionist 05']);
		expect(await found({ deploymentId: 'dep_06' })).toEqual(['Receptionist 06']);
	});
});

describe('the lists of the fields', () => {
	const open = async (method: string, agentId = '', filter?: string) =>
		await engine().searchList({
			...{ method, filter, credential: credential() },
			parameters: { resource: 'agent', operation: 'dispatch', agentId: chosen(agentId) },
		});

	test('agents are chosen by their name, and their own ID is stored', async () => {
		const { results } = await open('searchAgents', '', 'nist 03');
		expect(results).toEqual([{ name: 'Receptionist 03 (ag_03)', value: 'ag_03' }]);
	});

	test('the versions of the chosen agent are listed', async () => {
		expect((await open('searchAgentVersions', 'ag_03')).results).toEqual([
			{ name: 'v2 (ver_03_2)', value: 'ver_03_2' },
			{ name: 'v1 (ver_03_1)', value: 'ver_03_1' },
		]);
		expect((await open('searchAgentVersions', 'ag_03', 'V1')).results).toHaveLength(1);
	});

	test('the latest version of the deployments is listed where VideoSDK tells of no others', async () => {
		sandbox().changeSettings({ agentVersions: false });
		expect((await open('searchAgentVersions', 'ag_03')).results).toEqual([
			{ name: 'v2 (ver_03_2)', value: 'ver_03_2' },
		]);
	});

	test('an empty list says why, and what to do', async () => {
		const said = async (agentId: string) =>
			(await open('searchAgentVersions', agentId)).error?.message;
		expect(await said('')).toContain('Choose the Voice Agent first');
		expect(await said('nobody')).toContain('Leave the field empty');
		sandbox().changeSettings({ emptyAccount: true });
		expect((await open('searchAgents')).error?.message).toContain('Deploy one');
	});
});
