import type { INodeParameters } from 'n8n-workflow';
import { expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, call, credential } = useCallingWorkflow();

const ANNA = '+12025550100';
const by = (value: string, mode = 'id') => ({ __rl: true, mode, value });

const GATEWAY = { callThrough: 'gateway', gatewayId: by(SEED_GATEWAY_ID), to: ANNA };
const RULE = { callThrough: 'routingRule', routingRuleId: by(SEED_RULE_ID), to: ANNA };
const EVERY_DAY = {
	days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
};
const atAnyTime = (timeZone: string) => ({
	callingWindow: {
		window: { ...EVERY_DAY, from: '00:00', until: '24:00', timeZone },
	},
});

interface Mistake {
	what: string;
	wrong: INodeParameters;
	/** What the editor shows: the message and below it what to do. */
	told: Array<string | RegExp>;
	/** What an earlier error of the same thing has advised wrongly. */
	notTold?: string;
	/** What the error asks for, and nothing else is changed. */
	mended: INodeParameters;
	secret?: string;
	/** With what VideoSDK refuses it. */
	refusal?: number;
}

const MISTAKES: Mistake[] = [
	{
		what: 'a number without its country code',
		wrong: { ...GATEWAY, to: '202 555 0100' },
		told: ['"To" is "202 555 0100"', 'add Safety > Default Country', 'Correct the field "To"'],
		notTold: 'SIP URI',
		mended: { safety: { defaultCountry: 'US' } },
	},
	{
		what: 'an expression in To that finds nothing',
		wrong: { ...GATEWAY, to: '={{ $json.phone }}' },
		told: ['"To" is empty', 'an expression that finds one in each item'],
		mended: { to: '={{ $json.to }}' },
	},
	{
		what: 'a SIP URI through a gateway',
		wrong: { ...GATEWAY, to: 'sip:+12025550100@sip.example.com' },
		told: ['calls phone numbers only', 'Use one such as +14155550123'],
		mended: { to: ANNA },
	},
	{
		what: 'a Caller ID that is none of the account',
		wrong: { ...GATEWAY, options: { from: by('+12025550999', 'number') } },
		told: [/Caller ID must be one of the numbers of the trunk, gateway or routing rule/],
		mended: { options: { from: by(SEED_NUMBER, 'number') } },
	},
	{
		what: 'a room that does not exist',
		wrong: { ...GATEWAY, putInto: 'existingMeeting', meetingId: by('zzzz-zzzz-zzzz') },
		// The sandbox takes any room; VideoSDK's own SDK reads this answer as "room not found".
		refusal: 402,
		told: ['VideoSDK answers 402 for a room that does not exist'],
		mended: { putInto: 'newMeeting' },
	},
	{
		what: 'a do-not-call list that says nothing',
		wrong: { ...GATEWAY, safety: { doNotCall: '={{ $json.nothing }}' } },
		told: [
			'The rule "Do-Not-Call List" cannot be kept',
			'Correct the rule "Do-Not-Call List" under Safety',
		],
		mended: { safety: { doNotCall: '+4790000009' } },
	},
	{
		what: 'Calling Hours by a zone that may be several',
		wrong: { ...GATEWAY, safety: atAnyTime('BST') },
		told: ['The rule "Calling Hours" cannot be kept', 'Europe/London'],
		mended: { safety: atAnyTime('Europe/London') },
	},
	{
		what: 'a gateway that is not there',
		wrong: { ...GATEWAY, gatewayId: by('gw_nowhere') },
		told: [/gateway/i],
		mended: { gatewayId: by(SEED_GATEWAY_ID) },
	},
	{
		what: 'another secret in the credential',
		wrong: GATEWAY,
		secret: 'not the secret of this account',
		told: ['did not accept the API key and secret', 'Open the VideoSDK credential'],
		mended: {},
	},
	{
		what: 'a wait limit of 0',
		wrong: { ...GATEWAY, waitFor: 'answer', options: { waitLimit: 0 } },
		told: ['"Wait Limit" is "0"', 'it must be a whole number, from 1'],
		mended: { options: { waitLimit: 1 } },
	},
	{
		what: 'a routing rule without a Caller ID, where an expression gives none',
		wrong: { ...RULE, from: by('={{ $json.from }}', 'number') },
		told: ['"Caller ID" is empty', 'Fill in the field "Caller ID"'],
		mended: { from: by(SEED_NUMBER, 'number') },
	},
];

const callBy = async (parameters: INodeParameters, secret?: string) =>
	await call({
		to: [ANNA],
		parameters: {
			from: undefined,
			displayName: undefined,
			meetingId: undefined,
			trunkId: undefined,
			participantId: undefined,
			...parameters,
		} as INodeParameters,
		credential: { ...credential(), ...(secret ? { apiSecret: secret } : {}) },
		settings: { typeVersion: 1.1 },
	});

test.each(MISTAKES)(
	'$what: the error says what to do, and whoever does it has made the call',
	async ({ what, wrong, told, notTold, mended, secret, refusal }) => {
		if (refusal) {
			const fault = {
				kind: 'status',
				status: refusal,
				body: { message: 'Room not found' },
			} as const;
			sandbox().addFault({ on: { path: '/v2/sip/call' }, fault });
		}
		const { status, error } = await callBy(wrong, secret);
		expect(status).toBe('error');
		const shown = `${error?.message} | ${error?.description}`;
		for (const words of told)
			expect(shown).toMatch(typeof words === 'string' ? literally(words) : words);
		if (notTold) expect(shown).not.toContain(notTold);
		expect(sandbox().rings()).toEqual({});
		console.log(`${what}: ${shown}`);

		const after = await callBy({ ...wrong, ...mended });
		expect(after.error?.message).toBeUndefined();
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	},
);

test('a trunk ID that was left out is asked for by n8n itself, before anything runs', async () => {
	const trunk = {
		callThrough: 'trunk',
		to: ANNA,
		displayName: 'Anna',
		meetingId: by('abcd-efgh-ijkl'),
	};
	await expect(callBy({ ...trunk, trunkId: '' })).rejects.toThrow(/has issues/);
	expect((await callBy({ ...trunk, trunkId: 'trunk_987654321' })).status).toBe('success');
});

test('of a list, all items that cannot be called are named, each by one number', async () => {
	const to = [ANNA, '12', ANNA.replace(/0$/, '1'), 'nobody', '13'];
	const { error } = await call({ to });
	expect(error?.message).toContain('Item 2 of 5: "To" is "12"');
	expect(error?.description).toContain('Items 4 and 5 failed as well.');
	// n8n would show it, counted from 0.
	expect(error?.context).not.toHaveProperty('itemIndex');
	expect(sandbox().rings()).toEqual({});
});

function literally(words: string): RegExp {
	return new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
