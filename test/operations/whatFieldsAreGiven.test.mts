import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { INodeProperties } from 'n8n-workflow';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { TRIGGER_FIELD_EXCEPTIONS } from '../../nodes/VideoSdk/trigger/readTriggerFields.ts';
import { triggerFields } from '../../nodes/VideoSdk/trigger/triggerFields.ts';
import { fieldsAsRead, type Described } from '../support/fieldsAsRead.mts';

// Every field of every operation, those that will be added later too: whatever n8n hands it, it is read
// as the kind of the field says, or the item fails and the field is named.

const { DateTime } = createRequire(createRequire(import.meta.url).resolve('n8n-workflow'))(
	'luxon',
) as { DateTime: { fromISO(text: string, options: object): object } };

const REFUSED = Symbol('an error that names the field');
/** Counts as left out where the field may be; in others an error. */
const NOTHING = Symbol('nothing');

/** What each kind of field makes of a value; what is not told is refused. */
interface Row {
	came: string;
	value: unknown;
	switch?: boolean | typeof NOTHING;
	number?: number | typeof NOTHING;
	text?: string;
	moment?: string | typeof NOTHING;
	texts?: string[];
}

const date = new Date(Date.UTC(2026, 0, 31, 9));
const luxon = DateTime.fromISO('2026-01-31T10:00', { zone: 'Europe/Oslo' });
const nothing: Omit<Row, 'came' | 'value'> = {
	...{ switch: NOTHING, number: NOTHING, text: '', moment: NOTHING, texts: [] },
};
const isText = (value: string) => ({ came: JSON.stringify(value), value, text: value });
const word = (value: string) => ({ ...isText(value), texts: [value.trim()] });

const ROWS: Row[] = [
	{ came: 'undefined', value: undefined, ...nothing },
	{ came: 'null', value: null, ...nothing },
	{ came: 'an empty text', value: '', ...nothing },
	{ came: 'a text of blanks', value: ' \n ', ...nothing, text: ' \n ' },
	{ came: 'true', value: true, switch: true },
	{ came: 'false', value: false, switch: false },
	{ ...word('true'), switch: true },
	{ ...word(' TRUE\n'), switch: true },
	{ ...word('false '), switch: false },
	{ ...word('\u00A0False'), switch: false },
	...['yes', 'on', 'null', 'undefined', 'soon', '{"a":1}', 'NaN'].map(word),
	...['4 5', '1e3', '0x10', '0b11', '-45', '+45', '45,5', '1.000,5', '45s', 'Infinity', '４５'].map(
		(text) => ({ ...isText(text), texts: text.split(',') }),
	),
	{ ...word('45'), number: 45 },
	{ ...word(' 45 '), number: 45 },
	{ ...word('45\r\n'), number: 45 },
	{ ...word('45.0'), number: 45 },
	{ ...word('045'), number: 45 },
	word('45.5'),
	...['[object Object]', 'key-[object Object] '].map((value) => ({ came: value, value })),
	// A thousand, or one: nobody can say.
	...['1.000', '45.000', '1.500'].map(word),
	{ ...word('1000.000'), number: 1000 },
	{ came: '45.5', value: 45.5, text: '45.5', texts: ['45.5'] },
	{ came: '45', value: 45, number: 45, text: '45', texts: ['45'] },
	{ came: '45n', value: 45n, number: 45, text: '45', texts: ['45'] },
	{ came: '-45', value: -45, text: '-45', texts: ['-45'] },
	{ came: 'a long number', value: Number('12345678901234567890') },
	{ came: '1e21', value: 1e21 },
	{ came: 'NaN', value: NaN },
	{ came: 'Infinity', value: Infinity },
	{ came: 'an empty list', value: [], texts: [] },
	{ came: 'a list of a text', value: ['x'], texts: ['x'] },
	{ came: 'a list of a number', value: [45], texts: ['45'] },
	{ came: 'a list of texts', value: ['x', ' y '], texts: ['x', 'y'] },
	{ came: 'a list of a switch', value: [true] },
	{ came: 'a list of null', value: [null], texts: [] },
	{ came: 'a list within a list', value: [['x']] },
	{ came: 'a list of an object', value: [{ value: 'x' }] },
	{ came: 'an object', value: {} },
	{ came: 'an object of an id', value: { id: 45, value: '45' } },
	{ came: 'a date', value: date, moment: '2026-01-31T09:00:00.000Z' },
	{ came: 'a date of Luxon', value: luxon, moment: '2026-01-31T09:00:00.000Z' },
	{ came: 'a date that is none', value: new Date(NaN) },
	{ came: 'a list of a date', value: [date] },
	{ came: 'a function', value: () => true },
	{ came: 'a pattern', value: /x/ },
	{ came: 'a map', value: new Map([['x', 1]]) },
	{ ...word('2026-01-31T09:00:00Z'), moment: '2026-01-31T09:00:00.000Z' },
	{ ...word(' 2026-01-31T09:00:00.000+01:00 '), moment: '2026-01-31T08:00:00.000Z' },
	{ ...word('2026-01-31'), moment: '2026-01-31T05:00:00.000Z' },
	{ ...word('2026-07-31T09:00'), moment: '2026-07-31T13:00:00.000Z' },
	...['04.01.2099', '01/04/2027', '2027-1-4 8:00', 'day 5', 'Jan 4, 2027', '2026-02-30'].map(
		(text) => ({ ...isText(text), texts: text.split(',').map((part) => part.trim()) }),
	),
	...['2026', '1795829006522', 'now', '2026-W05', '24:00'].map((text) => ({
		...word(text),
		...(/^\d+$/.test(text) ? { number: Number(text) } : {}),
	})),
];

