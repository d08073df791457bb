import type { AccountNumber, Gateway, RoutingRule } from '../../../../videosdk/carriers.ts';
import type { Direction } from '../../../../videosdk/gateway.ts';
import { counted, fine, named, unclear, wrong, type Verdict } from './setUpRow.ts';

/** What carries calls of one direction. */
export interface Lines {
	direction: Direction;
	/** Of this direction. */
	gateways: readonly Gateway[];
	/** All of the account. */
	numbers: readonly AccountNumber[];
}

export interface Rules extends Lines {
	/** Of both directions. */
	rules: readonly RoutingRule[];
	/** Of the agents in VideoSDK's cloud; undefined when they cannot be had. */
	agentIds?: readonly string[];
}

const DASHBOARD = 'in the VideoSDK dashboard, under Telephony';

export function checkGateways(direction: Direction, gateways: readonly Gateway[]): Verdict {
	const kind = `${direction} gateway`;
	if (gateways.length === 0) {
		return wrong(
			`There is no ${kind}, so ${direction === 'outbound' ? 'no call can go out through a gateway or routing rule' : 'no call from outside gets to VideoSDK'}`,
			`Create one by resource Gateway of this node, or ${DASHBOARD}.${direction === 'outbound' ? ' Calls through a trunk need none.' : ''}`,
		);
	}
	const off = gateways.filter(({ isOff }) => isOff);
	const numberless = gateways.filter(({ numbers }) => numbers.length === 0);
	const found = [
		counted(gateways.length, kind),
		...(numberless.length > 0 ? [`${numberless.length} without a phone number`] : []),
	].join(', ');
	if (off.length > 0) {
		const names = named(off.map(({ name }) => name));
		const problem = `${counted(off.length, kind)} switched off: ${names}`;
		return wrong(problem, `Switch it on ${DASHBOARD}, or delete it.`, found);
	}
	if (numberless.length === gateways.length) {
		const names = named(numberless.map(({ name }) => name));
		const problem = `No ${kind} has a phone number: ${names}`;
		return wrong(
			problem,
			`Give it the numbers of your carrier, by resource Gateway, Update, or ${DASHBOARD}.`,
			found,
		);
	}
	return fine(found);
}

/** @param wanted the directions that calls shall go, one at least */
export function checkNumbers(wanted: readonly Lines[]): Verdict {
	const [{ numbers }] = wanted;
	if (numbers.length === 0) {
		const ofGateways = wanted.flatMap(({ gateways }) => gateways).flatMap((one) => one.numbers);
		if (ofGateways.length > 0) return fine(`Those of the gateways: ${named(ofGateways)}`);
		return wrong(
			'The account has no phone number',
			`Add those of your carrier by resource Phone Number, Create, or buy one ${DASHBOARD}.`,
		);
	}
	const found = howManyAreAttached(numbers, wanted);
	const off = numbers.filter(({ isOff }) => isOff).map(({ number }) => number);
	if (off.length > 0) {
		const problem = `${counted(off.length, 'number')} not in service: ${named(off)}`;
		return wrong(problem, `Find out why ${DASHBOARD}, or release it.`, found);
	}
	for (const lines of wanted) {
		const { direction } = lines;
		if (numbers.some((number) => gatewayOf(number, lines))) continue;
		// A gateway of the older kind has numbers of its own. Whether VideoSDK lists those too is not documented.
		const ofGateways = lines.gateways.flatMap((one) => one.numbers);
		if (ofGateways.length > 0) {
			return unclear(
				`The numbers of the ${direction} gateways are not among those that the account lists: ${named(ofGateways)}`,
				`All is well if ${direction} calls work with them. If not, add them by resource Phone Number, Create, or ${DASHBOARD}.`,
				found,
			);
		}
		const [other, use] =
			direction === 'outbound'
				? ['inbound', 'nobody can be called from one']
				: ['outbound', 'nobody who calls one gets through'];
		return wrong(
			`No phone number is attached to an ${direction} gateway, at most to an ${other} one: ${use}`,
			`Attach a number to an ${direction} gateway: by resource Gateway, Create or Update, or ${DASHBOARD}.`,
			found,
		);
	}
	return fine(found);
}

