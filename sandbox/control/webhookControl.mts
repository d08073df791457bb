import type { Hono } from 'hono';
import type { ApiEnv } from '../api/apiEnv.mts';
import { checked } from '../api/refusal.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { sendByHand } from '../webhooks/callNews.mts';
import { deliveryHabitsSchema } from '../webhooks/deliveryHabits.mts';
import { controlBody } from './controlBody.mts';

/** Who is told of calls, what they were sent, and how it is sent. */
export function webhookControl(control: Hono<ApiEnv>, state: SandboxState): void {
	const { webhooks, deliveries, signingKey } = state;

	control.get('/webhooks', (c) => c.json(webhooks.all()));
	control.get('/deliveries', (c) => c.json(deliveries.all()));
	control.post('/deliveries', async (c) => {
		sendByHand(state, await controlBody(c));
		return c.json({ message: 'Sent to every webhook that listens to it.' }, 202);
	});

	control.get('/delivery', (c) => c.json(deliveries.habits()));
	control.put('/delivery', async (c) => {
		deliveries.change(checked(deliveryHabitsSchema.partial(), await controlBody(c)));
		return c.json(deliveries.habits());
	});
	control.post('/delivery/release', (c) => {
		deliveries.release();
		return c.json({ message: 'Nothing is held back any more.' });
	});

	control.post('/key/rotate', (c) => {
		signingKey.rotate();
		return c.json({ publicKey: signingKey.publicPem() });
	});
}