/** Pairs of a name and a value are read together. */
const isInGroups = ({ field }: Place) =>
	field.type === 'fixedCollection' && !field.typeOptions?.multipleValues;

interface Place {
	/** As messages name it. */
	label: string;
	field: INodeProperties;
	/** Puts a value there. */
	holding(value: unknown): Record<string, unknown>;
	/** What was read there. */
	readIn(read: Record<string, unknown>): unknown;
}

const labelOf = ({ displayName }: INodeProperties) => displayName.replace(/ \(.*\)$/, '');
const at = (value: unknown, name: string) => (value as Record<string, unknown>)[name];

function placesOf(fields: readonly INodeProperties[]): Place[] {
	return fields.flatMap((field) => {
		const { name, type, options = [] } = field;
		const place: Place = {
			label: labelOf(field),
			field,
			holding: (value) => ({ [name]: value }),
			readIn: (read) => at(read, name),
		};
		if (type !== 'collection') return [place];
		return placesOf(options as INodeProperties[])
			.flatMap((inner) => (isInGroups(inner) ? groupsOf(inner) : inner))
			.map((inner) => ({
				...inner,
				holding: (value) => ({ [name]: inner.holding(value) }),
				readIn: (read) => inner.readIn(at(read, name) as Record<string, unknown>),
			}));
	});
}

function groupsOf({ field, label }: Place): Place[] {
	type Group = { name: string; values: INodeProperties[] };
	return (field.options as Group[]).flatMap((group) =>
		placesOf(group.values).map((inner) => ({
			...inner,
			label: `${label} > ${inner.label}`,
			holding: (value) => ({ [field.name]: { [group.name]: inner.holding(value) } }),
			readIn: (read) =>
				inner.readIn(at(at(read, field.name), group.name) as Record<string, unknown>),
		})),
	);
}

const described: Array<[string, Described]> = [
	...operations.map((one): [string, Described] => [`${one.resource}: ${one.option.name}`, one]),
	['VideoSDK Trigger', { fields: triggerFields, exceptions: TRIGGER_FIELD_EXCEPTIONS }],
];

/** What the operation reads itself has tests of its own. */
const isGivenOn = ({ exceptions }: Described, { field }: Place) =>
	['notice', 'hidden', 'json', 'workflowSelector', 'collection', 'fixedCollection'].includes(
		field.type,
	) || Boolean(exceptions?.asGiven?.includes(field.name));

