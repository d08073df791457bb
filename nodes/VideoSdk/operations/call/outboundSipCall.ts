import type { IDataObject } from 'n8n-workflow';
import { isRecord, toCallItem } from '../../../../videosdk/call.ts';
import { CORRELATION_FIELD } from '../../../../videosdk/correlation.ts';
import { formerLinesOf, lineOf } from '../../../../telephony/line.ts';
import { withoutSecrets } from '../../../../videosdk/withoutSecrets.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { numberGiven } from '../../fields/numberGiven.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { callingRules } from './callingRules.ts';
import { checkInUse } from './checkInUse.ts';
import { deduplicationKeyOf, paceOf } from './callLimits.ts';
import { followCalls } from './followCalls.ts';
import { gatewayCallRequest } from './gatewayCall.ts';
import { maskNumbersOf } from './maskNumbers.ts';
import { lookUpCall, type CallSubject } from './lookUpCall.ts';
import { newRoom } from './newRoom.ts';
import { readNumberRules } from './numberRules.ts';
import { destination, readingOf, type OutboundParams } from './outboundParams.ts';
import { NUMBER_RULES_AS_GIVEN, NUMBER_RULES_THAT_MAY_BE_EMPTY } from './numberRuleFields.ts';
import { outboundFields } from './outboundFields.ts';
import { trunkCallRequest } from './trunkCall.ts';
import { checkWaitLimit } from './waitParams.ts';

/** Where an expression finds nothing for one of these, the gateway or the rule decides. */
const LEFT_TO_VIDEOSDK = [
	...['recordAudio', 'dtmf', 'hidePhoneNumber', 'waitUntilAnswered'],
	...['mediaEncryption', 'includeHeaders', 'ringTimeout', 'maxCallDuration'],
];

/**
 * Places a call: through a trunk (the older API, whose answer names no call), or through a gateway or
 * routing rule (today's). The item is VideoSDK's answer, or what became of the call.
 */
export const outboundSipCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Outbound SIP Call',
		value: 'outboundSipCall',
		action: 'Phone somebody by an outbound SIP call',
		description:
			'Phone somebody and put the call into a meeting. Can wait until the call is answered or over, and tells the outcome.',
	},
	effect: 'once',
	fields: outboundFields,
	exceptions: {
		asGiven: ['to', 'deduplicationKey', 'metadata', 'sipHeaders', ...NUMBER_RULES_AS_GIVEN],
		mayBeEmpty: ['waitLimit', ...LEFT_TO_VIDEOSDK, ...NUMBER_RULES_THAT_MAY_BE_EMPTY],
		takesOthers: ['days'],
	},
	prepare: async ({ safety, options }) =>
		await readNumberRules(safety, Boolean(options?.maskNumbers)),
	workOut: ({ to, safety }) => ({ to: numberGiven('To', to, readingOf(safety)) }),
	checkForAgent: (params) => checkInUse('To', destination(params)),
	forAgent,
	pace: ({ options }) => paceOf(options),
	request: placingRequest,
	result: (answer, { callThrough, options }) => {
		if (callThrough !== 'trunk') return toCallItem(answer, { raw: options.rawAnswer });
		return trunkItem(answer, options.rawAnswer);
	},
	guard: {
		identity: (params) => lineOf(destination(params)),
		subject: (params) => subjectOf(params, lineOf(destination(params))),
		formerly: (params) =>
			formerLinesOf(destination(params)).map((line) => ({
				identity: line,
				subject: subjectOf(params, line),
			})),
		deduplicationKey: ({ options }) => deduplicationKeyOf(options),
		repeatNote:
			'This call was placed before, and no phone rang now: the answer is that of the first time.',
		describe: (params) => `the call to ${destination(params)}`,
		prepare: async (api, { putInto }, mark): Promise<IDataObject> =>
			putInto === 'newMeeting' ? { roomId: await newRoom(api, mark) } : {},
		complete: withMarkAndRoom,
		idIn: ({ callId }) => fieldText(callId) || undefined,
		sendAgainIfNotFound: ({ options }) => options.whenUnknown === 'dialAgainIfNotFound',
		lookUp: async (api, { callThrough, participantId, options }, sent) => {
			const found = await lookUpCall(api, sent);
			if (!found) return undefined;
			const { callId, wire } = found;
			if (callThrough !== 'trunk') {
				const item = toCallItem(wire, { raw: options.rawAnswer });
				return { id: callId, json: { ...item, adopted: true } };
			}
			const participant = fieldText(participantId);
			return {
				id: callId,
				json: {
					statusCode: 200,
					message: 'Placed: found in the call list after the answer was lost',
					...(participant === '' ? {} : { participantId: participant }),
					callId,
					adopted: true,
					...(options.rawAnswer ? { raw: withoutSecrets(wire) as IDataObject } : {}),
				},
			};
		},
	},
	gate: callingRules,
	following: followCalls,
	// Where the options could not be read, nobody knows whether it is wanted.
	mask: (params) =>
		(params.options?.maskNumbers ?? !params.options) ? maskNumbersOf(params) : undefined,
});

/** What a model has no use for, or would take for an answer of the person: "Success". */
const NOT_FOR_AGENTS = new Set([
	...['statusCode', 'message', 'timeline', 'metadata', 'raw'],
	...['gatewayId', 'ruleId', 'sessionId', 'agentId', 'direction', 'waitedBy'],
]);

function forAgent(json: IDataObject): IDataObject {
	const told = Object.entries(json).filter(([key]) => !NOT_FOR_AGENTS.has(key));
	const isOpen = json.outcome === undefined || json.outcome === 'inProgress';
	const placed = 'The call was placed. Nobody has answered it yet.';
	return { ...(isOpen ? { result: placed } : {}), ...Object.fromEntries(told) };
}

function placingRequest(params: OutboundParams): ApiRequest {
	deduplicationKeyOf(params.options);
	if (params.waitFor !== 'nothing') checkWaitLimit(params.waitLimit);
	return params.callThrough === 'trunk' ? trunkCallRequest(params) : gatewayCallRequest(params);
}

/** The answer as VideoSDK gives it: what the API's reference names, and whatever is added one day. */
function trunkItem(answer: unknown, isRawWanted = false): IDataObject {
	const item = (isRecord(answer) ? withoutSecrets(answer) : {}) as IDataObject;
	return isRawWanted ? { ...item, raw: item } : item;
}

function subjectOf(params: OutboundParams, line: string): CallSubject {
	const { callThrough, putInto, ...ids } = params;
	const roomId = putInto === 'existingMeeting' ? fieldText(ids.meetingId) : '';
	if (callThrough === 'gateway') return { line, roomId, gatewayId: fieldText(ids.gatewayId) };
	if (callThrough === 'routingRule') return { line, roomId, ruleId: fieldText(ids.routingRuleId) };
	return { line, roomId };
}

/** Where a body names the room: of the older endpoint, and of today's. */
const ROOM_KEYS = ['meetingId', 'destinationRoomId'];

function withMarkAndRoom(request: ApiRequest, mark: string, prepared: IDataObject): ApiRequest {
	const body = Object.entries(request.body ?? {}).map(([key, value]) => {
		if (key === 'metadata') return [key, { ...(value as IDataObject), [CORRELATION_FIELD]: mark }];
		return [
			key,
			prepared.roomId !== undefined && ROOM_KEYS.includes(key) ? prepared.roomId : value,
		];
	});
	return { ...request, body: Object.fromEntries(body) as IDataObject };
}
