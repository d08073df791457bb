import type { INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../videosdk/wire.ts';
import { invalidInput } from '../errors/failure.ts';
import { callEventChoices } from '../fields/callEvents.ts';
import { fieldText } from '../fields/fieldText.ts';
import { numberParam } from '../fields/fieldValues.ts';
import { batchEventChoices } from '../fields/batchCall.ts';
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
				description: 'A call is over, whatever became of it. Told once for each call.',
			},
			{
				name: 'Every Change',
				value: 'everyChange',
				description:
					"A call begins, rings, is answered, transferred, moved or over, or something else is sent here, such as a voice agent's summary",
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
			...callEventChoices,
			{
				name: 'Voice Agent Summary',
				value: 'call-summary',
				description:
					"What a voice agent's own program posts when its call is over. It must be given this trigger's address: see Agent Secret.",
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
			'What else starts the workflow: events of rooms that were given this trigger\'s Production URL when they were made. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
	},
	{
		displayName: 'Batch Events',
		name: 'batchEvents',
		type: 'multiOptions',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['selectedEvents'] } },
		options: [...batchEventChoices],
		default: [],
		description:
			'What else starts the workflow: batches that were launched with this trigger\'s Production URL. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#batches">More</a>.',
	},
	{
		displayName: 'Look Up the Call',
		name: 'addCall',
		type: 'boolean',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['everyChange', 'selectedEvents'] } },
		default: true,
		description:
			'Whether to ask VideoSDK for the call of a room event, once for each. Without it, room events pass no filter on calls. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
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
					'16 characters or more, in the URL as "?agentSecret=…", with which voice agents post unsigned summaries. Whoever sees it can post. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#what-a-voice-agent-posts">More</a>.',
			},
			{
				displayName: 'Oldest Event (Hours)',
				name: 'maxAgeHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: DEFAULT_MAX_AGE_HOURS,
				description:
					'An older event is taken for one that is sent again, and starts nothing. 0 means no limit. An event without a time passes.',
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
							'A random secret in the registered URL, only for accounts whose deliveries carry no signature. Whoever sees the URL can send events.',
					},
				],
				default: 'signature',
				description: 'How it is known that an event comes from VideoSDK',
			},
		],
	},
];
