import { toCallItem } from '../../../../videosdk/call.ts';
import { isFinal } from '../../../../videosdk/callStatus.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { outcomeOf } from '../../errors/outcome.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { rawAnswerOptions } from '../../fields/rawAnswer.ts';
import type { Api, ApiRequest } from '../../api/exchange.ts';
import { aboutCall, readCall } from './readCall.ts';

const ADVICE =
	'The call goes on. Look it up with the operation Get: only a call that is not over yet can be ended.';

/** Hangs up. Ending a call twice does no harm, so a lost answer is asked for again. */
export const endCall = defineOperation({
	resource: 'call',
	option: {
		name: 'End',
		value: 'end',
		action: 'End a call',
		description: 'Hang up a call. A call that is over already is left as it is.',
	},
	effect: 'safe',
	fields: [callIdField, rawAnswerOptions],
	check: ({ callId }) => void callIdOf(callId),
	run: async (api, params) => {
		const callId = callIdOf(params.callId);
		const answer = await aboutCall(callId, ADVICE, end(api, callId));
		return { callId, ...toCallItem(answer, { raw: params.options.rawAnswer }) };
	},
});

export function endCallRequest(callId: string): ApiRequest {
	return { method: 'POST', path: '/v2/sip/call/end', body: { callId } };
}

async function end(api: Api, callId: string): Promise<unknown> {
	const outcome = await outcomeOf(api.send(endCallRequest(callId)));
	if (outcome.ok) return outcome.value.body;
	// What VideoSDK says to a call that is over is not documented: what counts is that it is over.
	if (!['refused', 'notFound'].includes(outcome.failure.facts.code)) throw outcome.failure;
	const call = await outcomeOf(readCall(api, callId));
	if (call.ok && isFinal(call.value)) return call.value;
	throw outcome.failure;
}
