import { parseDestination, type Reading } from '../../../../telephony/phoneNumber.ts';
import { isRecord } from '../../../../videosdk/wire.ts';
import { decoded, IS_SIP } from '../../../../telephony/sipUri.ts';
import type { ParamsOf } from '../../engine/defineOperation.ts';
import { invalidInput, missingInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { checked, safeText } from '../../fields/safeText.ts';
import type { outboundFields } from './outboundFields.ts';

/** What one item of "Outbound SIP Call" says. */
export type OutboundParams = ParamsOf<typeof outboundFields>;

type Numbers = { safety: Pick<OutboundParams['safety'], 'allowNumbers' | 'defaultCountry'> };

/**
 * Whom to call. Emergency numbers are read as well: numberRules.ts refuses them for what they are.
 *
 * @param field where the number stands
 * @throws Failure when the text is neither a phone number nor a SIP URI
 */
export function destination(
	{ to, safety }: Numbers & Pick<OutboundParams, 'to'>,
	field = 'To',
): string {
	const parsed = parseDestination(fieldText(to), readingOf(safety));
	if (parsed.kind !== 'invalid') return parsed.address;
	if (parsed.emergencyNumber !== undefined) return parsed.emergencyNumber;
	throw invalidInput(field, fieldText(to), parsed.reason);
}

/** What would end the name or number that stands before it in a SIP header. */
const NOT_IN_CALLER_ID = /[<>";\\]/;

/**
 * A caller ID may be written like any number; what is no number is the carrier's to judge.
 *
 * @throws Failure for what would be more in a SIP header than a caller ID
 */
export function callerId({ from, safety }: Numbers & Pick<OutboundParams, 'from'>): string {
	const written = safeText('From', from);
	const parsed = parseDestination(written, readingOf(safety));
	if (parsed.kind !== 'invalid') return parsed.address;
	if (IS_SIP.test(written)) throw invalidInput('From', written, parsed.reason);
	checked('From', decoded(written));
	// A carrier may know a number that no plan has.
	if (/^\+[\d\s().-]+$/.test(written)) return written.replace(/[\s().-]/g, '');
	if (!NOT_IN_CALLER_ID.test(written)) return written;
	throw invalidInput('From', written, 'it has a character that no caller ID has: < > " ; or \\');
}

/** How numbers are read, by the "Safety" block. */
export function readingOf(safety: Numbers['safety']): Reading {
	// Given by an expression, it could be anything, and its rules would be nowhere.
	if (!isRecord(safety)) throw invalidInput('Safety', fieldText(safety), 'it is no block of rules');
	const defaultCountry = fieldText(safety.defaultCountry) || undefined;
	return { defaultCountry, shortNumbers: listOf(safety.allowNumbers).includes('emergency') };
}

/** An expression may give a list, or a text with commas. */
export function listOf(value: unknown): string[] {
	const texts: unknown[] = Array.isArray(value) ? value : fieldText(value).split(',');
	return texts.map(fieldText).filter((text) => text !== '');
}

/** @throws Failure when the field is empty, or has a line break in it */
export function required(field: string, value: unknown): string {
	const text = safeText(field, value);
	if (text !== '') return text;
	throw missingInput(field);
}

/** A part of a body, or nothing of it when the value is empty. */
export function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
	return value === '' ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}
