import type { Hono } from 'hono';
import type { ApiEnv } from '../api/apiEnv.mts';
import { parseJson, readText } from '../api/readBody.mts';
import { Refusal } from '../api/refusal.mts';
import type { SandboxState } from '../state/sandboxState.mts';

/** Behind the address of the sandbox: whatever is posted there is taken and kept. */
export const INBOX_PATH = '/inbox';

/**
 * Stands in for what else a workflow writes to, such as a CRM or a team's chat, so that examples run
 * without an account anywhere. It is no part of VideoSDK, and asks for no token.
 */
export function inboxRoutes(app: Hono<ApiEnv>, { inbox, clock }: SandboxState): void {
	app.post(`${INBOX_PATH}/*`, async (c) => {
		const text = await readText(c.env.incoming);
		if (text === undefined) throw new Refusal(413, 'The body is too large.');
		const body = parseJson(text) ?? text;
		const { path } = c.req;
		inbox.push({ at: clock.now(), to: path.slice(INBOX_PATH.length), body });
		return c.json({ taken: true, body });
	});
}
