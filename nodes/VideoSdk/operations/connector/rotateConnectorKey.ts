import { toConnectorItem } from '../../../../videosdk/connector.ts';
import { advised } from '../../api/advised.ts';
import { defineOperation } from '../defineOperation.ts';
import {
	connectorField,
	connectorIdOf,
	NO_SUCH_CONNECTOR,
	showUrlOptions,
} from './connectorFields.ts';

/** Gives a connector a new key. When the answer was lost, yet another one is made: the last one counts. */
export const rotateConnectorKey = defineOperation({
	resource: 'connector',
	option: {
		name: 'Rotate Key for Good',
		value: 'rotateKey',
		action: 'Rotate the key of a connector for good',
		description: 'Give a connector a new webhook URL: the old one ends, which cannot be undone',
	},
	fields: [connectorField, showUrlOptions],
	plan: ({ connectorId, options }) => ({
		connectorId: connectorIdOf(connectorId),
		showsUrl: options.showWebhookUrl,
	}),
	run: async ({ api }, { connectorId, showsUrl }) => {
		const rotating = api.connectors.rotateKey(connectorId);
		const connector = await advised({ Connector: connectorId }, NO_SUCH_CONNECTOR, rotating);
		return toConnectorItem(connector, showsUrl);
	},
});
