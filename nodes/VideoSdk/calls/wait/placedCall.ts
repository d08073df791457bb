import type { IDataObject } from 'n8n-workflow';
import type { Failure } from '../../errors/failure.ts';
import type { SentRequest } from '../../once/ledgerEntry.ts';
import type { OnceLedger } from '../../once/onceLedger.ts';
import type { WaitParams } from '../fields/waitParams.ts';

/** A call that was placed and is waited for. */
export interface PlacedCall {
	params: WaitParams;
	/** The item so far: the first answer. */
	answer: IDataObject;
	/** What the ledger knows of its request, as of now. */
	sent(): SentRequest;
	/** Enters its ID, once found. */
	setCallId(callId: string): void;
	/** Takes note that it is over, while what comes after it is still waited for. */
	noteEnd(): void;
	/** What earlier polls have seen of it, for those that follow; to be written into. */
	seen: IDataObject;
}

/** @param key the call's name in the ledger */
export function placedCall(
	ledger: OnceLedger,
	key: string,
	known: Pick<PlacedCall, 'params' | 'answer' | 'seen'>,
): PlacedCall {
	return {
		...known,
		sent: () => ledger.sent(key),
		setCallId: (id) => ledger.update(key, { id }),
		noteEnd: () => {
			const wasAnswered = known.seen.wasAnswered === true || undefined;
			ledger.update(key, { wasAnswered, hasEnded: true });
		},
	};
}

/** What has become of a call, as polls have shown it. */
export interface PollResult {
	json: IDataObject;
	/** What was waited for has come about: whoever waits again gets the same. */
	isOver: boolean;
	/** The call is over, and what comes after it is waited for: no event of the call tells of that. */
	isComing?: boolean;
	/** Nobody can tell what becomes of it: to wait longer would be for nothing. */
	isGivenUp: boolean;
	/** Why the last poll could not show it. */
	unread?: Failure;
	/** Until when it is waited for, in milliseconds since 1970. */
	until: number;
}
