import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';
import { emptyInput, unusableInput } from '../errors/failure.ts';
import {
	enumParam,
	enumListParam,
	isEmpty,
	isPlainRecord,
	dateTimeParam,
	numberParam,
	booleanParam,
	textParam,
	textListParam,
	type Choice,
	type NumberLimits,
} from '../fields/fieldValues.ts';
import { parameterOfItem, type ParameterOfItem } from './parameterOfItem.ts';
import { isToolExecution } from './toolExecution.ts';

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
	/**
	 * Fields outside of any block that may be left empty and, filled in, narrow down what is meant: what an
	 * expression gives nothing for would else be everything.
	 */
	readonly filters?: readonly string[];
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
interface ReadOptions extends FieldExceptions {
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
export function readFields<Params>(
	fields: readonly INodeProperties[],
	exceptions: FieldExceptions,
	source: FieldSource,
	read: Partial<Params> = {},
): Params {
	const readOne = (field: INodeProperties) => tryToRead(field, exceptions, source);
	return readEachField(mergedByName(fields), readOne, read);
}

function readEachField<Params>(
	fields: readonly INodeProperties[],
	readOne: (field: INodeProperties) => FieldRead,
	read: Partial<Params>,
): Params {
	const byName: Record<string, unknown> = read;
	let first: { error: unknown } | undefined;
	for (const field of fields) {
		const one = readOne(field);
		if ('error' in one) first ??= one;
		else byName[field.name] = one.value;
	}
	if (first) throw first.error;
	// Every field has been read: the types of the parameters are those of the fields.
	return read as Params;
}

/** How a field came out: read, or why it cannot be read. */
type FieldRead = { value: unknown } | { error: unknown };

/**
 * Reads the fields of an operation for one item after the other. n8n copies the whole node each time it
 * is asked for it, and works out each value anew for each item: what is the same for all items, as no
 * expression is in it, is read once, and n8n is not asked for a field of the item (`parameterOfItem`).
 */
export class FieldReader<Params> {
	readonly #source: FieldSource;
	readonly #fields: readonly INodeProperties[];
	readonly #exceptions: FieldExceptions;
	readonly #sameForAll = new Map<string, FieldRead>();
	/** By the name of the field. */
	readonly #ofItem = new Map<string, ParameterOfItem | undefined>();
	readonly #items: readonly INodeExecutionData[];
	#item = 0;

	constructor(
		context: IExecuteFunctions,
		fields: readonly INodeProperties[],
		exceptions: FieldExceptions = {},
	) {
		this.#exceptions = exceptions;
		this.#fields = mergedByName(fields);
		const stored = context.getNode().parameters;
		this.#source = {
			valueOf: ({ name }) =>
				this.#valueOfItem(name) ??
				context.getNodeParameter(name, this.#item, undefined, { extractValue: true }),
			stored,
			timeZone: context.getTimezone(),
		};
		// What a tool reads is what the model has said, not an item.
		this.#items = isToolExecution(context) ? [] : context.getInputData();
	}

	#valueOfItem(name: string): unknown {
		const item = this.#items[this.#item];
		if (!item) return undefined;
		if (!this.#ofItem.has(name)) {
			this.#ofItem.set(name, parameterOfItem(this.#source.stored[name]));
		}
		return this.#ofItem.get(name)?.(item.json);
	}

