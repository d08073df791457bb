import type { Hono } from 'hono';
import { z } from 'zod';
import { newObjectId } from '../state/newId.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { SipConnector } from '../state/sipAccount.mts';
import { toConnector } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { Refusal } from './refusal.mts';

const text = z.string().min(1);

/** CreateConnectorOptions of the vendor's SDK (src/resources/connectors.ts), in its wire names. */
const createSchema = z
	.object({
		provider: z.enum(['twilio', 'plivo', 'telnyx']),
		name: text.optional(),
		defaultRoomId: text.optional(),
		defaultRuleId: text.optional(),
		region: text.optional(),
	})
	.strict();

/** What takes calls in over a provider's media WebSocket. Its answers are in a `data`, as the SDK reads them. */
export function connectorRoutes(app: Hono<ApiEnv>, { sip, clock, settings }: SandboxState): void {
	const path = '/v2/connectors';

	app.post(path, (c) => {
		const order = jsonBody(c, createSchema);
		const rule = order.defaultRuleId;
		if (rule !== undefined && !sip.rules.get(rule)) throw new Refusal(400, 'Rule not found.');
		const made = { id: newObjectId(), key: newObjectId(), ...order, createdAt: clock.now() };
		return c.json({ data: toConnector(sip.connectors.add(made), settings) });
	});

	// Not paged: the SDK sends no page.
	app.get(path, (c) =>
		c.json({ data: sip.connectors.all().map((one) => toConnector(one, settings)) }),
	);

	app.get(`${path}/:connectorId`, (c) =>
		c.json({ data: toConnector(known(c.req.param('connectorId')), settings) }),
	);

	app.post(`${path}/:connectorId/rotate-key`, (c) => {
		const connector = known(c.req.param('connectorId'));
		connector.key = newObjectId();
		return c.json({ data: toConnector(connector, settings) });
	});

	app.delete(`${path}/:connectorId`, (c) => {
		sip.connectors.remove(known(c.req.param('connectorId')).id);
		return c.json({ message: 'Connector deleted successfully' });
	});

	function known(id: string): SipConnector {
		const connector = sip.connectors.get(id);
		if (connector) return connector;
		throw new Refusal(404, 'Connector not found.');
	}
}
