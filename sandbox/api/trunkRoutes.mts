import type { Hono } from 'hono';
import type { SandboxState } from '../state/sandboxState.mts';
import { toTrunk } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { Refusal } from './refusal.mts';

/** What the first generation of the API has in place of gateways; no page of the docs lists trunks. */
export function trunkRoutes(app: Hono<ApiEnv>, { sip }: SandboxState): void {
	app.get('/v2/sip-trunk/:trunkId', (c) => {
		const trunk = sip.trunk(c.req.param('trunkId'));
		if (!trunk) throw new Refusal(404, 'Trunk not found.');
		return c.json(toTrunk(trunk));
	});
}
