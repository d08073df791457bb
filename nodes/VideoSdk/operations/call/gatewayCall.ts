import type { IDataObject } from 'n8n-workflow';
import { callTimeoutSeconds } from '../../../../protocol/requestTimeout.ts';
import { invalidInput, missingInput, unusableInput } from '../../engine/failure.ts';
import { isPlainRecord } from '../../engine/fieldValues.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { checked, safeText } from '../../fields/safeText.ts';
import type { ApiRequest } from '../../transport/send.ts';
import { callerId, destination, required, type OutboundParams } from './outboundParams.ts';

/**
 * A call through a gateway or routing rule (server SDK, `sip.ts`, `SipCallsResource.create`; docs page
 * "Make Outbound Call").
 */
export function gatewayCallRequest(params: OutboundParams): ApiRequest {
	const { options } = params;
	const { waitUntilAnswered, ringTimeout, maxCallDuration } = options;
	return {
		method: 'POST',
		path: '/v2/sip/call',
		body: withoutUndefined({
			...lineFields(params),
			waitUntilAnswered,
			ringingTimeout: ringTimeout,
			maxCallDuration,
			// The engine adds the key by which the call is found again.
			metadata: entries(options.metadata, 'entry', 'key', 'Metadata'),
			participant: participantOf(params),
			...additionalFields(options.additionalFields),
			sipCallTo: phoneNumber(params),
			sipCallFrom: callerNumber(params),
			destinationRoomId: roomOf(params),
		}),
		timeoutSeconds: callTimeoutSeconds(waitUntilAnswered ?? false, ringTimeout),
	};
}

/** What the call goes out through, and what VideoSDK reads of a request for that alone. */
function lineFields({ callThrough, gatewayId, routingRuleId, options }: OutboundParams) {
	if (callThrough === 'routingRule') {
		return { routingRuleId: required('Routing Rule', routingRuleId) };
	}
	const { recordAudio, dtmf, mediaEncryption, hidePhoneNumber, includeHeaders } = options;
	return {
		gatewayId: required('Gateway', gatewayId),
		...{ recordAudio, dtmf, mediaEncryption, hidePhoneNumber },
		headers: headersOf(options.sipHeaders),
		includeHeaders,
	};
}

/** VideoSDK documents phone numbers alone for these calls. */
function phoneNumber(params: OutboundParams): string {
	const address = destination(params);
	if (/^\+?\d+$/.test(address)) return address;
	const reason =
		'through a gateway or routing rule VideoSDK calls phone numbers only. Use one such as +14155550123, or Call Through: Trunk';
	throw invalidInput('To', fieldText(params.to), reason);
}

/** A gateway has a first number to fall back on, a routing rule has not. */
function callerNumber(params: OutboundParams): string | undefined {
	const number = callerId(params);
	if (number !== '') return number;
	if (params.callThrough === 'gateway') return undefined;
	throw missingInput('From');
}

function roomOf({ putInto, meetingId }: OutboundParams): string | undefined {
	if (putInto === 'automatic') return undefined;
	return putInto === 'newMeeting' ? '' : required('Meeting', meetingId);
}

function participantOf({ participantId, displayName }: OutboundParams) {
	const id = safeText('Participant ID', participantId) || undefined;
	const name = safeText('Display Name', displayName) || undefined;
	return id === undefined && name === undefined ? undefined : withoutUndefined({ id, name });
}

/** A name of a header, RFC 7230: nothing in it can begin another one. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

function headersOf(value: object | undefined): Record<string, string> | undefined {
	const headers = entries(value, 'header', 'name', 'SIP Headers');
	const names = Object.keys(headers);
	const wrong = names.find((name) => !HEADER_NAME.test(name));
	if (wrong === undefined) return names.length > 0 ? headers : undefined;
	const reason = 'it is not the name of a header. Use one such as X-Campaign';
	throw invalidInput('SIP Headers', wrong, reason);
}

/** Pairs that the user has entered, as an object. A value that an expression finds nothing for is left out. */
function entries(
	value: object | undefined,
	group: string,
	keyName: string,
	field: string,
): Record<string, string> {
	const pairs = rowsOf(value, group, field).flatMap((row) => {
		const text = asText(field, row.value);
		if (text === undefined) return [];
		const key = safeText(field, row[keyName]);
		if (key === '') throw invalidInput(field, text, 'it has no name');
		return [[key, checked(field, text)]];
	});
	return Object.fromEntries(pairs) as Record<string, string>;
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

/**
 * What the node has fields for, and is sure of because nobody else writes it: whom it calls, through
 * what, how it finds the call. `dtmf` is not among them: VideoSDK's docs page has digits to send
 * there, and the node's field is the switch of the server SDK.
 */
const OWN_FIELDS = [
	...['sipCallTo', 'sipCallFrom', 'gatewayId', 'routingRuleId', 'destinationRoomId', 'participant'],
	...['metadata', 'headers', 'includeHeaders', 'recordAudio', 'mediaEncryption'],
	...['hidePhoneNumber', 'waitUntilAnswered', 'ringingTimeout', 'maxCallDuration'],
];

function additionalFields(json: unknown): IDataObject {
	const text = typeof json === 'string' ? json.trim() : (json ?? '');
	if (text === '') return {};
	const value = typeof text === 'string' ? parsed(text) : text;
	if (!isPlainRecord(value)) {
		const reason = 'it is not a JSON object';
		if (typeof text === 'object') throw unusableInput('Additional Fields', text, reason);
		throw invalidInput('Additional Fields', String(text), reason);
	}
	const own = OWN_FIELDS.find((key) => key in value);
	if (own === undefined) return checked('Additional Fields', value) as IDataObject;
	throw invalidInput('Additional Fields', own, 'the node has a field of its own for that');
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function withoutUndefined(value: Record<string, unknown>): IDataObject {
	const told = Object.entries(value).filter(([, one]) => one !== undefined);
	return Object.fromEntries(told) as IDataObject;
}
