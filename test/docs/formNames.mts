import type { INodeProperties } from 'n8n-workflow';

import { VideoSdkApi } from '../../credentials/VideoSdkApi.credentials.ts';
import { VideoSdk } from '../../nodes/VideoSdk/VideoSdk.node.ts';
import { VideoSdkRecordingTrigger } from '../../nodes/VideoSdk/VideoSdkRecordingTrigger.node.ts';
import { VideoSdkTrigger } from '../../nodes/VideoSdk/VideoSdkTrigger.node.ts';

const FORMS = [
	...[new VideoSdk(), new VideoSdkTrigger(), new VideoSdkRecordingTrigger()].map(
		({ description }) => description,
	),
	new VideoSdkApi(),
];

/** All that a user reads in the forms of the nodes and the credential: fields, choices, operations. */
export const FORM_NAMES: ReadonlySet<string> = new Set(
	FORMS.flatMap(({ displayName, properties }) => [displayName, ...namesIn(properties)]),
);

function namesIn(properties: INodeProperties[]): string[] {
	return properties.flatMap(({ displayName, options = [] }) => [
		displayName,
		...options.flatMap((option) => {
			if ('values' in option) return [option.displayName, ...namesIn(option.values)];
			if ('displayName' in option) return namesIn([option]);
			return 'action' in option ? [option.name, option.action as string] : [option.name];
		}),
	]);
}
