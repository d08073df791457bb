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
	name: 'Existing Meeting',
	value: 'existingMeeting',
	description: 'One that you choose',
} as const;
const NEW_MEETING = {
	name: 'New Meeting for This Call',
	value: 'newMeeting',
	description: 'One that is made for this call alone',
} as const;
const AUTOMATIC = {
	name: 'Left to VideoSDK',
	value: 'automatic',
	description: 'The room of the routing rule, or one that VideoSDK makes',
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
				description: 'An outbound SIP gateway, set up in the VideoSDK dashboard',
			},
			{
				name: 'Routing Rule',
				value: 'routingRule',
				description: 'An outbound routing rule with a phone number, and perhaps a voice agent',
			},
			{
				name: 'Trunk',
				value: 'trunk',
				description: 'A SIP trunk of an older account: the dashboard shows its trunk ID',
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
		displayOptions: { show: { callThrough: ['trunk'] } },
		default: '',
		placeholder: 'trunk_987654321',
		description: 'The outbound SIP trunk, as the VideoSDK dashboard shows it',
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
			'Whom to call: an international phone number beginning with + and the country code, in any usual spelling. With Safety > Default Country also a national number, and through a trunk a SIP URI such as sip:+14155550123@sip.example.com. With Options > Try Again also a list of numbers of one person.',
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
		description: 'The name under which the called person appears in the meeting',
	},
	{
		displayName: 'Display Name',
		name: 'displayName',
		type: 'string',
		displayOptions: { show: { callThrough: ['gateway', 'routingRule'] } },
		default: '',
		placeholder: 'John Doe',
		description: 'The name under which the called person appears in the meeting',
	},
	{
		displayName: 'Put Call Into',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { callThrough: ['trunk'] } },
		options: [EXISTING_MEETING, NEW_MEETING],
		default: 'existingMeeting',
		description: 'The meeting (room) that the called person joins',
	},
	{
		displayName: 'Put Call Into',
		name: 'putInto',
		type: 'options',
		displayOptions: { show: { callThrough: ['gateway', 'routingRule'] } },
		options: [EXISTING_MEETING, AUTOMATIC, NEW_MEETING],
		default: 'existingMeeting',
		description: 'The meeting (room) that the called person joins',
	},
	{ ...meetingField, displayOptions: { show: { putInto: ['existingMeeting'] } } },
	participantIdField,
	{
		...agentField,
		required: false,
		description:
			'The voice agent that talks in the call. It is sent into the meeting just before the phone rings, so that it is there when somebody picks up; when it cannot come, nobody is called. Leave it empty when the routing rule brings an agent. An agent on a server of your own is chosen by its ID.',
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
			'What the voice agent is told, by the names that its prompt has. A value that an expression finds nothing for is left out; an object is sent as JSON. For an agent that the routing rule brings, they are put into the metadata of the call, as "variables".',
	},
	{
		displayName: 'Wait For',
		name: 'waitFor',
		type: 'options',
		options: [
			{
				name: 'Answer',
				value: 'answer',
				description: 'Until somebody has picked up, or the call is over without that',
			},
			{
				name: 'End of Call',
				value: 'end',
				description: 'Until the call is over',
			},
			{
				name: 'Nothing',
				value: 'nothing',
				description: 'The workflow goes on as soon as VideoSDK has accepted the call',
			},
		],
		default: 'nothing',
		description:
			'What the workflow waits for. With Answer or End of Call the output tells the outcome: answered, notAnswered, rejected, abandoned, failed, or timedOut when the limit was reached.',
	},
	{
		displayName: 'Wait Limit (Seconds)',
		name: 'waitLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2592000, numberPrecision: 0 },
		displayOptions: { show: { waitFor: ['answer', 'end'] } },
		default: 600,
		description:
			'How long each call is waited for, from its placing: up to 30 days. After that its item goes on with the outcome "timedOut" and its call ID, and the call goes on as well, unless Hang Up at the Limit is on.',
	},
	{
		displayName: 'Wait How',
		name: 'waitHow',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { waitFor: ['answer', 'end'] } },
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'Parks when n8n has a public https address and the limit is over a minute, and keeps running otherwise, or when Hang Up at the Limit or Hang Up on Stop is on',
			},
			{
				name: 'Keep Running',
				value: 'keepRunning',
				description: 'The execution stays in memory, and is lost when n8n ends',
			},
			{
				name: 'Park',
				value: 'park',
				description:
					'Once all calls are placed, the execution rests in the database of n8n until VideoSDK tells of the last one. It outlives a restart. VideoSDK must be able to reach n8n; an address that is not public is only of use with a VideoSDK on your own network.',
			},
		],
		default: 'automatic',
		description:
			'Where the execution is while calls go on. The output tells it: "waitedBy" is keptRunning or parked. As the tool of an AI agent, the node always keeps running.',
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
