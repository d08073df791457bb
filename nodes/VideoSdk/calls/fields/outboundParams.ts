import {
	parseDestination,
	type Destination,
	type ParseOptions,
} from '../../../../telephony/phoneNumber.ts';
import { isRecord } from '../../../../videosdk/wire.ts';
import { decoded, IS_SIP } from '../../../../telephony/sipUri.ts';
import { emptyInput, invalidInput, missingInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { textOrDateParam } from '../../fields/fieldValues.ts';
import { assertSafeText, safeText } from '../../fields/safeText.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import type { Pace } from '../../time/pool.ts';
import type { outboundFields } from './outboundFields.ts';
import { DEFAULT_CALLS_AT_ONCE } from './outboundOptions.ts';

/** What one item of "Outbound SIP Call" says. */
export type OutboundParams = ParamsOf<typeof outboundFields>;

/** What stands among the options since version 1.1 of the node, and beside the other fields in version 1. */
const IN_OPTIONS = [
	...(['from', 'displayName', 'participantId'] as const),
	...(['agentId', 'agentVersionId', 'agentVariables'] as const),
	...(['waitLimit', 'waitHow'] as const),
];

/** Those that were added, for where they are read. n8n hands on none that a node does not show. */
export function fieldsInOptions(options: OutboundParams['options'] = {}): Partial<OutboundParams> {
	const added = IN_OPTIONS.filter((name) => options[name] !== undefined);
	return Object.fromEntries(added.map((name) => [name, options[name]]));
}

/** What of the "Safety" block says how numbers are read; an expression may give anything. */
interface Numbers {
	safety: { defaultCountry?: unknown; allowNumbers?: unknown };
}

/** Whom an item wants to be called. */
export interface ReadDestination {
	/** As the item has it. */
	given: string;
	destination: Destination;
}

/**
 * Reads whom to call: once for each item, as that takes longer than all else.
 *
 * @param callThrough where it is known: only a trunk, and a transfer, take SIP URIs
 */
export function readDestination({
	to,
	safety,
	callThrough = 'trunk',
}: Numbers & Pick<OutboundParams, 'to'> & { callThrough?: string }): ReadDestination {
	const given = fieldText(to);
	const reading = { ...parseOptionsOf(safety), numbersOnly: callThrough !== 'trunk' };
	return { given, destination: parseDestination(given, reading) };
}

/**
 * What is dialed. Emergency numbers are read as well: the call policy refuses them for what they are.
 *
 * @param field where the number stands
 * @returns E.164, a SIP URI, or an emergency number
 * @throws Failure when the text is neither a phone number nor a SIP URI
 */
export function addressOf({ given, destination }: ReadDestination, field = 'To'): string {
	if (destination.kind !== 'invalid') return destination.address;
	if (destination.emergencyNumber !== undefined) return destination.emergencyNumber;
	if (given.trim() === '') {
		throw emptyInput(field, 'enter a number, or an expression that finds one in each item');
	}
	throw invalidInput(field, given, destination.reason);
}

/**
 * What is dialed, where VideoSDK documents phone numbers alone.
 *
 * @param reason why nothing else can be called
 * @throws Failure when the text is no phone number
 */
export function phoneNumberOf(to: ReadDestination, reason: string): string {
	const address = addressOf(to);
	if (/^\+?\d+$/.test(address)) return address;
	throw invalidInput('To', to.given, reason);
}

/** What would end the name or number that stands before it in a SIP header. */
const NOT_IN_CALLER_ID = /[<>";\\]/;

/**
 * A caller ID may be written like any number; what is no number is the carrier's to judge.
 *
 * @throws Failure for what would be more in a SIP header than a caller ID
 */
export function callerId({ from, safety }: Numbers & Pick<OutboundParams, 'from'>): string {
	const written = safeText('Caller ID', from);
	const parsed = parseDestination(written, parseOptionsOf(safety));
	if (parsed.kind !== 'invalid') return parsed.address;
	if (IS_SIP.test(written)) throw invalidInput('Caller ID', written, parsed.reason);
	assertSafeText('Caller ID', decoded(written));
	// A carrier may know a number that no plan has.
	if (/^\+[\d\s().-]+$/.test(written)) return written.replace(/[\s().-]/g, '');
	if (!NOT_IN_CALLER_ID.test(written)) return written;
	throw invalidInput(
		'Caller ID',
		written,
		'it has a character that no caller ID has: < > " ; or \\',
	);
}

/** How numbers are read, by the "Safety" block. */
export function parseOptionsOf(safety: Numbers['safety']): ParseOptions {
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
export function optional(key: string, value: string): Record<string, string> {
	return value === '' ? {} : { [key]: value };
}

/** How fast calls are placed, where an item sets the pace for all. */
export function paceOf({ maxCallsAtOnce, callsPerSecond }: OutboundParams['options']): Pace {
	return { atOnce: maxCallsAtOnce ?? DEFAULT_CALLS_AT_ONCE, perSecond: callsPerSecond ?? 0 };
}

/**
 * @returns undefined without the option; an empty text where the option is there and holds nothing
 * @throws Failure for what is no name of one thing: of a rounded number, others have the same digits
 */
export function deduplicationKeyOf(
	options: Pick<OutboundParams['options'], 'deduplicationKey'>,
): string | undefined {
	if (!('deduplicationKey' in options)) return undefined;
	return textOrDateParam('Deduplication Key', options.deduplicationKey).trim();
}
