import type { INodeProperties } from 'n8n-workflow';
import { metadataField } from '../../fields/pairs.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { tryAgainField } from './tryAgainField.ts';
import { afterLimitField, afterTheCallField, callSummaryPromptField } from './afterTheCall.ts';

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
const WHEN_RUNNING_ON = {
	show: { '/waitFor': ['answer', 'end'], '/waitHow': ['automatic', 'keepRunning'] },
};

/** The options of "Outbound SIP Call", in the order of the alphabet. */
export const outboundOptions = [
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'json',
		displayOptions: NOT_TRUNK,
		default: '{}',
		description:
			"A JSON object with more fields of the request, as VideoSDK names them. The node's own fields are refused.",
	},
	afterTheCallField,
	afterLimitField,
	{
		displayName: 'Calls at Once',
		name: 'maxCallsAtOnce',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: DEFAULT_CALLS_AT_ONCE,
		description:
			'How many calls may be under way at once, those that are waited for included. 5 without this option.',
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
		displayName: 'Deduplication Key',
		name: 'deduplicationKey',
		type: 'string',
		default: '',
		placeholder: 'appointment-4711',
		description:
			'A name for the call, such as an appointment\'s ID: the same key dials once for good, across executions. An empty one fails. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#how-often">More</a>.',
	},
	{
		displayName: 'DTMF',
		name: 'dtmf',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether keys pressed on the phone reach the room',
	},
	{
		displayName: 'Hang Up at the Limit',
		name: 'hangUpAtLimit',
		type: 'boolean',
		displayOptions: WHEN_RUNNING_ON,
		default: true,
		description:
			'Whether to end a call that is still waited for at Wait Limit. The execution keeps running for that. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/waiting.md#waiting-for-calls">More</a>.',
	},
	{
		displayName: 'Hang Up on Stop',
		name: 'hangUpOnStop',
		type: 'boolean',
		displayOptions: WHEN_WAITING,
		default: true,
		description:
			"Whether to end this node's calls, answered ones too, when the workflow is stopped or reaches its time limit while it waits",
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
		displayName: 'Include Headers',
		name: 'includeHeaders',
		type: 'options',
		displayOptions: GATEWAY_ONLY,
		options: [
			{ name: 'All', value: 'ALL', description: 'All SIP headers' },
			{ name: 'None', value: 'NONE', description: 'No SIP headers' },
			{ name: 'X-Headers Only', value: 'SIP_X_HEADERS', description: 'Those that begin with X-' },
		],
		default: 'SIP_X_HEADERS',
		description: 'Which SIP headers of the call reach the room',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			'Whether the item that came in comes out beside the call, not masked. The call\'s fields win. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#what-comes-out-for-each-item">More</a>.',
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description:
			'Whether to hide all but the last digits of both numbers in output and errors. A deferred item keeps what came in. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/safety.md#what-is-hidden">More</a>.',
	},
	{
		displayName: 'Maximum Duration (Seconds)',
		name: 'maxCallDuration',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		displayOptions: NOT_TRUNK,
		default: 3600,
		description: 'After how long VideoSDK ends the call',
	},
	{
		displayName: 'Media Encryption',
		name: 'mediaEncryption',
		type: 'options',
		displayOptions: GATEWAY_ONLY,
		options: [
			{ name: 'Disable', value: 'disable', description: 'Not encrypted' },
			{ name: 'Enable', value: 'enable', description: 'Encrypted' },
		],
		default: 'enable',
		description: "Encryption on the way to the carrier, instead of the gateway's setting",
	},
	{
		...metadataField,
		displayOptions: NOT_TRUNK,
		description:
			'What VideoSDK keeps with the call and tells your voice agent. The node adds "n8nCorrelationKey" to find the call. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/fields.md#what-a-field-takes">More</a>.',
	},
	rawAnswerField,
	{
		displayName: 'Record',
		name: 'recordAudio',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether VideoSDK records the sound of the call',
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
			'The Production URL of a VideoSDK Trigger that listens for Room Events. It hears what happens in the new room. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
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
		description: 'Headers to send to the carrier',
	},
	callSummaryPromptField,
	tryAgainField,
	{
		displayName: 'Wait Until Answered',
		name: 'waitUntilAnswered',
		type: 'boolean',
		displayOptions: NOT_TRUNK,
		default: true,
		description:
			'Whether the call joins the room only once somebody has picked up. To wait for that, use Wait For.',
	},
	{
		displayName: 'If the Result Is Unknown',
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
					'The call is placed once more, never a third time. If the first was placed without being listed, the phone rings twice.',
			},
		],
		default: 'fail',
		description: "When VideoSDK's answer was lost and its call list does not show the call",
	},
] as const satisfies INodeProperties[];
