import { failureOf } from '../../errors/failureOf.ts';
import { sleepUntil } from '../../time/sleep.ts';
import { afterSeconds } from '../fields/afterTheCall.ts';
import { hangsUpAtLimit, hangsUpOnStop, waitSeconds } from '../fields/waitParams.ts';
import { resumeUrlOf } from '../park/parkExecution.ts';
import { ParkedTries } from '../park/parkedTries.ts';
import { shallPark } from '../park/waitHow.ts';
import type { CallRun } from '../place/callRun.ts';
import type { DialPlan } from '../place/dialPlan.ts';
import type { Ladder } from './ladder.ts';

const LOST =
	'n8n was ended or restarted while the execution was parked, so nobody has gone on with further tries. Any that were made before that are in the call list of VideoSDK';
const AT_LIMIT = 'the limit of the parked execution was reached';

/** A lost answer is looked for, and others are placed. */
const MARGIN_MS = 60_000;

/**
 * Parks the execution until all tries are made, where that is wanted and some are still to be made. This
 * process goes on with them; it alone knows what it has begun, so no other one ever does.
 *
 * @returns whether it is parked
 */
export async function parkBetweenTries(run: CallRun, ladder: Ladder): Promise<boolean> {
	const { results, signal } = run;
	const pending = ladder.pending();
	if (!isParkingWanted(run, pending) || !results.mayRun || signal?.aborted) return false;
	const latest = latestBeginning(pending, ladder.atOnce);
	const until = latest + longestWait(pending) + MARGIN_MS;
	const parked = await ParkedTries.park(run, ladder.outputs(LOST), until);
	if ('refused' in parked) {
		ladder.tell({ waitNote: `The execution was not parked: ${parked.refused}` });
		return false;
	}
	ladder.goOnFor(parked, latest);
	void handOverWhenOver(run, ladder, parked, until);
	return true;
}

async function handOverWhenOver(
	{ context }: CallRun,
	ladder: Ladder,
	parked: ParkedTries,
	until: number,
): Promise<void> {
	const timer = new AbortController();
	const limit = sleepUntil(until, timer.signal).catch(failureOf);
	try {
		await Promise.race([ladder.over(), limit]);
		timer.abort();
		await parked.handOver(ladder.outputs(AT_LIMIT));
	} catch (error) {
		context.logger.warn(
			`What became of further tries was not handed over: ${failureOf(error).message}`,
		);
	}
}

function isParkingWanted({ context, isTool }: CallRun, pending: readonly DialPlan[]): boolean {
	const [first] = pending;
	if (first === undefined) return false;
	const pauses = pending.flatMap(({ tryAgain }) => tryAgain?.pauses ?? []);
	return shallPark({
		waitHow: first.params.waitHow,
		isTool,
		resumeUrl: resumeUrlOf(context),
		longestWaitSeconds: Math.max(...pauses) / 1000,
		needsProcess: pending.some(({ params }) => hangsUpOnStop(params) || hangsUpAtLimit(params)),
	});
}

const longestWait = (pending: readonly DialPlan[]) =>
	Math.max(...pending.map(({ params }) => waitSeconds(params) + afterSeconds(params))) * 1000;

/**
 * When the last try may begin, in milliseconds since 1970: no later than their items allow and, where no
 * window puts them off, than all of them take.
 */
function latestBeginning(pending: readonly DialPlan[], atOnce: number): number {
	const rules = pending.flatMap(({ tryAgain }) => tryAgain ?? []);
	const now = Date.now();
	const allowed = now + Math.max(...rules.map(({ within }) => within));
	if (pending.some(({ rules: { window } }) => window !== undefined)) return allowed;
	const calls = rules.reduce((sum, { mostTries }) => sum + mostTries - 1, 0);
	const rounds = Math.max(
		...rules.map(({ mostTries }) => mostTries - 1),
		Math.ceil(calls / atOnce),
	);
	const pauses = Math.max(...rules.map(({ mostTries, pauses }) => Math.max(...pauses) * mostTries));
	return Math.min(allowed, now + pauses + rounds * (longestWait(pending) + MARGIN_MS));
}
