import type { INodeProperties } from 'n8n-workflow';
import { isRecord } from '../../../videosdk/wire.ts';
import { invalidInput } from '../errors/failure.ts';
import { callEventChoices } from '../fields/callEvents.ts';
import { fieldText } from '../fields/fieldText.ts';
import { numberParam } from '../fields/fieldValues.ts';
import { batchEventChoices } from '../fields/batchCall.ts';
import { toldEventChoices } from '../fields/roomEvents.ts';
import { CALL_FINISHED } from './wantedEvents.ts';
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
				description: 'Once for each call, whatever became of it',
			},
			{
				name: 'Every Change',
				value: 'everyChange',
				description: 'Whatever happens to a call, and what else is sent here',
			},
			{
				name: 'Selected Events',
				value: 'selectedEvents',
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
		// Of these n8n makes its list of triggers: first, what most look for.
		options: [
			{
				name: 'Call Finished',
				value: CALL_FINISHED,
				description: 'Once for each call, whatever became of it',
			},
			...callEventChoices,
			{
				name: 'Voice Agent Summary',
				value: 'call-summary',
				description: "Posted by an agent's program: see Agent Secret",
			},
		],
		default: ['call-answered'],
		description: 'Of calls',
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
			'Of rooms that were given this trigger\'s Production URL. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
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
			'Of batches that were launched with this trigger\'s Production URL. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#batches">More</a>.',
	},
	{
		displayName: 'Look Up the Call',
		name: 'addCall',
		type: 'boolean',
		noDataExpression: true,
		displayOptions: { show: { listenFor: ['everyChange', 'selectedEvents'] } },
		default: true,
		description:
			'Whether to add its call to a room event. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#recordings-sessions-and-other-events-of-a-room">More</a>.',
	},
	...whoseCallsFields,
	{
		displayName: 'Security',
		name: 'security',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		description: 'How deliveries are checked: by their signature without an option here',
		options: [
			{
				displayName: 'Agent Secret',
				name: 'agentSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'16 characters or more. With it in the URL, voice agents post unsigned summaries. <a href="https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk/blob/main/docs/trigger.md#what-a-voice-agent-posts">More</a>.',
			},
			{
				displayName: 'Oldest Event (Hours)',
				name: 'maxAgeHours',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: DEFAULT_MAX_AGE_HOURS,
				description: 'Older ones start nothing. 0 means no limit.',
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
						description: 'Nobody can forge it',
					},
					{
						name: 'Secret in URL',
						value: 'secretInUrl',
						description:
							'Only for accounts without signatures. Whoever sees the URL can send events.',
					},
				],
				default: 'signature',
				description: 'How it is known that VideoSDK sent it',
			},
		],
	},
];
