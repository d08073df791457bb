import { advised } from '../../api/advised.ts';
import { defineOperation } from '../defineOperation.ts';
import { connectorField, connectorIdOf, NO_SUCH_CONNECTOR } from './connectorFields.ts';

/** Deletes a connector. One that is gone already is no error: the answer may have been lost. */
export const deleteConnector = defineOperation({
	resource: 'connector',
	option: {
		name: 'Delete for Good',
		value: 'delete',
		action: 'Delete a connector for good',
		description: 'Delete a connector. This cannot be undone.',
	},
	fields: [connectorField],
	plan: ({ connectorId }) => connectorIdOf(connectorId),
	run: async ({ api }, connectorId) => {
		const removing = api.connectors.remove(connectorId);
		const deleted = await advised({ Connector: connectorId }, NO_SUCH_CONNECTOR, removing);
		return { connectorId, deleted };
	},
});
