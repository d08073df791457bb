import { afterEach, expect, test } from 'vitest';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine } = useCallingWorkflow();

const run = async (operation: string, parameters: RunOrder['parameters']) => {
	const order = { credential: credential(), items: [{}] };
	const { items, error } = await engine().run({
		...order,
		parameters: { resource: 'webhook', operation, ...parameters },
	}).finished;
	if (error) throw new Error(error.message);
	return items.map(({ json }) => json);
};

const triggers: EngineTrigger[] = [];
afterEach(async () => {
	for (const trigger of triggers.splice(0)) await trigger.close();
});

/** Triggers that are active and never deactivated, as those of a deleted workflow. */
async function leftovers(count: number, address?: string): Promise<void> {
	const { start } = await loadTriggerEngine();
	for (let n = 0; n < count; n++) {
		const parameters = { security: { verifyBy: 'secretInUrl' } };
		const trigger = await start({ credential: credential(), address, parameters });
		await trigger.activate();
		triggers.push(trigger);
	}
}

test('a leftover is found by Get Many, known as one of this n8n, and removed by Delete; its secret is not shown', async () => {
	// Where the engine under test has its webhooks.
	await leftovers(1, 'http://127.0.0.1:5678');
	await leftovers(1);
	const found = await run('getAll', { returnAll: true });
	expect(found).toMatchObject([{ isOfThisN8n: false }, { isOfThisN8n: true }]);
	const [, leftover] = found;
	expect(leftover).toEqual({
		webhookId: sandbox().webhooks()[1].id,
		url: expect.stringMatching(
			/^http:..127.0.0.1:5678.webhook.hook-\d+.webhook\?secret=\(hidden\)$/,
		),
		events: ['call-hangup', 'call-missed', 'call-update', 'call-transferred'],
		isOfThisN8n: true,
		createdAt: expect.any(String),
		updatedAt: expect.any(String),
	});

	const webhookId = String(leftover.webhookId);
	expect(await run('delete', { webhookId })).toEqual([{ webhookId, deleted: true }]);
	expect(sandbox().webhooks()).toHaveLength(1);
	expect(await run('delete', { webhookId })).toEqual([{ webhookId, deleted: false }]);
});

test('Get Many reads as many as are asked for, from all pages, or those whose URL has a text', async () => {
	await leftovers(7);
	sandbox().changeSettings({ pageSizeLimit: 2 });
	expect(await run('getAll', { returnAll: true })).toHaveLength(7);
	expect(await run('getAll', { limit: 3 })).toHaveLength(3);
	const path = new URL(sandbox().webhooks()[4].url).pathname;
	const search = { filters: { search: path } };
	expect(await run('getAll', search)).toMatchObject([{ webhookId: sandbox().webhooks()[4].id }]);
});