/** The gateway of this direction that a number is attached to, by what either says. */
function gatewayOf(
	{ number, ...attached }: AccountNumber,
	{ direction, gateways }: Lines,
): Gateway | undefined {
	const id = direction === 'outbound' ? attached.outboundGatewayId : attached.inboundGatewayId;
	return gateways.find((one) => one.id === id || one.numbers.includes(number));
}

function howManyAreAttached(numbers: readonly AccountNumber[], wanted: readonly Lines[]): string {
	const isAttached = (number: AccountNumber) => wanted.some((lines) => gatewayOf(number, lines));
	const attached = numbers.filter(isAttached).map(({ number }) => number);
	const all = counted(numbers.length, 'number');
	if (attached.length === 0) return `${all}, none attached to one of these gateways`;
	return `${attached.length} of ${all} attached to these gateways: ${named(attached)}`;
}

export function checkRules(account: Rules): Verdict {
	const { direction, rules, agentIds } = account;
	const own = rules.filter((rule) => rule.direction === direction);
	if (own.length === 0) return withoutRules(account);
	const found = `${counted(own.length, `${direction} rule`)} of ${rules.length}`;
	const broken = own.flatMap((rule) => missingOf(rule, account));
	if (broken.length > 0) {
		const advice = `Change or delete the rule by resource Routing Rule, or ${DASHBOARD}, or set up what it names.`;
		return wrong(named(broken), advice, found);
	}
	const unknown = own.filter(
		({ agentId }) => agentIds && agentId !== undefined && !agentIds.includes(agentId),
	);
	if (unknown.length > 0) {
		const names = named(unknown.map(({ name, agentId }) => `${name}: ${agentId}`));
		return unclear(
			`The agent of ${counted(unknown.length, 'rule')} is not in VideoSDK's cloud. ${names}`,
			'All is well if the agent runs on a machine of your own. If not, nobody talks to who is called: choose an agent that there is in the rule.',
			found,
		);
	}
	return fine(found);
}

function withoutRules({ direction, rules }: Rules): Verdict {
	if (direction === 'outbound' && rules.length === 0) {
		return fine('No routing rule. Calls through a gateway or trunk need none');
	}
	const create = `Create an ${direction} routing rule by resource Routing Rule, or ${DASHBOARD}.`;
	const others = `No routing rule is ${direction}, all ${rules.length} are for the other direction`;
	if (direction === 'outbound') {
		return unclear(
			`${others}: no call can go out by one`,
			`All is well if calls go out through a gateway or trunk, which need none. If not: ${create}`,
		);
	}
	const problem = rules.length === 0 ? 'There is no routing rule' : others;
	return wrong(`${problem}: nobody who calls in gets into a room`, create);
}

/** A batch call goes out by a rule, from a number of it. */
export function checkBatchLine(account: Rules): Verdict {
	const usable = account.rules.filter(({ direction, numbers }) => {
		const isAttached = (number: string) => gatewayOf(lineOf(number, account), account);
		return direction === 'outbound' && numbers.some(isAttached);
	});
	if (usable.length > 0) {
		return fine(`${counted(usable.length, 'outbound rule')} with a number that calls go out from`);
	}
	return wrong(
		'No outbound routing rule has a phone number that calls can go out from, so no batch call can be launched',
		`Give an outbound rule a number that is attached to an outbound gateway, by resource Routing Rule, or ${DASHBOARD}.`,
	);
}

/** A number as the account has it, or as one that it does not list. */
function lineOf(number: string, { numbers }: Lines): AccountNumber {
	return numbers.find((one) => one.number === number) ?? { number, isOff: false };
}

/** What a rule names and the account does not have, in sentences. */
function missingOf({ name, gatewayId, numbers }: RoutingRule, lines: Lines): string[] {
	const { direction, gateways } = lines;
	if (gatewayId !== undefined && !gateways.some(({ id }) => id === gatewayId)) {
		return [`${name} names the gateway ${gatewayId}, which is no ${direction} gateway`];
	}
	return numbers.flatMap((number) => {
		if (gatewayOf(lineOf(number, lines), lines)) return [];
		return lines.numbers.some((one) => one.number === number)
			? [`${name} names ${number}, which is attached to no ${direction} gateway`]
			: [`${name} names ${number}, which is no number of the account`];
	});
}
