import type { INodeProperties } from 'n8n-workflow';
import { agentField, agentVariablesField, agentVersionField } from '../../fields/agent.ts';
import { detailsField } from '../../fields/callAnswer.ts';
import { callerNumberField } from '../../fields/callerNumber.ts';
import { IN_VERSION_1, SINCE_1_1 } from '../../fields/nodeVersions.ts';
import { metadataField } from '../../fields/pairs.ts';
import { participantIdField } from '../../fields/participantId.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { displayNameField } from './displayName.ts';
import { tryAgainField } from './tryAgainField.ts';
import { afterLimitField, afterTheCallField, callSummaryPromptField } from './afterTheCall.ts';
import { waitHowField, waitLimitField } from './waitFields.ts';

export const DEFAULT_CALLS_AT_ONCE = 5;

/**
 * Where an option is shown. Calls through a routing rule take what is not listed for it from the rule
 * and its gateway, whatever a request says (server SDK, `sip.ts`), and the endpoint for trunks takes
 * none of it.
 */
const GATEWAY_ONLY = { show: { '/callThrough': ['gateway'] } };
const NOT_TRUNK = { show: { '/callThrough': ['gateway', 'routingRule'] } };
const WHEN_WAITING = { show: { '/waitFor': ['answer', 'end'] } };
/** A parked execution cannot keep it over a restart of n8n. */
const HANG_UP_AT_LIMIT = {
	displayName: 'Hang Up at the Limit',
	name: 'hangUpAtLimit',
	type: 'boolean',
	default: true,
	description: 'Whether to end calls that are still waited for at Wait Limit',
} as const satisfies INodeProperties;

/** The options of "Outbound SIP Call", in the order of the alphabet. */
export const outboundOptions = [
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'json',
		displayOptions: NOT_TRUNK,
		default: '{}',
		description: 'A JSON object with more fields of the request, as VideoSDK names them',
	},
	afterTheCallField,
	afterLimitField,
	{ ...agentVariablesField, displayOptions: { show: SINCE_1_1 } },
	{ ...agentVersionField, displayOptions: { show: SINCE_1_1 } },
	{
		...callerNumberField,
		displayOptions: { show: { ...SINCE_1_1, '/callThrough': ['gateway'] } },
		description: "What the called person sees. Empty: the gateway's first number.",
	},
	{
		displayName: 'Calls at Once',
		name: 'maxCallsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: DEFAULT_CALLS_AT_ONCE,
		description: 'How many are under way, waited-for ones included. 5 without this option.',
	},
	{
		displayName: 'Calls per Second',
		name: 'callsPerSecond',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: 0,
		description: '0 means no limit',
	},
	{
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'appointment-4711',
		description:
			'The same key dials once for good, in later executions too. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#how-often">More</a>.',
	},
	detailsField,
	{
		...displayNameField,
		displayOptions: { show: { ...SINCE_1_1, '/callThrough': ['gateway', 'routingRule'] } },
	},
	{
		displayName: 'DTMF',
		name: 'dtmf',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether pressed keys reach the room',
	},
	{
		...HANG_UP_AT_LIMIT,
		displayOptions: {
			show: { ...IN_VERSION_1, ...WHEN_WAITING.show, '/waitHow': ['automatic', 'keepRunning'] },
		},
	},
	{
		...HANG_UP_AT_LIMIT,
		displayOptions: {
			show: { ...SINCE_1_1, ...WHEN_WAITING.show },
			hide: { waitHow: ['park'] },
		},
	},
	{
		displayName: 'Hang Up on Stop',
		name: 'hangUpOnStop',
		type: 'boolean',
		displayOptions: WHEN_WAITING,
		default: true,
		description: "Whether stopping the workflow ends this node's calls",
	},
	{
		displayName: 'Hide Phone Number',
		name: 'hidePhoneNumber',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: "Whether the room hides the called person's number",
	},
	{
		displayName: 'If the Result Is Unknown',
		name: 'whenUnknown',
		type: 'options',
		options: [
			{
				name: 'Fail',
				value: 'fail',
				description: 'Nobody is called twice',
			},
			{
				name: 'Dial Again If Not Found',
				value: 'dialAgainIfNotFound',
				description: 'The phone may ring twice',
			},
		],
		default: 'fail',
		description: "When the answer was lost, and VideoSDK's list does not show the call",
	},
	{
		displayName: 'Include Headers',
		name: 'includeHeaders',
		type: 'options',
		displayOptions: GATEWAY_ONLY,
		options: [
			{ name: 'All', value: 'ALL' },
			{ name: 'None', value: 'NONE' },
			{ name: 'X-Headers Only', value: 'SIP_X_HEADERS' },
		],
		default: 'SIP_X_HEADERS',
		description: 'Which SIP headers reach the room',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			'Whether what came in comes out, too. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#what-comes-out-for-each-item">More</a>.',
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description:
			'Whether output and errors show only the last digits of numbers. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#what-is-hidden">More</a>.',
	},
	{
		displayName: 'Maximum Duration (Seconds)',
		name: 'maxCallDuration',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: NOT_TRUNK,
		default: 3600,
		description: 'When VideoSDK ends the call',
	},
	{
		displayName: 'Media Encryption',
		name: 'mediaEncryption',
		type: 'options',
		displayOptions: GATEWAY_ONLY,
		options: [
			{ name: 'Disable', value: 'disable' },
			{ name: 'Enable', value: 'enable' },
		],
		default: 'enable',
		description: "Of the sound, instead of the gateway's setting",
	},
	{
		...metadataField,
		displayOptions: NOT_TRUNK,
		description:
			'Kept with the call, and told to agents. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/fields.md#what-a-field-takes">More</a>.',
	},
	{ ...participantIdField, displayOptions: { show: SINCE_1_1 } },
	rawAnswerField,
	{
		displayName: 'Record',
		name: 'recordAudio',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether VideoSDK records the sound',
	},
	{
		displayName: 'Ring Timeout (Seconds)',
		name: 'ringTimeout',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: NOT_TRUNK,
		default: 30,
		description: 'How long the phone may ring',
	},
	{
		displayName: 'Room Events To',
		name: 'roomEventsTo',
		type: 'string',
		displayOptions: { show: { '/putInto': ['newMeeting'] } },
		default: '',
		placeholder: 'https://n8n.example.com/webhook/1f2e3d4c/webhook',
		description:
			'The Production URL of a VideoSDK Trigger. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
	},
	{
		displayName: 'SIP Headers',
		name: 'sipHeaders',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		displayOptions: GATEWAY_ONLY,
		placeholder: 'Add header',
		default: {},
		options: [
			{
				displayName: 'Header',
				name: 'header',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'X-Campaign',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
		description: 'Headers for the carrier',
	},
	callSummaryPromptField,
	tryAgainField,
	{ ...agentField, required: false, displayOptions: { show: SINCE_1_1 } },
	{ ...waitLimitField, displayOptions: { show: { ...SINCE_1_1, ...WHEN_WAITING.show } } },
	{
		displayName: 'Wait Until Answered',
		name: 'waitUntilAnswered',
		type: 'boolean',
		displayOptions: NOT_TRUNK,
		default: true,
		description: 'Whether the call joins the room only when answered',
	},
	{ ...waitHowField, displayOptions: { show: { ...SINCE_1_1, ...WHEN_WAITING.show } } },
] as const satisfies INodeProperties[];
