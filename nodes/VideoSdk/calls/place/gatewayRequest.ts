import type { IDataObject } from 'n8n-workflow';
import { CORRELATION_FIELD } from '../../../../videosdk/correlation.ts';
import { callTimeoutSeconds } from '../../../../videosdk/requestTimeout.ts';
import { headerNameProblem, headerOfName } from '../../../../telephony/sipHeaderName.ts';
import { invalidInput, missingInput, unusableInput } from '../../errors/failure.ts';
import { isPlainRecord } from '../../fields/fieldValues.ts';
import { entriesOf, withoutTwins } from '../../fields/pairs.ts';
import { assertSafeText, safeText } from '../../fields/safeText.ts';
import { ruleAgentMetadata } from '../voiceAgent/callAgent.ts';
import { placeCallRequest } from '../../api/calls.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import {
	callerId,
	phoneNumberOf,
	readDestination,
	required,
	type OutboundParams,
	type ReadDestination,
} from '../fields/outboundParams.ts';

/** A call through a gateway or routing rule. */
export function gatewayCallRequest(
	params: OutboundParams,
	to: ReadDestination = readDestination(params),
): ApiRequest {
	const { options } = params;
	const { waitUntilAnswered, ringTimeout, maxCallDuration } = options;
	const metadata = metadataOf(options.metadata);
	return placeCallRequest(
		withoutUndefined({
			...lineFields(params),
			waitUntilAnswered,
			ringingTimeout: ringTimeout,
			maxCallDuration,
			// The key by which the call is found again is added when it is placed.
			metadata: { ...metadata, ...ruleAgentMetadata(params, metadata) },
			participant: participantOf(params),
			...additionalFields(options.additionalFields),
			sipCallTo: phoneNumberOf(to, NUMBERS_ONLY),
			sipCallFrom: callerNumber(params),
			destinationRoomId: roomOf(params),
		}),
		callTimeoutSeconds(waitUntilAnswered ?? false, ringTimeout),
	);
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

const NUMBERS_ONLY =
	'through a gateway or routing rule VideoSDK calls phone numbers only. Use one such as +14155550123';

/** A gateway has a first number to fall back on, a routing rule has not. */
function callerNumber(params: OutboundParams): string | undefined {
	const number = callerId(params);
	if (number !== '') return number;
	if (params.callThrough === 'gateway') return undefined;
	throw missingInput('Caller ID');
}

function roomOf({ putInto, meetingId }: OutboundParams): string | undefined {
	if (putInto === 'automatic') return undefined;
	return putInto === 'newMeeting' ? '' : required('Existing Room', meetingId);
}

function participantOf({ participantId, displayName }: OutboundParams) {
	const id = safeText('Participant ID', participantId) || undefined;
	const name = safeText('Display Name', displayName) || undefined;
	return id === undefined && name === undefined ? undefined : withoutUndefined({ id, name });
}

function headersOf(value: object | undefined): Record<string, string> | undefined {
	const rows = entriesOf(value, 'header', 'name', 'SIP Headers');
	for (const [name, text] of rows) {
		const problem = headerNameProblem(name);
		if (problem !== undefined) throw invalidInput('SIP Headers', name, problem);
		if (HALF_A_CHARACTER.test(text)) {
			throw invalidInput('SIP Headers', name, 'its value was cut in the middle of a character');
		}
	}
	return rows.length > 0 ? withoutTwins(rows, 'SIP Headers', headerOfName) : undefined;
}

/** What is left of an emoji that was cut to a length: it has no form in UTF-8, in which SIP is sent. */
const HALF_A_CHARACTER = /\p{Cs}/u;

function metadataOf(value: object | undefined): Record<string, string> {
	const rows = entriesOf(value, 'entry', 'key', 'Metadata');
	if (!rows.some(([key]) => key === CORRELATION_FIELD)) {
		return withoutTwins(rows, 'Metadata', (key) => key);
	}
	const reason = 'the node adds it itself, and finds the call by it. Use another key';
	throw invalidInput('Metadata', CORRELATION_FIELD, reason);
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
	if (own === undefined) return assertSafeText('Additional Fields', value);
	throw invalidInput('Additional Fields', own, 'the node has a field of its own for that');
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

function withoutUndefined(value: IDataObject): IDataObject {
	const defined: IDataObject = {};
	for (const [name, one] of Object.entries(value)) {
		if (one !== undefined) defined[name] = one;
	}
	return defined;
}
