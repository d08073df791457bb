import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../../protocol/call.ts';
import { callTimeoutSeconds } from '../../../../protocol/requestTimeout.ts';
import { invalidInput, missingInput } from '../../engine/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { ApiRequest } from '../../transport/send.ts';
import { callerId, destination, required, type OutboundParams } from './outboundParams.ts';

/**
 * A call through a gateway or routing rule (server SDK, `sip.ts`, `SipCallsResource.create`; docs page
 * "Make Outbound Call").
 */
export function gatewayCallRequest(params: OutboundParams): ApiRequest {
	const { options } = params;
	return {
		method: 'POST',
		path: '/v2/sip/call',
		body: withoutUndefined({
			...lineFields(params),
			waitUntilAnswered: options.waitUntilAnswered,
			ringingTimeout: seconds('Ring Timeout', options.ringTimeout),
			maxCallDuration: seconds('Maximum Duration', options.maxCallDuration),
			// The engine adds the key by which the call is found again.
			metadata: entries(options.metadata, 'entry', 'key', 'Metadata'),
			participant: participantOf(params),
			...additionalFields(options.additionalFields),
			sipCallTo: phoneNumber(params),
			sipCallFrom: callerNumber(params),
			destinationRoomId: roomOf(params),
		}),
		timeoutSeconds: callTimeoutSeconds(
			options.waitUntilAnswered ?? false,
			seconds('Ring Timeout', options.ringTimeout),
		),
	};
}

/** What the call goes out through, and what VideoSDK reads of a request for that alone. */
function lineFields({ callThrough, gatewayId, routingRuleId, options }: OutboundParams) {
	if (callThrough === 'routingRule') {
		return { routingRuleId: required('Routing Rule', routingRuleId) };
	}
	const headers = entries(options.sipHeaders, 'header', 'name', 'SIP Headers');
	return {
		gatewayId: required('Gateway', gatewayId),
		recordAudio: options.recordAudio,
		dtmf: options.dtmf,
		mediaEncryption: options.mediaEncryption,
		hidePhoneNumber: options.hidePhoneNumber,
		headers: Object.keys(headers).length > 0 ? headers : undefined,
		includeHeaders: options.includeHeaders,
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
	const id = fieldText(participantId) || undefined;
	const name = fieldText(displayName) || undefined;
	return id === undefined && name === undefined ? undefined : withoutUndefined({ id, name });
}

function seconds(field: string, value: number | undefined): number | undefined {
	if (value === undefined) return undefined;
	// An expression may give the number as text.
	if (Number(value) >= 1) return Number(value);
	throw invalidInput(field, String(value), 'it must be a number of seconds, 1 or more');
}

/** Pairs that the user has entered, as an object. */
function entries(
	value: object | undefined,
	group: string,
	keyName: string,
	field: string,
): Record<string, string> {
	const rows: unknown = isRecord(value) ? value[group] : undefined;
	const pairs = (Array.isArray(rows) ? rows : []).map((row: IDataObject) => {
		const key = fieldText(row[keyName]);
		const text = String(row.value ?? '');
		if (key === '') throw invalidInput(field, text, 'it has no name');
		// A line break in a header would begin another one.
		if (/[\r\n\0]/.test(key + text)) throw invalidInput(field, key, 'it has a line break in it');
		return [key, text];
	});
	return Object.fromEntries(pairs) as Record<string, string>;
}

/** What the node itself must be sure of: whom it calls, through what, and how it finds the call. */
const OWN_FIELDS = [
	...['sipCallTo', 'sipCallFrom', 'gatewayId', 'routingRuleId'],
	...['destinationRoomId', 'metadata'],
];

function additionalFields(json: unknown): IDataObject {
	const text = typeof json === 'string' ? json.trim() : json;
	if (text === undefined || text === '') return {};
	const value = typeof text === 'string' ? parsed(text) : text;
	if (!isRecord(value)) {
		throw invalidInput('Additional Fields', fieldText(text), 'it is not a JSON object');
	}
	const own = OWN_FIELDS.find((key) => key in value);
	if (own === undefined) return value as IDataObject;
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
