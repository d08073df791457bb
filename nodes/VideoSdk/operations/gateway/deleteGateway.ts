import type { Direction } from '../../../../videosdk/gateway.ts';
import { advised } from '../../api/advised.ts';
import type { Api } from '../../api/index.ts';
import { invalidInput } from '../../errors/failure.ts';
import { settled } from '../../errors/failureOf.ts';
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
		description: 'Delete a gateway. This cannot be undone.',
	},
	fields: [directionField, anyGatewayField],
	plan: ({ direction, gatewayId }) => ({ direction, gatewayId: gatewayIdOf(gatewayId) }),
	run: async ({ api }, { direction, gatewayId }) => {
		const removing = api.gateways.remove(direction, gatewayId);
		const deleted = await advised({ Gateway: gatewayId }, NO_SUCH_GATEWAY, removing);
		if (!deleted) await checkDirection(api, direction, gatewayId);
		return { gatewayId, direction, deleted };
	},
});

/** @throws Failure for a gateway of the other direction: whoever asked would take it for deleted */
async function checkDirection(api: Api, direction: Direction, gatewayId: string): Promise<void> {
	const other = direction === 'inbound' ? 'outbound' : 'inbound';
	const found = await settled(api.gateways.read(other, gatewayId));
	if (!found.ok) return;
	const reason = `the gateway ${gatewayId} is an ${other} one, and nothing was deleted`;
	throw invalidInput('Direction', direction, reason);
}
