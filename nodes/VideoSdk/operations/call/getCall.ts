import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { defineOperation } from '../defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { callAnswerOptions } from '../../fields/callAnswer.ts';

/** Tells how a call stands, or how it went. */
export const getCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a call',
		description: 'Look up how a call stands, or went',
	},
	fields: [callIdField, callAnswerOptions],
	plan: ({ callId, options }) => ({ callId: callIdOf(callId), options }),
	run: async ({ api }, { callId, options: { rawAnswer, details } }) =>
		callRow(toCallItem(await api.calls.get(callId), { raw: rawAnswer }), details),
});
