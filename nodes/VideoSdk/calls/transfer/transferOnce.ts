import { canonicalAddress } from '../../../../telephony/canonicalAddress.ts';
import { callIn } from '../../../../videosdk/call.ts';
import { statusesOf, transferStateOf } from '../../../../videosdk/callStatus.ts';
import type { JsonObject } from '../../../../videosdk/wire.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import type { Api } from '../../api/index.ts';
import { aboutCall } from '../../api/aboutCall.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { newCorrelationKey, type Origin } from '../../once/correlationKey.ts';
import { fingerprint } from '../../once/fingerprint.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import { placeOnce } from '../../once/placeOnce.ts';
import { KeyedMutex } from '../../time/keyedMutex.ts';
import { forgetTarget, rememberTarget, targetOf } from './transferTargets.ts';

const ADVICE =
	'The call was not transferred. It must be answered and not over yet, and the carrier must allow transfers (SIP REFER).';

/** A transfer that VideoSDK has accepted. */
export interface AcceptedTransfer {
	/** The call as it was described last. */
	call: JsonObject;
	/** How many steps the call had made before: what follows belongs to this transfer. */
	since: number;
	/** It was found in the call and not asked for by this request, or its answer was lost. */
	adopted: boolean;
}

/** One item that asks for a transfer. */
export interface TransferOrder {
	callId: string;
	/** What is dialed. */
	wanted: string;
	request: ApiRequest;
}

interface Run {
	api: Api;
	ledger: OnceLedger;
	origin: Origin;
	signal?: AbortSignal;
}

/** Of two transfers of one call at the same moment, the second must see the first. */
const perCall = new KeyedMutex();

/**
 * Asks for a transfer, which makes another phone ring: so a call whose transfer is under way or done
 * is left alone, whatever n8n repeats, and a request whose answer was lost is looked for in the call.
 * One to somebody else is no answer to this request: it fails.
 *
 * @throws Failure; with `callMayExist` when it is unknown whether the transfer was accepted
 */
export async function transferOnce(run: Run, order: TransferOrder): Promise<AcceptedTransfer> {
	return await perCall.run(order.callId, async () => await lookAndAsk(run, order));
}

async function lookAndAsk(run: Run, order: TransferOrder): Promise<AcceptedTransfer> {
	const { api, ledger } = run;
	const { callId, wanted } = order;
	const key = `transfer:${fingerprint(callId)}`;
	const before = await lookBefore(api, callId);
	const state = transferStateOf(before);
	if (state === 'underWay' || state === 'transferred') {
		const asked = fieldText(ledger.get(key)?.subject.to) || undefined;
		const target = targetOf(callId, before, wanted, asked);
		if (target === undefined || canonicalAddress(target) !== canonicalAddress(wanted)) {
			throw transferredElsewhere(callId, wanted, state, target);
		}
		return { call: before, since: 0, adopted: true };
	}
	// The call itself says that nothing came of an earlier one.
	ledger.clear(key);
	rememberTarget(callId, wanted);
	try {
		return await ask(run, order, key, statusesOf(before).length);
	} catch (error) {
		const failure = failureOf(error);
		if (!failure.facts.callMayExist) forgetTarget(callId);
		throw failure;
	}
}

/** @param since how many steps the call has made before */
async function ask(
	{ api, ledger, origin, signal }: Run,
	{ callId, wanted, request }: TransferOrder,
	key: string,
	since: number,
): Promise<AcceptedTransfer> {
	const result: { accepted?: AcceptedTransfer } = {};
	const found = (call: JsonObject, adopted: boolean) => {
		result.accepted = { call, since, adopted };
		return { id: callId, json: { callId, to: wanted } };
	};
	const transfer = {
		key,
		idempotencyKey: canonicalAddress(wanted),
		lookupKey: { callId, to: wanted },
		newCorrelationKey: () => newCorrelationKey(origin),
		send: async (_: object, beforeLeaving: () => void) => {
			const sending = api.calls.transfer(request, async () => beforeLeaving());
			const { body } = await aboutCall(callId, ADVICE, sending);
			return found(callIn(body), false);
		},
		find: async () => {
			// A call may show its transfer a moment late.
			const call = await api.calls.get(callId);
			return transferStateOf(call, since) === 'none' ? undefined : found(call, true);
		},
		sendAgainIfNotFound: false,
		unknownFailure: (cause: Error) => unknownTransfer(callId, cause),
		// Whoever asked before was answered by the call itself.
		keyTakenFailure: () => unknownTransfer(callId, new Error('it was asked for before')),
	};
	await placeOnce(transfer, ledger, signal);
	if (result.accepted) return result.accepted;
	throw unknownTransfer(callId, new Error('it was asked for before'));
}

/** A call that nobody can look up may still be one that can be transferred: VideoSDK decides. */
async function lookBefore(api: Api, callId: string): Promise<JsonObject> {
	try {
		return await api.calls.get(callId);
	} catch (error) {
		const failure = failureOf(error);
		if (failure.facts.code === 'notFound') return {};
		throw failure;
	}
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

/** @param cause why its answer was lost; a workflow that is stopped is told so */
function unknownTransfer(callId: string, cause: Error): Failure {
	const { facts } = failureOf(cause);
	if (facts.code === 'cancelled') return new Failure(facts);
	return new Failure({
		...facts,
		code: 'callUnknown',
		message: `It is unknown whether the transfer of call "${callId}" was accepted: ${cause.message}`,
		hint: 'Look the call up with the operation Get before you transfer it again: a status that begins with "transfer" says that it was. A retry of this item looks first as well.',
	});
}
