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

/** What a form says of a field, a choice or an operation. */
export interface Description {
	name: string;
	text: string;
	/** n8n shows links in what it says of a field, not in a list of choices. */
	isField: boolean;
}

/** Hints and notices, too. */
export const DESCRIPTIONS: readonly Description[] = FORMS.flatMap(({ properties }) =>
	descriptionsIn(properties),
);

/** What the forms of today say; not what older nodes show that lie in workflows. */
export function textsOf(fields: readonly INodeProperties[]): string[] {
	return descriptionsIn(fields.filter(isOfToday)).map(({ text }) => text);
}

const isOfToday = ({ displayOptions }: INodeProperties) =>
	displayOptions?.show?.['@version']?.includes(1) !== true;

function descriptionsIn(properties: readonly INodeProperties[]): Description[] {
	return properties.flatMap(({ displayName, type, description, hint, options = [] }) => [
		...[description, hint, type === 'notice' ? displayName : undefined]
			.filter((text) => text !== undefined)
			.map((text) => ({ name: displayName, text, isField: true })),
		...options.flatMap((option) => {
			if ('values' in option) return descriptionsIn(option.values);
			if ('displayName' in option) return descriptionsIn([option]);
			const { name, description: text } = option;
			return text === undefined ? [] : [{ name, text, isField: false }];
		}),
	]);
}

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
