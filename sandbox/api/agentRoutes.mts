import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxAgent } from '../state/agentStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toDeployment, toDeploymentVersion, toDispatchAnswer } from '../wire/agentWire.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import type { ApiContext, ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1).optional();

/**
 * DispatchAgentOptions of the vendor's SDK (src/resources/agents.ts). Without `sipOptions`: with them
 * the dispatch places a call as well, and nobody knows what is in them.
 */
const dispatchSchema = z
	.object({
		agentId: z.string().min(1),
		meetingId: z.string().min(1),
		roomId: text,
		metadata: z
			.object({
				variables: z.array(z.object({ name: z.string(), value: z.unknown() }).strict()).optional(),
			})
			.passthrough()
			.optional(),
		versionId: text,
		versionTag: text,
		roomOptions: z
			.object({
				autoEndSession: z.boolean().optional(),
				sessionTimeoutSeconds: z.number().min(0).optional(),
				playground: z.boolean().optional(),
				vision: z.boolean().optional(),
				joinMeeting: z.boolean().optional(),
			})
			.passthrough()
			.optional(),
		wait: z.unknown().optional(),
	})
	.strict();

/** GeneralDispatchAgentOptions of the vendor's SDK. */
const managedSchema = dispatchSchema
	.omit({ versionTag: true, wait: true })
	.extend({ versionId: z.string().min(1) })
	.strict();

const deploymentQuery = z
	.object({ ...pageQuery, agentId: text, name: text, status: text, deploymentId: text })
	.strict();

export function agentRoutes(app: Hono<ApiEnv>, { agents, settings }: SandboxState): void {
	const dispatch = (c: ApiContext, isManaged: boolean) => {
		const body = jsonBody(c, isManaged ? managedSchema : dispatchSchema);
		const { agentId, meetingId, versionId, metadata, roomOptions } = body;
		const order = { agentId, roomId: meetingId, versionId, metadata, roomOptions, isManaged };
		const sent = agents.dispatch(order);
		if (typeof sent !== 'string') return c.json(toDispatchAnswer(sent, settings));
		// With which status VideoSDK says so is not documented.
		if (settings.noAgentStatus === 200) return c.json({ message: sent });
		throw new Refusal(settings.noAgentStatus, sent);
	};
	app.post('/v2/agent/dispatch', (c) => dispatch(c, false));
	app.post('/v2/agent/connect', (c) => dispatch(c, false));
	app.post('/v2/agent/general/dispatch', (c) => dispatch(c, true));

	app.get('/ai/v1/cloud/deployments', (c) => {
		const { page, perPage, name, ...filters } = checked(deploymentQuery, c.req.query());
		// Vendor's SDK: "Regex match on the deployment name".
		const pattern = new RegExp(name ?? '', 'i');
		const found = agents
			.agents()
			.filter((agent) => pattern.test(agent.name) && passes(agent, filters));
		const rule = { defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit };
		const { data, pageInfo } = toPage(found, { page, perPage }, rule, toDeployment);
		return c.json({ pageInfo, deployments: data });
	});

	app.get('/ai/v1/cloud/deployments/:deploymentId/latest', (c) => {
		const id = c.req.param('deploymentId');
		const agent = agents.agents().find(({ deploymentId }) => deploymentId === id);
		const latest = agent?.versions[0];
		if (!agent || !latest) throw new Refusal(404, 'Deployment not found.');
		return c.json(toDeploymentVersion(agent, latest));
	});

	// In no document: VideoSDK's own starter apps ask this.
	app.get('/ai/v1/agents/:agentId/versions', (c) => {
		const agent = agents.agents().find(({ agentId }) => agentId === c.req.param('agentId'));
		if (!agent || !settings.agentVersions) throw new Refusal(404, 'Agent not found.');
		return c.json({ versions: agent.versions });
	});
}

function passes(
	agent: SandboxAgent,
	{ agentId, status, deploymentId }: Omit<z.output<typeof deploymentQuery>, 'name'>,
): boolean {
	const isWanted = (wanted: string | undefined, value: string) => (wanted ?? value) === value;
	return (
		isWanted(agentId, agent.agentId) &&
		isWanted(status, agent.status) &&
		isWanted(deploymentId, agent.deploymentId)
	);
}
