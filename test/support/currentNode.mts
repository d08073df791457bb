import type { INode } from 'n8n-workflow';
import { CURRENT_VERSION } from '../../nodes/VideoSdk/fields/nodeVersions.ts';
import { CALLING_NODE, type CallingN8n } from './callingN8n.mts';
import type { StoredCredential } from './n8nApi.mts';

export interface CurrentNode {
	/** Of the package; without it, the node that calls. */
	type?: 'videoSdk' | 'videoSdkTrigger' | 'videoSdkRecordingTrigger';
	parameters: INode['parameters'];
	credential?: StoredCredential;
}

/** The ID of a new workflow that has, behind a start by hand, a node as it is added today: `CALLING_NODE`. */
export async function workflowOf(
	{ api, credential }: Pick<CallingN8n, 'api' | 'credential'>,
	{ type = 'videoSdk', parameters, credential: { id, name } = credential() }: CurrentNode,
): Promise<string> {
	const isTrigger = type !== 'videoSdk';
	const workflow = await api().createWorkflow({
		name: 'A node as it is added today',
		nodes: [
			...(isTrigger ? [] : [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }]),
			{
				...{ name: CALLING_NODE, type: `n8n-nodes-videosdk.${type}` },
				typeVersion: CURRENT_VERSION,
				credentials: { videoSdkApi: { id, name } },
				parameters,
			},
		],
		connections: isTrigger
			? {}
			: { Start: { main: [[{ node: CALLING_NODE, type: 'main', index: 0 }]] } },
	});
	return workflow.id;
}
