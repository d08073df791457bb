/** A call as this package speaks of it, whichever generation of the API told of it. */
export interface Call {
	callId: string;
	to: string;
	from?: string;
	roomId?: string;
	/** Always lower case; the API's documents show both. */
	status?: string;
	/** When VideoSDK began to place the call, in milliseconds since 1970. */
	startedAt?: number;
}

/**
 * Reads one call out of an answer. The create, list and get endpoints name the same things
 * differently (`callId` or `id`, `to` or `sipCallTo`), so every known name is tried.
 *
 * @returns undefined when the value has no call id, as no later request could name such a call
 */
export function toCall(wire: unknown): Call | undefined {
	if (!isRecord(wire)) return undefined;
	const callId = text(wire.callId) ?? text(wire.id) ?? text(wire._id);
	if (callId === undefined) return undefined;
	return {
		callId,
		to: text(wire.to) ?? text(wire.sipCallTo) ?? '',
		from: text(wire.from) ?? text(wire.sipCallFrom),
		roomId: text(wire.roomId),
		status: text(wire.status)?.toLowerCase(),
		startedAt: moment(wire.start) ?? firstMoment(wire.timelog),
	};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

function firstMoment(timelog: unknown): number | undefined {
	if (!Array.isArray(timelog)) return undefined;
	const moments = timelog
		.map((entry) => (isRecord(entry) ? moment(entry.timestamp) : undefined))
		.filter((at) => at !== undefined);
	return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** The API writes ISO texts; a number is taken for milliseconds. */
function moment(value: unknown): number | undefined {
	const at = typeof value === 'number' ? value : Date.parse(text(value) ?? '');
	return Number.isFinite(at) ? at : undefined;
}
