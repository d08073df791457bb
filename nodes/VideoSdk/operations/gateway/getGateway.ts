import { toGatewayItem } from '../../../../videosdk/gateway.ts';
import { advised } from '../../api/advised.ts';
import { directionField } from '../../fields/carrier.ts';
import { defineOperation } from '../defineOperation.ts';
import { anyGatewayField, gatewayIdOf } from './gatewayFields.ts';

export const NO_SUCH_GATEWAY =
	'Check the Gateway and the Direction of this item: VideoSDK keeps inbound and outbound gateways apart. Check also that the credential is of the account that it belongs to.';

/** Tells how a gateway is set up, without its password. */
export const getGateway = defineOperation({
	resource: 'gateway',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a gateway',
		description: 'Look up how a gateway is set up',
	},
	fields: [directionField, anyGatewayField],
	plan: ({ direction, gatewayId }) => ({ direction, gatewayId: gatewayIdOf(gatewayId) }),
	run: async ({ api }, { direction, gatewayId }) => {
		const reading = api.gateways.read(direction, gatewayId);
		const gateway = await advised({ Gateway: gatewayId }, NO_SUCH_GATEWAY, reading);
		return toGatewayItem(gateway, direction);
	},
});
