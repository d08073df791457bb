import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiEnv } from './api/apiEnv.mts';
import { createApi } from './api/createApi.mts';
import { journalRequests } from './api/journalRequests.mts';
import type { RequestListeners } from './api/journalRequests.mts';
import { Refusal } from './api/refusal.mts';
import { createControl } from './control/createControl.mts';
import { fileRoutes } from './files/fileRoutes.mts';
import { inboxRoutes } from './inbox/inboxRoutes.mts';
import { modelRoutes } from './scriptedModel/modelRoutes.mts';
import type { SandboxState } from './state/sandboxState.mts';

export function createApp(state: SandboxState, listeners: RequestListeners): Hono<ApiEnv> {
	const app = createBareApp(state);
	app.route('/', createControl(state));
	// Before the API, which keeps a journal of all that reaches it.
	modelRoutes(app);
	inboxRoutes(app, state);
	app.route('/', createApi(state, listeners));
	return app;
}

/** The host that files lie at, and nothing else. */
export function createFileHost(state: SandboxState, listeners: RequestListeners): Hono<ApiEnv> {
	const app = createBareApp(state);
	app.use(journalRequests(state, listeners));
	fileRoutes(app, state);
	return app;
}

function createBareApp(state: SandboxState): Hono<ApiEnv> {
	const app = new Hono<ApiEnv>();
	app.use(async (c, next) => {
		await next();
		c.res.headers.set('date', new Date(state.stated(state.clock.now())).toUTCString());
	});
	app.notFound((c) => c.json({ message: `Cannot ${c.req.method} ${c.req.path}` }, 404));
	app.onError((error, c) => {
		if (error instanceof Refusal) {
			return c.json({ message: error.message }, error.status as ContentfulStatusCode);
		}
		console.error('The sandbox failed:', error);
		return c.json({ message: 'The sandbox itself failed; its output says why.' }, 500);
	});
	return app;
}
