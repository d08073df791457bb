import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { callIn } from '../../../../videosdk/call.ts';
import { CORRELATION_FIELD } from '../../../../videosdk/correlation.ts';
import { isRecord, text, withoutAbsent } from '../../../../videosdk/wire.ts';
import { dispatchAgentRequest } from '../../api/agents.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import type { Api } from '../../api/index.ts';
import { Failure, invalidInput } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import type { LedgerEntry } from '../../once/ledgerEntry.ts';
import { outcomeKey } from '../../once/ledgerKeys.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import { callAgentOf, STAYS_ALONE_MS, type CallAgentParams } from './callAgent.ts';
import { dispatchLedger, dispatchOnce } from './dispatchOnce.ts';

interface Run {
	context: IExecuteFunctions;
	api: Api;
	signal?: AbortSignal;
	/** Of the calls of the execution. */
	ledger: OnceLedger;
}

/** A call that is about to be placed. */
interface CallToPlace {
	/** Its name in the ledger of calls. */
	key: string;
	params: CallAgentParams;
	/** As it will leave: the room is in it. */
	request: ApiRequest;
	correlationKey: string;
}

/** Stored with the execution: never change it. */
const DISPATCH_KEY = 'call:';

/**
 * Sends the voice agent of a call into its room. Done just before the call is placed: an agent that
 * cannot come is found out before a phone rings, and one that comes is there when somebody picks up.
 *
 * @returns what the item of the call tells of it; undefined where the item wants none
 * @throws Failure, and then nobody must be called
 */
export async function sendAgent(run: Run, call: CallToPlace): Promise<IDataObject | undefined> {
	const { context, api } = run;
	const { key, params, request, correlationKey } = call;
	const { metadata: kept, meetingId, destinationRoomId } = request.body ?? {};
	const metadata = isRecord(kept) ? kept : {};
	const agent = callAgentOf(params, metadata);
	if (!agent) return undefined;
	await checkRule(api, agent.agentId, params);
	const { agentId, versionId, variables } = agent;
	const roomId = fieldText(meetingId) || fieldText(destinationRoomId);
	const dispatch = dispatchAgentRequest({
		...{ agentId, roomId, versionId },
		metadata: {
			...metadata,
			[CORRELATION_FIELD]: correlationKey,
			...(variables.length > 0 ? { variables } : {}),
		},
	});
	const agents = dispatchLedger(context);
	const meeting = { agentId, roomId };
	const own = DISPATCH_KEY + key;
	const send = async () => {
		const before = agents.get(own);
		// One that waits in another room is none for this call.
		const isGone = before && (isLongAgo(before) || before.subject.roomId !== roomId);
		if (isGone) agents.clear(own);
		const there = agents.get(own) ?? agentThere(agents, run.ledger, meeting);
		// As if it had been sent for this call.
		if (there) agents.set(own, there);
		return await dispatchOnce(context, run, { key: own, ...meeting, request: dispatch });
	};
	try {
		// Of two calls into one room, the second sees whether the agent of the first has come.
		const item = await agents.alone(`meeting:${fingerprint(meeting)}`, key, send);
		return withoutAbsent({ agentId, agentStatus: item.status, agentJobId: item.jobId });
	} catch (error) {
		throw withoutCall(failureOf(error));
	}
}

/**
 * What is known of an agent that was sent into the room for another call of this execution, and is
 * still there: one for all who talk in it, as two would talk at the same time.
 */
function agentThere(
	agents: OnceLedger,
	calls: OnceLedger,
	meeting: { agentId: string; roomId: string },
): LedgerEntry | undefined {
	const others = agents.keysOf(meeting).filter((key) => key.startsWith(DISPATCH_KEY));
	const there = others.find((other) => {
		const callKey = other.slice(DISPATCH_KEY.length);
		// It leaves with whom it has talked to; what comes after the call may be waited for much longer.
		if (isTalkedOut(calls.get(callKey))) return false;
		if (calls.isUnderWay(outcomeKey(callKey))) return true;
		const entry = agents.get(other);
		return entry !== undefined && !isLongAgo(entry);
	});
	return there === undefined ? undefined : agents.get(there);
}

const isLongAgo = ({ lastSentAt }: LedgerEntry) => Date.now() - lastSentAt > STAYS_ALONE_MS;

/** Whether it is known of a call that somebody has talked, and that it is over. */
function isTalkedOut({ wasAnswered, hasEnded, followed }: Partial<LedgerEntry> = {}): boolean {
	const isOver = hasEnded || followed?.endedAt !== undefined || followed?.hungUp === true;
	return wasAnswered === true && isOver;
}

/** The agent's failure, of which nobody was called. */
function withoutCall({ facts }: Failure): Failure {
	if (facts.code === 'cancelled') return new Failure(facts);
	if (!facts.callMayExist) {
		return new Failure({ ...facts, hint: `${facts.hint} No phone has rung for this item.` });
	}
	return new Failure({
		...facts,
		code: 'answerLost',
		message: `${facts.message}. So nobody was called`,
		hint: 'No phone has rung for this item. Try again in two minutes: by then an agent that may have been sent has left, as nobody came.',
		forAgent: 'Nobody was called. Try again in two minutes.',
		callMayExist: false,
	});
}

/** Asked once for each rule of a run. */
const ruleAgents = new WeakMap<Api, Map<string, Promise<string | undefined>>>();

/** @throws Failure where the routing rule of the call brings a voice agent itself: two would talk */
async function checkRule(
	api: Api,
	agentId: string,
	{ callThrough, routingRuleId }: CallAgentParams,
): Promise<void> {
	if (callThrough !== 'routingRule') return;
	const known = ruleAgents.get(api) ?? new Map<string, Promise<string | undefined>>();
	ruleAgents.set(api, known);
	const asking = known.get(routingRuleId) ?? agentOfRule(api, routingRuleId);
	known.set(routingRuleId, asking);
	const own = await asking;
	if (own === undefined) return;
	const reason = `the routing rule brings the voice agent "${own}" into its calls itself, so two would talk. Leave the field empty, or choose a rule without an agent`;
	throw invalidInput('Voice Agent', agentId, reason);
}

async function agentOfRule(api: Api, ruleId: string): Promise<string | undefined> {
	return text(callIn(await api.routingRules.get(ruleId)).agentId);
}
