import type { PageCall } from '../control/pageState.mts';
import { lasting } from './times.mts';

export type Phase = 'connecting' | 'ringing' | 'talking' | 'over';

/** What a phone would do at this moment of a call. */
export function phaseOf({ status, end, answeredBy }: PageCall): Phase {
	if (end !== null) return 'over';
	if (answeredBy) return 'talking';
	return status === 'initiated' || status === 'incoming' ? 'connecting' : 'ringing';
}

/** When a call was first like that. */
export const since = ({ timelog }: PageCall, status: string) =>
	timelog.find((step) => step.status === status)?.at;

/** In the words that the node gives out as `outcome`. */
const OUTCOMES: Readonly<Record<string, { outcome: string; words: string }>> = {
	ended: { outcome: 'answered', words: 'Answered' },
	transferred: { outcome: 'answered', words: 'Transferred' },
	'not-answered': { outcome: 'notAnswered', words: 'Not answered' },
	missed: { outcome: 'notAnswered', words: 'Missed' },
	rejected: { outcome: 'rejected', words: 'Declined' },
	abandoned: { outcome: 'abandoned', words: 'Given up by the caller' },
	failed: { outcome: 'failed', words: 'Failed' },
};

export function outcomeOf(call: PageCall) {
	const known = OUTCOMES[call.status] ?? { outcome: call.status, words: call.status };
	const words = call.answeredBy === 'voicemail' ? 'Went to voicemail' : known.words;
	return { outcome: known.outcome, words, lasted: lastedOf(call) };
}

/** Like `rang 3 s, talked 5 s`. */
function lastedOf(call: PageCall): string {
	const { end, placedAt } = call;
	const rangFrom = since(call, 'ringing') ?? since(call, 'verified');
	const answered = since(call, 'answered');
	const over = end ?? placedAt;
	const rang =
		rangFrom === undefined ? undefined : `rang ${lasting((answered ?? over) - rangFrom)}`;
	const talked = answered === undefined ? undefined : `talked ${lasting(over - answered)}`;
	return [rang, talked].filter((part) => part !== undefined).join(', ');
}

/** The number or SIP address of whoever is at the phone that the page shows. */
export const ownNumber = ({ type, to, from }: PageCall) =>
	type === 'inbound' ? (from ?? 'unknown') : to;

/** Who is at the other end of it. */
export const otherNumber = ({ type, to, from }: PageCall) =>
	type === 'inbound' ? to : (from ?? 'the number of the trunk');

/** What a call goes through on its way from or to VideoSDK. */
export function wayOf({ trunkId, ruleName, gatewayName }: PageCall): string {
	if (trunkId) return `Trunk ${trunkId}`;
	if (ruleName) return `Routing rule ${ruleName}`;
	return gatewayName ? `Gateway ${gatewayName}` : 'VideoSDK';
}

export const roomOf = ({ roomName, roomId }: PageCall) => roomName ?? roomId;

/** The call to which something has happened last. */
export const latest = (calls: readonly PageCall[]): PageCall | undefined =>
	[...calls].sort((one, other) => changedAt(other) - changedAt(one))[0];

const changedAt = ({ timelog, placedAt }: PageCall) => timelog.at(-1)?.at ?? placedAt;
