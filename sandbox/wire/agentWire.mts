import type { AgentVersion, SandboxAgent, SandboxDispatch } from '../state/agentStore.mts';
import type { SandboxSettings } from '../state/settings.mts';

/** Docs page "Dispatch Agents"; `jobId` and `workerId` are in the vendor's SDK alone (src/resources/agents.ts). */
export function toDispatchAnswer(
	{ agentId, roomId, jobId }: SandboxDispatch,
	{ dispatchJobs }: Pick<SandboxSettings, 'dispatchJobs'>,
) {
	return {
		message: 'Agent dispatch requested successfully.',
		data: {
			...{ success: true, status: 'assigned', roomId, agentId },
			...(dispatchJobs ? { jobId, workerId: 'worker_1' } : {}),
		},
	};
}

/** `AgentDeployment` of the vendor's SDK. */
export const toDeployment = ({ deploymentId, agentId, name, status }: SandboxAgent) => ({
	...{ id: deploymentId, agentId, name, status },
	template: null,
	envSecret: 'secret_1',
});

/** `AgentDeploymentVersion` of the vendor's SDK. */
export const toDeploymentVersion = (
	{ deploymentId, agentId, name }: SandboxAgent,
	{ versionId, versionTag }: AgentVersion,
) => ({
	...{ id: versionId, deploymentId, agentId, name, versionTag },
	...{ status: 'active', active: true, region: 'us002' },
});
