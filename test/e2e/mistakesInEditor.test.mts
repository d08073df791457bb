import type { INode } from 'n8n-workflow';
import { afterAll, expect, test } from 'vitest';
import { SEED_GATEWAY_ID, SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { workflowOf } from '../support/currentNode.mts';
import { useEditorPage } from '../support/editorPage.mts';
import { personAtEditor, type PersonAtEditor } from '../support/personAtEditor.mts';

const n8n = useCallingN8n({ withEditor: true });
const { api, sandbox, credentialData } = n8n;
const { page, screenshot, openNode } = useEditorPage(n8n.host, n8n.login);

const ANNA = '+12025550100';
const by = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const GATEWAY = {
	...{ resource: 'call', operation: 'outboundSipCall', callThrough: 'gateway' },
	...{ gatewayId: by(SEED_GATEWAY_ID), to: ANNA, putInto: 'newMeeting', waitFor: 'nothing' },
};
const EVERY_DAY = {
	days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
	...{ from: '00:00', until: '24:00' },
};

interface Mistake {
	what: string;
	wrong: INode['parameters'];
	/** Words of the error as the editor shows it. */
	told: string;
	/** What the error asks for, done by hand. */
	mend: (person: PersonAtEditor) => Promise<void>;
}

const MISTAKES: Mistake[] = [
	{
		what: 'a number without its country code',
		wrong: { ...GATEWAY, to: '202 555 0100' },
		told: 'add Safety > Default Country',
		// The United States are what it has at first.
		mend: async ({ add }) => await add('Safety', 'Default Country'),
	},
	{
		what: 'an expression in To that finds nothing',
		wrong: { ...GATEWAY, to: '={{ $json.phone }}' },
		told: '"To" is empty',
		mend: async ({ typeExpression }) => await typeExpression('to', ANNA),
	},
	{
		what: 'a SIP URI through a gateway',
		wrong: { ...GATEWAY, to: `sip:${ANNA}@sip.example.com` },
		told: 'calls phone numbers only',
		mend: async ({ type }) => await type('to', ANNA),
	},
	{
		what: 'a Caller ID that is none of the account',
		wrong: { ...GATEWAY, options: { from: by('+12025550999', 'number') } },
		told: 'Caller ID must be one of the numbers of the trunk, gateway or routing rule',
		mend: async ({ type }) => await type('from', SEED_NUMBER),
	},
	{
		what: 'a do-not-call list that says nothing',
		wrong: { ...GATEWAY, safety: { doNotCall: '={{ $json.nothing }}' } },
		told: 'The rule "Do-Not-Call List" cannot be kept',
		mend: async ({ typeExpression }) => await typeExpression('doNotCall', '+4790000009'),
	},
	{
		what: 'Calling Hours by a zone that may be several',
		wrong: {
			...GATEWAY,
			safety: { callingWindow: { window: { ...EVERY_DAY, timeZone: 'BST' } } },
		},
		told: 'Europe/London',
		mend: async ({ type }) => await type('timeZone', 'Europe/London'),
	},
	{
		what: 'a gateway that is not there',
		wrong: { ...GATEWAY, gatewayId: by('gw_nowhere') },
		told: 'gw_nowhere',
		mend: async ({ type }) => await type('gatewayId', SEED_GATEWAY_ID),
	},
	{
		what: 'a wait limit of 0',
		wrong: { ...GATEWAY, waitFor: 'answer', options: { waitLimit: 0 } },
		told: '"Wait Limit" is "0"',
		mend: async ({ type }) => await type('waitLimit', '600'),
	},
	{
		what: 'a routing rule without a Caller ID, where an expression gives none',
		wrong: {
			...{ ...GATEWAY, callThrough: 'routingRule', routingRuleId: by(SEED_RULE_ID) },
			...{ putInto: 'automatic', from: by('={{ $json.from }}', 'number') },
		},
		told: 'Fill in the field "Caller ID"',
		mend: async ({ typeExpression }) => await typeExpression('from', SEED_NUMBER),
	},
];

const counted: string[] = [];
// Shown whether or not the tests pass.
afterAll(() => process.stdout.write(`${counted.join('\n')}\n`));

/** Executes the node, reads the error, does what it says, and executes again. */
async function mistakeAndMend({ what, told, mend }: Omit<Mistake, 'wrong'>): Promise<void> {
	const failing = personAtEditor(page());
	await failing.executeStep();
	await failing.output.getByText(told).first().waitFor();
	await screenshot(`mistake-${what.replaceAll(/\W+/g, '-')}`);
	expect(sandbox().rings()).toEqual({});

	const mending = personAtEditor(page());
	await mend(mending);
	counted.push(`${what}: mended by ${mending.inWords()}`);
	await mending.executeStep();
	await mending.output
		.getByText(/^(placed|answered)$/)
		.first()
		.waitFor();
	expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
}

test.each(MISTAKES)(
	'$what: the editor says what to do, and whoever does that one thing has made the call',
	async ({ wrong, ...mistake }) => {
		await openNode(await workflowOf(n8n, { parameters: wrong }), CALLING_NODE);
		await mistakeAndMend(mistake);
	},
);

test('another secret in the credential: the editor says where to enter it, and whoever does has made the call', async () => {
	const credential = await api().createCredential({
		...{ name: 'Mistyped', type: 'videoSdkApi' },
		data: { ...credentialData(), apiSecret: 'not the secret of this account' },
	});
	const id = await workflowOf(n8n, { parameters: GATEWAY, credential });
	await openNode(id, CALLING_NODE);
	await mistakeAndMend({
		what: 'another secret in the credential',
		told: 'did not accept the API key and secret',
		mend: async ({ typeSecret }) => {
			await typeSecret(credentialData().apiSecret);
			// n8n's editor cannot execute a step of a run that it has dropped with the old credential.
			await openNode(id, CALLING_NODE, true);
		},
	});
});

test('a trunk ID that was left out: n8n marks the field before anything runs, and with it the call is made', async () => {
	const trunk = {
		...{ resource: 'call', operation: 'outboundSipCall', callThrough: 'trunk', trunkId: '' },
		...{ to: ANNA, displayName: 'Anna', putInto: 'newMeeting' },
	};
	await openNode(await workflowOf(n8n, { parameters: trunk }), CALLING_NODE);
	const person = personAtEditor(page());
	await page().getByTestId('node-parameters').getByTestId('parameter-issues').first().waitFor();
	await screenshot('mistake-no-trunk');
	await person.type('trunkId', 'trunk_987654321');
	counted.push(`a trunk ID that was left out: mended by ${person.inWords()}`);
	await person.executeStep();
	await person.output.getByText('Success').first().waitFor();
	expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
});
