import { Hono } from 'hono';
import { z } from 'zod';
import type { ApiEnv } from '../api/apiEnv.mts';
import { checked, Refusal } from '../api/refusal.mts';
import { brokenAccount, BROKEN_ACCOUNTS } from '../brokenAccounts.mts';
import { faultOrderSchema } from '../faults/faultOrder.mts';
import { act, HAND_ACTIONS } from '../state/callActions.mts';
import { inboundCallSchema, phoneIn } from '../state/inboundCalls.mts';
import { MAX_SPEED } from '../state/clock.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { settingsSchema } from '../state/settings.mts';
import { controlBody } from './controlBody.mts';
import { loopbackOnly } from './loopbackOnly.mts';
import { pageRoutes } from './pageRoutes.mts';
import { webhookControl } from './webhookControl.mts';

const A_YEAR_IN_SECONDS = 366 * 24 * 60 * 60;

/** Speed first, then the push: the order of the fields in the request does not matter. */
const clockSchema = z
	.object({
		speed: z.number().positive().max(MAX_SPEED).optional(),
		freeze: z.literal(true).optional(),
		advanceSeconds: z.number().min(0).max(A_YEAR_IN_SECONDS).optional(),
	})
	.strict()
	.refine((order) => Object.keys(order).length > 0, 'Say what to do: speed, freeze, advanceSeconds')
	.refine(({ speed, freeze }) => !(speed && freeze), 'Either speed or freeze');

/** Which of `BROKEN_ACCOUNTS` the account becomes; a reset mends it. */
const accountSchema = z.object({ broken: z.string() }).strict();

/** What no VideoSDK has: watching the sandbox and deciding what happens in it. Needs no token. */
export function createControl(state: SandboxState): Hono<ApiEnv> {
	const app = new Hono<ApiEnv>();
	const control = app.basePath('/_sandbox');
	control.use(loopbackOnly);
	control.use('/*', loopbackOnly);

	pageRoutes(control, state);
	control.get('/journal', (c) => c.json(state.journal.all()));
	control.get('/inbox', (c) => c.json(state.inbox));
	control.get('/rings', (c) => c.json(state.calls.rings()));
	control.get('/dispatches', (c) => c.json(state.agents.dispatches()));
	control.get('/batches', (c) => c.json(state.batches.all()));
	control.get('/calls', (c) => c.json(state.calls.all()));
	control.post('/calls', async (c) => {
		const outcome = phoneIn(state, checked(inboundCallSchema, await controlBody(c)));
		if (typeof outcome === 'string') throw new Refusal(409, outcome);
		return c.json(outcome, 201);
	});
	control.post('/calls/:callId/:action', (c) => {
		const action = HAND_ACTIONS.find((one) => one === c.req.param('action'));
		if (!action) throw new Refusal(404, `A phone can do this: ${HAND_ACTIONS.join(', ')}.`);
		const outcome = act(state.calls, c.req.param('callId'), action);
		if (outcome === undefined) throw new Refusal(404, 'There is no such call.');
		if (typeof outcome === 'string') throw new Refusal(409, outcome);
		return c.json(outcome);
	});

	control.get('/faults', (c) => c.json(state.faults.orders()));
	control.post('/faults', async (c) => {
		const order = checked(faultOrderSchema, await controlBody(c));
		state.faults.order(order);
		return c.json(order, 201);
	});
	control.delete('/faults', (c) => {
		state.faults.clearOrders();
		return c.json(state.faults.orders());
	});

	webhookControl(control, state);

	control.get('/settings', (c) => c.json(state.settings));
	control.put('/settings', async (c) => {
		Object.assign(state.settings, checked(settingsSchema.partial(), await controlBody(c)));
		return c.json(state.settings);
	});
	control.get('/account', (c) => c.json(BROKEN_ACCOUNTS));
	control.put('/account', async (c) => {
		const { broken } = checked(accountSchema, await controlBody(c));
		const account = brokenAccount(broken);
		if (!account) throw new Refusal(404, `There is no broken account "${broken}".`);
		account.breakIt(state);
		return c.json(account);
	});
	control.post('/clock', async (c) => {
		const { speed, freeze, advanceSeconds = 0 } = checked(clockSchema, await controlBody(c));
		if (speed !== undefined) state.clock.setSpeed(speed);
		if (freeze) state.clock.freeze();
		state.clock.advance(advanceSeconds * 1000);
		return c.json({ now: state.clock.now(), speed: state.clock.speed() });
	});
	control.post('/reset', (c) => {
		state.reset();
		return c.json({ message: 'The sandbox is as it was at its start.' });
	});
	control.all('/*', (c) => {
		throw new Refusal(404, `There is no ${c.req.method} ${c.req.path} in the sandbox.`);
	});
	return app;
}
