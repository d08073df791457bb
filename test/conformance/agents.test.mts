import { describe, expect, test } from 'vitest';
import {
	agentVersionsRequest,
	dispatchAgentRequest,
	dispatchManagedAgentRequest,
	latestAgentVersionRequest,
	listAgentsRequest,
} from '../../nodes/VideoSdk/api/agents.ts';
import { BUSY_AGENT_ID, SEED_AGENT_ID } from '../../sandbox/index.mts';
import { same } from './sameRequest.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const roomId = 'abcd-efgh-ijkl';
const metadata = { variables: [{ name: 'fname', value: 'John' }], campaign: 'spring' };
const roomOptions = { autoEndSession: true, sessionTimeoutSeconds: 5 };

describe('what the node sends', () => {
	test('sends a voice agent into a room as the SDK does, with little and with all', async () => {
		const least = { agentId: 'ag_1' };
		await same(
			async ({ agents }) => await agents.dispatch({ ...least, meetingId: roomId }),
			dispatchAgentRequest({ ...least, roomId }),
		);
		const most = { ...least, metadata, roomOptions, versionId: 'ver_1', versionTag: 'live' };
		await same(
			async ({ agents }) => await agents.dispatch({ ...most, roomId }),
			dispatchAgentRequest({ ...most, roomId }),
		);
	});

	test('sends a managed voice agent into a room as the SDK does', async () => {
		const order = { agentId: 'ag_1', metadata, versionId: 'ver_1' };
		await same(
			async ({ agents }) => await agents.generalDispatch({ ...order, roomId }),
			dispatchManagedAgentRequest({ ...order, roomId }),
		);
	});

	test('lists voice agents as the SDK does, with filters and without', async () => {
		const page = { page: 2, perPage: 50 };
		const filters = { agentId: 'ag_1', name: 'Rec+', status: 'active', deploymentId: 'dep_1' };
		await same(
			async ({ agents }) => await agents.deployment.list({ ...page, ...filters }),
			listAgentsRequest(filters, 2),
		);
		await same(
			async ({ agents }) => await agents.deployment.list(page),
			listAgentsRequest({ agentId: '', name: '' }, 2),
		);
	});

	test('asks for the latest version of a deployment as the SDK does', async () => {
		await same(
			async ({ agents }) => await agents.deployment.getLatestVersion('dep/1+2'),
			latestAgentVersionRequest('dep/1+2'),
		);
	});

	test('asks for the versions of an agent of the dashboard at the path of the starter apps, which the SDK has not', () => {
		expect(agentVersionsRequest('ag/1')).toEqual({
			method: 'GET',
			path: '/ai/v1/agents/ag%2F1/versions',
		});
	});
});

describe('what the sandbox answers', () => {
	test('the SDK sends agents into rooms, by all three methods', async () => {
		const { agents } = vsdk();
		const order = { agentId: SEED_AGENT_ID, metadata };
		expect(await agents.dispatch({ ...order, meetingId: roomId })).toMatchObject({
			...{ success: true, status: 'assigned', roomId, agentId: SEED_AGENT_ID },
		});
		await agents.connect({ ...order, roomId, versionTag: 'v2' });
		await agents.generalDispatch({ ...order, roomId, versionId: 'ver_01_2' });
		expect(sandbox().dispatches()).toMatchObject([
			{ isManaged: false, metadata },
			{ isManaged: false },
			{ isManaged: true, versionId: 'ver_01_2' },
		]);
	});

	test('the SDK is told why no agent comes, and none is sent', async () => {
		const { agents } = vsdk();
		const send = (agentId: string) => agents.dispatch({ agentId, meetingId: roomId });
		await expect(send(BUSY_AGENT_ID)).rejects.toThrow('No workers available');
		await expect(send('nobody')).rejects.toThrow('Agent not found.');
		expect(sandbox().dispatches()).toEqual([]);
	});

	test('the SDK pages through and filters the agents, and reads the latest version', async () => {
		const { deployment } = vsdk().agents;
		expect(await collect(await deployment.list({ perPage: 5 }))).toHaveLength(14);
		expect((await deployment.list({ name: 'nist 0[12]' })).data).toMatchObject([
			{ id: 'dep_01', agentId: 'ag_01' },
			{ id: 'dep_02', agentId: 'ag_02' },
		]);
		expect((await deployment.list({ agentId: 'ag_03', status: 'active' })).total).toBe(1);
		expect(await deployment.get('dep_04')).toMatchObject({ agentId: 'ag_04' });
		expect(await deployment.getLatestVersion('dep_04')).toMatchObject({
			...{ id: 'ver_04_2', versionTag: 'v2', active: true },
		});
	});
});
