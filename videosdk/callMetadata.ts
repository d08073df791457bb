import { isRecord, type JsonObject } from './wire.ts';

/**
 * Where VideoSDK tells what whoever placed a call has kept with it. Requests and the answers of the API
 * say `metadata`; a consumer of its call events finds the same under `metaData`.
 */
const METADATA_KEYS = ['metadata', 'metaData'] as const;

/** How an agent that posts about its call names the metadata of that call. */
export const CUSTOMER_DATA_KEY = 'customer-data';

/** Whether the keys below this one are the user's own and mean what they like. */
export function isOwnKey(key: string): boolean {
	return key === CUSTOMER_DATA_KEY || METADATA_KEYS.some((one) => one === key);
}

/**
 * The metadata of a call, whichever name it stands under. Of two that differ, only what both or one of
 * them alone says counts: what they contradict each other in proves nothing.
 *
 * @returns undefined when VideoSDK did not tell any, or nothing that can be read
 */
export function metadataOf(wire: JsonObject): JsonObject | undefined {
	const [one, other] = METADATA_KEYS.map((key) => readMetadata(wire[key]));
	if (one === undefined || other === undefined) return one ?? other;
	const entries = Object.entries({ ...other, ...one });
	return Object.fromEntries(entries.filter(([key]) => !contradict(one, other, key)));
}

/** Text in text: what was made JSON once by the sender, and once more on the way. */
const MOST_WRAPPINGS = 2;

/** An object, also one that was written as JSON text. */
export function readMetadata(given: unknown): JsonObject | undefined {
	let value = given;
	for (let wrapping = 0; wrapping < MOST_WRAPPINGS && typeof value === 'string'; wrapping++) {
		value = parsed(value);
	}
	return isRecord(value) ? value : undefined;
}

function parsed(written: string): unknown {
	// Most texts are none: "customer 7".
	if (!/^\s*["{]/.test(written)) return undefined;
	try {
		return JSON.parse(written);
	} catch {
		return undefined;
	}
}

function contradict(one: JsonObject, other: JsonObject, key: string): boolean {
	if (!Object.hasOwn(one, key) || !Object.hasOwn(other, key)) return false;
	const [first, second] = [spelled(one[key]), spelled(other[key])];
	return first === undefined || first !== second;
}

/** 2 and "2" are the same: on one of the two ways values may have become texts. */
function spelled(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	try {
		return JSON.stringify(value);
	} catch {
		// Nested beyond what can be written.
		return undefined;
	}
}
