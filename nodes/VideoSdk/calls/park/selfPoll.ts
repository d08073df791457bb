import type { IDataObject, Logger } from 'n8n-workflow';
import { abortAfter } from '../../time/deadline.ts';
import { sleep } from '../../time/sleep.ts';

/** By which a parked node knows its own requests to look again. */
export const SELF_POLL_HEADER = 'x-n8n-node-look';

/** When to look, in seconds after the start; then again and again after the last pause. */
const FIRST_LOOKS_SECONDS = [2, 5, 15, 60];
const PAUSE_SECONDS = 300;
/** The look at the time limit comes a moment after it. */
const AFTER_LIMIT_MS = 500;
/** After a look at the limit that failed; n8n itself goes on soon after the limit. */
const LAST_PAUSE_MS = 10_000;
const AFTER_LIMIT_FOR_MS = 20_000;
const ANSWER_WITHIN_MS = 60_000;
/** How often in a row n8n may not be reached, or have no time: an address may lead nowhere from inside. */
const MOST_UNREACHED = 10;
/** After a look that has not reached it; twice as long after each further one. */
const UNREACHED_PAUSE_SECONDS = 10;
/** Answers of n8n that say that the execution waits no more, or for another node. */
export const GONE_ON = new Set([307, 401, 404, 409]);

/** What has to be known of a parked execution to look after it. */
export interface SelfPolled {
	token: string;
	resumeUrl: string;
	/** In milliseconds since 1970. */
	until: number;
}

/** Executions that this process looks after, by their tokens. */
const lookedAfter = new Set<string>();

/**
 * Makes a parked execution look at its calls now and then, as long as this process lives. VideoSDK
 * tells of every change, but an event that comes before n8n has saved the execution is turned away
 * with HTTP 409, and whether VideoSDK sends it again is not documented. It also looks at the time
 * limit, at which n8n would go on without any code of the node.
 *
 * The request goes to n8n, not to VideoSDK, and it can do no more than that: what became of the calls
 * is read from VideoSDK by whoever gets it.
 */
export function startSelfPoll(logger: Logger, { token, resumeUrl, until }: SelfPolled): void {
	if (lookedAfter.has(token)) return;
	lookedAfter.add(token);
	// Nothing else of the execution: what is held here stays in memory for as long as it is parked.
	const looking = lookNowAndThen(logger, { token, resumeUrl, until });
	void looking.finally(() => lookedAfter.delete(token));
}

/** The execution goes on: whichever node waits next must not be asked. */
export function stopSelfPoll(token: string): void {
	lookedAfter.delete(token);
}

async function lookNowAndThen(logger: Logger, execution: SelfPolled): Promise<void> {
	const since = Date.now();
	const limit = execution.until + AFTER_LIMIT_MS;
	let wasFound = false;
	let unreached = 0;
	let looks = 0;
	while (unreached < MOST_UNREACHED) {
		const now = Date.now();
		if (now > limit + AFTER_LIMIT_FOR_MS) return;
		const next = unreached > 0 ? now + pauseAfterUnreached(unreached) : nextLook(since, looks);
		const dueAt = now < limit ? Math.min(next, limit) : now + LAST_PAUSE_MS;
		await sleep(Math.max(dueAt - now, 0));
		if (!lookedAfter.has(execution.token)) return;
		const status = await askParked(execution);
		const saysGoneOn = status !== undefined && GONE_ON.has(status);
		// Before n8n has saved the execution, it says 409; later on that means that it has gone on.
		if (saysGoneOn && (wasFound || looks >= FIRST_LOOKS_SECONDS.length)) return;
		if (status === 200 || saysGoneOn) {
			wasFound ||= status === 200;
			unreached = 0;
			looks++;
		} else {
			unreached++;
		}
	}
	logger.warn(
		'n8n cannot be reached from inside at the address that VideoSDK was told. A parked execution goes on when VideoSDK tells of its calls, or at its time limit',
	);
}

function nextLook(since: number, looks: number): number {
	const last = FIRST_LOOKS_SECONDS.length - 1;
	const seconds = FIRST_LOOKS_SECONDS[Math.min(looks, last)];
	return since + (seconds + Math.max(looks - last, 0) * PAUSE_SECONDS) * 1000;
}

/** A proxy is away for a moment, or n8n's database is: nobody is heard meanwhile, so not until the next look. */
function pauseAfterUnreached(times: number): number {
	return Math.min(UNREACHED_PAUSE_SECONDS * 2 ** (times - 1), PAUSE_SECONDS) * 1000;
}

/**
 * The status of n8n's answer; undefined when none came. Not by n8n's own `httpRequest`, which holds
 * the whole execution in memory.
 */
export async function askParked(
	{ resumeUrl, token }: Pick<SelfPolled, 'resumeUrl' | 'token'>,
	body: IDataObject = {},
): Promise<number | undefined> {
	const asking = fetch(resumeUrl, {
		method: 'POST',
		headers: { [SELF_POLL_HEADER]: token, 'content-type': 'application/json' },
		body: JSON.stringify(body),
		redirect: 'manual',
		signal: abortAfter(ANSWER_WITHIN_MS),
	});
	return await asking.then(
		async ({ status, body: said }) => {
			await said?.cancel();
			return status;
		},
		() => undefined,
	);
}
