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

/** Which way calls go through a gateway, or by a routing rule. */
export type Direction = 'inbound' | 'outbound';

/** What a gateway shall be, in the order and by the names of the wire. What is left out, VideoSDK decides. */
export interface GatewayOrder {
	name?: string;
	/** E.164. */
	numbers?: string[];
	/** Outbound only: the host of the carrier, `sip.example.com:5061`. */
	address?: string;
	/** Outbound only. */
	transport?: string;
	auth?: { username: string; password: string };
	/** Inbound only: IP addresses and networks. */
	allowedAddresses?: string[];
	/** Patterns such as `+91*`. VideoSDK takes none when it makes an outbound gateway. */
	allowedNumbers?: string[];
	mediaEncryption?: string;
	record?: boolean;
	noiseCancellation?: boolean;
	enableDtmf?: boolean;
	geoRegion?: string;
	metadata?: Record<string, string>;
	tags?: string[];
}

/** Where it may be: documents and server SDK differ. */
export const GATEWAY_ID_KEYS = ['id', 'gatewayId', '_id'];

/** The ID of a gateway in a row or an answer (docs page "Fetch Outbound SIP Gateway": `id`). */
export function gatewayIdIn(wire: JsonObject): string | undefined {
	return textUnder(wire, GATEWAY_ID_KEYS);
}

/** The gateway in an answer, which may have it in its `data`; undefined where there is none. */
export function gatewayIn(answer: unknown): JsonObject | undefined {
	const candidates = isRecord(answer) ? [answer.data, answer] : [];
	return candidates.filter(isRecord).find((one) => gatewayIdIn(one) !== undefined);
}

/** A gateway as a workflow gets it: all that VideoSDK tells of it, with its password hidden. */
export function toGatewayItem(wire: JsonObject, direction: Direction): JsonObject {
	const others = withoutKeys(wire, GATEWAY_ID_KEYS);
	return { gatewayId: gatewayIdIn(wire) ?? null, direction, ...withoutSecrets(others) };
}

/**
 * All that a gateway shall be after a change. An update that does not name Record, Noise Cancellation, DTMF
 * or the region sets them back (server SDK, `sip.ts`), so the whole gateway is sent. Not so its login: it
 * is kept when it is left out, and an answer may have its password masked.
 *
 * @param current as VideoSDK describes it
 */
export function changedGateway(
	current: JsonObject,
	direction: Direction,
	changes: GatewayOrder,
): GatewayOrder {
	const isOutbound = direction === 'outbound';
	return withoutAbsent<GatewayOrder>({
		name: text(current.name),
		numbers: textsIn(current.numbers),
		address: isOutbound ? text(current.address) : undefined,
		transport: isOutbound ? text(current.transport) : undefined,
		allowedAddresses: isOutbound ? undefined : textsIn(current.allowedAddresses),
		allowedNumbers: textsIn(current.allowedNumbers),
		mediaEncryption: text(current.mediaEncryption),
		record: switchIn(current.record),
		noiseCancellation: switchIn(current.noiseCancellation),
		enableDtmf: switchIn(current.enableDtmf),
		geoRegion: text(current.geoRegion),
		metadata: metadataIn(current.metadata),
		tags: textsIn(current.tags),
		...withoutAbsent(changes),
	});
}

/** Undefined for an empty list, which was perhaps never set: VideoSDK may not take one. */
function textsIn(value: unknown): string[] | undefined {
	if (!Array.isArray(value) || value.length === 0) return undefined;
	return value.every((one) => typeof one === 'string') ? value : undefined;
}

function metadataIn(value: unknown): Record<string, string> | undefined {
	if (!isRecord(value) || Object.keys(value).length === 0) return undefined;
	const entries = Object.entries(value).map(([key, one]) => [key, String(one)]);
	return Object.fromEntries(entries);
}
