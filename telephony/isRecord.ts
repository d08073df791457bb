/** A value as JSON can hold it: lists and objects are both objects. */
export type JsonValue = string | number | boolean | object | null | undefined;

/** An object with names in it. */
export type JsonObject = Record<string, JsonValue>;

/**
 * Whether a value is an object with names in it: no list. Of what it holds nothing is checked, as it was
 * JSON, or is what n8n will save as such.
 */
export function isRecord(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
