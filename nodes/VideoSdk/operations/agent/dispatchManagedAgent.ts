import { dispatchManagedAgentRequest } from '../../api/agents.ts';
import {
	DISPATCH_EXCEPTIONS,
	dispatchFields,
	dispatchKey,
	dispatchOptions,
	readDispatch,
} from '../../calls/voiceAgent/dispatchFields.ts';
import { dispatchOnce } from '../../calls/voiceAgent/dispatchOnce.ts';
import { missingInput } from '../../errors/failure.ts';
import { agentField, agentVersionField } from '../../fields/agent.ts';
import { safeText } from '../../fields/safeText.ts';
import { defineOperation } from '../defineOperation.ts';

/** The same for an agent that VideoSDK runs itself, made without code: it needs to be told the version. */
export const dispatchManagedAgent = defineOperation({
	resource: 'agent',
	option: {
		name: 'Dispatch Managed',
		value: 'dispatchManaged',
		action: 'Send a managed voice agent into a room',
		description: 'Send a voice agent made in the dashboard into a room',
	},
	fields: [
		agentField,
		{
			...agentVersionField,
			required: true,
			description: 'VideoSDK needs it for managed agents',
		},
		...dispatchFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [...dispatchOptions],
		},
	],
	exceptions: DISPATCH_EXCEPTIONS,
	plan: (params, { isTool }) => {
		const order = readDispatch(params);
		const versionId = safeText('Agent Version', params.agentVersionId);
		if (versionId === '') throw missingInput('Agent Version');
		const request = dispatchManagedAgentRequest({ ...order, versionId });
		return { order, request, isTool, raw: params.options.rawAnswer };
	},
	run: async ({ context, ...run }, { order, isTool, ...rest }) =>
		await dispatchOnce(context, run, {
			...{ ...rest, agentId: order.agentId, roomId: order.roomId },
			key: dispatchKey(context, order, isTool),
		}),
});
