import type { Clock } from './clock.mts';
import { newObjectId } from './newId.mts';
import type { SandboxSettings } from './settings.mts';

/** A voice agent that is deployed in the cloud. */
export interface SandboxAgent {
	deploymentId: string;
	agentId: string;
	name: string;
	status: 'active' | 'stopped';
	/** Newest first. */
	versions: readonly AgentVersion[];
}

export interface AgentVersion {
	versionId: string;
	versionTag: string;
}

/** An agent that was sent into a room. */
export interface SandboxDispatch {
	jobId: string;
	agentId: string;
	roomId: string;
	versionId?: string;
	metadata?: Record<string, unknown>;
	roomOptions?: Record<string, unknown>;
	isManaged: boolean;
	at: number;
}

export interface AgentStore {
	agents(): readonly SandboxAgent[];
	/** Sends an agent, or says in VideoSDK's words why none comes. */
	dispatch(order: Omit<SandboxDispatch, 'jobId' | 'at'>): SandboxDispatch | string;
	/** Oldest first. */
	dispatches(): SandboxDispatch[];
	reset(): void;
}

/** More than a page (10 in the API), so that paging shows in a dropdown. */
const AGENTS = 14;

const agentNumber = (index: number): SandboxAgent => {
	const digits = String(index + 1).padStart(2, '0');
	const version = (of: number): AgentVersion => ({
		versionId: `ver_${digits}_${of}`,
		versionTag: `v${of}`,
	});
	return {
		deploymentId: `dep_${digits}`,
		agentId: `ag_${digits}`,
		name: `Receptionist ${digits}`,
		status: index === AGENTS - 1 ? 'stopped' : 'active',
		versions: [version(2), version(1)],
	};
};

const SEED_AGENTS = Array.from({ length: AGENTS }, (_, index) => agentNumber(index));
export const SEED_AGENT_ID = SEED_AGENTS[0].agentId;
/** On a server of the user's own: no list has it. */
export const SELF_HOSTED_AGENT_ID = 'MyTelephonyAgent';
/** Nobody runs it: docs page "Dispatch Agents" has the sentence. */
export const BUSY_AGENT_ID = 'BusyAgent';

export function createAgentStore(
	clock: Clock,
	settings: Pick<SandboxSettings, 'emptyAccount'>,
): AgentStore {
	let dispatches: SandboxDispatch[] = [];
	const agents = () => (settings.emptyAccount ? [] : SEED_AGENTS);

	function whyNot(agentId: string): string | undefined {
		if (agentId === SELF_HOSTED_AGENT_ID) return undefined;
		if (agentId === BUSY_AGENT_ID) return 'No workers available';
		const agent = agents().find((one) => one.agentId === agentId);
		if (!agent) return 'Agent not found.';
		return agent.status === 'active' ? undefined : 'Agent is not deployed.';
	}

	return {
		agents,
		dispatch(order) {
			const reason = whyNot(order.agentId);
			if (reason !== undefined) return reason;
			const dispatch = { ...order, jobId: `job_${newObjectId()}`, at: clock.now() };
			dispatches.push(dispatch);
			return dispatch;
		},
		dispatches: () => structuredClone(dispatches),
		reset() {
			dispatches = [];
		},
	};
}
