import type { INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../videosdk/wire.ts';
import { invalidInput } from '../errors/failure.ts';
import { fieldText } from '../fields/fieldText.ts';
import { numberParam } from '../fields/fieldValues.ts';
import { toldEventChoices } from '../fields/roomEvents.ts';
import type { VerifyBy } from '../webhooks/delivery.ts';
import { whoseCallsFields } from './whoseCallsFields.ts';

export interface Security {
	verifyBy: VerifyBy;
	/** 0 = no limit. */
	maxAgeHours: number;
	/** With what voice agents may post their summaries unsigned; empty = they may not. */
	agentSecret: string;
}

const DEFAULT_MAX_AGE_HOURS = 24;

/**
 * What the collection "Security" says, read before it is known who has sent a delivery. Whatever is no
 * known choice means the signature, and what is no number means a day: activation refuses both.
 */
export function readSecurity(value: unknown): Security {
	const security: Record<string, unknown> = isRecord(value) ? value : {};
	const { verifyBy, maxAgeHours, agentSecret } = security;
	const isSecret = typeof verifyBy === 'string' && /^\s*secretInUrl\s*$/i.test(verifyBy);
	return {
		verifyBy: isSecret ? 'secretInUrl' : 'signature',
		maxAgeHours: hoursIn(maxAgeHours),
		agentSecret: isLongEnough(agentSecret) ? fieldText(agentSecret) : '',
	};
}

/** Shorter ones can be guessed. */
const FEWEST_SECRET_CHARACTERS = 16;

function isLongEnough(secret: unknown): boolean {
	return fieldText(secret).length >= FEWEST_SECRET_CHARACTERS;
}

/** @throws Failure for a secret that would open nothing; asked before anything is registered */
export function checkAgentSecret(security: unknown): void {
	const secret: unknown = isRecord(security) ? security.agentSecret : undefined;
	if (fieldText(secret) === '' || isLongEnough(secret)) return;
	const reason = `it must have at least ${FEWEST_SECRET_CHARACTERS} characters, as whoever guesses it can post in the agent's name`;
	throw invalidInput('Agent Secret', '(hidden)', reason);
}

function hoursIn(value: unknown): number {
	try {
		return numberParam('Oldest Event', value, { isFraction: true });
	} catch {
		return DEFAULT_MAX_AGE_HOURS;
	}
}

export const triggerFields: INodeProperties[] = [
	{
		// n8n reads `options.binaryData` of a node, and leaves a body unread that it says it for: so no
		// stranger's body is parsed before it is known who sent it, and its bytes come here untouched.
		displayName: 'Options',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
	{
		displayName: 'Listen For',
		name: 'listenFor',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Call Finished',
				value: 'callFinished',
				description:
					'A call is over, whatever became of it: talked, not answered, rejected, failed or transferred away. Told once for each call.',
			},
			{
				name: 'Every Change',
				value: 'everyChange',
				description:
					'A call begins, rings, is answered, transferred, moved to another room or over. So does whatever else is sent to the address of this trigger, such as the summary of a voice agent.',
			},
			{
				name: 'Selected Events',
				value: 'selectedEvents',
				description: 'Only the events that you select',
			},
		],
		default: 'callFinished',
		description: 'What starts the workflow',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['selectedEvents'] } },
		// In the order of the alphabet, as n8n's lint wants it.
		options: [
			{
				name: 'Call Answered',
				value: 'call-answered',
				description: 'Somebody has picked up',
			},
			{
				name: 'Call Hung Up',
				value: 'call-hangup',
				description: 'A call is over, or one side has hung up',
			},
			{
				name: 'Call Missed',
				value: 'call-missed',
				description: 'Nobody picked up in time',
			},
			{
				name: 'Call Ringing',
				value: 'call-ringing',
				description: 'The phone of the called person rings',
			},
			{
				name: 'Call Started',
				value: 'call-started',
				description: 'A call comes in, or VideoSDK begins to place one',
			},
			{
				name: 'Call Transferred',
				value: 'call-transferred',
				description: 'A call was handed over to another number, and has left VideoSDK',
			},
			{
				name: 'Call Updated',
				value: 'call-update',
				description:
					'The status of a call changed in some way. It is the only event for a call that failed, was rejected or was given up by the caller.',
			},
			{
				name: 'Room Switch Completed',
				value: 'switch-room-completed',
				description: 'A call was moved to another room',
			},
			{
				name: 'Room Switch Failed',
				value: 'switch-room-failed',
				description: 'A call could not be moved and goes on in its room',
			},
			{
				name: 'Room Switch Started',
				value: 'switch-room-initiated',
				description: 'A call is about to be moved to another room',
			},
			{
				name: 'Transfer Accepted',
				value: 'call-transfer-accepted',
				description: 'The phone network has taken the order to transfer a call',
			},
			{
				name: 'Transfer Failed',
				value: 'call-transfer-failed',
				description: 'A call could not be transferred and goes on',
			},
			{
				name: 'Transfer Ringing',
				value: 'call-transfer-ringing',
				description: 'The phone that a call is transferred to rings',
			},
			{
				name: 'Transfer Started',
				value: 'call-transfer-initiated',
				description: 'Somebody has ordered to transfer a call',
			},
			{
				name: 'Transfer Under Way',
				value: 'call-transferring',
				description: 'A call is being transferred',
			},
			{
				name: 'Voice Agent Summary',
				value: 'call-summary',
				description:
					'What the program of a voice agent posts when its call is over. VideoSDK does not send it: the agent must be given the address of this trigger, see Security: Agent Secret.',
			},
		],
		default: ['call-answered'],
		description: 'The events that start the workflow',
	},
	{
		displayName: 'Room Events',
		name: 'roomEvents',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['selectedEvents'] } },
		options: [...toldEventChoices],
		default: [],
		description:
			'What else starts the workflow, of rooms whose webhook leads to the Production URL of this trigger. Give it to a call (option Room Events To) or to a room (resource Room, Create): VideoSDK tells of rooms only whom it was told when the room was made.',
	},
	{
		displayName: 'Look Up the Call',
		name: 'addCall',
		type: 'boolean',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['everyChange', 'selectedEvents'] } },
		default: true,
		description:
			'Whether the call is looked up in whose room something happened: a room event names the room alone. One request for each room event. Without it, a room event passes no filter on calls.',
	},
	...whoseCallsFields,
	{
		displayName: 'Security',
		name: 'security',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'How deliveries are checked. Without an option here, the signature is.',
		options: [
			{
				displayName: 'Agent Secret',
				name: 'agentSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'Lets voice agents post the summaries of their calls here without a signature: to the webhook URL of this trigger with "?agentSecret=" and these characters behind it, 16 at least, such as in the metadata "webhook_url" of a call. Nothing else is taken that way, and such an item says verifiedBy: agentSecret. Whoever sees the address can post in the name of the agent.',
			},
			{
				displayName: 'Oldest Event (Hours)',
				name: 'maxAgeHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: DEFAULT_MAX_AGE_HOURS,
				description:
					'An event that happened longer ago is taken for an old one that somebody sends again, and starts nothing. 0 means no limit. An event in which VideoSDK tells no time has no age.',
			},
			{
				displayName: 'Verify By',
				name: 'verifyBy',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Signature',
						value: 'signature',
						description: "VideoSDK's own signature over each delivery, which nobody can forge",
					},
					{
						name: 'Secret in URL',
						value: 'secretInUrl',
						description:
							'A random secret in the URL that is registered. Only for accounts whose deliveries turn out to carry no signature: whoever sees the URL can send events.',
					},
				],
				default: 'signature',
				description: 'How it is known that an event comes from VideoSDK',
			},
		],
	},
];
