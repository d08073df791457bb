import type { IDataObject } from 'n8n-workflow';
import { findPlacedCall } from '../../../../protocol/correlation.ts';
import { isRecord } from '../../../../protocol/call.ts';
import { lineOf, parseDestination } from '../../../../protocol/phoneNumber.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { invalidInput, missingInput } from '../../engine/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { meetingField } from '../../fields/meeting.ts';
import { listCallsBetween } from './listCalls.ts';

const DEFAULT_CALLS_AT_ONCE = 5;

/**
 * How far VideoSDK's clock and ours may still differ after its `Date` header was taken into
 * account: the header counts whole seconds and the answer was on its way for a while.
 */
const KNOWN_CLOCK_MARGIN_MS = 5_000;
/** The same when no answer told VideoSDK's time. */
const UNKNOWN_CLOCK_MARGIN_MS = 60_000;

/**
 * Places a call through a SIP trunk, as the page "Make Outbound SIP Call" of VideoSDK's API
 * reference shows it, field for field. The answer holds no call id.
 */
export const outboundSipCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Outbound SIP Call',
		value: 'outboundSipCall',
		action: 'Place an outbound SIP call',
		description: 'Phone somebody and put the call into a meeting',
	},
	effect: 'once',
	fields: [
		{
			displayName: 'Call Through',
			name: 'callThrough',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Trunk',
					value: 'trunk',
					description: 'A SIP trunk that is set up in VideoSDK',
				},
			],
			default: 'trunk',
			description: 'What carries the call from VideoSDK to the phone network',
		},
		{
			displayName: 'Trunk ID',
			name: 'trunkId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'trunk_987654321',
			description: 'The outbound SIP trunk, as the VideoSDK dashboard shows it',
		},
		{
			displayName: 'To',
			name: 'to',
			type: 'string',
			required: true,
			default: '',
			placeholder: '+14155550123',
			description:
				'Whom to call: an international phone number beginning with + and the country code (spaces, dashes, dots and brackets are fine), or a SIP URI such as sip:+14155550123@sip.example.com',
		},
		{
			displayName: 'From',
			name: 'from',
			type: 'string',
			default: '',
			placeholder: '+14155559876',
			description:
				'The number that the called person sees. It must be one of the numbers of the trunk. When empty, the first number of the trunk is used.',
		},
		{
			displayName: 'Display Name',
			name: 'displayName',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'John Doe',
			description: 'The name under which the called person appears in the meeting',
		},
		meetingField,
		{
			displayName: 'Participant ID',
			name: 'participantId',
			type: 'string',
			default: '',
			placeholder: 'customer_4711',
			description:
				'The ID that the called person gets in the meeting. When empty, VideoSDK makes one.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Calls at Once',
					name: 'maxCallsAtOnce',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: DEFAULT_CALLS_AT_ONCE,
					description: 'How many calls may be under way to VideoSDK at the same moment',
				},
				{
					displayName: 'Calls per Second',
					name: 'callsPerSecond',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 0,
					description: 'How many calls may begin within a second. 0 means no limit.',
				},
				{
					displayName: 'When Unknown',
					name: 'whenUnknown',
					type: 'options',
					options: [
						{
							name: 'Fail',
							value: 'fail',
							description: 'The item fails and says that a call may exist. Nobody is called twice.',
						},
						{
							name: 'Dial Again If Not Found',
							value: 'dialAgainIfNotFound',
							description:
								'The call is placed once more, and no third time. If the first one was placed without showing in the call list, the phone rings twice.',
						},
					],
					default: 'fail',
					description:
						"What to do when VideoSDK's answer was lost and its call list does not show the call",
				},
			],
		},
	],
	pace: ({ options }) => ({
		atOnce: options.maxCallsAtOnce ?? DEFAULT_CALLS_AT_ONCE,
		perSecond: options.callsPerSecond ?? 0,
	}),
	request: ({ to, from, displayName, meetingId, trunkId, participantId }) => ({
		method: 'POST',
		path: '/v2/sip/outbound-call',
		// In the order of the API's own example.
		body: {
			to: destination(to),
			...optional('from', callerId(from)),
			displayName: required('Display Name', displayName),
			meetingId: required('Meeting', meetingId),
			trunkId: required('Trunk ID', trunkId),
			...optional('participantId', fieldText(participantId)),
		},
	}),
	result: (answer) => (isRecord(answer) ? (answer as IDataObject) : {}),
	guard: {
		identity: ({ to }) => lineOf(destination(to)),
		subject: ({ to, meetingId }) => ({
			line: lineOf(destination(to)),
			roomId: fieldText(meetingId),
		}),
		describe: ({ to }) => `the call to ${destination(to)}`,
		sendAgainIfNotFound: ({ options }) => options.whenUnknown === 'dialAgainIfNotFound',
		lookUp: async (api, { participantId }, subject, lost) => {
			const request = { line: fieldText(subject.line), roomId: fieldText(subject.roomId), ...lost };
			const { calls, clockOffset } = await listCallsBetween(
				api,
				request.roomId,
				lost.sentAt,
				lost.lastSentAt,
			);
			const found = findPlacedCall(calls, request, {
				clockOffset: clockOffset ?? 0,
				clockMargin: clockOffset === undefined ? UNKNOWN_CLOCK_MARGIN_MS : KNOWN_CLOCK_MARGIN_MS,
				takenCallIds: lost.takenIds,
				namelessSiblings: lost.namelessSiblings,
			});
			if (!found) return undefined;
			return {
				id: found.callId,
				json: {
					statusCode: 200,
					message: 'Placed: found in the call list after the answer was lost',
					...optional('participantId', fieldText(participantId)),
					callId: found.callId,
					adopted: true,
				},
			};
		},
	},
});

function destination(to: unknown): string {
	const parsed = parseDestination(fieldText(to));
	if (parsed.kind !== 'invalid') return parsed.address;
	throw invalidInput('To', fieldText(to), parsed.reason);
}

/** A caller ID may be written like any number; what is no number is the carrier's to judge. */
function callerId(from: unknown): string {
	const parsed = parseDestination(fieldText(from));
	return parsed.kind === 'invalid' ? fieldText(from) : parsed.address;
}

function required(field: string, value: unknown): string {
	if (fieldText(value) !== '') return fieldText(value);
	throw missingInput(field);
}

function optional(key: string, value: string): Record<string, string> {
	return value === '' ? {} : { [key]: value };
}
