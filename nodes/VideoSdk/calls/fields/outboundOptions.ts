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
			'A JSON object with more fields for the request, named as VideoSDK names them. For what this node does not know yet: a field that it has itself is refused.',
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
			'How many calls of a list may be under way at the same moment: until VideoSDK has accepted them or, with Wait For, until what is waited for has come about. 5 without this option.',
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
			'A name for the call, such as the ID of an appointment: the same key dials once for good, in later executions and after restarts too. Within an execution the other items get the first answer, later on they come out as skipped. Only two workers of n8n that get it in the same instant may both call. An item whose key is empty fails. An AI agent that calls the same number again needs a new key to make the phone ring again; for an agent, empty means no key. Behind an MCP Server Trigger each call of the tool stands alone: a key counts for good there, for one number and meeting.',
	},
	{
		displayName: 'DTMF',
		name: 'dtmf',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether keys pressed on the phone are passed on to the meeting',
	},
	{
		displayName: 'Hang Up at the Limit',
		name: 'hangUpAtLimit',
		type: 'boolean',
		displayOptions: WHEN_RUNNING_ON,
		default: true,
		description:
			'Whether to end a call when Wait Limit is reached and what is waited for has not come about. The output tells it by "hungUp". The execution keeps running for that, as a parked one would not hear of the limit if n8n was restarted.',
	},
	{
		displayName: 'Hang Up on Stop',
		name: 'hangUpOnStop',
		type: 'boolean',
		displayOptions: WHEN_WAITING,
		default: true,
		description:
			'Whether to end all calls that this node has placed and that are not over, answered ones too, when the workflow is stopped, or reaches its time limit, while the node is waiting. Without this option they go on.',
	},
	{
		displayName: 'Hide Phone Number',
		name: 'hidePhoneNumber',
		type: 'boolean',
		displayOptions: GATEWAY_ONLY,
		default: true,
		description: 'Whether the phone number of the called person is hidden in the meeting',
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
		description: 'Which SIP headers of the call are passed on to the meeting',
	},
	{
		displayName: 'Include Input Fields',
		name: 'includeInputFields',
		type: 'boolean',
		default: true,
		description:
			'Whether the fields of the item that came in come out beside those of the call, whatever became of it: for a loop, or a CRM behind this node. Where both have a name, the one of the call counts. What came in is not masked. An AI agent is told of the call alone.',
	},
	{
		displayName: 'Mask Numbers',
		name: 'maskNumbers',
		type: 'boolean',
		default: true,
		description:
			'Whether to hide all but the last digits of the two phone numbers in the output and in error messages of this node. What comes in is n8n’s to keep, and a deferred item keeps it: it is dialed later.',
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
			{ name: 'Disable', value: 'disable', description: 'The call is carried without encryption' },
			{ name: 'Enable', value: 'enable', description: 'The call is carried encrypted' },
		],
		default: 'enable',
		description:
			'Whether the sound is encrypted on its way to the carrier, other than the gateway says',
	},
	{
		...metadataField,
		displayOptions: NOT_TRUNK,
		description:
			'What VideoSDK keeps with the call and tells your voice agent. A value that an expression finds nothing for is left out; an object is sent as JSON. The node adds "n8nCorrelationKey", by which it finds the call again.',
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
		description: 'How long the phone may ring before VideoSDK gives up',
	},
	{
		displayName: 'Room Events To',
		name: 'roomEventsTo',
		type: 'string',
		displayOptions: { show: { '/putInto': ['newMeeting'] } },
		default: '',
		placeholder: 'https://n8n.example.com/webhook/1f2e3d4c/webhook',
		description:
			'Who is told what happens in the meeting that is made for the call, such as that its recording or transcript is there: the Production URL of a VideoSDK Trigger that listens for Room Events. VideoSDK takes this only when a room is made: for a room that exists, give it to the operation Create of the resource Room.',
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
		description: 'Headers to send to the carrier with the call',
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
			'Whether VideoSDK itself holds the call back from the meeting until somebody has picked up. To learn who picked up, use Wait For.',
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
] as const satisfies INodeProperties[];
