import { test } from 'vitest';
import {
	createConnectorRequest,
	deleteConnectorRequest,
	listConnectorsRequest,
	readConnectorRequest,
	rotateConnectorKeyRequest,
} from '../../nodes/VideoSdk/api/connectors.ts';
import { createConnector } from '../../nodes/VideoSdk/operations/connector/createConnector.ts';
import { same } from './sameRequest.mts';

const id = 'of/others+1';
const BY_HAND = { isTool: false };

test('Create makes a connector as the SDK does, with all its options and with none', async () => {
	const filled = {
		...{ name: ' Desk & Co ', routingRuleId: 'rr_1', roomId: 'abcd-efgh-ijkl' },
		...{ provider: 'telnyx' as const, options: { region: 'us002', showWebhookUrl: true } },
	};
	const all = await createConnector.plan(filled, BY_HAND);
	await same(
		async ({ connectors }) =>
			await connectors.create({
				...{ provider: 'telnyx', name: 'Desk & Co', defaultRuleId: 'rr_1', region: 'us002' },
				roomId: 'abcd-efgh-ijkl',
			}),
		createConnectorRequest(all.order),
	);
	const bare = { ...filled, name: '', routingRuleId: '', roomId: '', options: {} };
	const { order } = await createConnector.plan(bare, BY_HAND);
	await same(
		async ({ connectors }) => await connectors.create({ provider: 'telnyx' }),
		createConnectorRequest(order),
	);
});

test('Get, Get Many, Rotate Key and Delete ask for connectors as the SDK does', async () => {
	await same(async ({ connectors }) => await connectors.get(id), readConnectorRequest(id));
	await same(async ({ connectors }) => await connectors.list(), listConnectorsRequest());
	await same(
		async ({ connectors }) => await connectors.rotateKey(id),
		rotateConnectorKeyRequest(id),
	);
	await same(async ({ connectors }) => await connectors.delete(id), deleteConnectorRequest(id));
});
