import { mayDialDestination } from '../../../../telephony/dialingRules.ts';
import { toCallItem } from '../../../../videosdk/call.ts';
import { callRow } from '../../../../videosdk/callRow.ts';
import { originOf } from '../../once/correlationKey.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { defineOperation } from '../defineOperation.ts';
import { callIdField, callIdOf } from '../../fields/callId.ts';
import { numberGiven } from '../../fields/numberGiven.ts';
import { detailsField } from '../../fields/callAnswer.ts';
import { rawAnswerField } from '../../fields/rawAnswer.ts';
import { transferRequest } from '../../api/calls.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { checkInUse } from '../../calls/policy/checkInUse.ts';
import { followTransfer, transferResult } from '../../calls/transfer/followTransfer.ts';
import {
	allowedCountriesField,
	allowedPrefixesField,
	allowNumbersField,
	defaultCountryField,
	doNotCallField,
	NUMBER_RULES_AS_GIVEN,
	NUMBER_RULES_THAT_MAY_BE_EMPTY,
} from '../../fields/numberRuleFields.ts';
import {
	numberRefused,
	readNumberRules,
	type NumberRules,
} from '../../calls/policy/numberRules.ts';
import {
	addressOf,
	readDestination,
	parseOptionsOf,
	type ReadDestination,
} from '../../calls/fields/outboundParams.ts';
import { transferOnce } from '../../calls/transfer/transferOnce.ts';
import { checkWaitLimit } from '../../calls/fields/waitParams.ts';

const DEFAULT_WAIT_SECONDS = 60;
const TRANSFER_TO = 'Transfer To';

/** Hands a call over to another number, which rings: `transferOnce` sees to it that it rings once. */
export const transferCall = defineOperation({
	resource: 'call',
	option: {
		name: 'Transfer',
		value: 'transfer',
		action: 'Transfer a call',
		description: 'Connect the person on the phone with another number',
	},
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
				'A number with + and country code, or a SIP URI. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/numbers.md#how-numbers-are-read">More</a>.',
		},
		{
			displayName: 'Wait For Transfer',
			name: 'waitForTransfer',
			type: 'boolean',
			default: false,
			description:
				'Whether to wait until it has come about or failed. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/calls.md#what-can-be-done-with-a-call">More</a>.',
		},
		{
			displayName: 'Safety',
			name: 'safety',
			type: 'collection',
			placeholder: 'Add rule',
			default: {},
			options: [
				doNotCallField,
				allowedCountriesField,
				allowedPrefixesField,
				defaultCountryField,
				allowNumbersField,
			],
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				detailsField,
				{
					displayName: 'Play Dial Tone',
					name: 'playDialTone',
					type: 'boolean',
					default: true,
					description: 'Whether the person hears one meanwhile',
				},
				rawAnswerField,
				{
					displayName: 'Wait Limit (Seconds)',
					name: 'waitLimit',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: DEFAULT_WAIT_SECONDS,
					description: 'How long Wait For Transfer waits',
				},
			],
		},
	],
	exceptions: {
		asGiven: ['transferTo', ...NUMBER_RULES_AS_GIVEN],
		mayBeEmpty: ['playDialTone', 'waitLimit', ...NUMBER_RULES_THAT_MAY_BE_EMPTY],
	},
	plan: async (params, { isTool }) => {
		const { safety, options, waitForTransfer } = params;
		const parseOptions = parseOptionsOf(safety);
		const rules = await readNumberRules(safety);
		const to = numberGiven(TRANSFER_TO, params.transferTo, parseOptions);
		const target = readDestination({ to, safety });
		const request = transferCallRequest(params, target);
		const decision = mayDialDestination(target.destination, rules);
		if (!decision.allowed) throw numberRefused(TRANSFER_TO, decision.reason);
		if (waitForTransfer) checkWaitLimit(options.waitLimit);
		const wanted = addressOf(target, TRANSFER_TO);
		if (isTool) checkInUse(TRANSFER_TO, wanted);
		const waitLimit = Number(options.waitLimit || DEFAULT_WAIT_SECONDS);
		const callId = callIdOf(params.callId);
		const { rawAnswer: raw, details } = options;
		return { callId, wanted, request, waitForTransfer, waitLimit, shown: { raw, details } };
	},
	run: async ({ api, signal, context }, { waitForTransfer, waitLimit, shown, ...order }) => {
		const { callId, wanted } = order;
		const ledger = new OnceLedger(context.getContext('node'));
		const run = { api, ledger, origin: originOf(context), signal };
		const accepted = await transferOnce(run, order);
		const { call, result } = waitForTransfer
			? await followTransfer(api, callId, accepted, { waitLimit, signal })
			: { ...accepted, result: transferResult(accepted) };
		const item = {
			transfer: result,
			transferTo: wanted,
			...(accepted.adopted ? { adopted: true } : {}),
			...toCallItem(call, { raw: shown.raw }),
		};
		return callRow({ ...item, callId: item.callId ?? callId }, shown.details);
	},
});

interface TransferParams {
	callId: string;
	transferTo: string;
	safety: NumberRules;
	options: { playDialTone?: boolean };
}

export function transferCallRequest(
	{ callId, transferTo, safety, options }: TransferParams,
	target: ReadDestination = readDestination({ to: transferTo, safety }),
): ApiRequest {
	return transferRequest({
		callId: callIdOf(callId),
		transferTo: addressOf(target, TRANSFER_TO),
		playDialTone: options.playDialTone,
	});
}
