import { readIsoMoment } from '../../../telephony/isoMoment.ts';
import type { JsonObject } from '../../../telephony/isRecord.ts';
import { emptyInput, invalidInput, unusableInput, type Failure } from '../errors/failure.ts';

// What an expression, a model or a form gives a field, one function for each kind of field. n8n hands
// it on as it is: a blank behind an expression makes a text of a switch, and models send texts for all.
// n8n's own check of types (`validateType`) takes true, lists and dates for numbers, and refuses "true "
// for a switch.

/** One of the choices that a field offers. */
export interface Choice {
	/** As the editor shows it. */
	name: string;
	/** As workflows store it. */
	value: string;
}

export interface NumberLimits {
	least?: number;
	most?: number;
	/** Whether it may have a fraction. */
	isFraction?: boolean;
}

/** Nothing that could be read: no value, or a text without a character in it. */
export function isEmpty(value: unknown): boolean {
	return (
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '')
	);
}

/** What a switch says. Throws a Failure for anything but true and false, be they texts. */
export function booleanParam(field: string, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
	if (word === 'true' || word === 'false') return word === 'true';
	throw unusable(field, value, 'it must be true or false');
}

/** Which of its choices a field has: by the word that is stored or the one that is shown, in any case. */
export function enumParam(field: string, value: unknown, choices: readonly Choice[]): string {
	const found = chosen(value, choices);
	if (found !== undefined) return found;
	throw unusable(field, value, `it must be ${choicesInWords(choices)}`);
}

/**
 * All choices that a field has, in a list or a text with commas.
 *
 * @param takesOthers whether it may name what is not offered
 */
export function enumListParam(
	field: string,
	value: unknown,
	choices: readonly Choice[],
	takesOthers = false,
): string[] {
	return textListParam(field, value).map((text) => {
		const found = chosen(text, choices);
		if (found !== undefined || takesOthers) return found ?? text;
		throw unusable(field, text, `it must be ${choicesInWords(choices)}`);
	});
}

/** 1.000 or 1.500: a thousand and more in half of Europe. A number that became a text has no such zero. */
const MAY_BE_THOUSANDS = /^[1-9]\d{0,2}\.\d\d0$/;

/** A number, or a text of its digits. */
export function numberParam(
	field: string,
	value: unknown,
	{ least = 0, most = Infinity, isFraction = false }: NumberLimits,
): number {
	const text = ['string', 'number', 'bigint'].includes(typeof value) ? String(value).trim() : '';
	// A spreadsheet writes 45 as 45.0.
	const pattern = isFraction ? /^\d+(\.\d+)?$/ : /^\d+(\.0+)?$/;
	const isUnclear = MAY_BE_THOUSANDS.test(text);
	const number = pattern.test(text) && !isUnclear ? Number(text) : NaN;
	// A longer one is rounded: it is not the number that was meant.
	if (number >= least && number <= Math.min(most, Number.MAX_SAFE_INTEGER)) return number;
	const range = most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
	const reason = `it must be a ${isFraction ? '' : 'whole '}number, ${range}`;
	const why = 'A dot may stand before a fraction, or between thousands: write it without';
	throw unusable(field, value, isUnclear ? `${reason}. ${why}` : reason);
}

/** What n8n makes of an object with a blank or a text beside its expression: of any, the same. */
const OBJECT_AS_TEXT = '[object Object]';

/** A text, or the digits of a number. Empty where nothing came. */
export function textParam(field: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') {
		if (!value.includes(OBJECT_AS_TEXT)) return value;
		const reason =
			'its expression has made this text of an object. Name the one value that is meant';
		throw unusable(field, value, reason);
	}
	if (typeof value === 'bigint') return String(value);
	if (typeof value !== 'number') throw unusable(field, value, 'it must be a text or a number');
	if (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) {
		return String(value);
	}
	throw unusable(
		field,
		value,
		Number.isFinite(value)
			? 'a number as long as this is rounded, so that its last digits are lost. Give it as a text'
			: 'it must be a text or a number',
	);
}

/** The same, where a moment is meant as the text that ISO 8601 has for it. */
export function textOrDateParam(field: string, value: unknown): string {
	return isoText(value) ?? textParam(field, value);
}

/** Texts in a list, or in one text with commas between. Those without a character are left out. */
export function textListParam(field: string, value: unknown): string[] {
	const given = listWithin(value);
	const entries: unknown[] = Array.isArray(given) ? given : textParam(field, given).split(',');
	return entries.map((entry) => textParam(field, entry).trim()).filter((text) => text !== '');
}

/** A list that came as the text of it, as models send lists; all else as it is. */
export function listWithin(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*\[.*\]\s*$/s.test(value)) return value;
	try {
		const list: unknown = JSON.parse(value);
		return list;
	} catch {
		return value;
	}
}

/** A moment as ISO 8601 in UTC; what names no time zone is meant in that of the workflow. */
export function dateTimeParam(field: string, value: unknown, timeZone: string): string {
	const text = isoText(value) ?? (typeof value === 'string' ? value : '');
	const at = readIsoMoment(text, timeZone);
	if (at !== undefined) return new Date(at).toISOString();
	throw unusable(
		field,
		value,
		'it is no date as ISO 8601 has it. Use one such as 2026-01-31, 2026-01-31T09:00 or 2026-01-31T09:00:00Z',
	);
}

/** An object with names in it: no list, no date, no map. */
export function isPlainRecord(value: unknown): value is JsonObject {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return isOfKind(value, 'Object') && isoText(value) === undefined;
}

/** Of JavaScript's dates, and of Luxon's, which n8n's expressions make. */
function isoText(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	if (isDate(value)) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	if (!('toISO' in value) || typeof value.toISO !== 'function') return undefined;
	const text: unknown = value.toISO();
	return typeof text === 'string' ? text : undefined;
}

/** Expressions may run in a realm of their own, whose `Date` is another one. */
const isDate = (value: object): value is Date => isOfKind(value, 'Date');
const isOfKind = (value: object, kind: string) =>
	Object.prototype.toString.call(value) === `[object ${kind}]`;

function chosen(value: unknown, choices: readonly Choice[]): string | undefined {
	if (typeof value !== 'string') return undefined;
	if (choices.some((one) => one.value === value)) return value;
	const isIt = (one: string) => withoutBlanks(one) === withoutBlanks(value);
	return (choices.find((one) => isIt(one.value)) ?? choices.find(({ name }) => isIt(name)))?.value;
}

/** "Keep Running" was shown for "keepRunning" once, and may stand in somebody's column. */
const withoutBlanks = (text: string) => text.replace(/\s/g, '').toLowerCase();

const MOST_NAMED = 25;

function choicesInWords(choices: readonly Choice[]): string {
	if (choices.length > MOST_NAMED) {
		const [{ name, value }] = choices;
		return `one that the field offers, such as ${value} or ${name}`;
	}
	const names = choices.map(({ name }) => name);
	return [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' or ');
}

function unusable(field: string, value: unknown, reason: string): Failure {
	if (isEmpty(value)) return emptyInput(field, reason);
	if (['string', 'number', 'boolean', 'bigint'].includes(typeof value)) {
		return invalidInput(field, String(value), reason);
	}
	const iso = isoText(value);
	return unusableInput(field, iso === undefined ? value : new Date(iso), reason);
}
