import { callIn } from '../../../../videosdk/call.ts';
import { statusesOf, transferStateOf } from '../../../../videosdk/callStatus.ts';
import { lineOf } from '../../../../telephony/line.ts';
import { Failure, type FailureFacts } from '../../errors/failure.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { sleep } from '../../time/sleep.ts';
import type { Api, ApiRequest } from '../../api/exchange.ts';
import { aboutCall, readCall } from './readCall.ts';
import { forgetTarget, rememberTarget, targetOf } from './transferTargets.ts';

/** A call may show its transfer a moment late. */
const LOOK_PAUSES_SECONDS = [0, 1, 2];

const ADVICE =
	'The call was not transferred. It must be answered and not over yet, and the carrier must allow transfers (SIP REFER).';

/** A transfer that VideoSDK has accepted. */
export interface AcceptedTransfer {
	/** The call as it was described last. */
	call: Record<string, unknown>;
	/** How many steps the call had made before: what follows belongs to this transfer. */
	since: number;
	/** It was found in the call and not asked for by this request, or its answer was lost. */
	adopted: boolean;
}

/** Transfers under way, by their call: of two at the same moment, the second must see the first. */
const inTurn = new Map<string, Promise<unknown>>();

/**
 * Asks for a transfer, which makes another phone ring: so a call whose transfer is under way or done
 * is left alone, whatever n8n repeats, and a request whose answer was lost is looked for in the call.
 * One to somebody else is no answer to this request: it fails.
 *
 * @throws Failure; with `callMayExist` when it is unknown whether the transfer was accepted
 */
export async function transferOnce(
	api: Api,
	callId: string,
	request: ApiRequest,
	signal?: AbortSignal,
): Promise<AcceptedTransfer> {
	const work = async () => await lookAndAsk(api, callId, request, signal);
	const turn = (inTurn.get(callId) ?? Promise.resolve()).then(work, work);
	inTurn.set(callId, turn);
	try {
		return await turn;
	} finally {
		if (inTurn.get(callId) === turn) inTurn.delete(callId);
	}
}

async function lookAndAsk(
	api: Api,
	callId: string,
	request: ApiRequest,
	signal?: AbortSignal,
): Promise<AcceptedTransfer> {
	const known = await lookBefore(api, callId);
	const wanted = String(request.body?.transferTo);
	const state = transferStateOf(known);
	if (state === 'underWay' || state === 'transferred') {
		const target = targetOf(callId, known, wanted);
		if (target === undefined || lineOf(target) !== lineOf(wanted)) {
			throw transferredElsewhere(callId, wanted, state, target);
		}
		return { call: known, since: 0, adopted: true };
	}
	const since = statusesOf(known).length;
	rememberTarget(callId, wanted);
	const outcome = await outcomeOf(aboutCall(callId, ADVICE, api.sendOnce(request)));
	if (outcome.ok) return { call: callIn(outcome.value.body), since, adopted: false };
	const { facts } = outcome.failure;
	if (!facts.callMayExist) forgetTarget(callId);
	if (!facts.callMayExist || facts.code === 'cancelled') throw outcome.failure;
	const found = await outcomeOf(lookAfter(api, callId, since, signal));
	if (found.ok && found.value) return { call: found.value, since, adopted: true };
	throw unknownTransfer(callId, facts);
}

/** A call that nobody can look up may still be one that can be transferred: VideoSDK decides. */
async function lookBefore(api: Api, callId: string): Promise<Record<string, unknown>> {
	const outcome = await outcomeOf(readCall(api, callId));
	if (outcome.ok) return outcome.value;
	if (outcome.failure.facts.code === 'notFound') return {};
	throw outcome.failure;
}

async function lookAfter(
	api: Api,
	callId: string,
	since: number,
	signal?: AbortSignal,
): Promise<Record<string, unknown> | undefined> {
	for (const pause of LOOK_PAUSES_SECONDS) {
		await sleep(pause * 1000, signal);
		const call = await readCall(api, callId);
		if (transferStateOf(call, since) !== 'none') return call;
	}
	return undefined;
}

/** @param target whom the transfer goes to, where that is known */
function transferredElsewhere(
	callId: string,
	wanted: string,
	state: 'underWay' | 'transferred',
	target?: string,
): Failure {
	const what =
		state === 'underWay'
			? 'A transfer of this call is already under way'
			: 'This call has been transferred already';
	const where = target === undefined ? 'nobody can tell to whom' : `to ${target}`;
	const rang = target === undefined ? 'This item rang nobody' : `${wanted} was not rung`;
	const next =
		state === 'underWay'
			? 'Look the call up with the operation Get: only when its status is "transfer-failed" can it be transferred again.'
			: 'It has left VideoSDK, so it cannot be transferred again: call the other person instead.';
	return new Failure({
		code: target === undefined ? 'callUnknown' : 'notAllowed',
		message: `${what} (${where}), so it was not transferred to ${wanted}`,
		hint: `${rang}. The call ID is "${callId}". ${next}`,
		forAgent: `${rang}. Do not transfer this call again unless you are told that the transfer has failed.`,
		// It may be the transfer of an earlier try, which this n8n no longer remembers.
		callMayExist: target === undefined,
	});
}

function unknownTransfer(callId: string, cause: FailureFacts): Failure {
	return new Failure({
		...cause,
		code: 'callUnknown',
		message: `It is unknown whether the transfer of call "${callId}" was accepted: ${cause.message}`,
		hint: 'Look the call up with the operation Get before you transfer it again: a status that begins with "transfer" says that it was. A retry of this item looks first as well.',
	});
}
