import { toConnectorItem } from '../../../../videosdk/connector.ts';
import { advised } from '../../api/advised.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	connectorField,
	connectorIdOf,
	NO_SUCH_CONNECTOR,
	showUrlOptions,
} from './connectorFields.ts';

/** Tells how a connector is set up. */
export const getConnector = defineOperation({
	resource: 'connector',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a connector',
		description: 'Look up a connector',
	},
	fields: [connectorField, showUrlOptions],
	plan: ({ connectorId, options }) => ({
		connectorId: connectorIdOf(connectorId),
		showsUrl: options.showWebhookUrl,
	}),
	run: async ({ api }, { connectorId, showsUrl }) => {
		const reading = api.connectors.read(connectorId);
		const connector = await advised({ Connector: connectorId }, NO_SUCH_CONNECTOR, reading);
		return toConnectorItem(connector, showsUrl);
	},
});
