import type { SandboxState } from './state/sandboxState.mts';
import type { SandboxSettings } from './state/settings.mts';

/** An account on which something has gone wrong. */
export interface BrokenAccount {
	name: string;
	/** One line for people. */
	title: string;
	breakIt(state: SandboxState): void;
}

/** Reserved for fiction, as those of the scenarios and of the seed, and none of them. */
const FOREIGN_NUMBER = '+12025550198';
/** Nobody listens there. */
const NOBODY_THERE = 'http://127.0.0.1:9/calls?token=not-a-secret';

const setting =
	(changes: Partial<SandboxSettings>): BrokenAccount['breakIt'] =>
	({ settings }) =>
		void Object.assign(settings, changes);

const eachOutboundGateway = (
	{ sip }: SandboxState,
	change: Parameters<SandboxState['sip']['gateways']['change']>[1],
) => {
	for (const { id } of sip.gatewaysOf('outbound')) sip.gateways.change(id, change);
};

const detachOutbound = ({ sip }: SandboxState) => {
	for (const { e164 } of sip.numbers.all()) sip.numbers.change(e164, { outboundGatewayId: null });
};

const firstOutboundRule = ({ sip }: SandboxState) =>
	sip.rules.all().find(({ type }) => type === 'outbound')?.id ?? '';

const removeRules = ({ sip }: SandboxState, direction: 'inbound' | 'outbound') => {
	const rules = sip.rules.all().filter(({ type }) => type === direction);
	for (const { id } of rules) sip.rules.remove(id);
};

export const BROKEN_ACCOUNTS: readonly BrokenAccount[] = [
	{
		name: 'otherSecret',
		title: 'The secret was made anew, the credential has the old one',
		breakIt: setting({ secretIsNew: true }),
	},
	{
		name: 'clockOff',
		title: "VideoSDK's clock is an hour ahead",
		breakIt: setting({ clockSkewSeconds: 3600 }),
	},
	{
		name: 'noTelephony',
		title: 'Telephony is not switched on (403)',
		breakIt: setting({ telephonyRefusal: 403 }),
	},
	{
		name: 'notPaid',
		title: 'Telephony is refused with 402',
		breakIt: setting({ telephonyRefusal: 402 }),
	},
	{
		name: 'empty',
		title: 'Nothing has been set up',
		breakIt: setting({ emptyAccount: true }),
	},
	{
		name: 'noOutboundGateway',
		title: 'There are gateways for calls in alone',
		breakIt(state) {
			for (const { id } of state.sip.gatewaysOf('outbound')) state.sip.gateways.remove(id);
			detachOutbound(state);
			removeRules(state, 'outbound');
			removeRules(state, 'inbound');
		},
	},
	{
		name: 'gatewaysWithoutNumbers',
		title: 'The outbound gateways have no phone number',
		breakIt(state) {
			eachOutboundGateway(state, { numbers: [] });
		},
	},
	{
		name: 'gatewayOff',
		title: 'An outbound gateway is switched off',
		breakIt({ sip }) {
			const [first] = sip.gatewaysOf('outbound');
			if (first) sip.gateways.change(first.id, { enabled: false });
		},
	},
	{
		name: 'numbersInboundOnly',
		title: 'The phone numbers are attached to inbound gateways alone',
		breakIt(state) {
			detachOutbound(state);
			eachOutboundGateway(state, { numbers: [FOREIGN_NUMBER] });
			removeRules(state, 'outbound');
			removeRules(state, 'inbound');
		},
	},
	{
		name: 'rulesInboundOnly',
		title: 'All routing rules are for calls in',
		breakIt(state) {
			removeRules(state, 'outbound');
		},
	},
	{
		name: 'ruleOfMissingGateway',
		title: 'A routing rule names a gateway that is gone',
		breakIt(state) {
			state.sip.rules.change(firstOutboundRule(state), { gatewayId: 'gw_gone' });
		},
	},
	{
		name: 'ruleOfMissingNumber',
		title: 'A routing rule names a number that the account does not have',
		breakIt(state) {
			state.sip.rules.change(firstOutboundRule(state), { numbers: [FOREIGN_NUMBER] });
		},
	},
	{
		name: 'ruleOfMissingAgent',
		title: "A routing rule names an agent that is not in VideoSDK's cloud",
		breakIt(state) {
			state.sip.rules.change(firstOutboundRule(state), { agentId: 'agent_gone' });
		},
	},
	{
		name: 'deadWebhook',
		title: 'A webhook of somebody else leads nowhere',
		breakIt({ webhooks }) {
			webhooks.create({ url: NOBODY_THERE, events: ['call-hangup'] });
		},
	},
	{
		name: 'noSignatureKey',
		title: 'The key that events are signed with cannot be had (500)',
		breakIt: setting({ signatureKey: 'missing' }),
	},
	{
		name: 'unreadableSignatureKey',
		title: 'What is given as the key that events are signed with is none',
		breakIt: setting({ signatureKey: 'unreadable' }),
	},
];

export function brokenAccount(name: string): BrokenAccount | undefined {
	return BROKEN_ACCOUNTS.find((one) => one.name === name);
}
