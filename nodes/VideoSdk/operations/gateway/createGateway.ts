import { toGatewayItem } from '../../../../videosdk/gateway.ts';
import { adviceOn } from '../../api/advised.ts';
import { createdOnce } from '../../api/startedOnce.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import {
	addressField,
	addressOf,
	allowedNumbersField,
	directionField,
	dtmfField,
	LOGIN_AS_GIVEN,
	loginOf,
	mediaEncryptionField,
	nameField,
	nameOf,
	noiseCancellationField,
	ownNumbersOf,
	passwordField,
	regionField,
	tagsField,
	transportField,
	usernameField,
} from '../../fields/carrier.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	allowedAddressesField,
	GATEWAY_LISTS,
	gatewayMetadataField,
	gatewayNumbersField,
	gatewayOptionsOf,
	INBOUND_ONLY,
	recordField,
} from './gatewayFields.ts';

const ADVICE =
	'Nothing was created. Each gateway of a direction has a name of its own, and a number may belong to one gateway of a direction only: look with Get Many.';
const OF_CARRIER = { show: { direction: ['outbound'] } };

/** Makes a gateway. When the answer was lost, it is looked for, and not made a second time. */
export const createGateway = defineOperation({
	resource: 'gateway',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create a gateway',
		description: 'Connect a carrier, for calls in or for calls out',
	},
	fields: [
		directionField,
		{
			...nameField,
			description: 'Each gateway of a direction needs a name of its own',
		},
		gatewayNumbersField,
		{ ...addressField, displayOptions: OF_CARRIER },
		{ ...transportField, displayOptions: OF_CARRIER },
		usernameField,
		passwordField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				allowedAddressesField,
				{ ...allowedNumbersField, displayOptions: INBOUND_ONLY },
				dtmfField,
				mediaEncryptionField,
				gatewayMetadataField,
				noiseCancellationField,
				recordField,
				regionField,
				tagsField,
			],
		},
	],
	exceptions: { asGiven: [...LOGIN_AS_GIVEN, 'metadata'], takesLists: GATEWAY_LISTS },
	plan: ({ direction, options, ...params }) => {
		const isOutbound = direction === 'outbound';
		const order = {
			name: nameOf(params.name),
			numbers: ownNumbersOf('Phone Numbers', textListParam('Phone Numbers', params.numbers)),
			...(isOutbound && {
				address: addressOf(params.address),
				transport: params.transport,
			}),
			auth: loginOf(params.username, params.password),
			...gatewayOptionsOf(direction, options),
			// VideoSDK takes them for one that is there already (server SDK, `UpdateOutboundTrunkOptions`).
			...(isOutbound && { allowedNumbers: undefined }),
		};
		return { direction, order };
	},
	run: async ({ api }, { direction, order }) => {
		const advice = adviceOn({ Name: order.name }, ADVICE);
		const work = createdOnce('The gateway', advice, api.gateways.create(direction, order));
		return toGatewayItem(await withoutEcho(order.auth?.password, work), direction);
	},
});
