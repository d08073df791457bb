import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
	agentVersionsRequest,
	latestAgentVersionRequest,
} from '../../nodes/VideoSdk/api/agents.ts';
import {
	deleteConnectorRequest,
	readConnectorRequest,
	rotateConnectorKeyRequest,
} from '../../nodes/VideoSdk/api/connectors.ts';
import {
	changeGatewayRequest,
	deleteGatewayRequest,
	readGatewayRequest,
} from '../../nodes/VideoSdk/api/gateways.ts';
import {
	changeNumberGatewayRequest,
	readPhoneNumberRequest,
	releasePhoneNumberRequest,
} from '../../nodes/VideoSdk/api/phoneNumbers.ts';
import { readRecordingRequest } from '../../nodes/VideoSdk/api/recordings.ts';
import { readRoomRequest, validateRoomRequest } from '../../nodes/VideoSdk/api/rooms.ts';
import {
	changeRoutingRuleRequest,
	deleteRoutingRuleRequest,
	readRoutingRuleRequest,
} from '../../nodes/VideoSdk/api/routingRules.ts';
import { listParticipantsRequest, readSessionRequest } from '../../nodes/VideoSdk/api/sessions.ts';
import { readTranscriptionRequest } from '../../nodes/VideoSdk/api/transcriptions.ts';
import {
	changeWebhookRequest,
	deleteWebhookRequest,
	readWebhookRequest,
} from '../../nodes/VideoSdk/api/webhooks.ts';

const requests = {
	readConnectorRequest,
	rotateConnectorKeyRequest,
	deleteConnectorRequest,
	readWebhookRequest,
	deleteWebhookRequest,
	changeWebhookRequest: (id: string) => changeWebhookRequest(id, { url: '', events: [] }),
	agentVersionsRequest,
	latestAgentVersionRequest,
	readGatewayRequest: (id: string) => readGatewayRequest(id, 'inbound'),
	changeGatewayRequest: (id: string) => changeGatewayRequest('outbound', id, {}),
	deleteGatewayRequest: (id: string) => deleteGatewayRequest('outbound', id),
	readPhoneNumberRequest,
	changeNumberGatewayRequest: (id: string) => changeNumberGatewayRequest(id, {}),
	releasePhoneNumberRequest,
	readRoutingRuleRequest,
	changeRoutingRuleRequest: (id: string) => changeRoutingRuleRequest(id, {}),
	deleteRoutingRuleRequest,
	readRecordingRequest: (id: string) => readRecordingRequest('track', id),
	readRoomRequest,
	validateRoomRequest,
	readSessionRequest,
	listParticipantsRequest: (id: string) => listParticipantsRequest(id, 'active', 1),
	readTranscriptionRequest: (id: string) => readTranscriptionRequest('recording', id),
};

test.each(Object.entries(requests))(
	'whatever the ID, %s stays where it belongs',
	(_, requestOf) => {
		const folderOf = (id: string) => requestOf(id).path.split('/').length;
		for (const id of ['a/../b', '../..', '?x=1', '#x', '%2e%2e', '\\..\\', '...', 'ü +']) {
			expect(folderOf(id)).toBe(folderOf('a'));
			const { path } = requestOf(id);
			expect(new URL(path, 'https://api.videosdk.live').pathname).toBe(path);
		}
		for (const id of ['.', '..', ''])
			expect(() => requestOf(id)).toThrow('it is no ID of anything');
	},
);

test('every ID in a path goes that one way', () => {
	const others = globSync('nodes/VideoSdk/api/*.ts').filter(
		(file) => !file.endsWith('idInPath.ts') && readFileSync(file, 'utf8').includes('encodeURI'),
	);
	expect(others).toEqual([]);
});
