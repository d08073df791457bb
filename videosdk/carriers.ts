import { gatewayIdIn, type Direction } from './gateway.ts';
import { aboutNumber, numberIn } from './phoneNumber.ts';
import { directionOfRule, ruleIdIn } from './routingRule.ts';
import { isRecord, text, type JsonObject } from './wire.ts';

// What carries calls, as far as one can tell from it whether calls can go through.

export interface Gateway {
	id: string;
	name: string;
	/** E.164. */
	numbers: string[];
	isOff: boolean;
}

export interface AccountNumber {
	/** E.164. */
	number: string;
	/** The IDs of the gateways that it is attached to. */
	outboundGatewayId?: string;
	inboundGatewayId?: string;
	isOff: boolean;
}

export interface RoutingRule {
	name: string;
	/** Undefined for one that does not say. */
	direction?: Direction;
	numbers: string[];
	/** In rules of the older form alone (docs page "Create Routing Rule", old revision). */
	gatewayId?: string;
	agentId?: string;
}

/** Undefined for a row without an ID, and for one that is gone. */
export function toGateway(wire: JsonObject): Gateway | undefined {
	const id = gatewayIdIn(wire);
	if (id === undefined || isGone(wire)) return undefined;
	return { id, name: nameOf(wire, id), numbers: textsIn(wire.numbers), isOff: isOff(wire) };
}

/** Undefined for a row without a number, and for one that is gone. */
export function toAccountNumber(wire: JsonObject): AccountNumber | undefined {
	const number = numberIn(wire);
	if (number === undefined || isGone(aboutNumber(wire))) return undefined;
	const idOf = (value: unknown) => (isRecord(value) ? gatewayIdIn(value) : text(value));
	return {
		number,
		outboundGatewayId: idOf(wire.outbound),
		inboundGatewayId: idOf(wire.inbound),
		isOff: isOff(aboutNumber(wire)),
	};
}

/** Undefined for a row without an ID, and for one that is gone. */
export function toRoutingRule(wire: JsonObject): RoutingRule | undefined {
	const id = ruleIdIn(wire);
	if (id === undefined || isGone(wire)) return undefined;
	const agent = isRecord(wire.dispatch) && isRecord(wire.dispatch.agent) ? wire.dispatch.agent : {};
	return {
		name: nameOf(wire, id),
		direction: directionOfRule(wire),
		numbers: textsIn(wire.numbers ?? wire.phoneNumbers),
		gatewayId: text(wire.gatewayId),
		agentId: text(wire.agentId) ?? text(agent.id),
	};
}

const nameOf = (wire: JsonObject, id: string) => {
	const name = text(wire.name);
	return name === undefined ? id : `${name} (${id})`;
};

/**
 * Whether it says of itself that it is switched off. No document has such a switch; whatever is usual for
 * one is read as such.
 */
function isOff({ enabled, active, isActive, disabled, status }: JsonObject): boolean {
	const isWord = /^(?:off|inactive|disabled|suspended)$/i.test(text(status) ?? '');
	return [enabled, active, isActive].includes(false) || disabled === true || isWord;
}

/** What was deleted may still be listed: VideoSDK keeps a gateway (docs page "Delete Outbound SIP Gateway"). */
function isGone({ deleted, status }: JsonObject): boolean {
	return deleted === true || /^(?:deleted|released)$/i.test(text(status) ?? '');
}

function textsIn(value: unknown): string[] {
	return Array.isArray(value) ? value.filter((one) => text(one) !== undefined) : [];
}
