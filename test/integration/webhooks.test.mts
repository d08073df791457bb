import { afterEach, describe, expect, test } from 'vitest';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';

const { sandbox, credential, engine, run } = useResourceOperations('webhook');

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

const URL_OF_CRM = 'https://crm.example.com/videosdk?secret=abc';
const events = ['call-hangup', 'call-missed'];
const posts = () =>
	sandbox()
		.journal()
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path }) => `${method} ${path}`);

describe.each(['bare', 'inData', 'messageAfterUpdate'] as const)(
	'where VideoSDK answers %s',
	(accountAnswers) => {
		test('a webhook is made, read, changed and deleted, shows no secret, and those beside it stay as they are', async () => {
			sandbox().changeSettings({ accountAnswers });
			await leftovers(2);
			const others = sandbox().webhooks();
			const [made] = await run('create', { url: URL_OF_CRM, events });
			expect(made).toMatchObject({
				...{ created: true, url: 'https://crm.example.com/videosdk?secret=(hidden)', events },
				isOfThisN8n: false,
			});
			const webhookId = byId(String(made.webhookId));
			const { created: _, ...item } = made;
			expect(await run('get', { webhookId })).toEqual([item]);
			const updateFields = { events: ['call-started'] };
			const [changed] = await run('update', { webhookId, updateFields });
			expect(changed).toMatchObject({ webhookId: made.webhookId, events: ['call-started'] });
			expect(sandbox().webhooks()[0].url).toBe(URL_OF_CRM);
			expect(sandbox().webhooks().slice(1)).toEqual(others);
			await run('delete', { webhookId });
			expect(sandbox().webhooks()).toEqual(others);
		});
	},
);

test('Create for a URL that is registered already makes no second: the one that is there comes out, or is named', async () => {
	const [made] = await run('create', { url: URL_OF_CRM, events });
	const [again] = await run('create', { url: URL_OF_CRM, events: [...events].reverse() });
	expect(again).toEqual({ ...made, created: false });
	await expect(run('create', { url: URL_OF_CRM, events: ['call-started'] })).rejects.toThrow(
		new RegExp(`secret=\\(hidden\\)": the webhook ${String(made.webhookId)} has it already`),
	);
	// Behind another "?" it is another listener's.
	await run('create', { url: 'https://crm.example.com/videosdk?secret=xyz', events });
	expect(sandbox().webhooks()).toHaveLength(2);
});

test('of several items with one URL at the same moment, one makes the webhook', async () => {
	const { items } = await engine().run({
		...{ credential: credential(), items: [{}, {}, {}] },
		parameters: { resource: 'webhook', operation: 'create', url: URL_OF_CRM, events },
	}).finished;
	expect(items.map(({ json }) => json.created)).toEqual([true, false, false]);
	expect(sandbox().webhooks()).toHaveLength(1);
});

test('when the answer to Create is lost, the webhook is found and comes out, and there is one', async () => {
	const on = { method: 'POST', path: '/v2/sip/webhooks' };
	sandbox().addFault({ on, fault: { kind: 'reset', placed: true } });
	const [made] = await run('create', { url: URL_OF_CRM, events });
	expect(sandbox().webhooks()).toMatchObject([{ id: made.webhookId, url: URL_OF_CRM }]);
});

test('where an account does not know newer events, nothing is made, and the error says which to leave out', async () => {
	sandbox().changeSettings({ onlySevenEvents: true });
	const newer = ['call-hangup', 'call-transfer-failed'];
	await expect(run('create', { url: URL_OF_CRM, events: newer })).rejects.toThrow(
		'There is no event "call-transfer-failed"',
	);
	const { error } = await engine().run({
		...{ credential: credential(), items: [{}] },
		parameters: { resource: 'webhook', operation: 'create', url: URL_OF_CRM, events: newer },
	}).finished;
	expect(error?.description).toContain('The events of transfers and room switches are newer');
	expect(sandbox().webhooks()).toEqual([]);
});

test('Update takes no URL that another webhook has, and does not touch what wakes a waiting execution', async () => {
	const [crm] = await run('create', { url: URL_OF_CRM, events });
	const [other] = await run('create', { url: 'https://other.example.com/', events });
	const update = async (id: unknown, updateFields: object) =>
		await run('update', { webhookId: byId(String(id)), updateFields: updateFields as never });
	await expect(update(other.webhookId, { url: URL_OF_CRM })).rejects.toThrow(
		`the webhook ${String(crm.webhookId)} has it already`,
	);
	await update(other.webhookId, { url: 'https://other.example.com/new' });
	const parked = 'https://n8n.example.com/webhook-waiting/7?parkedBy=me&parkedUntil=1768469400';
	const [waiting] = await run('create', { url: parked, events });
	await expect(update(waiting.webhookId, { events: ['call-started'] })).rejects.toThrow(
		'wakes an execution that waits for a call',
	);
	expect(posts().filter((request) => request.startsWith('PATCH'))).toEqual([
		`PATCH /v2/sip/webhooks/${String(other.webhookId)}`,
	]);
});

test('the list of webhooks shows URLs without their secrets', async () => {
	const open = async (filter?: string) =>
		await engine().searchList({ method: 'searchWebhooks', credential: credential(), filter });
	expect((await open()).error?.message).toContain('There are no webhooks');
	const [{ webhookId }] = await run('create', { url: URL_OF_CRM, events });
	await leftovers(1);
	const name = `https://crm.example.com/videosdk?secret=(hidden) (${String(webhookId)})`;
	expect((await open('CRM.example')).results).toEqual([{ name, value: webhookId }]);
	expect((await open()).results).toHaveLength(2);
});
