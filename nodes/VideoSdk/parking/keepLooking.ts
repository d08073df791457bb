import { sleep, type IExecuteFunctions, type IWebhookFunctions } from 'n8n-workflow';
import type { Parked } from '../engine/parked.ts';

/** By which a parked node knows its own requests to look again. */
export const LOOK_HEADER = 'x-videosdk-node-look';

/** When to look, in seconds after the start; then again and again after the last pause. */
const FIRST_LOOKS_SECONDS = [2, 5, 15, 60];
const PAUSE_SECONDS = 300;
/** The look at the time limit comes a moment after it. */
const AFTER_LIMIT_MS = 500;
/** After a look at the limit that failed; n8n itself goes on soon after the limit. */
const LAST_PAUSE_MS = 10_000;
const AFTER_LIMIT_FOR_MS = 20_000;
const ANSWER_WITHIN_MS = 60_000;
/** How often a request may fail to reach n8n before it is given up: an address may lead nowhere from inside. */
const MOST_UNREACHED = 6;

/** Executions that this process looks after, by their tokens. */
const lookedAfter = new Set<string>();

type Context = Pick<IExecuteFunctions | IWebhookFunctions, 'helpers' | 'logger'>;

/**
 * Makes a parked execution look at its calls now and then, as long as this process lives. VideoSDK
 * tells of every change, but an event that comes before n8n has saved the execution is turned away
 * with HTTP 409, and whether VideoSDK sends it again is not documented. It also looks at the time
 * limit, at which n8n would go on without any code of the node.
 *
 * The request goes to n8n, not to VideoSDK, and it can do no more than that: what became of the calls
 * is read from VideoSDK by whoever gets it.
 */
export function keepLooking(context: Context, parked: Parked): void {
	if (lookedAfter.has(parked.token)) return;
	lookedAfter.add(parked.token);
	void lookNowAndThen(context, parked).finally(() => lookedAfter.delete(parked.token));
}

async function lookNowAndThen({ helpers, logger }: Context, parked: Parked): Promise<void> {
	const since = Date.now();
	const limit = parked.until + AFTER_LIMIT_MS;
	let wasFound = false;
	let unreached = 0;
	for (let looks = 0; unreached < MOST_UNREACHED; looks++) {
		const now = Date.now();
		if (now > limit + AFTER_LIMIT_FOR_MS) return;
		const dueAt = now < limit ? Math.min(nextLook(since, looks), limit) : now + LAST_PAUSE_MS;
		await sleep(Math.max(dueAt - now, 0));
		const status = await ask(helpers.httpRequest, parked);
		if (status === undefined) unreached++;
		else if (status === 200) wasFound = true;
		// Before n8n has saved the execution, it says 409; later on that means that it has gone on.
		else if (wasFound || looks >= FIRST_LOOKS_SECONDS.length) return;
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

/** The status of n8n's answer; undefined when none came. */
async function ask(
	request: Context['helpers']['httpRequest'],
	{ resumeUrl, token }: Parked,
): Promise<number | undefined> {
	const asking = request({
		method: 'POST',
		url: resumeUrl,
		headers: { [LOOK_HEADER]: token, 'content-type': 'application/json' },
		body: '{}',
		timeout: ANSWER_WITHIN_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	}) as Promise<{ statusCode: number }>;
	return await asking.then(
		({ statusCode }) => statusCode,
		() => undefined,
	);
}
