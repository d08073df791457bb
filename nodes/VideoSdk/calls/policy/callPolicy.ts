import type { IDataObject } from 'n8n-workflow';
import { callingWindowAt, type WindowDecision } from '../../../../telephony/callingWindow.ts';
import { mayDialDestination } from '../../../../telephony/dialingRules.ts';
import { numberFacts } from '../../../../telephony/numberFacts.ts';
import { Failure, notAllowed } from '../../errors/failure.ts';
import type { OutboundParams, ReadDestination } from '../fields/outboundParams.ts';
import { wrongWindow, type CallRules } from './callRules.ts';
import { numberRefused } from './numberRules.ts';
import { passedRules } from './passedRules.ts';

export const HOUR_MS = 60 * 60 * 1000;
/** Stored with items: never rename it. */
export const CALLED_LATELY = 'calledLately';

/** A call that is to be placed, as far as rules need to know it. */
export interface CallToDecide extends ReadDestination {
	/** What is dialed. */
	address: string;
	callThrough: OutboundParams['callThrough'];
	rules: CallRules;
}

/** Whether a call is placed. */
export type PolicyDecision =
	/** `note`: what its item tells of the decision. */
	{ place: true; note?: IDataObject } | ({ place: false } & Skip);

/** What becomes of an item whose call is not placed. */
export interface Skip {
	/** The item that comes out in its place. */
	json: IDataObject;
	/** In a sentence for an AI agent. */
	reason: string;
	/** The item is to come back another time, so it keeps what came in, beside `json`. */
	isForLater?: true;
	/** What such an item tells where nothing that came in has these names. */
	below?: IDataObject;
}

/**
 * Decides by the "Safety" block without a request; some numbers are refused without any rule. Asked for
 * all calls before the first is placed, for each before anything is made for it, and once more at the
 * moment in which it leaves.
 *
 * @param lastSentAt when this node has last placed another call to the same person in this execution,
 * in milliseconds since 1970
 * @throws Failure for an item that shall fail
 */
export function decideCall(
	call: CallToDecide,
	now: Date,
	lastSentAt?: () => number | undefined,
): PolicyDecision {
	const { given, rules } = call;
	const decision = decideNumber(call);
	if (!decision.place) return decision;
	const hours = hoursAt(call, now);
	if (hours?.open === false) return outsideWindow(call, hours);
	// The call list may show a call of this execution late, or never.
	const pause = rules.hoursBetweenCalls;
	const lastCallAt = pause > 0 ? lastSentAt?.() : undefined;
	if (lastCallAt !== undefined && lastCallAt >= now.getTime() - pause * HOUR_MS) {
		return calledLately(given, pause, lastCallAt);
	}
	return { place: true, note: passedNote(call, hours) };
}

/**
 * The same by what the number is, whatever the hour.
 *
 * @throws Failure for an item that shall fail
 */
export function decideNumber(call: CallToDecide): PolicyDecision {
	const { given, destination, rules } = call;
	const decision = mayDialDestination(destination, rules.numbers);
	if (!decision.allowed) {
		if (rules.whenNotAllowed === 'skip') return skipped(given, decision.code, decision.reason);
		throw numberRefused('To', decision.reason);
	}
	hoursAt(call, new Date());
	return { place: true };
}

/** When the calling window opens, in milliseconds since 1970; undefined = it is open, or there is none. */
export function windowOpensAt(call: CallToDecide, now: Date): number | undefined {
	const hours = hoursAt(call, now);
	return hours?.open === false ? Date.parse(hours.opensAt) : undefined;
}

/**
 * @returns undefined without a calling window
 * @throws Failure for a window that cannot be kept
 */
function hoursAt({ address, rules }: CallToDecide, now: Date): Open | Closed | undefined {
	if (rules.window instanceof Failure) throw rules.window;
	const hours = rules.window && callingWindowAt(now, rules.window, address);
	if (hours?.open === 'unknown') throw wrongWindow(hours.reason);
	return hours;
}

type Open = Extract<WindowDecision, { open: true }>;
type Closed = Extract<WindowDecision, { open: false }>;

