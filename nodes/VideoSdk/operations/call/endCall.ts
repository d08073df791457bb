import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { isFinal } from '../../../../videosdk/callStatus.ts';
import { defineOperation } from '../defineOperation.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { callAnswerOptions } from '../../fields/callAnswer.ts';
import { aboutCall } from '../../api/aboutCall.ts';
import type { Api } from '../../api/index.ts';

const ADVICE =
	'The call goes on. Look it up with the operation Get: only a call that is not over yet can be ended.';

/** Hangs up. Ending a call twice does no harm, so a lost answer is asked for again. */
export const endCall = defineOperation({
	resource: 'call',
	option: {
		name: 'End',
		value: 'end',
		action: 'End a call',
		description: 'Hang up a call',
	},
	fields: [callIdField, callAnswerOptions],
	plan: ({ callId, options }) => ({ callId: callIdOf(callId), options }),
	run: async ({ api }, { callId, options: { rawAnswer, details } }) => {
		const answer = await aboutCall(callId, ADVICE, end(api, callId));
		return callRow({ callId, ...toCallItem(answer, { raw: rawAnswer }) }, details);
	},
});

async function end(api: Api, callId: string): Promise<unknown> {
	try {
		return await api.calls.end(callId);
	} catch (error) {
		const failure = failureOf(error);
		// What VideoSDK says to a call that is over is not documented: what counts is that it is over.
		if (!['refused', 'notFound'].includes(failure.facts.code)) throw failure;
		const call = await settled(api.calls.get(callId));
		if (call.ok && isFinal(call.value)) return call.value;
		throw failure;
	}
}
