import type { Direction } from './gateway.ts';
import {
	isRecord,
	switchIn,
	text,
	textUnder,
	withoutAbsent,
	withoutKeys,
	type JsonObject,
} from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** Where calls go: into one room, or into a new one each, whose ID begins in some way. */
export interface RuleRoom {
	type: 'static' | 'dynamic';
	id?: string;
	prefix?: string;
	/** What callers have to enter. */
	pin?: string;
}

/** What a routing rule shall be, in the order and by the names of the wire. What is left out, VideoSDK decides. */
export interface RoutingRuleOrder {
	name?: string;
	/** Cannot be changed later. */
	type?: Direction;
	/** E.164; numbers that the account has already. Those of an update replace the ones before. */
	phoneNumbers?: string[];
	room?: RuleRoom;
	agentId?: string;
	agentMetadata?: Record<string, string>;
	includeHeaders?: string;
	/** Outbound only. */
	headers?: Record<string, string>;
	/** Inbound only. */
	headersToAttributes?: Record<string, string>;
	allowedNumbers?: string[];
	allowedIpAddresses?: string[];
	tags?: string[];
	recording?: boolean;
	dtmf?: boolean;
	noiseCancellation?: boolean;
	hidePhoneNumber?: boolean;
}

/** Where the ID may be: documents and server SDK differ. */
export const RULE_ID_KEYS = ['id', 'ruleId', '_id'];

export function ruleIdIn(wire: JsonObject): string | undefined {
	return textUnder(wire, RULE_ID_KEYS);
}

/** The rule in an answer, which may have it in its `data`; undefined where there is none. */
export function ruleIn(answer: unknown): JsonObject | undefined {
	const candidates = isRecord(answer) ? [answer.data, answer] : [];
	return candidates.filter(isRecord).find((one) => ruleIdIn(one) !== undefined);
}

/** Which calls a rule is for; older documents write it in capitals. */
export function directionOfRule(wire: JsonObject): Direction | undefined {
	const type = text(wire.type)?.toLowerCase();
	return type === 'inbound' || type === 'outbound' ? type : undefined;
}

/** A routing rule as a workflow gets it: all that VideoSDK tells of it, without its PIN and API key. */
export function toRuleItem(wire: JsonObject): JsonObject {
	const others = withoutKeys(wire, [...RULE_ID_KEYS, 'type']);
	const room =
		isRecord(wire.room) && text(wire.room.pin) ? { ...wire.room, pin: '(hidden)' } : wire.room;
	return withoutAbsent<JsonObject>({
		ruleId: ruleIdIn(wire),
		direction: directionOfRule(wire),
		...withoutSecrets({ ...others, room }),
	});
}

/** What of a room changes; what is left out stays as it is. */
export type RuleRoomChange = Partial<RuleRoom>;

/**
 * What is sent to change a rule: what changes, and beside it the switches as they are. Of gateways it is
 * documented that an update sets back switches which it does not name, of rules nothing.
 *
 * @param current as VideoSDK describes it
 */
export function changedRule(
	current: JsonObject,
	{ room, ...changes }: Omit<RoutingRuleOrder, 'room'> & { room?: RuleRoomChange },
): RoutingRuleOrder {
	return withoutAbsent<RoutingRuleOrder>({
		recording: switchIn(current.recording),
		dtmf: switchIn(current.dtmf),
		noiseCancellation: switchIn(current.noiseCancellation),
		hidePhoneNumber: switchIn(current.hidePhoneNumber),
		...withoutAbsent(changes),
		room: room && changedRoom(roomIn(current), room),
	});
}

/** A room is sent whole, with the PIN that it had: without one, nobody would be asked for it any more. */
function changedRoom(current: RuleRoomChange, change: RuleRoomChange): RuleRoom {
	const { type = 'dynamic', id, prefix, pin } = { ...current, ...withoutAbsent(change) };
	return type === 'static'
		? { type, ...withoutAbsent({ id, pin }) }
		: { type, ...withoutAbsent({ prefix, pin }) };
}

/** Where a rule puts calls now. */
export function roomIn(wire: JsonObject): RuleRoomChange {
	const room = isRecord(wire.room) ? wire.room : {};
	const type = text(room.type)?.toLowerCase();
	return withoutAbsent<RuleRoomChange>({
		type: type === 'static' || type === 'dynamic' ? type : undefined,
		...{ id: text(room.id), prefix: text(room.prefix), pin: text(room.pin) },
	});
}
