import { parseDestination } from '../../../../protocol/phoneNumber.ts';
import type { ParamsOf } from '../../engine/defineOperation.ts';
import { invalidInput, missingInput } from '../../engine/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { outboundFields } from './outboundFields.ts';

/** What one item of "Outbound SIP Call" says. */
export type OutboundParams = ParamsOf<typeof outboundFields>;

/** @throws Failure when the text is neither a phone number nor a SIP URI */
export function destination(to: unknown): string {
	const parsed = parseDestination(fieldText(to));
	if (parsed.kind !== 'invalid') return parsed.address;
	throw invalidInput('To', fieldText(to), parsed.reason);
}

/** A caller ID may be written like any number; what is no number is the carrier's to judge. */
export function callerId(from: unknown): string {
	const parsed = parseDestination(fieldText(from));
	return parsed.kind === 'invalid' ? fieldText(from) : parsed.address;
}

/** @throws Failure when the field is empty */
export function required(field: string, value: unknown): string {
	if (fieldText(value) !== '') return fieldText(value);
	throw missingInput(field);
}

/** A part of a body, or nothing of it when the value is empty. */
export function optional<K extends string>(key: K, value: string): Partial<Record<K, string>> {
	return value === '' ? {} : ({ [key]: value } as Partial<Record<K, string>>);
}
