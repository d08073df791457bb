import { dispatchAgentRequest } from '../../api/agents.ts';
import {
	DISPATCH_EXCEPTIONS,
	dispatchFields,
	dispatchKey,
	dispatchOptions,
	readDispatch,
} from '../../calls/voiceAgent/dispatchFields.ts';
import { dispatchOnce } from '../../calls/voiceAgent/dispatchOnce.ts';
import { agentField, agentVersionField } from '../../fields/agent.ts';
import { safeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';

/** Sends a voice agent into a room: `dispatchOnce` sees to it that it comes once. */
export const dispatchAgent = defineOperation({
	resource: 'agent',
	option: {
		name: 'Dispatch',
		value: 'dispatch',
		action: 'Send a voice agent into a room',
		description: 'Send a voice agent into a room',
	},
	fields: [
		agentField,
		agentVersionField,
		...dispatchFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				...dispatchOptions,
				{
					displayName: 'Version Tag',
					name: 'versionTag',
					type: 'string',
					default: '',
					placeholder: 'production',
					description: 'The version by its tag, when Agent Version is empty',
				},
			],
		},
	],
	exceptions: DISPATCH_EXCEPTIONS,
	plan: (params, { isTool }) => {
		const { options, agentVersionId } = params;
		const order = readDispatch(params);
		const versionId = safeText('Agent Version', agentVersionId) || undefined;
		const versionTag = versionId ? undefined : safeText('Version Tag', options.versionTag);
		const request = dispatchAgentRequest({
			...order,
			...{ versionId, versionTag: versionTag || undefined },
		});
		return { order, request, isTool, raw: options.rawAnswer };
	},
	run: async ({ context, ...run }, { order, isTool, ...rest }) =>
		await dispatchOnce(context, run, {
			...{ ...rest, agentId: order.agentId, roomId: order.roomId },
			key: dispatchKey(context, order, isTool),
		}),
});
