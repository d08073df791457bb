import type { INodeProperties } from 'n8n-workflow';
import { emptyInput, unusableInput } from '../errors/failure.ts';
import {
	choiceOf,
	choicesOf,
	isEmpty,
	isPlainRecord,
	momentOf,
	numberOf,
	switchOf,
	textOf,
	textsOf,
	type Choice,
	type NumberLimits,
} from '../fields/fieldValues.ts';

/** Where fields take more than their type says; by their names, at whatever depth they stand. */
export interface FieldExceptions {
	/** What comes is handed on as it is: the operation reads it. */
	readonly asGiven?: readonly string[];
	/** What an expression gives nothing for counts as left out. */
	readonly mayBeEmpty?: readonly string[];
	/** Not only what the field offers. */
	readonly takesOthers?: readonly string[];
	/** A field for a text, read as a list: of one text, with commas in it, or of several. */
	readonly takesLists?: readonly string[];
}

export interface FieldSource {
	/** The value of a field, its expressions worked out. */
	valueOf(field: INodeProperties): unknown;
	/** What the workflow stores: expressions as they are written. A field that is not in it is not shown. */
	stored: Readonly<Record<string, unknown>>;
	/** Whose clock is meant by a time without a zone. */
	timeZone: string;
}

/** What is needed to read a field. */
interface Reading extends FieldExceptions {
	timeZone: string;
	/** What the workflow stores for it. */
	stored: unknown;
	/** It stands among those that can be added: whoever has added it wants it to say something. */
	wasAdded: boolean;
}

/**
 * Reads all fields of an operation, each as its description says, whatever an expression, a model or a
 * form gives. What the user has set counts, or is an error; it is never passed over.
 *
 * @param read takes what can be read, also when one field cannot: what is hidden in messages depends on it
 * @throws Failure for the first field that cannot be read
 */
export function readFields(
	fields: readonly INodeProperties[],
	exceptions: FieldExceptions,
	source: FieldSource,
	read: Record<string, unknown>,
): void {
	let first: { error: unknown } | undefined;
	for (const field of mergedByName(fields)) {
		try {
			read[field.name] = readField(field, exceptions, source);
		} catch (error) {
			first ??= { error };
		}
	}
	if (first) throw first.error;
}

function readField(
	field: INodeProperties,
	exceptions: FieldExceptions,
	{ valueOf, stored, timeZone }: FieldSource,
): unknown {
	// n8n keeps no value for a field that is not shown: its default stands for it.
	if (!(field.name in stored)) return valueInDefault(field);
	const reading = { ...exceptions, timeZone, stored: stored[field.name], wasAdded: false };
	return readValue(field, labelOf(field), valueOf(field), reading);
}

/** The same for all items of a list. */
const mergedFields = new WeakMap<readonly INodeProperties[], INodeProperties[]>();

/** A field may be described several times, for different cases: any of its choices may be in use. */
function mergedByName(fields: readonly INodeProperties[]): INodeProperties[] {
	const known = mergedFields.get(fields);
	if (known) return known;
	const merged = new Map<string, INodeProperties>();
	for (const field of fields.filter(({ type }) => type !== 'notice')) {
		const before = (merged.get(field.name)?.options ?? []) as Choice[];
		const more = ((field.options ?? []) as Choice[]).filter(
			({ value }) => !before.some((one) => one.value === value),
		);
		merged.set(field.name, before.length > 0 ? { ...field, options: [...before, ...more] } : field);
	}
	mergedFields.set(fields, [...merged.values()]);
	return [...merged.values()];
}

function valueInDefault({ type, default: unset }: INodeProperties): unknown {
	const value: unknown = unset;
	return type === 'resourceLocator' && isPlainRecord(value) ? value.value : value;
}

function readValue(
	field: INodeProperties,
	label: string,
	value: unknown,
	reading: Reading,
): unknown {
	if (reading.asGiven?.includes(field.name)) return value;
	const isList = field.type === 'multiOptions' || reading.takesLists?.includes(field.name);
	const isNothing = isEmpty(value) || (isList && Array.isArray(value) && value.every(isEmpty));
	if (isNothing && isLeftOut(field, reading)) return isList ? [] : LEFT_OUT[field.type];
	const choices = () => (field.options ?? []) as Choice[];
	switch (field.type) {
		case 'boolean':
			return switchOf(label, value);
		case 'number':
			return numberOf(label, value, limitsOf(field));
		case 'options':
			return choiceOf(label, value, choices());
		case 'multiOptions': {
			const takesOthers = reading.takesOthers?.includes(field.name);
			return filled(choicesOf(label, value, choices(), takesOthers), label, reading);
		}
		case 'dateTime':
			return momentOf(label, value, reading.timeZone);
		case 'string':
			return filled(isList ? textsOf(label, value) : textOf(label, value), label, reading);
		case 'resourceLocator':
			return filled(textOf(label, value), label, reading);
		case 'collection':
			return readCollection(choices() as unknown as INodeProperties[], label, value, reading);
		case 'fixedCollection':
			return readGroups(field, label, value, reading);
		default:
			return value;
	}
}

