import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { CURRENT_VERSION, NODE_VERSIONS } from './fields/nodeVersions.ts';
import { searchAllGateways } from './listSearch/searchAllGateways.ts';
import { searchAllRoutingRules } from './listSearch/searchAllRoutingRules.ts';
import { searchRooms } from './listSearch/searchRooms.ts';
import { pollRecordings } from './recordingTrigger/pollRecordings.ts';
import { recordingTriggerFields } from './recordingTrigger/recordingTriggerFields.ts';

export class VideoSdkRecordingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'VideoSDK Recording Trigger',
		name: 'videoSdkRecordingTrigger',
		icon: { light: 'file:../../icons/videosdk.svg', dark: 'file:../../icons/videosdk.dark.svg' },
		group: ['trigger'],
		version: NODE_VERSIONS,
		defaultVersion: CURRENT_VERSION,
		subtitle: 'Call finished, with recording',
		description: 'Starts a workflow when a phone call is over and its recording is there',
		eventTriggerDescription: 'Place a call that is recorded, and wait until it is over',
		activationMessage: 'Calls that are over are now told with their recording.',
		defaults: { name: 'VideoSDK Recording Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'videoSdkApi', required: true }],
		properties: recordingTriggerFields,
	};

	methods = { listSearch: { searchAllGateways, searchAllRoutingRules, searchRooms } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollRecordings(this);
	}
}