function outsideWindow(call: CallToDecide, { opensAt, ...clock }: Closed): PolicyDecision {
	const { given, rules } = call;
	const { localTime, timeZone, timeZones } = clock;
	const where =
		timeZones === undefined
			? `where the called person is (${timeZone})`
			: `in ${timeZone}, one of the places with ${timeZones.length} different clocks in which the called person can be`;
	const begin = timeZones === undefined ? 'begin' : 'begin on all of them';
	const reason = `it is ${localTime} ${where}, outside the calling hours, which ${begin} at ${opensAt}`;
	if (rules.outsideWindow === 'fail') {
		throw notAllowed(`"To" must not be called now: ${reason}`, 'No phone has rung for this item.');
	}
	const code = 'outsideWindow';
	const skip = skipped(given, code, reason, { ...clock, callAt: opensAt });
	if (rules.outsideWindow === 'skip') return skip;
	// It goes back to this node: beside what came in, no more names of its own than are needed.
	const safety = { ...numbersOf(call), code, reason, ...clock };
	const json = { to: null, outcome: 'deferred', reason: null, callAt: opensAt, safety };
	return { ...skip, json, below: { to: given, reason }, isForLater: true };
}

/**
 * @param at in milliseconds since 1970; undefined = VideoSDK does not tell
 * @param who was called
 */
export function calledLately(
	given: string,
	hours: number,
	at: number | undefined,
	who = 'this number',
): PolicyDecision & Skip {
	if (at === undefined) {
		const reason = `${who} was called at a time that VideoSDK does not tell, and may have been within the last ${hours} hours`;
		return skipped(given, CALLED_LATELY, reason);
	}
	const lastCallAt = new Date(at).toISOString();
	const reason = `${who} was called at ${lastCallAt}, which is less than ${hours} hours ago`;
	return skipped(given, CALLED_LATELY, reason, { lastCallAt });
}

/** For somebody who is on a list once more that is launched as one. `item` counts from 1. */
export function listedBefore(given: string, hours: number, item: number): PolicyDecision {
	const reason = `this number is that of item ${item} as well, and nobody is to be called again within ${hours} hours`;
	return skipped(given, CALLED_LATELY, reason);
}

/** For a call beyond the number that the node may place in one execution. */
export function tooManyCalls({ given, rules }: CallToDecide): PolicyDecision {
	const most = rules.mostCalls;
	const calls = most === 1 ? 'one call' : `${most} calls`;
	return skipped(given, 'mostCalls', `this node may place ${calls} in one execution`);
}

/** For a call whose Deduplication Key was used in another execution. */
export function calledBefore({
	given,
	deduplicationKey = '',
}: CallToDecide & { deduplicationKey?: string }): PolicyDecision {
	const reason = `the Deduplication Key "${deduplicationKey}" was used in an earlier execution, so its call was placed, or may have been`;
	return skipped(given, 'calledBefore', reason);
}

/** For a row of a launch whose Deduplication Key was used in another execution. */
export function launchedBefore(given: string, launchKey: string): PolicyDecision {
	const reason = `the Deduplication Key "${launchKey}" was used in an earlier execution, so its batch was launched, or may have been`;
	return skipped(given, 'calledBefore', reason);
}

function skipped(given: string, code: string, reason: string, more = {}): { place: false } & Skip {
	const json = { to: given, outcome: 'skipped', reason, code, ...more };
	return { place: false, json, reason: `${given} was not called: ${reason}` };
}

/** What the item tells of the rules it has passed: nothing when there are none and nothing was read into the number. */
export function passedNote(call: CallToDecide, hours?: object): IDataObject | undefined {
	const { given, address, callThrough, rules } = call;
	if (given === address && !rules.isSet) return undefined;
	return { safety: { ...numbersOf(call), ...hours, ...passedRules(rules.inUse, callThrough) } };
}

function numbersOf({ given, destination, address }: CallToDecide) {
	const extension = destination.kind === 'phoneNumber' ? destination.extension : undefined;
	const country = numberFacts(address)?.countryName;
	return {
		numberGiven: given,
		numberDialed: address,
		...(extension === undefined ? {} : { extensionNotDialed: extension }),
		...(country === undefined ? {} : { country }),
	};
}
