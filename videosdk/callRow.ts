import { CORRELATION_FIELD } from './correlation.ts';
import { isRecord, type JsonObject } from './wire.ts';

/** What few need of a call, and what makes its row long: told with the option Details alone. */
const DETAILS = new Set(['gatewayId', 'ruleId', 'timeline', 'timedOut', 'waitedBy']);

/** With which fields everything begins that tells of a call. Stored in workflows: they never change. */
export const CALL_BEGINNING = ['to', 'outcome', 'reason'] as const;

/**
 * A call as it comes out: `to`, `outcome` and `reason` first, whatever became of it, null where nothing is
 * known. n8n makes its columns, and what can be dragged, of the fields of the items: one that was left out
 * would stand elsewhere, or nowhere.
 *
 * @param details also what few need: the timeline, by what the call went, how it was waited for, and the
 *   key by which the node finds the call, among its metadata
 */
export function callRow<V>(
	item: { readonly [name: string]: V },
	details = false,
): Record<string, V | JsonObject | null> {
	const row: Record<string, V | JsonObject | null> = {};
	for (const name of CALL_BEGINNING) row[name] = item[name] ?? null;
	for (const [name, value] of Object.entries(item)) {
		if (name in row || (!details && DETAILS.has(name))) continue;
		const shown = name === 'metadata' && !details ? withoutKey(value) : value;
		if (shown !== undefined) row[name] = shown;
	}
	return row;
}

/** @returns undefined when nothing is left */
function withoutKey<V>(metadata: V): V | JsonObject | undefined {
	if (!isRecord(metadata) || !(CORRELATION_FIELD in metadata)) return metadata;
	const own = Object.entries(metadata).filter(([name]) => name !== CORRELATION_FIELD);
	return own.length > 0 ? Object.fromEntries(own) : undefined;
}
