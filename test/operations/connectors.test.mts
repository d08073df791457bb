import { expect, test } from 'vitest';
import { deleteConnector } from '../../nodes/VideoSdk/operations/connector/deleteConnector.ts';
import { getConnector } from '../../nodes/VideoSdk/operations/connector/getConnector.ts';
import { rotateConnectorKey } from '../../nodes/VideoSdk/operations/connector/rotateConnectorKey.ts';
import { toConnectorItem } from '../../videosdk/connector.ts';

const BY_HAND = { isTool: false };

test('an item has the ID under its own name, and the URL with its key only where it is asked for', () => {
	const webhookUrl = 'https://connect.videosdk.example/twilio/a1?token=abc';
	const connector = { id: 'c_1', provider: 'twilio', webhookUrl, apiKey: 'ak_1', region: null };
	const item = { connectorId: 'c_1', provider: 'twilio', apiKey: '(hidden)', region: null };
	expect(toConnectorItem(connector)).toEqual({ ...item, webhookUrl: '(hidden)' });
	expect(toConnectorItem(connector, true)).toEqual({ ...item, webhookUrl });
	expect(toConnectorItem({ connectorId: 'c_1' })).toEqual({ connectorId: 'c_1' });
});

test('without a connector nothing is sent', () => {
	const params = { connectorId: ' ', options: {} };
	for (const { plan } of [getConnector, rotateConnectorKey, deleteConnector]) {
		expect(() => plan(params, BY_HAND)).toThrow('"Connector" is empty');
	}
});
