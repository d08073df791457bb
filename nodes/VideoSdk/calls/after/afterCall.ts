import type { IDataObject } from 'n8n-workflow';
import type { Api } from '../../api/index.ts';
import { settled } from '../../errors/failureOf.ts';
import { pollUntil, wideningPauses } from '../../time/poll.ts';
import {
	afterSeconds,
	partsWanted,
	type AfterParams,
	type CallPart,
} from '../fields/afterTheCall.ts';
import { callLookUpOf, findParts, type PartFound } from './callParts.ts';

const PAUSES = { firstSeconds: 3, factor: 1.3, longestSeconds: 15 };
/** An hour's talk is a tenth of it; n8n saves it with the execution. */
const TEXT_LIMITS = { mostBytes: 512 * 1024, seconds: 30 };
const TOO_LONG = 'The text is not in the item. Fetch it with Transcription > Download.';

/** What is known of a call that is over. */
interface CallOver {
	params: AfterParams;
	/** See `PlacedCall`. */
	seen: IDataObject;
}

/** What has become of a call, as far as is needed here; see `PollResult`. */
interface Result {
	json: IDataObject;
	isOver: boolean;
	until: number;
	isComing?: boolean;
}

/**
 * Looks once for what comes after a call that is over, where its item wants that. As long as something is
 * missing and there is time, what is waited for has not come about: `isComing`.
 */
export async function lookAfterCall<R extends Result>(
	api: Api,
	{ params, seen }: CallOver,
	result: R,
): Promise<R> {
	const parts = partsWanted(params);
	if (parts.length === 0 || !result.isOver) return result;
	if (result.json.outcome !== 'answered' && seen.wasAnswered !== true) {
		const missing: PartFound = { isReady: false, reason: 'notAnswered' };
		const none = Object.fromEntries(parts.map((part) => [part, missing]));
		return { ...result, json: { ...result.json, ...none } };
	}
	// Of a call that was over before it was looked at, the time counts from now.
	if (typeof seen.overSince !== 'number') seen.overSince = Date.now();
	const until = Number(seen.overSince) + afterSeconds(params) * 1000;
	const found = await findParts(api, parts, callLookUpOf(result.json));
	const isComplete = [...found.values()].every(
		({ isReady, reason }) => isReady || reason === 'failed',
	);
	const isOver = isComplete || Date.now() >= until;
	const told = isOver ? await withTexts(api, found) : Object.fromEntries(found);
	const json = { ...result.json, ...told };
	return { ...result, json, isOver, isComing: !isOver, until };
}

/**
 * Waits for what comes after a call, no longer than its item says.
 *
 * @throws Stopped when the signal stops it
 */
export async function waitAfterCall<R extends Result>(
	api: Api,
	call: CallOver,
	result: R,
	signal?: AbortSignal,
): Promise<R> {
	let last = await lookAfterCall(api, call, result);
	if (!last.isComing) return last;
	// A look right at the limit is the last one, and takes it as it is.
	const pauses = wideningPauses(PAUSES, last.until + 1);
	const look = async () => {
		last = await lookAfterCall(api, call, result);
		return last.isComing ? undefined : last;
	};
	return (await pollUntil(pauses, look, signal)) ?? { ...last, isOver: true, isComing: false };
}

/** What was found of a call as its item tells it: of a transcript and a summary the text itself, too. */
export async function withTexts(
	api: Api,
	found: ReadonlyMap<CallPart, PartFound>,
): Promise<Partial<Record<CallPart, PartFound>>> {
	const told: Partial<Record<CallPart, PartFound>> = {};
	for (const [part, one] of found) {
		told[part] = part !== 'recording' && one.isReady ? await withText(api, one) : one;
	}
	return told;
}

/** The call counts: that its text cannot be read is said beside the link. */
async function withText(api: Api, part: PartFound): Promise<PartFound> {
	const read = await settled(api.files.text(String(part.url), TEXT_LIMITS));
	if (read.ok) return { ...part, text: read.value };
	return { ...part, hint: `${TOO_LONG} ${read.failure.message}.` };
}
