import { expect, test } from 'vitest';
import { listGatewaysRequest, readGatewayRequest } from '../../nodes/VideoSdk/api/gateways.ts';
import { listPhoneNumbersRequest } from '../../nodes/VideoSdk/api/phoneNumbers.ts';
import { listRoomsRequest } from '../../nodes/VideoSdk/api/rooms.ts';
import {
	listRoutingRulesRequest,
	readRoutingRuleRequest,
} from '../../nodes/VideoSdk/api/routingRules.ts';
import { same } from './sameRequest.mts';

const everything = { search: '', page: 1 };
const search = '+1 202 & more';
const thirdPage = { search, page: 3 };
const first = { page: 1, perPage: 50 };
const third = { page: 3, perPage: 50 };

test('the list of gateways is asked for as the SDK does, searched and not', async () => {
	await same(
		async ({ sip }) => await sip.trunks.outbound.list(first),
		listGatewaysRequest(everything),
	);
	const { query } = await same(
		async ({ sip }) => await sip.trunks.outbound.list({ ...third, search }),
		listGatewaysRequest(thirdPage),
	);
	expect(query).toEqual(['page=3', 'perPage=50', `search=${search}`]);
});

test('the list of outbound routing rules is asked for as the SDK does, searched and not', async () => {
	const type = 'outbound';
	await same(
		async ({ sip }) => await sip.routingRules.list({ ...first, type }),
		listRoutingRulesRequest(everything),
	);
	await same(
		async ({ sip }) => await sip.routingRules.list({ ...third, search, type }),
		listRoutingRulesRequest(thirdPage),
	);
});

test('the list of phone numbers is asked for as the SDK does, searched and not', async () => {
	await same(
		async ({ sip }) => await sip.phoneNumbers.list(first),
		listPhoneNumbersRequest(everything),
	);
	await same(
		async ({ sip }) => await sip.phoneNumbers.list({ ...third, search }),
		listPhoneNumbersRequest(thirdPage),
	);
});

test('the list of rooms is asked for as the SDK does, for one room and for all', async () => {
	await same(async ({ rooms }) => await rooms.list(third), listRoomsRequest(3));
	await same(
		async ({ rooms }) => await rooms.list({ ...first, query: 'abcd-efgh-ijkl' }),
		listRoomsRequest(1, 'abcd-efgh-ijkl'),
	);
});

test('a gateway and a routing rule are asked for their numbers as the SDK does', async () => {
	const id = 'of/others+1';
	await same(async ({ sip }) => await sip.trunks.outbound.get(id), readGatewayRequest(id));
	await same(async ({ sip }) => await sip.routingRules.get(id), readRoutingRuleRequest(id));
});