describe.each(described)('%s', (_name, operation) => {
	const { exceptions = {} } = operation;
	const places = placesOf(operation.fields);
	/** A field that an operation has twice may have any of the choices of both. */
	const choicesAt = ({ field }: Place) =>
		places
			.filter((one) => one.field.name === field.name && one.label === labelOf(field))
			.flatMap((one) => (one.field.options ?? []) as Array<{ name: string; value: string }>);

	function expected(place: Place, row: Row): unknown {
		const { type, name } = place.field;
		const isOneOf = (names?: readonly string[]) => Boolean(names?.includes(name));
		const orLeftOut = (value: unknown) => {
			if (value !== NOTHING) return value;
			return isOneOf(exceptions.mayBeEmpty) ? undefined : REFUSED;
		};
		if (type === 'boolean') return orLeftOut(row.switch ?? REFUSED);
		if (type === 'number') return orLeftOut(numberFor(place.field, row));
		if (type === 'options') return orLeftOut(row.switch === NOTHING ? NOTHING : REFUSED);
		if (type === 'dateTime') return row.moment === NOTHING ? '' : (row.moment ?? REFUSED);
		const takesLists = isOneOf(exceptions.takesLists) && type === 'string';
		if (takesLists) return row.texts ?? REFUSED;
		if (type === 'multiOptions') {
			const isNone = row.texts?.length === 0;
			return isNone || isOneOf(exceptions.takesOthers) ? (row.texts ?? REFUSED) : REFUSED;
		}
		return row.text === ' \n ' ? '' : (row.text ?? REFUSED);
	}

	function numberFor({ typeOptions = {} }: INodeProperties, { value, number }: Row) {
		const { maxValue = Infinity, numberPrecision } = typeOptions;
		if (typeof number === 'number' && number > maxValue) return REFUSED;
		return number ?? (numberPrecision !== 0 && String(value) === '45.5' ? 45.5 : REFUSED);
	}

	const read = places.filter((place) => !isGivenOn(operation, place));

	test.each(read)('$label', (place) => {
		for (const row of ROWS) {
			const attempt = () =>
				place.readIn(
					fieldsAsRead(operation, place.holding(row.value), { timeZone: 'America/New_York' }),
				);
			const wanted = expected(place, row);
			if (wanted !== REFUSED) {
				expect([row.came, attempt()]).toEqual([row.came, wanted]);
				continue;
			}
			const failure = failureOf(attempt);
			expect([row.came, failure?.message]).toEqual([
				row.came,
				expect.stringContaining(`"${place.label}" is `),
			]);
			expect(failure?.facts).toMatchObject({ code: 'invalidInput', callMayExist: false });
		}
	});

	test.each(read.filter(({ field }) => ['options', 'multiOptions'].includes(field.type)))(
		'$label takes each of its choices by the word that is stored and by the one that is shown, in any case',
		(place) => {
			const isList = place.field.type === 'multiOptions';
			for (const { name, value } of choicesAt(place)) {
				for (const given of [value, name, ` ${value.toUpperCase()}\n`, `${name.toLowerCase()} `]) {
					const found = place.readIn(fieldsAsRead(operation, place.holding(given)));
					// A name with a comma in it is several in a text.
					if (isList && given.includes(',')) continue;
					expect([given, found]).toEqual([given, isList ? [value] : value]);
				}
			}
		},
	);

	const expression = (place: Place) => ({ stored: place.holding('={{ $json.x }}') });

	test.each(read.filter(({ field }) => isAddedText(places, field)))(
		'$label: an expression that gives nothing is an error, a field that was left empty is none',
		(place) => {
			for (const value of [undefined, null, '', ' ', [], [null], ['']]) {
				const failure = failureOf(() =>
					fieldsAsRead(operation, place.holding(value), expression(place)),
				);
				const mayBeEmpty = exceptions.mayBeEmpty?.includes(place.field.name);
				const takesList = place.field.type === 'multiOptions' || !Array.isArray(value);
				const isRead = mayBeEmpty && takesList;
				const words = expect.stringMatching(`"${place.label}" is (empty|a list)`);
				expect([value, failure?.message]).toEqual([value, isRead ? undefined : words]);
			}
			expect(() => fieldsAsRead(operation, place.holding(''))).not.toThrow();
		},
	);

	test.each(read.filter(({ field }) => isAddedText(places, field)))(
		'$label: a model may leave it open',
		(place) => {
			const stored = place.holding("={{ $fromAI('x', '', 'string') }}");
			for (const value of [undefined, null, '', ' ']) {
				const found = fieldsAsRead(operation, place.holding(value), { stored });
				expect(place.readIn(found) ?? '').toHaveLength(0);
			}
		},
	);
});

/** Of those that can be added: a text, a list or a moment that counts as left out when it is empty. */
function isAddedText(places: Place[], field: INodeProperties): boolean {
	const place = places.find((one) => one.field === field);
	const isAdded = place !== undefined && Object.keys(place.holding(1))[0] !== field.name;
	const isInRow = place?.label.includes(' > ') ?? false;
	return isAdded && !isInRow && ['string', 'dateTime', 'multiOptions'].includes(field.type);
}

function failureOf(attempt: () => unknown): Failure | undefined {
	try {
		attempt();
		return undefined;
	} catch (error) {
		if (error instanceof Failure) return error;
		throw error;
	}
}

test.each(described)('%s: a block of fields that is none is an error', (_name, operation) => {
	for (const { name, type, displayName } of operation.fields) {
		if (type !== 'collection') continue;
		for (const value of [null, undefined, 'x', 45, [], ['x'], true, date]) {
			const attempt = () => fieldsAsRead(operation, { [name]: value });
			expect(attempt).toThrow(`"${displayName}" is `);
		}
	}
});

test('what is not shown is as if it was never touched', () => {
	for (const [, operation] of described) {
		const read = fieldsAsRead(operation, {});
		const isFirst = ({ name }: INodeProperties, index: number) =>
			operation.fields.findIndex((field) => field.name === name) === index;
		for (const { name, type, default: unset } of operation.fields.filter(isFirst)) {
			if (type !== 'notice' && type !== 'resourceLocator') expect(read[name]).toEqual(unset);
			if (type === 'resourceLocator') expect(read[name]).toBe('');
		}
	}
});
