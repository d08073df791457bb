import type { INodeProperties } from 'n8n-workflow';
import {
	AGENT_FIELDS_AS_GIVEN,
	agentField,
	agentVariablesField,
	agentVersionField,
} from '../../fields/agent.ts';
import { callerNumberField } from '../../fields/callerNumber.ts';
import { gatewayField } from '../../fields/gateway.ts';
import { meetingField } from '../../fields/meeting.ts';
import { IN_VERSION_1, SINCE_1_1 } from '../../fields/nodeVersions.ts';
import {
	NUMBER_RULES_AS_GIVEN,
	NUMBER_RULES_THAT_MAY_BE_EMPTY,
} from '../../fields/numberRuleFields.ts';
import { participantIdField } from '../../fields/participantId.ts';
import { routingRuleField } from '../../fields/routingRule.ts';
import type { FieldExceptions } from '../../node/readFields.ts';
import { displayNameField } from './displayName.ts';
import { outboundOptions } from './outboundOptions.ts';
import { safetyFields } from './safetyFields.ts';
import { waitHowField, waitLimitField } from './waitFields.ts';

const EXISTING_ROOM = {
	name: 'Existing Room',
	value: 'existingMeeting',
} as const;
const NEW_ROOM = {
	name: 'New Room for This Call',
	value: 'newMeeting',
} as const;
const AUTOMATIC = {
	name: 'Automatic',
	value: 'automatic',
	description: "The routing rule's, or VideoSDK makes one",
} as const;

const WHEN_WAITING = { waitFor: ['answer', 'end'] };
const NOT_TRUNK = { callThrough: ['gateway', 'routingRule'] };
const WITH_AGENT = { hide: { agentId: [''] } };

/**
 * The fields of "Outbound SIP Call". Each is shown where VideoSDK takes it; those of version 1 that stand
 * among the options today are read from both places (`fieldsInOptions`).
 */
export const outboundFields = [
	{
		displayName: 'Call Through',
		name: 'callThrough',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Gateway',
				value: 'gateway',
				description: 'For most accounts: a SIP gateway',
			},
			{
				name: 'Routing Rule',
				value: 'routingRule',
				description: 'For calls by a rule, perhaps with a voice agent',
			},
			{
				name: 'Trunk',
				value: 'trunk',
				description: 'For older accounts, with a trunk ID',
			},
		],
		default: 'trunk',
		description:
			'The way to the phone network. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#call-through">More</a>.',
	},
	{
		displayName: 'Trunk ID',
		name: 'trunkId',
		type: 'string',
		required: true,
		displayOptions: { show: { callThrough: ['trunk'] } },
		default: '',
		placeholder: 'trunk_987654321',
		description: 'As in the VideoSDK dashboard',
	},
	{ ...gatewayField, displayOptions: { show: { callThrough: ['gateway'] } } },
	{ ...routingRuleField, displayOptions: { show: { callThrough: ['routingRule'] } } },
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		required: true,
		default: '',
		placeholder: '+14155550123',
		description:
			'The number with + and country code. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/numbers.md#how-numbers-are-read">More</a>.',
	},
	{ ...callerNumberField, displayOptions: { show: IN_VERSION_1 } },
	{ ...callerNumberField, displayOptions: { show: { ...SINCE_1_1, callThrough: ['trunk'] } } },
	{
		...callerNumberField,
		required: true,
		displayOptions: { show: { ...SINCE_1_1, callThrough: ['routingRule'] } },
		description: "One of the routing rule's numbers",
	},
	{
		...displayNameField,
		required: true,
		displayOptions: { show: { callThrough: ['trunk'] } },
	},
	{ ...displayNameField, displayOptions: { show: { ...IN_VERSION_1, ...NOT_TRUNK } } },
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { callThrough: ['trunk'] } },
		options: [EXISTING_ROOM, NEW_ROOM],
		default: 'existingMeeting',
		description: 'Where the call leads. VideoSDK also says meeting.',
	},
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { ...IN_VERSION_1, ...NOT_TRUNK } },
		options: [EXISTING_ROOM, AUTOMATIC, NEW_ROOM],
		default: 'existingMeeting',
		description: 'Where the call leads. VideoSDK also says meeting.',
	},
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { ...SINCE_1_1, callThrough: ['gateway'] } },
		options: [EXISTING_ROOM, AUTOMATIC, NEW_ROOM],
		default: 'newMeeting',
		description: 'Where the call leads. VideoSDK also says meeting.',
	},
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { ...SINCE_1_1, callThrough: ['routingRule'] } },
		options: [EXISTING_ROOM, AUTOMATIC, NEW_ROOM],
		default: 'automatic',
		description: 'Where the call leads. VideoSDK also says meeting.',
	},
	{
		...meetingField,
		displayName: 'Existing Room',
		displayOptions: { show: { putInto: ['existingMeeting'] } },
		description: 'The room that is joined',
	},
	{ ...participantIdField, displayOptions: { show: IN_VERSION_1 } },
	{ ...agentField, required: false, displayOptions: { show: IN_VERSION_1 } },
	{ ...agentVersionField, displayOptions: { show: IN_VERSION_1, ...WITH_AGENT } },
	{
		...agentVariablesField,
		displayOptions: {
			show: { ...IN_VERSION_1, callThrough: ['gateway', 'trunk'] },
			...WITH_AGENT,
		},
	},
	{
		...agentVariablesField,
		displayOptions: { show: { ...IN_VERSION_1, callThrough: ['routingRule'] } },
	},
	{
		displayName: 'Wait For',
		name: 'waitFor',
		type: 'options',
		options: [
			{
				name: 'Answer',
				value: 'answer',
				description: 'Or until the call is over',
			},
			{
				name: 'End of Call',
				value: 'end',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'Goes on at once',
			},
		],
		default: 'nothing',
		description:
			'With Answer or End of Call, items tell the outcome, after 10 minutes at most: see Wait Limit. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk#the-outcome-of-a-call">More</a>.',
	},
	{ ...waitLimitField, displayOptions: { show: { ...IN_VERSION_1, ...WHEN_WAITING } } },
	{ ...waitHowField, displayOptions: { show: { ...IN_VERSION_1, ...WHEN_WAITING } } },
	{
		displayName: 'Safety',
		name: 'safety',
		type: 'collection',
		placeholder: 'Add rule',
		default: {},
		options: safetyFields,
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: outboundOptions,
	},
] as const satisfies INodeProperties[];

/** Where an expression finds nothing for one of these, the gateway or the rule decides. */
const LEFT_TO_VIDEOSDK = [
	...['recordAudio', 'dtmf', 'hidePhoneNumber', 'waitUntilAnswered'],
	...['mediaEncryption', 'includeHeaders', 'ringTimeout', 'maxCallDuration'],
	...['displayName', 'participantId'],
];

/** Which of the fields take more than their type says. */
export const OUTBOUND_EXCEPTIONS: FieldExceptions = {
	asGiven: [
		...['to', 'deduplicationKey', 'metadata', 'sipHeaders'],
		...[...NUMBER_RULES_AS_GIVEN, ...AGENT_FIELDS_AS_GIVEN],
	],
	mayBeEmpty: ['waitLimit', ...LEFT_TO_VIDEOSDK, ...NUMBER_RULES_THAT_MAY_BE_EMPTY],
	takesOthers: ['days'],
	takesLists: ['pauses'],
	// Nobody is to be called into silence because a column of the list was empty.
	filters: ['agentId'],
};