/** What stands for a field that was left out; undefined for all other types. */
const LEFT_OUT: Partial<Record<INodeProperties['type'], string>> = {
	string: '',
	resourceLocator: '',
	dateTime: '',
	multiOptions: '',
};

/**
 * Whether a field that holds nothing was left empty on purpose. n8n stores one that was added and not
 * filled in, and a model leaves open what it does not need. Any other expression was to give something:
 * a filter that it has made empty would else let everything through.
 */
function isLeftOut({ name, type }: INodeProperties, reading: Reading): boolean {
	if (reading.mayBeEmpty?.includes(name)) return true;
	// A model has no other way to say that it needs none: of both directions, it cannot choose both.
	if (type === 'options') return reading.wasAdded && isForModel(reading.stored);
	if (!(type in LEFT_OUT)) return false;
	return !reading.wasAdded || !isExpression(reading.stored) || isForModel(reading.stored);
}

function isExpression(stored: unknown): boolean {
	if (Array.isArray(stored)) return stored.some(isExpression);
	return typeof stored === 'string' && stored.startsWith('=');
}

const isForModel = (stored: unknown) => /\$fromAI\s*\(/i.test(JSON.stringify(stored) ?? '');

/** A text of blanks, a list of empty texts: for one that was added that is nothing, too. */
function filled<T extends string | string[]>(value: T, label: string, reading: Reading): T {
	const isFilled = typeof value === 'string' ? value.trim() !== '' : value.length > 0;
	if (isFilled || !reading.wasAdded || !isExpression(reading.stored)) return value;
	if (isForModel(reading.stored)) return value;
	const reason = 'its expression gives nothing. Correct the expression, or remove the field';
	throw emptyInput(label, reason);
}

function readCollection(
	fields: readonly INodeProperties[],
	label: string,
	value: unknown,
	reading: Reading,
): Record<string, unknown> {
	if (!isPlainRecord(value)) throw unusableInput(label, value, 'it is no block of fields');
	const stored = isPlainRecord(reading.stored) ? reading.stored : {};
	return readEach(fields, value, reading, (field, one) =>
		readValue(field, labelOf(field), one, {
			...reading,
			stored: stored[field.name],
			wasAdded: true,
		}),
	);
}

/** A group of fields, or several of it in a list. */
function readGroups(
	{ options = [] }: INodeProperties,
	label: string,
	value: unknown,
	reading: Reading,
): unknown {
	// What is no group at all is for the operation to judge, as is one that is not there.
	if (!isPlainRecord(value)) return value;
	const groups = options as Array<{ name: string; values: INodeProperties[] }>;
	const readGroup = (fields: readonly INodeProperties[], group: unknown) => {
		if (!isPlainRecord(group)) return group;
		return readEach(fields, group, reading, (field, one) =>
			readValue(field, `${label} > ${labelOf(field)}`, one, { ...reading, wasAdded: false }),
		);
	};
	return Object.fromEntries(
		Object.entries(value).map(([name, group]) => {
			const fields = groups.find((one) => one.name === name)?.values;
			if (!fields) return [name, group];
			const isList = Array.isArray(group);
			return [name, isList ? group.map((one) => readGroup(fields, one)) : readGroup(fields, group)];
		}),
	);
}

/** What the fields do not know stays as it is; what was left out is not there. */
function readEach(
	fields: readonly INodeProperties[],
	values: Record<string, unknown>,
	{ asGiven = [] }: FieldExceptions,
	readOne: (field: INodeProperties, value: unknown) => unknown,
): Record<string, unknown> {
	const read: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(values)) {
		const field = fields.find((one) => one.name === name);
		const found = field ? readOne(field, value) : value;
		if (found !== undefined || !field || asGiven.includes(name)) read[name] = found;
	}
	return read;
}

/** As messages name it: without the unit. */
const labelOf = ({ displayName }: INodeProperties) => displayName.replace(/ \(.*\)$/, '');

function limitsOf({ typeOptions = {} }: INodeProperties): NumberLimits {
	const { minValue: least, maxValue: most, numberPrecision } = typeOptions;
	return { least, most, isFraction: numberPrecision !== 0 };
}