	/**
	 * @param read takes what can be read, also when one field cannot: what is hidden in messages depends on it
	 * @throws Failure for the first field that cannot be read
	 */
	read(item: number, read: Partial<Params> = {}): Params {
		this.#item = item;
		const readOne = (field: INodeProperties) =>
			this.#sameForAll.get(field.name) ?? this.#readOne(field);
		return readEachField(this.#fields, readOne, read);
	}

	#readOne(field: INodeProperties): FieldRead {
		const one = tryToRead(field, this.#exceptions, this.#source);
		if (!holdsExpression(this.#source.stored[field.name])) this.#sameForAll.set(field.name, one);
		return one;
	}
}

function tryToRead(
	field: INodeProperties,
	exceptions: FieldExceptions,
	source: FieldSource,
): FieldRead {
	try {
		return { value: readField(field, exceptions, source) };
	} catch (error) {
		return { error };
	}
}

/** At whatever depth. */
function holdsExpression(stored: unknown): boolean {
	if (typeof stored === 'string') return stored.startsWith('=');
	if (typeof stored !== 'object' || stored === null) return false;
	return Object.values(stored).some(holdsExpression);
}

function readField(
	field: INodeProperties,
	exceptions: FieldExceptions,
	{ valueOf, stored, timeZone }: FieldSource,
): unknown {
	// n8n keeps no value for a field that is not shown: its default stands for it.
	if (!(field.name in stored)) return valueInDefault(field);
	const wasAdded = exceptions.filters?.includes(field.name) ?? false;
	const readOptions = { ...exceptions, timeZone, stored: stored[field.name], wasAdded };
	return readValue(field, labelOf(field), valueOf(field), readOptions);
}

/**
 * What stands in a field's `options`: n8n has one type for all of it, and which it is, the type of the
 * field says.
 */
function optionsOf(field: INodeProperties, type: 'options' | 'multiOptions'): readonly Choice[];
function optionsOf(field: INodeProperties, type: 'collection'): readonly INodeProperties[];
function optionsOf(
	field: INodeProperties,
	type: 'fixedCollection',
): readonly INodePropertyCollection[];
function optionsOf({ options = [] }: INodeProperties): readonly object[] {
	return options;
}

/** The same for all items of a list. */
const mergedFields = new WeakMap<readonly INodeProperties[], INodeProperties[]>();

/**
 * A field may be described several times, for different cases: any of its choices may be in use. The last
 * reads them all; the default of the first counts where nothing is stored.
 */
function mergedByName(fields: readonly INodeProperties[]): INodeProperties[] {
	const known = mergedFields.get(fields);
	if (known) return known;
	const merged = new Map<string, INodeProperties>();
	for (const field of fields.filter(({ type }) => type !== 'notice')) {
		merged.set(field.name, withChoicesOf(merged.get(field.name), field));
	}
	mergedFields.set(fields, [...merged.values()]);
	return [...merged.values()];
}

function withChoicesOf(before: INodeProperties | undefined, field: INodeProperties) {
	if (!before) return field;
	const merged = { ...field, default: before.default };
	const known = optionsOf(before, 'options');
	if (known.length === 0) return merged;
	const isNew = ({ value }: Choice) => !known.some((one) => one.value === value);
	return { ...merged, options: [...known, ...optionsOf(field, 'options').filter(isNew)] };
}

function valueInDefault({ type, default: unset }: INodeProperties): unknown {
	const value: unknown = unset;
	return type === 'resourceLocator' && isPlainRecord(value) ? value.value : value;
}

function readValue(
	field: INodeProperties,
	label: string,
	given: unknown,
	readOptions: ReadOptions,
): unknown {
	const value = field.type === 'resourceLocator' ? chosenIn(given) : given;
	if (readOptions.asGiven?.includes(field.name)) return value;
	const isList = field.type === 'multiOptions' || readOptions.takesLists?.includes(field.name);
	const isNothing = isEmpty(value) || (isList && Array.isArray(value) && value.every(isEmpty));
	if (isNothing && isLeftOut(field, readOptions)) return isList ? [] : LEFT_OUT[field.type];
	switch (field.type) {
		case 'boolean':
			return booleanParam(label, value);
		case 'number':
			return numberParam(label, value, limitsOf(field));
		case 'options':
			return enumParam(label, value, optionsOf(field, 'options'));
		case 'multiOptions': {
			const takesOthers = readOptions.takesOthers?.includes(field.name);
			const choices = optionsOf(field, 'multiOptions');
			return filled(enumListParam(label, value, choices, takesOthers), label, readOptions);
		}
		case 'dateTime':
			return dateTimeParam(label, value, readOptions.timeZone);
		case 'string':
			return filled(
				isList ? textListParam(label, value) : textParam(label, value),
				label,
				readOptions,
			);
		case 'resourceLocator':
			return filled(textParam(label, value), label, readOptions);
		case 'collection':
			return readCollection(optionsOf(field, 'collection'), label, value, readOptions);
		case 'fixedCollection':
			return readGroups(field, label, value, readOptions);
		default:
			return value;
	}
}

/**
 * What was chosen from a list or entered. n8n takes it out of what it stores by itself, but not where the
 * field stands in a block.
 */
function chosenIn(given: unknown): unknown {
	return isPlainRecord(given) && 'mode' in given && 'value' in given ? given.value : given;
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
function isLeftOut({ name, type }: INodeProperties, readOptions: ReadOptions): boolean {
	if (readOptions.mayBeEmpty?.includes(name)) return true;
	// A model has no other way to say that it needs none: of both directions, it cannot choose both.
	if (type === 'options') return readOptions.wasAdded && isForModel(readOptions.stored);
	if (!(type in LEFT_OUT)) return false;
	return (
		!readOptions.wasAdded || !isExpression(readOptions.stored) || isForModel(readOptions.stored)
	);
}

function isExpression(stored: unknown): boolean {
	if (Array.isArray(stored)) return stored.some(isExpression);
	// A list to choose from keeps it beside how it was chosen.
	if (isPlainRecord(stored)) return isExpression(stored.value);
	return typeof stored === 'string' && stored.startsWith('=');
}

const isForModel = (stored: unknown) => /\$fromAI\s*\(/i.test(JSON.stringify(stored) ?? '');

/** A text of blanks, a list of empty texts: for one that was added that is nothing, too. */
function filled<T extends string | string[]>(value: T, label: string, readOptions: ReadOptions): T {
	const isFilled = typeof value === 'string' ? value.trim() !== '' : value.length > 0;
	if (isFilled || !readOptions.wasAdded || !isExpression(readOptions.stored)) return value;
	if (isForModel(readOptions.stored)) return value;
	const reason = 'its expression gives nothing. Correct the expression, or remove the field';
	throw emptyInput(label, reason);
}

function readCollection(
	fields: readonly INodeProperties[],
	label: string,
	value: unknown,
	readOptions: ReadOptions,
): Record<string, unknown> {
	if (!isPlainRecord(value)) throw unusableInput(label, value, 'it is no block of fields');
	const stored = isPlainRecord(readOptions.stored) ? readOptions.stored : {};
	return readEach(fields, value, readOptions, (field, one) =>
		readValue(field, labelOf(field), one, {
			...readOptions,
			stored: stored[field.name],
			wasAdded: true,
		}),
	);
}

/** A group of fields, or several of it in a list. */
function readGroups(
	field: INodeProperties,
	label: string,
	value: unknown,
	readOptions: ReadOptions,
): unknown {
	// What is no group at all is for the operation to judge, as is one that is not there.
	if (!isPlainRecord(value)) return value;
	const groups = optionsOf(field, 'fixedCollection');
	const readGroup = (fields: readonly INodeProperties[], group: unknown) => {
		if (!isPlainRecord(group)) return group;
		return readEach(fields, group, readOptions, (inner, one) =>
			readValue(inner, `${label} > ${labelOf(inner)}`, one, { ...readOptions, wasAdded: false }),
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
	const known = mergedByName(fields);
	for (const [name, value] of Object.entries(values)) {
		const field = known.find((one) => one.name === name);
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
