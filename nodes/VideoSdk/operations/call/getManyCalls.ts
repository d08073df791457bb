import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { defineOperation } from '../defineOperation.ts';
import { directionFilter, roomFilter, routingRuleFilter } from '../../fields/callFilters.ts';
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
		description: 'List calls with their status, outcome and times: all, or those that pass filters',
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
				{
					displayName: 'Gateway ID',
					name: 'gatewayId',
					type: 'string',
					default: '',
					placeholder: 'gw_123456789',
					description: 'Only calls that went through this gateway',
				},
				roomFilter,
				routingRuleFilter,
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: '4155550123',
					description: 'Only calls with this text in a number or in the room ID',
				},
				{
					displayName: 'Session ID',
					name: 'sessionId',
					type: 'string',
					default: '',
					description: 'Only calls of this session of a room',
				},
				{
					displayName: 'Started From',
					name: 'startedFrom',
					type: 'dateTime',
					default: '',
					description:
						'Only calls that began since this time; without a zone, in that of the workflow',
				},
				{
					displayName: 'Started Until',
					name: 'startedUntil',
					type: 'dateTime',
					default: '',
					description: 'Only calls that began by this day, the whole day included',
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
