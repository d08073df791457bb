import type { INodeProperties } from 'n8n-workflow';
import { invalidInput, unusableInput } from '../errors/failure.ts';
import { isPlainRecord } from './fieldValues.ts';
import { assertSafeText, safeText } from './safeText.ts';

// Pairs of a name and a value that the user has entered: headers, metadata, the variables of an agent.

/** Who uses it says what becomes of the entries. */
export const metadataField = {
	displayName: 'Metadata',
	name: 'metadata',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add entry',
	default: {},
	options: [
		{
			displayName: 'Entry',
			name: 'entry',
			values: [
				{ displayName: 'Key', name: 'key', type: 'string', default: '', placeholder: 'campaign' },
				{ displayName: 'Value', name: 'value', type: 'string', default: '' },
			],
		},
	],
} as const satisfies INodeProperties;

/** Rows as an object. Of two with one name only the last would be sent, and nobody would know. */
export function withoutTwins(
	rows: Array<[string, string]>,
	field: string,
	sameFor: (name: string) => string,
): Record<string, string> {
	const first = new Map<string, string>();
	for (const [name] of rows) {
		const other = first.get(sameFor(name));
		if (other !== undefined) {
			const both = other === name ? '' : `, as "${other}" and as "${name}"`;
			const reason = `it is there twice${both}. Take one of the two rows away`;
			throw invalidInput(field, name, reason);
		}
		first.set(sameFor(name), name);
	}
	return Object.fromEntries(rows);
}

/** Pairs that the user has entered. A value that an expression finds nothing for is left out. */
export function entriesOf(
	value: object | undefined,
	group: string,
	keyName: string,
	field: string,
): Array<[string, string]> {
	const entries = entriesWithAnyText(value, group, keyName, field);
	for (const [, text] of entries) assertSafeText(field, text);
	return entries;
}

/** The same where a text may have line breaks in it, and be written in any direction: it goes into a file. */
export function entriesWithAnyText(
	value: object | undefined,
	group: string,
	keyName: string,
	field: string,
): Array<[string, string]> {
	return rowsOf(value, group, field).flatMap((row): Array<[string, string]> => {
		const text = asText(field, row.value);
		if (text === undefined) return [];
		const key = safeText(field, row[keyName]);
		if (key === '') throw invalidInput(field, text, 'it has no name');
		return [[key, text]];
	});
}

/** Given by an expression, n8n makes anything of it: nothing that the user has entered may get lost. */
function rowsOf(value: unknown, group: string, field: string): Array<Record<string, unknown>> {
	if (value === undefined || value === null || value === '') return [];
	const reason = 'it takes pairs of a name and a value';
	if (!isPlainRecord(value)) throw unusableInput(field, value, reason);
	if (Object.keys(value).some((name) => name !== group)) throw unusableInput(field, value, reason);
	const rows = value[group] ?? [];
	if (!Array.isArray(rows) || !rows.every(isPlainRecord)) throw unusableInput(field, rows, reason);
	return rows;
}

/** An expression may give any value: what is no text is sent as JSON, a date as its text. */
function asText(field: string, value: unknown): string | undefined {
	if (value === undefined || value === null) return undefined;
	if (typeof value === 'string') return value;
	try {
		const json = JSON.stringify(value);
		const plain: unknown = JSON.parse(json);
		return typeof plain === 'string' ? plain : json;
	} catch {
		throw invalidInput(field, typeof value, 'it can be written neither as a text nor as JSON');
	}
}
