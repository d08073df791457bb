import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../api/apiEnv.mts';
import { Refusal } from '../api/refusal.mts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Control routes need no token, so a web page must not reach them: neither under a name of its own
 * that points to this machine (Host) nor from the page of another site (Origin).
 */
export const loopbackOnly = createMiddleware<ApiEnv>(async (c, next) => {
	const host = c.req.header('host') ?? '';
	if (!LOOPBACK.test(host)) {
		throw new Refusal(403, `Control routes answer only under localhost, not under "${host}".`);
	}
	const origin = c.req.header('origin');
	if (origin !== undefined && !LOOPBACK.test(origin.replace(/^https?:\/\//i, ''))) {
		throw new Refusal(403, 'Control routes do not answer web pages of other sites.');
	}
	await next();
});
