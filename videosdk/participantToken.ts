import { isRecord, text } from './wire.ts';

/** Whom a participant token lets into which room. */
interface ParticipantTokenOrder {
	roomId: string;
	/** Undefined = whoever holds the token. */
	participantId?: string;
}

/** Where a request carries a participant token (server SDK, `sip.ts`, `SwitchRoomInput`). */
export const TOKEN_KEY = 'token';
/** Stands in the token's place until the request is signed. */
const MINT_FOR = 'mintFor';

/** As long as the server SDK gives to tokens that let a participant join. */
export const PARTICIPANT_TOKEN_LIFETIME_SECONDS = 60 * 60;

/**
 * What a request carries in place of a participant token. Only the credential can sign, and only it
 * shall see the token: it replaces this just before the request leaves.
 */
export function orderToken(order: ParticipantTokenOrder) {
	return { [MINT_FOR]: { ...order } };
}

/** The order that a request's body holds, if it holds one. */
export function tokenOrderIn(body: unknown): ParticipantTokenOrder | undefined {
	const token = isRecord(body) ? body[TOKEN_KEY] : undefined;
	const order = isRecord(token) ? token[MINT_FOR] : undefined;
	const roomId = isRecord(order) ? text(order.roomId) : undefined;
	// Without a room the token would open all of them.
	if (!isRecord(order) || roomId === undefined) return undefined;
	return { roomId, participantId: text(order.participantId) };
}
