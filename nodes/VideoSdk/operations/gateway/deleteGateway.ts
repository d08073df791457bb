import { advised } from '../../api/advised.ts';
import { directionField } from '../../fields/carrier.ts';
import { defineOperation } from '../defineOperation.ts';
import { anyGatewayField, gatewayIdOf } from './gatewayFields.ts';
import { NO_SUCH_GATEWAY } from './getGateway.ts';

/** Deletes a gateway. One that is gone already is no error: the answer may have been lost. */
export const deleteGateway = defineOperation({
	resource: 'gateway',
	option: {
		name: 'Delete for Good',
		value: 'delete',
		action: 'Delete a gateway for good',
		description:
			'Delete a gateway, which cannot be undone: no call goes through it any more, and its ID is gone',
	},
	fields: [directionField, anyGatewayField],
	plan: ({ direction, gatewayId }) => ({ direction, gatewayId: gatewayIdOf(gatewayId) }),
	run: async ({ api }, { direction, gatewayId }) => {
		const removing = api.gateways.remove(direction, gatewayId);
		const deleted = await advised({ Gateway: gatewayId }, NO_SUCH_GATEWAY, removing);
		return { gatewayId, direction, deleted };
	},
});
