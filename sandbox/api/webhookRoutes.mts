import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { ALL_EVENTS, SEVEN_EVENTS } from '../webhooks/callEvents.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toAccountAnswer } from '../wire/sipWire.mts';
import { toListedWebhook, toWebhook } from '../wire/webhookWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

/**
 * CreateSipWebhookOptions of the vendor's SDK (src/resources/sip.ts): both are required, for a
 * change too. Whether the service takes http:// is not known.
 */
const webhookSchema = z
	.object({ url: z.string().url(), events: z.array(z.string()).min(1) })
	.strict();

const listQuery = z.object({ ...pageQuery, search: z.string().min(1).optional() }).strict();

/** Registrations for call events, and the key that their deliveries are signed with. */
export function webhookRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.get('/v2/public/rsa-public-key', (c) => {
		const { signatureKey } = state.settings;
		if (signatureKey === 'missing') throw new Refusal(500, 'Internal server error.');
		const isRight = signatureKey === 'right';
		return c.json({ publicKey: isRight ? state.signingKey.publicPem() : 'no key' });
	});

	app.post('/v2/sip/webhooks', (c) => {
		const body = withKnownEvents(jsonBody(c, webhookSchema));
		const made = state.webhooks.create(body);
		return c.json(toAccountAnswer(toWebhook(made, state.stated), state.settings));
	});

	app.get('/v2/sip/webhooks', (c) => {
		const { search = '', ...page } = checked(listQuery, c.req.query());
		const wanted = search.toLowerCase();
		const found = state.webhooks.all().filter(({ url }) => url.toLowerCase().includes(wanted));
		const rule = { defaultPerPage: SIP_PER_PAGE, limit: state.settings.pageSizeLimit };
		return c.json(toPage(found, page, rule, (one) => toListedWebhook(one, state.stated)));
	});

	app.get('/v2/sip/webhooks/:webhookId', (c) => {
		const webhook = state.webhooks.get(c.req.param('webhookId'));
		if (!webhook) throw noWebhook();
		return c.json(toAccountAnswer(toWebhook(webhook, state.stated), state.settings));
	});

	// Replaces both fields, says the docs of the vendor's Rust crate.
	app.patch('/v2/sip/webhooks/:webhookId', (c) => {
		const body = withKnownEvents(jsonBody(c, webhookSchema));
		const webhook = state.webhooks.update(c.req.param('webhookId'), body);
		if (!webhook) throw noWebhook();
		return c.json(toAccountAnswer(toWebhook(webhook, state.stated), state.settings, true));
	});

	app.delete('/v2/sip/webhooks/:webhookId', (c) => {
		if (!state.webhooks.delete(c.req.param('webhookId'))) throw noWebhook();
		return c.json({ message: 'Webhook deleted successfully.' });
	});

	/** Public code says that the real service answers 500 for a name that it does not know. */
	function withKnownEvents<T extends z.output<typeof webhookSchema>>(webhook: T): T {
		const known: readonly string[] = state.settings.onlySevenEvents ? SEVEN_EVENTS : ALL_EVENTS;
		const unknown = webhook.events.find((event) => !known.includes(event));
		if (unknown !== undefined) throw new Refusal(500, `There is no event "${unknown}".`);
		return webhook;
	}
}

const noWebhook = () => new Refusal(404, 'Webhook not found.');
