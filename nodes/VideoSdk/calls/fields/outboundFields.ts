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
import {
	NUMBER_RULES_AS_GIVEN,
	NUMBER_RULES_THAT_MAY_BE_EMPTY,
} from '../../fields/numberRuleFields.ts';
import { participantIdField } from '../../fields/participantId.ts';
import { routingRuleField } from '../../fields/routingRule.ts';
import type { FieldExceptions } from '../../node/readFields.ts';
import { outboundOptions } from './outboundOptions.ts';
import { safetyFields } from './safetyFields.ts';

const EXISTING_MEETING = {
	name: 'Existing Room',
	value: 'existingMeeting',
	description: 'One that you choose',
} as const;
const NEW_MEETING = {
	name: 'New Room for This Call',
	value: 'newMeeting',
	description: 'Made for this call alone',
} as const;
const AUTOMATIC = {
	name: 'Automatic',
	value: 'automatic',
	description: "The routing rule's room, or one that VideoSDK makes",
} as const;

const WITH_AGENT = { hide: { agentId: [''] } };

/** The fields of "Outbound SIP Call". Each is shown where VideoSDK takes it. */
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
				description: 'An outbound SIP gateway of the VideoSDK dashboard',
			},
			{
				name: 'Routing Rule',
				value: 'routingRule',
				description: 'An outbound routing rule, perhaps with a voice agent',
			},
			{
				name: 'Trunk',
				value: 'trunk',
				description: 'A SIP trunk of an older account',
			},
		],
		default: 'trunk',
		description: 'What carries the call to the phone network',
	},
	{
		displayName: 'Trunk ID',
		name: 'trunkId',
		type: 'string',
		required: true,
		displayOptions: { show: { callThrough: ['trunk'] } },
		default: '',
		placeholder: 'trunk_987654321',
		description: "The trunk's ID in the VideoSDK dashboard",
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
			'A phone number with + and country code; with Default Country a national one, through a trunk a SIP URI, with Try Again several. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/numbers.md#how-numbers-are-read">More</a>.',
	},
	callerNumberField,
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		required: true,
		displayOptions: { show: { callThrough: ['trunk'] } },
		default: '',
		placeholder: 'John Doe',
		description: "The called person's name in the room",
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		displayOptions: { show: { callThrough: ['gateway', 'routingRule'] } },
		default: '',
		placeholder: 'John Doe',
		description: "The called person's name in the room",
	},
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { callThrough: ['trunk'] } },
		options: [EXISTING_MEETING, NEW_MEETING],
		default: 'existingMeeting',
		description: 'The room that the called person joins',
	},
	{
		displayName: 'Room',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { callThrough: ['gateway', 'routingRule'] } },
		options: [EXISTING_MEETING, AUTOMATIC, NEW_MEETING],
		default: 'existingMeeting',
		description: 'The room that the called person joins',
	},
	{ ...meetingField, displayOptions: { show: { putInto: ['existingMeeting'] } } },
	participantIdField,
	{
		...agentField,
		required: false,
		description:
			'The agent that talks. When it cannot come, nobody is called. Leave it empty when the routing rule brings one. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/agents.md#voice-agents">More</a>.',
	},
	{ ...agentVersionField, displayOptions: WITH_AGENT },
	{
		...agentVariablesField,
		displayOptions: { show: { callThrough: ['gateway', 'trunk'] }, ...WITH_AGENT },
	},
	{
		...agentVariablesField,
		displayOptions: { show: { callThrough: ['routingRule'] } },
		description:
			'What the agent is told, by the names in its prompt. For the routing rule\'s own agent, they go into the call\'s metadata. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/agents.md#voice-agents">More</a>.',
	},
	{
		displayName: 'Wait For',
		name: 'waitFor',
		type: 'options',
		options: [
			{
				name: 'Answer',
				value: 'answer',
				description: 'Until somebody picks up, or the call is over',
			},
			{
				name: 'End of Call',
				value: 'end',
				description: 'Until the call is over',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'The workflow goes on once VideoSDK has accepted the call',
			},
		],
		default: 'nothing',
		description:
			'What the workflow waits for. With Answer or End of Call, the item tells the outcome. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk#the-outcome-of-a-call">More</a>.',
	},
	{
		displayName: 'Wait Limit (Seconds)',
		name: 'waitLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2592000, numberPrecision: 0 },
		displayOptions: { show: { waitFor: ['answer', 'end'] } },
		default: 600,
		description:
			'At most 30 days from the placing of each call. Then the outcome is "timedOut"; only Hang Up at the Limit ends the call.',
	},
	{
		displayName: 'While Waiting',
		name: 'waitHow',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { waitFor: ['answer', 'end'] } },
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'Saves when n8n has a public https address, the limit is over a minute and neither Hang Up option is on. Else keeps running.',
			},
			{
				name: 'Keep in Memory',
				value: 'keepRunning',
				description: 'The execution stays in memory, and is lost when n8n ends',
			},
			{
				name: 'Save to Database',
				value: 'park',
				description:
					"The execution rests in n8n's database until the calls are over, and outlives a restart. VideoSDK must be able to reach n8n.",
			},
		],
		default: 'automatic',
		description:
			'Where the execution is while calls go on. As the tool of an AI agent, the node always keeps running. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/waiting.md#waits-of-hours">More</a>.',
	},
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
