import { canonicalAddress, formerAddresses } from '../../../../telephony/canonicalAddress.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { beforeRinging, Failure } from '../../errors/failure.ts';
import { failureBeforeSending } from '../../errors/failureOf.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { numberGiven, numbersGiven } from '../../fields/numberGiven.ts';
import { roomWebhookOf, type RoomWebhook } from '../../fields/roomWebhook.ts';
import { itemKey, keyOfItem, toolKey } from '../../once/ledgerKeys.ts';
import {
	addressOf,
	deduplicationKeyOf,
	fieldsInOptions,
	readDestination,
	parseOptionsOf,
	type OutboundParams,
	type ReadDestination,
} from '../fields/outboundParams.ts';
import { isRecord } from '../../../../telephony/isRecord.ts';
import { callAgentOf, checkAgentLeaves } from '../voiceAgent/callAgent.ts';
import { readCallRules, type CallRules } from '../policy/callRules.ts';
import { checkInUse } from '../policy/checkInUse.ts';
import type { PolicyCall } from '../policy/runPolicy.ts';
import { readTryAgain, type TryAgain } from '../fields/tryAgain.ts';
import { checkWaitLimit } from '../fields/waitParams.ts';
import { inputFields } from '../fields/inputFields.ts';
import type { CallRun } from './callRun.ts';
import { numbersChanged } from './numbersChanged.ts';
import { gatewayCallRequest } from './gatewayRequest.ts';
import type { CallLookupKey } from '../lookUp/lookUpCall.ts';
import { maskedFailure, maskOf, type Mask } from '../fields/maskNumbers.ts';
import { trunkCallRequest } from './trunkRequest.ts';

/** One item, read once: whom to call, by what rules and with what request. All else works with this. */
export interface DialPlan extends PolicyCall {
	params: OutboundParams;
	/** What goes on the wire; a new room and the correlation key are put in when it is placed. */
	request: ApiRequest;
	/** Who is told what happens in the room that is made for the call. */
	roomWebhook?: RoomWebhook;
	/** What tells the call from others in VideoSDK's list. */
	lookupKey: CallLookupKey;
	/** The same in the words of earlier versions of this package. */
	formerLookupKeys: readonly CallLookupKey[];
	/** The key that counts for good, in later executions too; undefined = none. */
	lastingKey?: string;
	/** When the person is called again who was not reached; undefined = never. */
	tryAgain?: TryAgain;
	/** For the other numbers of the person, in order. */
	alternatives: readonly DialPlan[];
	/** Hides in what is told of the item what the user wants hidden. */
	mask: Mask;
}

/**
 * Reads an item: the only place in which its destination is read (Mask Numbers reads it once more).
 *
 * @throws Failure for an item of which no call can be made; found before any phone rings
 */
export async function dialPlan(run: CallRun, item: number): Promise<DialPlan> {
	const read: Partial<OutboundParams> = {};
	try {
		return await planOf(run, item, read);
	} catch (error) {
		const { facts } = beforeRinging(failureBeforeSending(error));
		const mask = maskOf({ ...read, ...fieldsInOptions(read.options) });
		throw maskedFailure(mask, new Failure({ ...facts, to: numbersInWords(read.to) }));
	} finally {
		if (read.options?.includeInputFields) {
			run.results.beside.set(item, inputFields(run.context.getInputData()[item].json));
		}
	}
}

/** @param read takes what could be read so far: what is hidden in messages depends on it */
async function planOf(
	run: CallRun,
	item: number,
	read: Partial<OutboundParams>,
): Promise<DialPlan> {
	const params = run.reader.read(item, read);
	Object.assign(params, fieldsInOptions(params.options));
	const { safety, options } = params;
	const parseOptions = parseOptionsOf(safety);
	const rules = await readCallRules(safety, options.maskNumbers === true);
	// A model is told of each call, and decides itself about the next.
	const tryAgain = run.isTool ? undefined : readTryAgain(params);
	if (tryAgain === undefined) {
		// In what was read as well: a message hides the number that was chosen, not the list it came in.
		params.to = numberGiven('To', params.to, parseOptions);
		return planOfNumber(run, item, params, rules);
	}
	checkAgentLeaves(params, tryAgain.pauses);
	const numbers = numbersGiven('To', params.to, parseOptions);
	// A message hides each of them.
	Object.assign(read, { to: numbers });
	const plans = new Map<string, DialPlan>();
	for (const to of numbers) {
		const plan = planOfNumber(run, item, { ...params, to }, rules);
		if (!plans.has(plan.canonicalAddress)) plans.set(plan.canonicalAddress, plan);
	}
	// What is told of one call may name the other numbers.
	const mask = maskOf({ ...params, to: numbers });
	const [first, ...alternatives] = [...plans.values()].map((plan) => ({ ...plan, mask }));
	checkOrder(run, first, alternatives);
	return { ...first, tryAgain, alternatives };
}

