import { toCallItem } from '../../../../videosdk/call.ts';
import { defineOperation } from '../../engine/defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { numberGiven } from '../../fields/numberGiven.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { checkInUse } from './checkInUse.ts';
import { followTransfer, transferResult } from './followTransfer.ts';
import {
	allowedCountriesField,
	allowedPrefixesField,
	allowNumbersField,
	defaultCountryField,
	doNotCallField,
	NUMBER_RULES_AS_GIVEN,
	NUMBER_RULES_THAT_MAY_BE_EMPTY,
} from './numberRuleFields.ts';
import { decideNumber, numberRefused, readNumberRules, type NumberRules } from './numberRules.ts';
import { destination, readingOf } from './outboundParams.ts';
import { transferOnce } from './transferOnce.ts';
import { checkWaitLimit } from './waitParams.ts';

const DEFAULT_WAIT_SECONDS = 60;

/**
 * Hands a call over to another number, which rings: `transferOnce` sees to it that it rings once. The
 * effect is "safe" as that does not take the ledger: the call itself tells whether it is transferred.
 */
export const transferCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Transfer',
		value: 'transfer',
		action: 'Transfer a call',
		description:
			'Connect the person on the phone with another number or SIP address, and leave the call',
	},
	effect: 'safe',
	fields: [
		callIdField,
		{
			displayName: 'Transfer To',
			name: 'transferTo',
			type: 'string',
			required: true,
			default: '',
			placeholder: '+14155550123',
			description:
				'Whom to connect the call with: an international phone number beginning with + and the country code, or a SIP URI such as sip:+14155550123@sip.example.com. The rules under Safety hold for it.',
		},
		{
			displayName: 'Wait For Transfer',
			name: 'waitForTransfer',
			type: 'boolean',
			default: false,
			description:
				'Whether to wait until the call is transferred or the transfer has failed. VideoSDK first answers only that it accepted the request; the field "transfer" of the output tells what came of it: accepted (nothing more is known), transferred, failed or timedOut.',
		},
		{
			displayName: 'Safety',
			name: 'safety',
			type: 'collection',
			placeholder: 'Add rule',
			default: {},
			options: [
				allowNumbersField,
				allowedCountriesField,
				allowedPrefixesField,
				defaultCountryField,
				doNotCallField,
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Play Dial Tone',
					name: 'playDialTone',
					type: 'boolean',
					default: true,
					description: 'Whether the person on the phone hears a dial tone during the transfer',
				},
				rawAnswerField,
				{
					displayName: 'Wait Limit (Seconds)',
					name: 'waitLimit',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: DEFAULT_WAIT_SECONDS,
					description:
						'How long "Wait For Transfer" waits at most. After that the item goes on with "timedOut", and the transfer may still come about.',
				},
			],
		},
	],
	exceptions: {
		asGiven: ['transferTo', ...NUMBER_RULES_AS_GIVEN],
		mayBeEmpty: ['playDialTone', 'waitLimit', ...NUMBER_RULES_THAT_MAY_BE_EMPTY],
	},
	prepare: async ({ safety }) => await readNumberRules(safety),
	workOut: ({ transferTo, safety }) => ({
		transferTo: numberGiven('Transfer To', transferTo, readingOf(safety)),
	}),
	checkForAgent: ({ transferTo, safety }) =>
		checkInUse('Transfer To', destination({ to: transferTo, safety }, 'Transfer To')),
	check: (params) => {
		transferCallRequest(params);
		const decision = decideNumber(params.transferTo, params.safety);
		if (!decision.allowed) throw numberRefused('Transfer To', decision.reason);
		if (params.waitForTransfer) checkWaitLimit(params.options.waitLimit);
	},
	run: async (api, params, signal) => {
		const callId = callIdOf(params.callId);
		const request = transferCallRequest(params);
		const accepted = await transferOnce(api, callId, request, signal);
		const waitLimit = Number(params.options.waitLimit || DEFAULT_WAIT_SECONDS);
		const { call, result } = params.waitForTransfer
			? await followTransfer(api, callId, accepted, { waitLimit, signal })
			: { ...accepted, result: transferResult(accepted) };
		return {
			callId,
			transfer: result,
			transferTo: request.body?.transferTo,
			...(accepted.adopted ? { adopted: true } : {}),
			...toCallItem(call, { raw: params.options.rawAnswer }),
		};
	},
});

interface TransferParams {
	callId: string;
	transferTo: string;
	safety: NumberRules;
	options: { playDialTone?: boolean };
}

export function transferCallRequest(params: TransferParams): ApiRequest {
	const { callId, transferTo, safety } = params;
	const { playDialTone } = params.options;
	return {
		method: 'POST',
		path: '/v2/sip/call/transfer',
		// In the order of the server SDK, `sip.ts`, which spells this `playDialtone`.
		body: {
			callId: callIdOf(callId),
			transferTo: destination({ to: transferTo, safety }, 'Transfer To'),
			...(playDialTone === undefined ? {} : { playDialtone: playDialTone }),
		},
	};
}
