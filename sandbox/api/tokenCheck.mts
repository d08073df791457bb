import { createMiddleware } from 'hono/factory';
import jwt from 'jsonwebtoken';
import type { Account } from '../state/sandboxState.mts';
import { splitAuthorization } from '../state/journal.mts';
import type { ApiEnv } from './apiEnv.mts';
import { Refusal } from './refusal.mts';

/**
 * The rules are those of the docs' "Authentication" page and of the vendor's SDK
 * (src/auth/token.ts); only the status 401 is known of the real refusals, the sentences are ours.
 */
export function tokenCheck(account: Account, now: () => number) {
	return createMiddleware<ApiEnv>(async (c, next) => {
		checkToken(c.req.header('authorization'), account, now());
		await next();
	});
}

function checkToken(header: string | undefined, account: Account, now: number): void {
	if (!header) throw new Refusal(401, 'The Authorization header is missing.');
	const { prefix, token } = splitAuthorization(header);
	if (prefix !== '') {
		// The docs' sample code shows "Bearer", the text above it forbids any prefix, and the vendor's
		// SDK sends none: strict here, so that no client comes to depend on what may not work.
		throw new Refusal(
			401,
			`The Authorization header must be the bare token, without "${prefix} " before it.`,
		);
	}
	const claims = verifiedClaims(token, account.apiSecret, now);
	if (typeof claims.exp !== 'number') throw new Refusal(401, 'The token has no expiry ("exp").');
	if (claims.apikey !== account.apiKey) {
		throw new Refusal(401, 'The token\'s "apikey" is not the API key of this account.');
	}
	if (claims.version !== 2) {
		throw new Refusal(401, 'The token\'s "version" must be the number 2.');
	}
	if (Array.isArray(claims.roles) && claims.roles.includes('rtc')) {
		throw new Refusal(403, 'A token with the role "rtc" may join rooms but not call this API.');
	}
}

function verifiedClaims(token: string, secret: string, now: number): jwt.JwtPayload {
	const algorithm = algorithmOf(token);
	if (algorithm === undefined) throw new Refusal(401, 'The token is not a JWT.');
	if (algorithm !== 'HS256') {
		throw new Refusal(401, `The token must be signed with HS256, not "${algorithm}".`);
	}
	try {
		const claims = jwt.verify(token, secret, {
			algorithms: ['HS256'],
			clockTimestamp: Math.floor(now / 1000),
		});
		if (typeof claims === 'object') return claims;
	} catch (error) {
		if (error instanceof jwt.TokenExpiredError) throw new Refusal(401, 'The token has expired.');
		if (error instanceof jwt.NotBeforeError) throw new Refusal(401, 'The token is not valid yet.');
		throw new Refusal(401, "The token's signature does not fit the API secret.");
	}
	throw new Refusal(401, 'The token carries no claims.');
}

function algorithmOf(token: string): string | undefined {
	try {
		return jwt.decode(token, { complete: true })?.header.alg;
	} catch {
		return undefined;
	}
}
