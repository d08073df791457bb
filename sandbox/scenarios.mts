import type { Fault } from './faults/faultOrder.mts';
import { DEFAULT_WALK, picksUp, TALK_SECONDS, VOICEMAIL_SECONDS } from './state/callWalk.mts';
import type { WalkStep } from './state/callWalk.mts';

/**
 * What happens when a number is dialed. The numbers lie in +1 202 555 0100 to 0199, which is
 * reserved for fiction: even sent to the real service by mistake they reach nobody.
 * This one table feeds both the server and its page.
 */
export interface Scenario {
	number: string;
	/** One line for people, shown on the page. */
	title: string;
	/** How the call goes on once it is placed; the default walk when left out. */
	walk?: readonly WalkStep[];
	/** As the target of a transfer it is not reached, though it answers when it is dialed. */
	refusesTransfer?: boolean;
	fault?: Fault;
	/** How often the fault strikes before calls go through; always when left out. */
	faultTimes?: number;
}

const refusal = (status: number, message: string): Fault => ({
	kind: 'status',
	status,
	body: { message },
});

/** Rings until somebody answers or declines, and talks until somebody hangs up. */
export const WAITING_NUMBER = '+12025550110';

const VOICEMAIL_AFTER_SECONDS = 16;

export const SCENARIOS: readonly Scenario[] = [
	{
		number: WAITING_NUMBER,
		title: 'Waits for you: rings until you answer or decline, talks until you hang up',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
		],
	},
	{
		number: '+12025550100',
		title: `Answers and talks for ${TALK_SECONDS} seconds`,
		walk: DEFAULT_WALK,
	},
	{
		number: '+12025550101',
		title: 'Is busy: the call is rejected',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'rejected', afterSeconds: 2 },
		],
	},
	{
		number: '+12025550102',
		title: 'Rings for 30 seconds and is never answered',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
			{ status: 'not-answered', afterSeconds: 31 },
		],
	},
	{
		number: '+12025550103',
		title: 'Answers and hangs up after 5 seconds',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
			{ status: 'answered', afterSeconds: 4 },
			{ status: 'ended', afterSeconds: 9 },
		],
	},
	{
		number: '+12025550104',
		title: 'Cannot be reached: the call fails',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'failed', afterSeconds: 2 },
		],
	},
	{
		number: '+12025550105',
		title: 'Rings, and the callee rejects the call after 5 seconds',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
			{ status: 'rejected', afterSeconds: 6 },
		],
	},
	{
		number: '+12025550106',
		title: 'Rings, and the call is abandoned before anybody answers',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
			{ status: 'abandoned', afterSeconds: 6 },
		],
	},
	{
		number: '+12025550107',
		title: 'Answers when it is dialed, but a call transferred to it fails to get there',
		refusesTransfer: true,
	},
	{
		number: '+12025550108',
		title: 'Goes to voicemail after 15 seconds, which VideoSDK calls answered',
		walk: [
			{ status: 'initiated', afterSeconds: 0 },
			{ status: 'ringing', afterSeconds: 1 },
			{ status: 'answered', afterSeconds: VOICEMAIL_AFTER_SECONDS, voicemail: true },
			{ status: 'ended', afterSeconds: VOICEMAIL_AFTER_SECONDS + VOICEMAIL_SECONDS },
		],
	},
	{
		number: '+12025550140',
		title: 'Refused with 400, nothing placed',
		fault: refusal(400, 'The sandbox refuses this number with 400.'),
	},
	{
		number: '+12025550141',
		title: 'Refused with 401, nothing placed',
		fault: refusal(401, 'The sandbox refuses this number with 401: account inactive.'),
	},
	{
		number: '+12025550142',
		title: 'Refused with 402, nothing placed',
		fault: refusal(402, 'The sandbox refuses this number with 402.'),
	},
	{
		number: '+12025550144',
		title: 'Refused with 404, nothing placed',
		fault: refusal(404, 'The sandbox refuses this number with 404: trunk not found.'),
	},
	{
		number: '+12025550149',
		title: 'The first request is refused with 429 and Retry-After: 2, later ones are placed',
		fault: {
			kind: 'status',
			status: 429,
			headers: { 'Retry-After': '2' },
			body: { message: 'Too many requests.' },
		},
		faultTimes: 1,
	},
	{
		number: '+12025550150',
		title: 'Server error 500, nothing placed',
		fault: refusal(500, 'Internal server error.'),
	},
	{
		number: '+12025550151',
		title: 'Server error 500 after the call was placed',
		fault: {
			kind: 'status',
			status: 500,
			body: { message: 'Internal server error.' },
			placed: true,
		},
	},
	{
		number: '+12025550152',
		title: 'The connection breaks before the call is placed',
		fault: { kind: 'reset' },
	},
	{
		number: '+12025550153',
		title: 'The connection breaks after the call was placed',
		fault: { kind: 'reset', placed: true },
	},
	{
		number: '+12025550154',
		title: 'The call is placed, the answer takes 40 seconds',
		fault: { kind: 'stall', seconds: 40, placed: true },
	},
	{
		number: '+12025550155',
		title: 'An HTML error page (502) instead of an answer, nothing placed',
		fault: { kind: 'html', status: 502 },
	},
	{
		number: '+12025550156',
		title: 'The call is placed, the answer is cut off in the middle',
		fault: { kind: 'truncatedJson', placed: true },
	},
];

const byNumber = new Map(SCENARIOS.map((scenario) => [scenario.number, scenario]));

/** `to` may be the number itself or a SIP URI with the number as its user part. */
export function scenarioOf(to: string): Scenario | undefined {
	const user = /^sips?:([^@;:]+)/i.exec(to)?.[1] ?? to;
	return byNumber.get(user);
}

/** A target that would not answer is not reached by a transfer either. */
export function failsTransfer(to: string): boolean {
	const { refusesTransfer = false, walk = DEFAULT_WALK } = scenarioOf(to) ?? {};
	return refusesTransfer || !picksUp(walk);
}
