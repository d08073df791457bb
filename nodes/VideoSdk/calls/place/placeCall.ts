import type { IDataObject } from 'n8n-workflow';
import { isRecord, toCallItem } from '../../../../videosdk/call.ts';
import { CORRELATION_FIELD } from '../../../../videosdk/correlation.ts';
import { withoutSecrets } from '../../../../videosdk/withoutSecrets.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import type { ListedCall } from '../../api/calls.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { newCorrelationKey } from '../../once/correlationKey.ts';
import { placeOnce, type Found, type OnceRequest, type Placed } from '../../once/placeOnce.ts';
import type { Limiter } from '../../time/limiter.ts';
import { calledBefore } from '../policy/callPolicy.ts';
import { enforce } from '../policy/skippedByPolicy.ts';
import { sendAgent } from '../voiceAgent/sendAgent.ts';
import type { CallRun } from './callRun.ts';
import type { DialPlan } from './dialPlan.ts';
import { lookUpCall } from '../lookUp/lookUpCall.ts';
import { keyOfAnotherCall, lostExecution, unknownCall } from './placingFailures.ts';

/**
 * Places the call of an item, or gives the answer of the call that was placed for it before.
 *
 * @returns the item so far
 * @throws SkippedByPolicy, or a Failure; with `callMayExist` when nobody knows whether it was placed
 */
export function placeCall(run: CallRun, plan: DialPlan, limiter: Limiter): Promise<IDataObject> {
	const [idempotencyKey] = plan.idempotencyKeys;
	return run.ledger.alone(plan.key, idempotencyKey, () => placeIfAllowed(run, plan, limiter));
}

/** What was placed before is answered from the ledger, and no rule is asked about it again. */
async function placeIfAllowed(
	run: CallRun,
	plan: DialPlan,
	limiter: Limiter,
): Promise<IDataObject> {
	const { ledger, policy, deduplicationStore, signal } = run;
	const { key, lookupKey, formerLookupKeys, lastingKey } = plan;
	const isFirst = plan.earlierKeys === undefined;
	if (isFirst && !ledger.get(key)) ledger.takeOver(key, [lookupKey, ...formerLookupKeys]);
	const request = onceRequest(run, plan, limiter);
	if (ledger.hasSent(key)) return await placeOnce(request, ledger, signal);
	// Asked before anything is made for it, and once more when it leaves.
	await policy.checkRecentCalls(plan);
	policy.checkNow(plan);
	// A further try is not the first that this execution knows of, and its item holds the key already.
	if (!isFirst) return await placeOnce(request, ledger, signal);
	if (!lastingKey) {
		if (await run.isLost()) throw lostExecution(plan);
		return await placeOnce(request, ledger, signal);
	}
	if (!(await deduplicationStore.take(lastingKey))) {
		enforce(calledBefore(plan), run.isTool);
	}
	try {
		return await placeOnce(request, ledger, signal);
	} finally {
		if (!ledger.hasSent(key)) await deduplicationStore.release(lastingKey);
	}
}

function onceRequest(run: CallRun, plan: DialPlan, limiter: Limiter): OnceRequest {
	const { api, policy, origin } = run;
	const { key, lookupKey, params } = plan;
	const [idempotencyKey, ...formerIdempotencyKeys] = plan.idempotencyKeys;
	return {
		...{ key, idempotencyKey, formerIdempotencyKeys, lookupKey },
		newCorrelationKey: () => newCorrelationKey(origin),
		prepare:
			params.putInto === 'newMeeting'
				? async (correlationKey) => ({
						roomId: await run.rooms.create(correlationKey, plan),
					})
				: undefined,
		send: async ({ correlationKey, prepared }, beforeLeaving) => {
			const request = withRoomAndKey(plan.request, correlationKey, prepared);
			let note: IDataObject | undefined;
			const { body, clockOffset } = await api.calls.place(request, async () => {
				await limiter.acquire(async () => await policy.checkRecentCalls(plan));
				// No agent is sent for a call that must not be placed.
				policy.checkNow(plan);
				const agent = await sendAgent(run, { ...plan, request, correlationKey });
				// Nothing may be waited for between this and the entry in the ledger: of two calls to the
				// same person at the same moment, the second must see the first.
				const ofRules = policy.checkNow(plan);
				note = agent ? { ...ofRules, ...agent } : ofRules;
				beforeLeaving(note);
			});
			return { ...answered(body, plan, note), clockOffset };
		},
		find: async (sent) => {
			const found = await lookUpCall(api, sent);
			return found && foundItem(found, plan, sent.note);
		},
		sendAgainIfNotFound: params.options.whenUnknown === 'dialAgainIfNotFound',
		unknownFailure: (cause) => unknownCall(plan, cause),
		keyTakenFailure: (wasPlaced) => keyOfAnotherCall(plan, wasPlaced),
	};
}

/** Where a body names the room: of the older endpoint, and of today's. */
const ROOM_KEYS = ['meetingId', 'destinationRoomId'];

/** The request with what is only known when it is placed: the room that was made for it, and its key. */
export function withRoomAndKey(
	request: ApiRequest,
	correlationKey: string,
	{ roomId }: IDataObject,
): ApiRequest {
	const body: IDataObject = {};
	for (const [name, value] of Object.entries(request.body ?? {})) {
		if (name === 'metadata' && isRecord(value)) {
			body[name] = { ...(value as IDataObject), [CORRELATION_FIELD]: correlationKey };
		} else {
			// What Additional Fields say is the user's.
			const isNewRoom = ROOM_KEYS.includes(name) && value === '';
			body[name] = isNewRoom && roomId !== undefined ? roomId : value;
		}
	}
	return { ...request, body };
}

function answered(answer: unknown, { params, address }: DialPlan, note?: IDataObject): Placed {
	const { callThrough, options } = params;
	const json =
		callThrough === 'trunk'
			? trunkItem(answer, options.rawAnswer)
			: toCallItem(answer, { raw: options.rawAnswer });
	const item: IDataObject = { to: address, ...json, ...note };
	return { json: item, id: fieldText(item.callId) || undefined };
}

/** The answer as VideoSDK gives it: what the API's reference names, and whatever is added one day. */
export function trunkItem(answer: unknown, isRawWanted = false): IDataObject {
	const item = (isRecord(answer) ? withoutSecrets(answer) : {}) as IDataObject;
	return isRawWanted ? { ...item, raw: item } : item;
}

/** The item of a call whose answer was lost, and that the call list shows. */
function foundItem(
	{ callId, wire }: ListedCall,
	{ params, address }: DialPlan,
	note?: IDataObject,
): Found {
	const { callThrough, participantId, options } = params;
	if (callThrough !== 'trunk') {
		const item = toCallItem(wire, { raw: options.rawAnswer });
		return { id: callId, json: { to: address, ...item, adopted: true, ...note } };
	}
	const participant = fieldText(participantId);
	return {
		id: callId,
		json: {
			to: address,
			statusCode: 200,
			message: 'Placed: found in the call list after the answer was lost',
			...(participant === '' ? {} : { participantId: participant }),
			callId,
			adopted: true,
			...(options.rawAnswer ? { raw: withoutSecrets(wire) as IDataObject } : {}),
			...note,
		},
	};
}
