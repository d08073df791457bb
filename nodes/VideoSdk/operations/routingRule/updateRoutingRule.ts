import {
	changedRule,
	directionOfRule,
	roomIn,
	toRuleItem,
	type RuleRoomChange,
} from '../../../../videosdk/routingRule.ts';
import { withoutAbsent, type JsonObject } from '../../../../videosdk/wire.ts';
import { advised } from '../../api/advised.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import { emptyInput, invalidInput } from '../../errors/failure.ts';
import {
	allowedNumbersField,
	dtmfField,
	nameField,
	noiseCancellationField,
	ownNumbersOf,
	tagsField,
} from '../../fields/carrier.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { roomField, roomIdOf } from '../../fields/room.ts';
import { safeText } from '../../fields/safeText.ts';
import { nothingToUpdate } from '../../fields/updateFields.ts';
import { anyRoutingRuleField } from '../../fields/routingRule.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_RULE } from './getRoutingRule.ts';
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
	routingRuleIdOf,
} from './ruleFields.ts';

const ADVICE = `Nothing was changed. The Phone Numbers must be numbers of the account, and one may be in one inbound rule only. ${NO_SUCH_RULE}`;

/** Changes what is named of a routing rule; to do it twice does no harm. */
export const updateRoutingRule = defineOperation({
	resource: 'routingRule',
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a routing rule',
		description: 'Change some of a routing rule',
	},
	fields: [
		anyRoutingRuleField,
		{
			displayName: 'Put Calls Into',
			name: 'putCallsInto',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'A New Room Each', value: 'newRoom', description: 'No two calls meet' },
				{ name: 'As It Is', value: 'unchanged', description: 'Where they go now' },
				{ name: 'One Room', value: 'room', description: 'All calls meet in it' },
			],
			default: 'unchanged',
			description: 'The room that the calls join',
		},
		{ ...roomField, displayOptions: { show: { putCallsInto: ['room'] } } },
		{
			...ruleAgentField,
			description: 'Joins each call. Empty: as it is.',
		},
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				agentMetadataField,
				allowedIpAddressesField,
				allowedNumbersField,
				dtmfField,
				headersField,
				headersToAttributesField,
				hidePhoneNumberField,
				includeHeadersField,
				{ ...nameField, required: false },
				noiseCancellationField,
				{
					...ruleNumbersField,
					description: 'In place of those so far; commas between',
				},
				recordingField,
				{
					...prefixField,
					displayOptions: { show: { '/putCallsInto': ['newRoom', 'unchanged'] } },
				},
				pinField,
				tagsField,
			],
		},
	],
	// An agent that an expression gives nothing for would else stay as it is, and nobody would know.
	exceptions: { ...RULE_EXCEPTIONS, filters: ['agentId'] },
	plan: ({ putCallsInto, updateFields: { pin, prefix, ...fields }, ...params }) => {
		const numbers = textListParam('Phone Numbers', fields.numbers);
		const room = withoutAbsent<RuleRoomChange>({
			...(putCallsInto === 'room' && { type: 'static', id: roomIdOf(params.roomId) }),
			...(putCallsInto === 'newRoom' && { type: 'dynamic' }),
			prefix: putCallsInto === 'room' ? undefined : prefix,
			pin: pinOf(pin),
		});
		const changes = withoutAbsent({
			name: safeText('Name', fields.name) || undefined,
			phoneNumbers: numbers.length > 0 ? ownNumbersOf('Phone Numbers', numbers) : undefined,
			room: Object.keys(room).length > 0 ? room : undefined,
			agentId: safeText('Voice Agent', params.agentId) || undefined,
			...ruleOptionsOf(fields),
		});
		if (Object.keys(changes).length === 0) throw nothingToUpdate();
		return { ruleId: routingRuleIdOf(params.routingRuleId), changes };
	},
	run: async ({ api }, { ruleId, changes }) => {
		const given = { 'Routing Rule': ruleId };
		const current = await advised(given, ADVICE, api.routingRules.read(ruleId));
		checkHeaders(directionOfRule(current), changes);
		if (changes.room) checkRoom(current, changes.room);
		const changing = api.routingRules.change(ruleId, changedRule(current, changes));
		return toRuleItem(await withoutEcho(changes.room?.pin, advised(given, ADVICE, changing)));
	},
});

/** @throws Failure for a room that would not be what was meant */
function checkRoom(current: JsonObject, { type, prefix, pin }: RuleRoomChange): void {
	const now = roomIn(current);
	if (prefix !== undefined && (type ?? now.type) === 'static') {
		const reason = 'this rule puts all calls into one room. Choose "A New Room Each"';
		throw invalidInput('Room ID Begins With', prefix, reason);
	}
	// A room is sent whole. What is no row of digits is a PIN that VideoSDK does not tell.
	if (pin !== undefined || now.pin === undefined || /^\d+$/.test(now.pin)) return;
	const reason = 'the room has one that VideoSDK does not tell, and would lose it. Enter it again';
	throw emptyInput('Room PIN', reason);
}
