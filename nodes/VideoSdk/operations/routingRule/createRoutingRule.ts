import {
	toRuleItem,
	type RoutingRuleOrder,
	type RuleRoom,
} from '../../../../videosdk/routingRule.ts';
import { adviceOn } from '../../api/advised.ts';
import { createdOnce } from '../../api/startedOnce.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import {
	allowedNumbersField,
	directionField,
	dtmfField,
	nameField,
	nameOf,
	noiseCancellationField,
	ownNumbersOf,
	tagsField,
} from '../../fields/carrier.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	agentMetadataField,
	allowedIpAddressesField,
	checkHeaders,
	headersField,
	headersToAttributesField,
	hidePhoneNumberField,
	includeHeadersField,
	pinField,
	pinOf,
	prefixField,
	recordingField,
	RULE_EXCEPTIONS,
	ruleAgentField,
	ruleNumbersField,
	ruleOptionsOf,
} from './ruleFields.ts';

const ADVICE =
	'Nothing was created. The Phone Numbers must be numbers of the account, and one may be in one inbound rule only: look with Get Many.';

/** Makes a routing rule. When the answer was lost, it is looked for, and not made a second time. */
export const createRoutingRule = defineOperation({
	resource: 'routingRule',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a routing rule',
		description: 'Say for numbers which room their calls go into',
	},
	fields: [
		{ ...directionField, description: 'It cannot be changed later' },
		nameField,
		ruleNumbersField,
		{
			displayName: 'Put Calls Into',
			name: 'putCallsInto',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'A New Room Each', value: 'newRoom', description: 'No two calls meet' },
				{ name: 'One Room', value: 'room', description: 'All calls meet in it' },
			],
			default: 'newRoom',
			description: 'The room that the calls join',
		},
		{ ...roomField, displayOptions: { show: { putCallsInto: ['room'] } } },
		ruleAgentField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				agentMetadataField,
				allowedIpAddressesField,
				allowedNumbersField,
				dtmfField,
				{ ...headersField, displayOptions: { show: { '/direction': ['outbound'] } } },
				{ ...headersToAttributesField, displayOptions: { show: { '/direction': ['inbound'] } } },
				hidePhoneNumberField,
				includeHeadersField,
				noiseCancellationField,
				recordingField,
				{ ...prefixField, displayOptions: { show: { '/putCallsInto': ['newRoom'] } } },
				pinField,
				tagsField,
			],
		},
	],
	// An expression that gives nothing would else make a rule for no number, or one where nobody talks.
	exceptions: { ...RULE_EXCEPTIONS, filters: ['numbers', 'agentId'] },
	plan: ({ direction, putCallsInto, options, ...params }) => {
		const numbers = textListParam('Phone Numbers', params.numbers);
		const pin = pinOf(options.pin);
		const room: RuleRoom =
			putCallsInto === 'room'
				? { type: 'static', id: roomIdOf(params.roomId), pin }
				: { type: 'dynamic', prefix: options.prefix ?? 'blank', pin };
		const order: RoutingRuleOrder = {
			name: nameOf(params.name),
			type: direction,
			phoneNumbers: numbers.length > 0 ? ownNumbersOf('Phone Numbers', numbers) : undefined,
			room,
			agentId: safeText('Voice Agent', params.agentId) || undefined,
			...ruleOptionsOf(options),
		};
		checkHeaders(direction, order);
		return order;
	},
	run: async ({ api }, order) => {
		const advice = adviceOn({ Name: order.name }, ADVICE);
		const work = createdOnce('The routing rule', advice, api.routingRules.create(order));
		return toRuleItem(await withoutEcho(order.room?.pin, work));
	},
});
