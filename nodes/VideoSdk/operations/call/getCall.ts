import { toCallItem } from '../../../../protocol/call.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
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
	fields: [
		callIdField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [rawAnswerField],
		},
	],
	check: ({ callId }) => void callIdOf(callId),
	run: async (api, { callId, options }) =>
		toCallItem(await readCall(api, callIdOf(callId)), { raw: options.rawAnswer }),
});
