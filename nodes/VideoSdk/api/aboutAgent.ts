import { whyNoAgent } from '../../../videosdk/agent.ts';
import { Failure, type FailureFacts } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';

const CHOOSE_ONE =
	'Choose the agent from the list of the field "Voice Agent": it has all that are deployed in VideoSDK\'s cloud. An agent of the dashboard, or on a server of your own, is chosen "By ID": the dashboard shows it, and your program gives it when it registers.';

const HINTS = {
	noWorkers:
		'A voice agent runs on workers, and none is free: start your agent program, or give its deployment more replicas, and try again.',
	notDeployed: 'Deploy it in the VideoSDK dashboard under AI Agents, and try again.',
};

/** Does something with a voice agent. What VideoSDK says against it is about that agent, and so is the advice. */
export async function aboutAgent<T>(agentId: string, work: Promise<T>): Promise<T> {
	try {
		return await work;
	} catch (error) {
		throw withAdvice(failureOf(error), agentId);
	}
}

/** An answer in which VideoSDK does not say that the agent comes. */
export function noAgentCame(agentId: string, said?: string): Failure {
	const reason = said === undefined ? undefined : whyNoAgent(said);
	const isClear = reason !== undefined;
	return new Failure({
		code: isClear ? 'refused' : 'unreadableAnswer',
		message: `VideoSDK did not send the voice agent "${agentId}"${said === undefined ? '' : `: ${said}`}`,
		hint: isClear ? HINTS[reason] : CHOOSE_ONE,
		callMayExist: !isClear,
	});
}

function withAdvice(failure: Failure, agentId: string): Failure {
	const { facts } = failure;
	// Whatever the status of the answer: these sentences say that nobody was sent.
	const reason = facts.httpStatus === undefined ? undefined : whyNoAgent(facts.message);
	if (reason) {
		return about(agentId, { ...facts, code: 'refused', hint: HINTS[reason], callMayExist: false });
	}
	if (facts.code === 'notFound' || facts.code === 'refused') {
		return about(agentId, { ...facts, hint: `${CHOOSE_ONE} Check the room as well.` });
	}
	return failure;
}

function about(agentId: string, facts: FailureFacts): Failure {
	const message = `The voice agent "${agentId}" was not sent: ${facts.message}`;
	return new Failure({ ...facts, message });
}
