import { callIn, isRecord } from './call.ts';
import { isoText, moment, text, withoutAbsent, type JsonObject } from './wire.ts';
import { withoutSecrets, withoutUrlSecrets } from './withoutSecrets.ts';

/** A room, which VideoSDK also calls a meeting, as a workflow gets it. What VideoSDK did not tell is left out. */
export type RoomItem = {
	roomId?: string;
	/** The name that its maker gave it. */
	customRoomId?: string;
	/** Whether it was ended, for good. */
	disabled?: boolean;
	/** The region that its media go through. */
	geoFence?: string;
	/** Who is told what happens in it; what is secret in the URL is hidden. */
	webhook?: { url: string; events: string[] };
	/** How VideoSDK wrote it: of the unit of `duration`, its documents say two things. */
	autoClose?: { type?: string; duration?: number };
	/** ISO 8601, as the next. */
	createdAt?: string;
	updatedAt?: string;
	/** VideoSDK's own object. */
	raw?: JsonObject;
};

/** The ID of a room: answers to an order that ends something have it as `meetingId` (docs page "Deactivate Room"). */
export function roomIdIn(wire: JsonObject): string | undefined {
	return text(wire.roomId) ?? text(wire.meetingId);
}

/**
 * The item that a workflow gets of a room, whichever endpoint told of it.
 *
 * @param answer a room, or an answer with one in its `data`
 * @param options `raw`: with VideoSDK's own object beside the fields
 */
export function toRoomItem(answer: unknown, { raw = false } = {}): RoomItem {
	const wire = callIn(answer);
	const item: RoomItem = {
		roomId: roomIdIn(wire),
		customRoomId: text(wire.customRoomId) ?? text(wire.userMeetingId),
		disabled: typeof wire.disabled === 'boolean' ? wire.disabled : undefined,
		geoFence: text(wire.geoFence),
		webhook: webhookOf(wire.webhook),
		autoClose: autoCloseOf(wire.autoCloseConfig),
		createdAt: isoText(moment(wire.createdAt)),
		updatedAt: isoText(moment(wire.updatedAt)),
		raw: raw ? withoutSecrets(wire) : undefined,
	};
	return withoutAbsent(item);
}

function webhookOf(wire: unknown): RoomItem['webhook'] {
	const url = isRecord(wire) ? text(wire.endPoint) : undefined;
	if (!isRecord(wire) || url === undefined) return undefined;
	const events = Array.isArray(wire.events) ? wire.events.map(String) : [];
	return { url: withoutUrlSecrets(url), events };
}

function autoCloseOf(wire: unknown): RoomItem['autoClose'] {
	if (!isRecord(wire)) return undefined;
	const { type, duration } = wire;
	return withoutAbsent({
		type: text(type),
		duration: typeof duration === 'number' ? duration : undefined,
	});
}
