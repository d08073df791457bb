import jwt from 'jsonwebtoken';
import type { SandboxState } from '../state/sandboxState.mts';
import { Refusal } from './refusal.mts';

export const SIGNATURE_DOES_NOT_FIT = "The token's signature does not fit the API secret.";

/** What a token is checked against: by whom it is signed, and when. */
export type TokenIssuer = Pick<SandboxState, 'account' | 'stated'>;

/**
 * The claims of a token that this account has signed, or a refusal. Expiry counts by the real time,
 * as far as the service's clock is right: clients know no other, and a sandbox whose clock runs fast
 * would else refuse every one of them.
 */
export function verifiedClaims(
	token: string,
	{ account, stated }: TokenIssuer,
	status = 401,
): jwt.JwtPayload {
	const algorithm = algorithmOf(token);
	if (algorithm === undefined) throw new Refusal(status, 'The token is not a JWT.');
	if (algorithm !== 'HS256') {
		throw new Refusal(status, `The token must be signed with HS256, not "${algorithm}".`);
	}
	const claims = verified(token, account.apiSecret, stated(Date.now()), status);
	if (typeof claims.exp !== 'number') throw new Refusal(status, 'The token has no expiry ("exp").');
	if (claims.apikey !== account.apiKey) {
		throw new Refusal(status, 'The token\'s "apikey" is not the API key of this account.');
	}
	return claims;
}

function verified(token: string, secret: string, now: number, status: number): jwt.JwtPayload {
	try {
		const clockTimestamp = Math.floor(now / 1000);
		const claims = jwt.verify(token, secret, { algorithms: ['HS256'], clockTimestamp });
		if (typeof claims === 'object') return claims;
	} catch (error) {
		if (error instanceof jwt.TokenExpiredError) throw new Refusal(status, 'The token has expired.');
		if (error instanceof jwt.NotBeforeError) {
			throw new Refusal(status, 'The token is not valid yet.');
		}
		throw new Refusal(status, SIGNATURE_DOES_NOT_FIT);
	}
	throw new Refusal(status, 'The token carries no claims.');
}

function algorithmOf(token: string): string | undefined {
	try {
		return jwt.decode(token, { complete: true })?.header.alg;
	} catch {
		return undefined;
	}
}
