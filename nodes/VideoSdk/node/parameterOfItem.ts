import { isSafeObjectProperty, type IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../telephony/isRecord.ts';

/**
 * The value of a parameter for the data of one item; undefined where only n8n can tell it.
 *
 * @param json the `json` of the item
 */
export type ParameterOfItem = (json: IDataObject) => unknown;

/** A whole parameter that names one field of the item: `={{ $json.phone }}`, `={{ $json["Phone"] }}`. */
const NAMES_FIELD =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\[(?:"[^"\\{}\r\n]*"|'[^'\\{}\r\n]*')\])+)\s*\}\}$/;
const STEP = /\.([\w$]+)|\["([^"]*)"\]|\['([^']*)'\]/g;

/**
 * Reads a parameter whose expressions do no more than name a field of the item. n8n makes a world for
 * each expression of each item, which takes half as long as a request; most lists of people have such
 * expressions alone. Whatever else there is, and any value that is no plain text, number or boolean,
 * is n8n's to work out.
 *
 * @param stored what the workflow stores
 * @returns undefined when it has other expressions, or a list to choose from in it
 */
export function parameterOfItem(stored: unknown): ParameterOfItem | undefined {
	if (typeof stored === 'string' && stored.startsWith('=')) return fieldNamedBy(stored);
	if (Array.isArray(stored)) return ofEach(stored);
	if (typeof stored !== 'object' || stored === null) return () => stored;
	// What was chosen from a list n8n knows by these; programs that write workflows leave out its own sign.
	if ('mode' in stored && 'value' in stored) return undefined;
	const names = Object.keys(stored);
	const read = ofEach(Object.values(stored));
	return (
		read &&
		((json) => {
			const values = read(json);
			return values && Object.fromEntries(names.map((name, index) => [name, values[index]]));
		})
	);
}

function ofEach(
	stored: readonly unknown[],
): ((json: IDataObject) => unknown[] | undefined) | undefined {
	const parts = stored.map(parameterOfItem);
	const known = parts.filter((part) => part !== undefined);
	if (known.length < parts.length) return undefined;
	return (json) => {
		const values = known.map((part) => part(json));
		return values.includes(undefined) ? undefined : values;
	};
}

function fieldNamedBy(expression: string): ParameterOfItem | undefined {
	const [, steps] = NAMES_FIELD.exec(expression) ?? [];
	if (steps === undefined) return undefined;
	const path = [...steps.matchAll(STEP)].map(
		(step) => step.slice(1).find((name) => name !== undefined) ?? '',
	);
	// n8n refuses what leads out of the data.
	const isRefused = (name: string) => name.includes('constructor') || !isSafeObjectProperty(name);
	return path.some(isRefused) ? undefined : (json) => plainValueAt(json, path);
}

function plainValueAt(json: IDataObject, path: readonly string[]): unknown {
	let value: unknown = json;
	for (const name of path) {
		if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
		value = value[name];
	}
	return ['string', 'number', 'boolean'].includes(typeof value) ? value : undefined;
}
