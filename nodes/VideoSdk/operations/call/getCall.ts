import { toCallItem } from '../../../../videosdk/call.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import { readCall } from './readCall.ts';

/** Tells how a call stands, or how it went. */
export const getCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a call',
		description: 'Look up how a call stands or how it went: its status, outcome and times',
	},
	effect: 'safe',
	fields: [callIdField, rawAnswerOptions],
	check: ({ callId }) => void callIdOf(callId),
	run: async (api, { callId, options }) =>
		toCallItem(await readCall(api, callIdOf(callId)), { raw: options.rawAnswer }),
});
