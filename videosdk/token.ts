import { sign } from 'jsonwebtoken';

/** What VideoSDK lets a participant do in a room. */
type Permission = 'allow_join' | 'ask_join' | 'allow_mod';

/** `crawler` may call the server API and not join rooms; `rtc` may join and not call the API. */
type Role = 'crawler' | 'rtc';

interface TokenOrder {
	apiKey: string;
	apiSecret: string;
	/** The moment of signing, in seconds since 1970. */
	issuedAt: number;
	lifetimeSeconds: number;
	permissions?: Permission[];
	roles?: Role[];
	/** Limits the token to one participant. */
	participantId?: string;
	/** Limits the token to one room. */
	roomId?: string;
}

/** The only version of tokens that the v2 REST API takes (server SDK, `auth/token.ts`). */
const TOKEN_VERSION = 2;

/**
 * Signs a VideoSDK token: a JWT, HS256 over the secret's own characters. There is no endpoint that
 * issues one. Claims and their order are those of the server SDK's `auth/token.ts`, so that both
 * sign the same text for the same input.
 *
 * @throws Error when the secret is empty (from `jsonwebtoken`).
 */
export function mintToken(order: TokenOrder): string {
	const claims = {
		apikey: order.apiKey,
		permissions: order.permissions ?? ['allow_join', 'allow_mod'],
		version: TOKEN_VERSION,
		roles: order.roles ?? ['crawler'],
		...(order.participantId ? { participantId: order.participantId } : {}),
		...(order.roomId ? { roomId: order.roomId } : {}),
		iat: order.issuedAt,
		exp: order.issuedAt + order.lifetimeSeconds,
	};
	return sign(claims, order.apiSecret, { algorithm: 'HS256' });
}
