// A link that opens n8n logged in. n8n knows its user by a cookie, and a browser sends the cookies of a
// host to all ports of it: this server sets the cookie that n8n gives for the password, and leads to n8n.
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';

import type { Login } from '../test/support/n8nApi.mts';
import { freePort } from './freePort.mts';

export interface LoginLink {
	/** Only who knows it gets in: part of it is random, anew with each start. */
	url: string;
	close(): Promise<void>;
}

/** @param page of n8n that it leads to, like `/workflow/abc` */
export async function openLoginLink(
	n8nUrl: string,
	login: Login,
	page: string,
): Promise<LoginLink> {
	const path = `/${randomBytes(12).toString('base64url')}`;
	const server = createServer(async (request, response) => {
		if (request.url !== path) {
			response.writeHead(404).end();
			return;
		}
		// Where n8n gives none, its own page asks for the password.
		const cookies = await cookiesOf(n8nUrl, login).catch(() => []);
		const headers = { location: `${n8nUrl}${page}`, 'cache-control': 'no-store' };
		response.writeHead(302, { ...headers, 'set-cookie': cookies }).end();
	});
	const port = await freePort();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	return {
		url: `http://127.0.0.1:${port}${path}`,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** n8n binds a log-in to the browser that names itself. This one does not, so any browser may use it. */
async function cookiesOf(n8nUrl: string, { email, password }: Login): Promise<string[]> {
	const answer = await fetch(`${n8nUrl}/rest/login`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ emailOrLdapLoginId: email, password }),
	});
	return answer.ok ? answer.headers.getSetCookie() : [];
}
