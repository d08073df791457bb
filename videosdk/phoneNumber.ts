import { toGatewayItem, type Direction } from './gateway.ts';
import { isRecord, text, textUnder, withoutAbsent, withoutKeys, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** How numbers are added to an account, in the order and by the names of the wire. */
export interface PhoneNumbersOrder {
	name: string;
	/** E.164. */
	phoneNumbers: string[];
	/** Whether they share one pair of gateways; undefined is left to VideoSDK, where they do. */
	isShared?: boolean;
	mediaEncryption?: string;
	inbound: { sipRegion: string };
	outbound: {
		/** The host of the carrier. */
		address: string;
		sipRegion: string;
		auth?: { username: string; password: string };
		transport?: string;
	};
}

/** What of a number's gateway can be changed: the last three of an outbound one alone. */
export interface NumberGatewayOrder {
	name?: string;
	mediaEncryption?: string;
	sipRegion?: string;
	address?: string;
	auth?: { username: string; password: string };
	transport?: string;
}

/** In a row, a number has an object of its own beside those of its gateways (docs page "Get Phone Number"). */
export function aboutNumber(wire: JsonObject): JsonObject {
	return isRecord(wire.phoneNumber) ? wire.phoneNumber : wire;
}

/** E.164. */
export function numberIn(wire: JsonObject): string | undefined {
	const about = aboutNumber(wire);
	return text(about.e164) ?? text(about.phoneNumber);
}

const NUMBER_ID_KEYS = ['phoneNumberId', 'id', '_id'];

export function phoneNumberIdIn(wire: JsonObject): string | undefined {
	return textUnder(aboutNumber(wire), NUMBER_ID_KEYS);
}

/** The number in an answer, which may have it in its `data`; undefined where there is none. */
export function phoneNumberIn(answer: unknown): JsonObject | undefined {
	const candidates = isRecord(answer) ? [answer, answer.data] : [];
	return candidates.filter(isRecord).find((one) => numberIn(one) !== undefined);
}

/** The gateway of one direction that a number is attached to; undefined for none. */
export function gatewayOf(wire: JsonObject, direction: Direction): JsonObject | undefined {
	const gateway = wire[direction];
	return isRecord(gateway) ? gateway : undefined;
}

/** A phone number as a workflow gets it, with its gateways; their passwords are hidden. */
export function toPhoneNumberItem(wire: JsonObject): JsonObject {
	const about = withoutKeys(aboutNumber(wire), [
		...[...NUMBER_ID_KEYS, 'e164', 'phoneNumber'],
		...['inbound', 'outbound'],
	]);
	return withoutAbsent<JsonObject>({
		phoneNumber: numberIn(wire),
		phoneNumberId: phoneNumberIdIn(wire),
		...withoutSecrets(about),
		inbound: shownGateway(wire, 'inbound'),
		outbound: shownGateway(wire, 'outbound'),
	});
}

/** Some answers have its ID alone. */
function shownGateway(wire: JsonObject, direction: Direction) {
	const gateway = gatewayOf(wire, direction);
	return gateway ? toGatewayItem(gateway, direction) : wire[direction];
}

/** What VideoSDK takes as a region; what a gateway has may be of an older kind. */
const SIP_REGIONS = ['auto', 'us002', 'in002'];

/**
 * All that can be said of a gateway after a change, as an update may clear what it does not name. Not so its
 * login: an answer may have its password masked.
 *
 * @param current as VideoSDK describes it
 */
export function changedNumberGateway(
	current: JsonObject,
	direction: Direction,
	changes: NumberGatewayOrder,
): NumberGatewayOrder {
	const isOutbound = direction === 'outbound';
	const region = text(current.geoRegion) ?? text(current.sipRegion) ?? '';
	return withoutAbsent<NumberGatewayOrder>({
		name: text(current.name),
		mediaEncryption: text(current.mediaEncryption),
		sipRegion: SIP_REGIONS.includes(region) ? region : undefined,
		address: isOutbound ? text(current.address) : undefined,
		transport: isOutbound ? text(current.transport) : undefined,
		...withoutAbsent(changes),
	});
}
