import { toCallItem } from '../../../../videosdk/call.ts';
import { defineOperation } from '../defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';

/** Tells how a call stands, or how it went. */
export const getCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a call',
		description: 'Look up how a call stands or how it went: its status, outcome and times',
	},
	fields: [callIdField, rawAnswerOptions],
	plan: ({ callId, options }) => ({ callId: callIdOf(callId), raw: options.rawAnswer }),
	run: async ({ api }, { callId, raw }) => toCallItem(await api.calls.get(callId), { raw }),
});
