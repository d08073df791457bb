import { text, type JsonObject } from './wire.ts';

/** Who picked up. `unknown`: nobody who could tell has told. */
export type AnsweredBy = 'person' | 'voicemail' | 'unknown';

/** In lower case, and without what separates words. */
const WORDS: ReadonlyMap<string, AnsweredBy> = new Map([
	['person', 'person'],
	['human', 'person'],
	['voicemail', 'voicemail'],
	['machine', 'voicemail'],
	['answeringmachine', 'voicemail'],
]);

/**
 * Who picked up, by what is said of a call: in a field for it or, as an agent that is in use says it, as
 * `call_status: "voicemail"`. Its other statuses ("successful", "on_hold") do not say who it was that
 * picked up. VideoSDK itself tells it in no field that is documented.
 *
 * @returns undefined when nothing is said of it: it is never inferred
 */
export function answeredByOf(told: JsonObject): AnsweredBy | undefined {
	const explicit = wordIn(told.answeredBy) ?? wordIn(told.answered_by);
	if (explicit !== undefined) return explicit;
	return wordIn(told.call_status) === 'voicemail' ? 'voicemail' : undefined;
}

function wordIn(value: unknown): AnsweredBy | undefined {
	return WORDS.get((text(value) ?? '').toLowerCase().replace(/[\s_-]+/g, ''));
}
