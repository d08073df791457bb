import type { INodeProperties } from 'n8n-workflow';
import type { Direction } from '../../../../videosdk/gateway.ts';
import type { RoutingRuleOrder } from '../../../../videosdk/routingRule.ts';
import { dangerIn } from '../../../../telephony/plainDigits.ts';
import { invalidInput, missingInput } from '../../errors/failure.ts';
import { agentField } from '../../fields/agent.ts';
import { textsOf } from '../../fields/carrier.ts';
import { entriesOf, metadataField, withoutTwins } from '../../fields/pairs.ts';
import { safeText } from '../../fields/safeText.ts';

export const ruleAgentField = {
	...agentField,
	required: false,
	description: 'Joins each call. Empty: none.',
} as const satisfies INodeProperties;

export const ruleNumbersField = {
	displayName: 'Phone Numbers',
	name: 'numbers',
	type: 'string',
	default: '',
	placeholder: '+12025550100, +12025550101',
	description: 'Of the account; commas between. A number may be in one inbound rule only.',
} as const satisfies INodeProperties;

export const agentMetadataField = {
	...metadataField,
	displayName: 'Agent Metadata',
	name: 'agentMetadata',
	description: 'What the voice agent is told',
} as const satisfies INodeProperties;

export const allowedIpAddressesField = {
	displayName: 'Allowed IP Addresses',
	name: 'allowedIpAddresses',
	type: 'string',
	default: '',
	placeholder: '203.0.113.7, 198.51.100.0/24',
	description: 'From where calls are taken; commas between',
} as const satisfies INodeProperties;

export const headersField = {
	displayName: 'Headers',
	name: 'headers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
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
	description: 'For the carrier. Outbound rules only.',
} as const satisfies INodeProperties;

export const headersToAttributesField = {
	displayName: 'Headers to Attributes',
	name: 'headersToAttributes',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
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
				{
					displayName: 'Attribute',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'campaign',
				},
			],
		},
	],
	description: 'As what SIP headers reach the room. Inbound rules only.',
} as const satisfies INodeProperties;

export const hidePhoneNumberField = {
	displayName: 'Hide Phone Number',
	name: 'hidePhoneNumber',
	type: 'boolean',
	default: true,
	description: 'Whether the room hides their number',
} as const satisfies INodeProperties;

export const includeHeadersField = {
	displayName: 'Include Headers',
	name: 'includeHeaders',
	type: 'options',
	options: [
		{ name: 'All', value: 'ALL', description: 'All SIP headers' },
		{ name: 'None', value: 'NONE', description: 'No SIP headers' },
		{ name: 'X-Headers Only', value: 'SIP_X_HEADERS', description: 'Those that begin with X-' },
	],
	default: 'SIP_X_HEADERS',
	description: 'Which SIP headers reach the room',
} as const satisfies INodeProperties;

export const recordingField = {
	displayName: 'Record',
	name: 'recording',
	type: 'boolean',
	default: true,
	description: 'Whether VideoSDK records the sound',
} as const satisfies INodeProperties;

export const prefixField = {
	displayName: 'Room ID Begins With',
	name: 'prefix',
	type: 'options',
	options: [
		{ name: 'Nothing', value: 'blank', description: 'VideoSDK makes an ID without it' },
		{ name: 'Number of the Caller', value: 'participantNumber', description: 'The other side' },
		{ name: 'Own Number', value: 'sipNumber', description: 'The number of the account' },
		{ name: 'Random', value: 'random', description: 'Letters and digits' },
	],
	default: 'random',
	description: 'How the ID of each new room begins',
} as const satisfies INodeProperties;

export const pinField = {
	displayName: 'Room PIN',
	name: 'pin',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'What callers must enter. n8n keeps it in the workflow.',
} as const satisfies INodeProperties;

/** Fields of a rule that take more than their type says. */
export const RULE_EXCEPTIONS = {
	asGiven: ['agentMetadata', 'headers', 'headersToAttributes', 'pin'],
	takesLists: ['numbers', 'allowedNumbers', 'allowedIpAddresses', 'tags'],
};

interface RuleOptions {
	agentMetadata?: object;
	allowedIpAddresses?: unknown;
	allowedNumbers?: unknown;
	enableDtmf?: boolean;
	headers?: object;
	headersToAttributes?: object;
	hidePhoneNumber?: boolean;
	includeHeaders?: string;
	noiseCancellation?: boolean;
	recording?: boolean;
	tags?: unknown;
}

/** @throws Failure for what cannot be sent */
export function ruleOptionsOf(options: RuleOptions): RoutingRuleOrder {
	const { enableDtmf, noiseCancellation, hidePhoneNumber, includeHeaders, recording } = options;
	return {
		agentMetadata: pairsOf('Agent Metadata', options.agentMetadata, 'entry', 'key'),
		headers: pairsOf('Headers', options.headers, 'header', 'name'),
		headersToAttributes: pairsOf(
			'Headers to Attributes',
			options.headersToAttributes,
			'header',
			'name',
		),
		allowedNumbers: textsOf('Allowed Numbers', options.allowedNumbers),
		allowedIpAddresses: textsOf('Allowed IP Addresses', options.allowedIpAddresses),
		tags: textsOf('Tags', options.tags),
		...{ includeHeaders, recording, dtmf: enableDtmf, noiseCancellation, hidePhoneNumber },
	};
}

function pairsOf(
	field: string,
	value: object | undefined,
	group: string,
	keyName: string,
): Record<string, string> | undefined {
	const entries = entriesOf(value, group, keyName, field);
	return entries.length === 0 ? undefined : withoutTwins(entries, field, (name) => name);
}

/** @throws Failure for headers that VideoSDK refuses for rules of this direction */
export function checkHeaders(
	direction: Direction | undefined,
	{ headers, headersToAttributes }: Pick<RoutingRuleOrder, 'headers' | 'headersToAttributes'>,
): void {
	if (headers && direction === 'inbound') {
		throw invalidInput(
			'Headers',
			Object.keys(headers).join(', '),
			'only outbound rules send headers',
		);
	}
	if (headersToAttributes && direction === 'outbound') {
		const names = Object.keys(headersToAttributes).join(', ');
		throw invalidInput('Headers to Attributes', names, 'only inbound rules have them');
	}
}

/** @throws Failure that does not show the PIN */
export function pinOf(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') {
		throw invalidInput('Room PIN', '(hidden)', 'it must be digits');
	}
	const pin = String(value).trim();
	const danger = dangerIn(pin);
	if (danger !== undefined) throw invalidInput('Room PIN', '(hidden)', danger);
	return pin === '' ? undefined : pin;
}

/** @throws Failure when the field is empty */
export function routingRuleIdOf(value: unknown): string {
	const ruleId = safeText('Routing Rule', value);
	if (ruleId !== '') return ruleId;
	throw missingInput('Routing Rule');
}
