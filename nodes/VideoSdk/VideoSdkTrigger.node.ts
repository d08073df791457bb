import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { CURRENT_VERSION, NODE_VERSIONS } from './fields/nodeVersions.ts';
import { searchAllGateways } from './listSearch/searchAllGateways.ts';
import { searchAllRoutingRules } from './listSearch/searchAllRoutingRules.ts';
import { searchRooms } from './listSearch/searchRooms.ts';
import { isRegistered, register, unregister } from './trigger/hooks.ts';
import { receive } from './trigger/receive.ts';
import { triggerFields } from './trigger/triggerFields.ts';

export class VideoSdkTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'VideoSDK Trigger',
		name: 'videoSdkTrigger',
		icon: { light: 'file:../../icons/videosdk.svg', dark: 'file:../../icons/videosdk.dark.svg' },
		group: ['trigger'],
		version: NODE_VERSIONS,
		defaultVersion: CURRENT_VERSION,
		subtitle:
			'={{ ({ callFinished: "Call finished", everyChange: "Every change of a call" })[$parameter["listenFor"]] || [$parameter["events"], $parameter["roomEvents"], $parameter["batchEvents"]].flat().filter(Boolean).join(", ").replaceAll("-", " ") }}',
		description: 'Starts a workflow when a phone call rings, is answered, missed or over',
		eventTriggerDescription: 'Place a call, or phone one of your numbers',
		activationMessage: 'VideoSDK now tells this workflow of calls.',
		defaults: { name: 'VideoSDK Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'videoSdkApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				// Answered as soon as n8n has taken the execution, and before it has run: an event that was
				// answered is not lost when n8n ends.
				responseMode: 'onReceived',
				path: 'webhook',
			},
		],
		properties: triggerFields,
	};

	methods = { listSearch: { searchAllGateways, searchAllRoutingRules, searchRooms } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
