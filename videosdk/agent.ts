import { callIn } from './call.ts';
import { text, withoutAbsent, type JsonObject } from './wire.ts';
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
	const item = withoutAbsent<DispatchItem>({
		agentId: text(data.agentId),
		roomId: text(data.roomId) ?? text(data.meetingId),
		status: text(data.status)?.toLowerCase(),
		jobId: text(data.jobId),
		workerId: text(data.workerId),
	});
	const isSent =
		data.success === true || (data.success === undefined && Object.keys(item).length > 0);
	return isSent ? item : undefined;
}

/**
 * Why no agent came, by what VideoSDK says: the sentences of the docs page "Dispatch Agents". They are
 * looked for in whatever answer, as no document says with which HTTP status they come.
 */
export function whyNoAgent(message: string): 'noWorkers' | 'notDeployed' | undefined {
	if (/\bno workers?\b/i.test(message)) return 'noWorkers';
	return /\bnot (?:been )?deployed\b/i.test(message) ? 'notDeployed' : undefined;
}

/** The ID of a deployment in a row of the list. */
export function deploymentIdIn(wire: JsonObject): string | undefined {
	return text(wire.id) ?? text(wire.deploymentId) ?? text(wire._id);
}

/** A voice agent as the list of deployments has it (server SDK, `agents.ts`, `AgentDeployment`). */
export function toDeploymentItem(wire: JsonObject): JsonObject {
	const others = Object.entries(wire).filter(([key]) => key !== 'id' && key !== 'envSecret');
	return withoutSecrets(
		withoutAbsent<JsonObject>({
			deploymentId: deploymentIdIn(wire),
			...Object.fromEntries(others),
			// The name of a secret; its values stay with VideoSDK.
			hasEnvSecret: text(wire.envSecret) === undefined ? undefined : true,
		}),
	);
}
