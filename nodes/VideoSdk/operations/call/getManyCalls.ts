import { callIn, toCall, toCallItem } from '../../../../videosdk/call.ts';
import { statusOf } from '../../../../videosdk/callStatus.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { directionFilter } from '../../fields/direction.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import { statusFilterField } from '../../fields/statusFilter.ts';
import { readList } from '../../api/readList.ts';
import type { Api, ApiRequest } from '../../api/exchange.ts';

const CALLS_PER_PAGE = 100;

/** Lists calls, one output item each. */
export const getManyCalls = defineOperation({
	resource: 'call',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many calls',
		description: 'List calls with their status, outcome and times: all, or those that pass filters',
	},
	effect: 'safe',
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
				{
					displayName: 'Room ID',
					name: 'roomId',
					type: 'string',
					default: '',
					placeholder: 'abcd-efgh-ijkl',
					description: 'Only calls in this room (meeting)',
				},
				{
					displayName: 'Routing Rule ID',
					name: 'ruleId',
					type: 'string',
					default: '',
					placeholder: 'rr_abc123',
					description: 'Only calls that this routing rule has routed',
				},
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: '4155550123',
					description:
						'Only calls with this text in one of the two numbers or in the room ID, whether in upper or lower case',
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
						'Only calls that began at this time or later. Without a time zone, that of the workflow is meant.',
				},
				{
					displayName: 'Started Until',
					name: 'startedUntil',
					type: 'dateTime',
					default: '',
					description:
						'Only calls that began on this day or before. VideoSDK counts the whole day, whatever the time.',
				},
				statusFilterField,
			],
		},
		rawAnswerOptions,
	],
	// VideoSDK may have statuses that are not offered here.
	exceptions: { takesOthers: ['status'] },
	check: (params) => void mostOf(params),
	run: async (api, { filters, options, ...limits }) => {
		const calls = await listCalls(api, filters, mostOf(limits));
		return calls.map((call) => toCallItem(call, { raw: options.rawAnswer }));
	},
});

interface Filters {
	direction?: 'inbound' | 'outbound';
	gatewayId?: string;
	roomId?: string;
	ruleId?: string;
	search?: string;
	sessionId?: string;
	/** As ISO 8601 in UTC, like the next. */
	startedFrom?: string;
	startedUntil?: string;
	status?: readonly string[];
}

export function listCallsRequest(filters: Filters, page: number) {
	return {
		method: 'GET',
		path: '/v2/sip/call',
		query: {
			roomId: fieldText(filters.roomId),
			sessionId: fieldText(filters.sessionId),
			gatewayId: fieldText(filters.gatewayId),
			ruleId: fieldText(filters.ruleId),
			type: fieldText(filters.direction),
			search: fieldText(filters.search),
			startDate: epochMs(filters.startedFrom),
			endDate: epochMs(filters.startedUntil),
			page,
			perPage: CALLS_PER_PAGE,
		},
	} satisfies ApiRequest;
}

async function listCalls(
	api: Api,
	filters: Filters,
	most: number,
): Promise<Array<Record<string, unknown>>> {
	const wanted = new Set<string | undefined>(inLowerCase(filters.status));
	const calls: Array<Record<string, unknown>> = [];
	const seen = new Set<string | undefined>();
	for (let page = 1; ; page++) {
		const { path, query } = listCallsRequest(filters, page);
		const { rows, hasNext } = await readList(api, path, query);
		// A call that begins meanwhile moves the others on, and one of them shows up again.
		const fresh = rows.map(callIn).filter((call) => !seen.has(toCall(call)?.callId));
		for (const call of fresh) {
			if (toCall(call)) seen.add(toCall(call)?.callId);
			// The API has no filter for the status.
			if (wanted.size === 0 || wanted.has(statusOf(call))) calls.push(call);
			if (calls.length >= most) return calls;
		}
		// A page with nothing new on it means that the list goes round in circles.
		if (!hasNext || fresh.length === 0) return calls;
	}
}

const inLowerCase = (statuses: readonly string[] = []) =>
	statuses.map((status) => status.toLowerCase());

/** @param moment as ISO 8601 in UTC */
function epochMs(moment = ''): number | undefined {
	return moment === '' ? undefined : Date.parse(moment);
}
