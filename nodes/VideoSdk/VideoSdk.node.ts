import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { buildProperties } from './node/buildProperties.ts';
import { subtitleOf } from './node/subtitleOf.ts';
import { runOperation } from './node/runOperation.ts';
import { searchAgents } from './listSearch/searchAgents.ts';
import { searchAgentVersions } from './listSearch/searchAgentVersions.ts';
import { searchAllGateways } from './listSearch/searchAllGateways.ts';
import { searchAllRoutingRules } from './listSearch/searchAllRoutingRules.ts';
import { searchBatchCalls } from './listSearch/searchBatchCalls.ts';
import { searchCallerNumbers } from './listSearch/searchCallerNumbers.ts';
import { searchConnectors } from './listSearch/searchConnectors.ts';
import { searchGateways } from './listSearch/searchGateways.ts';
import { searchGatewaysOfDirection } from './listSearch/searchGatewaysOfDirection.ts';
import { searchOwnNumbers } from './listSearch/searchOwnNumbers.ts';
import { searchParticipants } from './listSearch/searchParticipants.ts';
import { searchPhoneNumbers } from './listSearch/searchPhoneNumbers.ts';
import { searchRooms } from './listSearch/searchRooms.ts';
import { searchRoutingRules } from './listSearch/searchRoutingRules.ts';
import { searchSessions } from './listSearch/searchSessions.ts';
import { searchTimeZones } from './listSearch/searchTimeZones.ts';
import { searchWebhooks } from './listSearch/searchWebhooks.ts';
import { CURRENT_VERSION, NODE_VERSIONS } from './fields/nodeVersions.ts';
import { operations, resources } from './operations/index.ts';
import { receiveParked } from './calls/park/receiveParked.ts';
import { resumeWebhooks } from './calls/park/resumeWebhooks.ts';

export class VideoSdk implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'VideoSDK',
		name: 'videoSdk',
		icon: { light: 'file:../../icons/videosdk.svg', dark: 'file:../../icons/videosdk.dark.svg' },
		group: ['output'],
		// A list, so that n8n offers no "Custom API Call" that would bypass the guard against double calls.
		version: NODE_VERSIONS,
		defaultVersion: CURRENT_VERSION,
		subtitle: subtitleOf(operations),
		description: 'Phone somebody from a workflow: outbound SIP calls that ring once',
		defaults: { name: 'VideoSDK' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'videoSdkApi', required: true }],
		webhooks: resumeWebhooks,
		properties: buildProperties(resources, operations),
	};

	methods = {
		listSearch: {
			...{ searchBatchCalls },
			...{ searchAgents, searchAgentVersions, searchCallerNumbers, searchGateways },
			...{ searchAllRoutingRules, searchConnectors, searchGatewaysOfDirection, searchOwnNumbers },
			...{ searchAllGateways, searchTimeZones, searchWebhooks },
			...{
				searchParticipants,
				searchPhoneNumbers,
				searchRooms,
				searchRoutingRules,
				searchSessions,
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveParked(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
