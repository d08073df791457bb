import { callIn } from './call.ts';
import { text, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** A value that a voice agent is given by its name, for the placeholders of its prompt. */
export interface AgentVariable {
	name: string;
	value: string;
}

/** What VideoSDK answers when it sends a voice agent into a room. What it did not tell is left out. */
export type DispatchItem = {
	agentId?: string;
	roomId?: string;
	/** VideoSDK's own word, such as "assigned". */
	status?: string;
	jobId?: string;
	workerId?: string;
};

/**
 * Reads the answer to a dispatch: `{ message, data: { success, status, roomId, agentId } }` (docs page
 * "Dispatch Agents"; server SDK, `agents.ts`, has `jobId` and `workerId` as well).
 *
 * @returns undefined when it does not say that an agent was sent: with which HTTP status VideoSDK says
 *   "No workers available" is not documented
 */
export function toDispatchItem(answer: unknown): DispatchItem | undefined {
	const data = callIn(answer);
	const item = {
		agentId: text(data.agentId),
		roomId: text(data.roomId) ?? text(data.meetingId),
		status: text(data.status)?.toLowerCase(),
		jobId: text(data.jobId),
		workerId: text(data.workerId),
	};
	const known = Object.entries(item).filter(([, value]) => value !== undefined);
	const isSent = data.success === true || (data.success === undefined && known.length > 0);
	return isSent ? Object.fromEntries(known) : undefined;
}

/**
 * Why no agent came, by what VideoSDK says: the sentences of the docs page "Dispatch Agents". They are
 * looked for in whatever answer, as no document says with which HTTP status they come.
 */
export function whyNoAgent(message: string): 'noWorkers' | 'notDeployed' | undefined {
	if (/\bno workers?\b/i.test(message)) return 'noWorkers';
	return /\bnot (?:been )?deployed\b/i.test(message) ? 'notDeployed' : undefined;
}

/** A voice agent as the list of deployments has it (server SDK, `agents.ts`, `AgentDeployment`). */
export function toDeploymentItem(wire: JsonObject): JsonObject {
	const { id, deploymentId, envSecret, ...rest } = wire;
	const known = text(id) ?? text(deploymentId);
	// Only the name of a secret; its values stay with VideoSDK.
	const secret = text(envSecret) === undefined ? {} : { hasEnvSecret: true };
	return withoutSecrets({
		...(known === undefined ? {} : { deploymentId: known }),
		...rest,
		...secret,
	});
}
