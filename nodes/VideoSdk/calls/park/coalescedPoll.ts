import { sleep } from '../../time/sleep.ts';
import type { ParkedPoll } from './pollParked.ts';

/** Events come in crowds: between two looks at one execution lies at least this. */
const PAUSE_MS = 1000;
/** Between two looks for what no event of a call tells of: the recording of one that is over. */
const COMING_PAUSE_MS = 5000;

interface Turn {
	/** Something was heard since the look under way began. */
	isAskedAgain: boolean;
}

/** Looks under way, by the tokens of their executions. */
const turns = new Map<string, Turn>();

/**
 * Looks, one look at a time for each execution. Whoever comes meanwhile is not kept waiting: the look
 * under way is followed by another.
 *
 * @returns undefined when somebody else looks
 */
export async function coalescedPoll(
	token: string,
	look: () => Promise<ParkedPoll>,
): Promise<ParkedPoll | undefined> {
	const underWay = turns.get(token);
	if (underWay) {
		underWay.isAskedAgain = true;
		return undefined;
	}
	const turn: Turn = { isAskedAgain: false };
	turns.set(token, turn);
	try {
		for (;;) {
			turn.isAskedAgain = false;
			const seen = await look();
			const isOver = !('failure' in seen) && seen.waiting === 0;
			const isComing = !('failure' in seen) && seen.isComing;
			if (isOver || !(turn.isAskedAgain || isComing)) return seen;
			await sleep(isComing ? COMING_PAUSE_MS : PAUSE_MS);
		}
	} finally {
		turns.delete(token);
	}
}
