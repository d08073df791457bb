import type { INodePropertyOptions } from 'n8n-workflow';
import type { Operation } from '../node/runOperation.ts';
import { checkSetUp } from './account/checkSetUp.ts';
import { dispatchAgent } from './agent/dispatchAgent.ts';
import { dispatchManagedAgent } from './agent/dispatchManagedAgent.ts';
import { getManyAgents } from './agent/getManyAgents.ts';
import { cancelBatchCall } from './batchCall/cancelBatchCall.ts';
import { deleteBatchCall } from './batchCall/deleteBatchCall.ts';
import { deleteBatchCallRecords } from './batchCall/deleteBatchCallRecords.ts';
import { exportBatchCall } from './batchCall/exportBatchCall.ts';
import { getBatchCall } from './batchCall/getBatchCall.ts';
import { getBatchCallRecords } from './batchCall/getBatchCallRecords.ts';
import { getBatchCallStats } from './batchCall/getBatchCallStats.ts';
import { getManyBatchCalls } from './batchCall/getManyBatchCalls.ts';
import { launchFromFile } from './batchCall/launchFromFile.ts';
import { launchFromItems } from './batchCall/launchFromItems.ts';
import { updateBatchCall } from './batchCall/updateBatchCall.ts';
import { endCall } from './call/endCall.ts';
import { getCall } from './call/getCall.ts';
import { getManyCalls } from './call/getManyCalls.ts';
import { outboundSipCall } from './call/outboundSipCall.ts';
import { switchRoom } from './call/switchRoom.ts';
import { transferCall } from './call/transferCall.ts';
import { createConnector } from './connector/createConnector.ts';
import { deleteConnector } from './connector/deleteConnector.ts';
import { getConnector } from './connector/getConnector.ts';
import { getManyConnectors } from './connector/getManyConnectors.ts';
import { rotateConnectorKey } from './connector/rotateConnectorKey.ts';
import { createGateway } from './gateway/createGateway.ts';
import { deleteGateway } from './gateway/deleteGateway.ts';
import { getGateway } from './gateway/getGateway.ts';
import { getManyGateways } from './gateway/getManyGateways.ts';
import { updateGateway } from './gateway/updateGateway.ts';
import { createPhoneNumbers } from './phoneNumber/createPhoneNumbers.ts';
import { detachPhoneNumber } from './phoneNumber/detachPhoneNumber.ts';
import { getManyPhoneNumbers } from './phoneNumber/getManyPhoneNumbers.ts';
import { getPhoneNumber } from './phoneNumber/getPhoneNumber.ts';
import { releasePhoneNumber } from './phoneNumber/releasePhoneNumber.ts';
import { updateNumberGateway } from './phoneNumber/updateNumberGateway.ts';
import { createRoutingRule } from './routingRule/createRoutingRule.ts';
import { deleteRoutingRule } from './routingRule/deleteRoutingRule.ts';
import { getManyRoutingRules } from './routingRule/getManyRoutingRules.ts';
import { getRoutingRule } from './routingRule/getRoutingRule.ts';
import { updateRoutingRule } from './routingRule/updateRoutingRule.ts';
import { createRoom } from './room/createRoom.ts';
import { endRoom } from './room/endRoom.ts';
import { getManyRooms } from './room/getManyRooms.ts';
import { getRoom } from './room/getRoom.ts';
import { validateRoom } from './room/validateRoom.ts';
import { endSession } from './session/endSession.ts';
import { getManySessions } from './session/getManySessions.ts';
import { getParticipants } from './session/getParticipants.ts';
import { getSession } from './session/getSession.ts';
import { removeParticipant } from './session/removeParticipant.ts';
import { downloadRecording } from './recording/downloadRecording.ts';
import { getManyRecordings } from './recording/getManyRecordings.ts';
import { getRecording } from './recording/getRecording.ts';
import { startRecording } from './recording/startRecording.ts';
import { stopRecording } from './recording/stopRecording.ts';
import { downloadTranscription } from './transcription/downloadTranscription.ts';
import { getManyTranscriptions } from './transcription/getManyTranscriptions.ts';
import { getTranscription } from './transcription/getTranscription.ts';
import { startTranscription } from './transcription/startTranscription.ts';
import { stopTranscription } from './transcription/stopTranscription.ts';
import { createWebhook } from './webhook/createWebhook.ts';
import { deleteWebhook } from './webhook/deleteWebhook.ts';
import { getManyWebhooks } from './webhook/getManyWebhooks.ts';
import { getWebhook } from './webhook/getWebhook.ts';
import { updateWebhook } from './webhook/updateWebhook.ts';

/** The resources in menu order; one without operations is not shown. */
export const resources: INodePropertyOptions[] = [
	{ name: 'Call', value: 'call' },
	{ name: 'Batch Call', value: 'batchCall' },
	{ name: 'Agent', value: 'agent' },
	{ name: 'Room', value: 'room' },
	{ name: 'Session', value: 'session' },
	{ name: 'Recording', value: 'recording' },
	{ name: 'Transcription', value: 'transcription' },
	{ name: 'Gateway', value: 'gateway' },
	{ name: 'Phone Number', value: 'phoneNumber' },
	{ name: 'Routing Rule', value: 'routingRule' },
	{ name: 'Webhook', value: 'webhook' },
	{ name: 'Connector', value: 'connector' },
	{ name: 'Account', value: 'account' },
];

/** Every operation of the node, in menu order. All else is derived from this list. */
export const operations: Operation[] = [
	outboundSipCall,
	getCall,
	getManyCalls,
	endCall,
	transferCall,
	switchRoom,
	launchFromItems,
	launchFromFile,
	getBatchCall,
	getManyBatchCalls,
	getBatchCallStats,
	getBatchCallRecords,
	updateBatchCall,
	deleteBatchCallRecords,
	cancelBatchCall,
	deleteBatchCall,
	exportBatchCall,
	dispatchAgent,
	dispatchManagedAgent,
	getManyAgents,
	createRoom,
	getRoom,
	getManyRooms,
	validateRoom,
	endRoom,
	getSession,
	getManySessions,
	getParticipants,
	endSession,
	removeParticipant,
	downloadRecording,
	getRecording,
	getManyRecordings,
	startRecording,
	stopRecording,
	downloadTranscription,
	getTranscription,
	getManyTranscriptions,
	startTranscription,
	stopTranscription,
	createGateway,
	getGateway,
	getManyGateways,
	updateGateway,
	deleteGateway,
	createPhoneNumbers,
	getPhoneNumber,
	getManyPhoneNumbers,
	detachPhoneNumber,
	updateNumberGateway,
	releasePhoneNumber,
	createRoutingRule,
	getRoutingRule,
	getManyRoutingRules,
	updateRoutingRule,
	deleteRoutingRule,
	createWebhook,
	getWebhook,
	getManyWebhooks,
	updateWebhook,
	deleteWebhook,
	createConnector,
	getConnector,
	getManyConnectors,
	rotateConnectorKey,
	deleteConnector,
	checkSetUp,
];