/**
 * The first number names the item: with another one there, nobody would know of the calls before.
 *
 * @throws Failure when one of the numbers was called for this item, and then stood elsewhere in the list
 */
function checkOrder({ ledger }: CallRun, first: DialPlan, alternatives: readonly DialPlan[]): void {
	const isMoved = ({ key }: DialPlan) => ledger.hasSent(key) && keyOfItem(key) !== first.key;
	const moved = [first, ...alternatives].find(isMoved);
	if (moved) throw numbersChanged(moved.address);
}

/** Each of a list. */
const numbersInWords = (to: unknown) => [to].flat().map(fieldText).filter(Boolean).join(', ');

/** @throws Failure for a number to which no call can be made */
function planOfNumber(
	run: CallRun,
	item: number,
	params: OutboundParams,
	rules: CallRules,
): DialPlan {
	const { options, callThrough } = params;
	const destination = readDestination(params);
	const deduplicationKey = deduplicationKeyOf(options);
	const request = placingRequest(params, destination);
	const address = addressOf(destination);
	if (run.isTool) checkInUse('To', address);
	const canonical = canonicalAddress(address);
	const former = formerAddresses(address);
	const call = {
		...destination,
		...{ item, params, request, address, callThrough, rules, mask: maskOf(params) },
		canonicalAddress: canonical,
		idempotencyKeys: [canonical, ...former],
		deduplicationKey,
		roomWebhook: roomWebhookFor(params),
		lookupKey: lookupKeyOf(params, canonical),
		formerLookupKeys: former.map((one) => lookupKeyOf(params, one)),
		alternatives: [],
	};
	return { ...call, key: ledgerKeyOf(run, call), lastingKey: lastingKeyOf(run, call) };
}

/**
 * The request of an item, as it goes on the wire. Pure.
 *
 * @throws Failure for what cannot be sent
 */
export function placingRequest(
	params: OutboundParams,
	to: ReadDestination = readDestination(params),
): ApiRequest {
	if (params.waitFor !== 'nothing') checkWaitLimit(params.waitLimit);
	const request =
		params.callThrough === 'trunk' ? trunkCallRequest(params, to) : gatewayCallRequest(params, to);
	// Read once more when the agent is sent: here, so that a mistake is found before any phone rings.
	callAgentOf(params, isRecord(request.body?.metadata) ? request.body.metadata : {});
	return request;
}

/** VideoSDK takes a room's webhook only when the room is made. */
function roomWebhookFor({ putInto, options }: OutboundParams): RoomWebhook | undefined {
	if (putInto !== 'newMeeting') return undefined;
	return roomWebhookOf('Room Events To', options.roomEventsTo);
}

function lookupKeyOf(params: OutboundParams, line: string): CallLookupKey {
	const { callThrough, putInto, ...ids } = params;
	const roomId = putInto === 'existingMeeting' ? fieldText(ids.meetingId) : '';
	if (callThrough === 'gateway') return { line, roomId, gatewayId: fieldText(ids.gatewayId) };
	if (callThrough === 'routingRule') return { line, roomId, ruleId: fieldText(ids.routingRuleId) };
	return { line, roomId };
}

type Named = Pick<
	DialPlan,
	'item' | 'idempotencyKeys' | 'lookupKey' | 'formerLookupKeys' | 'deduplicationKey'
>;

/**
 * The name of an item in the ledger: the one that the user has given it, or its index and what makes
 * it the same call when n8n repeats it. An agent's repeated tool call has no index of its own.
 */
function ledgerKeyOf({ ledger, runIndex, isTool }: CallRun, call: Named): string {
	const name = call.deduplicationKey ?? '';
	if (isTool) {
		const key = toolKey(call.lookupKey, name);
		const former = call.formerLookupKeys.map((one) => toolKey(one, name));
		return [key, ...former].find((one) => ledger.get(one)) ?? key;
	}
	const [own, ...former] = call.idempotencyKeys.map((idempotencyKey) => ({
		idempotencyKey,
		itemKey: itemKey(runIndex, call.item, idempotencyKey),
	}));
	return ledger.keyOf(own, name, former);
}

/**
 * For an agent a key counts within its execution, where the ledger knows it: it is no name of one call
 * for good. Where each call of the tool stands alone, nobody else knows it; it names a call together
 * with whom is called and where, as models give the same name to much.
 */
function lastingKeyOf(run: CallRun, call: Named): string | undefined {
	const { deduplicationKey } = call;
	if (!run.isTool || !deduplicationKey) return run.isTool ? undefined : deduplicationKey;
	return run.isLoneToolCall ? toolKey(call.lookupKey, deduplicationKey) : undefined;
}
