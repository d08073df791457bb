import { DEFAULT_BASE_URL } from '../../../../videosdk/baseUrl.ts';
import { readBaseUrl } from '../../api/credentialReader.ts';
import { createApi } from '../../api/index.ts';
import { settled } from '../../errors/failureOf.ts';
import { abortAfter } from '../../time/deadline.ts';
import { throwIfStopped } from '../../time/sleep.ts';
import { defineOperation } from '../defineOperation.ts';
import { carrierRows } from './carrierRows.ts';
import { checkClock, checkConnection, checkKey, checkTelephony } from './checkAccess.ts';
import { checkQueueMode } from './checkQueueMode.ts';
import { eventRows } from './eventRows.ts';
import { GIVE_UP_SECONDS, lookAround } from './lookAround.ts';
import { row } from './setUpRow.ts';

/** Looks at all that calls and their events need, changes nothing, and rings nobody. */
export const checkSetUp = defineOperation({
	resource: 'account',
	option: {
		name: 'Check Set-Up',
		value: 'checkSetUp',
		action: 'Check the set up of an account',
		description: 'See what is wrong, and how to mend it',
	},
	fields: [
		{
			displayName: 'Check For',
			name: 'checkFor',
			type: 'multiOptions',
			options: [
				{
					name: 'Batch Calls',
					value: 'batchCalls',
					description: "That VideoSDK's servers can call a list of people",
				},
				{
					name: 'Call Events',
					value: 'callEvents',
					description: 'That VideoSDK can tell this n8n of calls: triggers, parked executions',
				},
				{ name: 'Inbound Calls', value: 'inboundCalls', description: 'That people can call in' },
				{
					name: 'Outbound Calls',
					value: 'outboundCalls',
					description: 'That people can be called',
				},
			],
			default: ['callEvents', 'outboundCalls'],
			description: 'What you use VideoSDK for. The credential is always checked.',
		},
	],
	plan: ({ checkFor }) => checkFor,
	run: async ({ signal, context }, uses) => {
		const late = abortAfter(GIVE_UP_SECONDS * 1000);
		const api = createApi(context, signal ? AbortSignal.any([signal, late]) : late);
		const read = await settled(readBaseUrl(context));
		const baseUrl = (read.ok ? read.value : undefined) ?? DEFAULT_BASE_URL;
		const seen = await lookAround(api);
		throwIfStopped(signal);
		return [
			row('Connection', checkConnection(seen.rooms, new URL(baseUrl).host)),
			row('Key and secret', checkKey(seen.rooms)),
			row('Clock', checkClock(seen.rooms, seen.publicKey)),
			row('Telephony', checkTelephony(seen.calls)),
			...carrierRows(seen, uses),
			...(uses.includes('callEvents') ? await eventRows(context, seen, baseUrl) : []),
			row('Queue mode', checkQueueMode(context)),
		];
	},
});
