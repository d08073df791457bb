import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	directionFilter,
	gatewayFilters,
	roomFilters,
	routingRuleFilters,
} from '../../fields/callFilters.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { callAnswerOptions } from '../../fields/callAnswer.ts';
import { statusFilterField } from '../../fields/statusFilter.ts';

/** Lists calls, one output item each. */
export const getManyCalls = defineOperation({
	resource: 'call',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many calls',
		description: 'List calls, all or by filters',
	},
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				directionFilter,
				...gatewayFilters,
				...roomFilters,
				...routingRuleFilters,
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: '4155550123',
					description: 'In a number or the room ID',
				},
				{
					displayName: 'Session ID',
					name: 'sessionId',
					type: 'string',
					default: '',
					description: 'Only calls of this time of use of a room',
				},
				{
					displayName: 'Started From',
					name: 'startedFrom',
					type: 'dateTime',
					default: '',
					description: 'Only calls that began since then',
				},
				{
					displayName: 'Started Until',
					name: 'startedUntil',
					type: 'dateTime',
					default: '',
					description: 'The whole day included',
				},
				statusFilterField,
			],
		},
		callAnswerOptions,
	],
	// VideoSDK may have statuses that are not offered here.
	exceptions: { takesOthers: ['status'] },
	plan: ({ filters, options, ...limits }) => ({
		...{ filters, most: mostOf(limits), options },
	}),
	run: async ({ api }, { filters, most, options: { rawAnswer, details } }) => {
		const calls = await api.calls.list({ filters, most });
		return calls.map((call) => callRow(toCallItem(call, { raw: rawAnswer }), details));
	},
});
