import { createMiddleware } from 'hono/factory';
import { splitAuthorization } from '../state/journal.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { ApiEnv } from './apiEnv.mts';
import { Refusal } from './refusal.mts';
import { SIGNATURE_DOES_NOT_FIT, verifiedClaims, type TokenIssuer } from './verifiedClaims.mts';

/**
 * The rules are those of the docs' "Authentication" page and of the vendor's SDK
 * (src/auth/token.ts); only the status 401 is known of the real refusals, the sentences are ours.
 */
export function tokenCheck({ settings, ...issuer }: TokenIssuer & Pick<SandboxState, 'settings'>) {
	return createMiddleware<ApiEnv>(async (c, next) => {
		checkToken(c.req.header('authorization'), issuer);
		if (settings.secretIsNew) throw new Refusal(401, SIGNATURE_DOES_NOT_FIT);
		await next();
	});
}

function checkToken(header: string | undefined, issuer: TokenIssuer): void {
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
	const claims = verifiedClaims(token, issuer);
	if (claims.version !== 2) {
		throw new Refusal(401, 'The token\'s "version" must be the number 2.');
	}
	if (Array.isArray(claims.roles) && claims.roles.includes('rtc')) {
		throw new Refusal(403, 'A token with the role "rtc" may join rooms but not call this API.');
	}
}
