import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send } = useSandbox();

const PATH = '/v2/sip/webhooks';
const webhook = { url: 'https://n8n.example/hook', events: ['call-started', 'call-hangup'] };
const create = (body: unknown = webhook) => send(PATH, { method: 'POST', body });
const idOfNew = async (body?: unknown) => (await create(body)).json.id as string;

test('a webhook is registered, with its id and the moment', async () => {
	const now = new Date(sandbox().clock.now()).toISOString();
	const { status, json } = await create();
	expect([status, json]).toEqual([
		200,
		{ id: expect.any(String), ...webhook, createdAt: now, updatedAt: now },
	]);
	expect(sandbox().webhooks()).toMatchObject([{ id: json.id, ...webhook }]);
	expect((await send(`${PATH}/${json.id}`)).json).toEqual(json);
});

test('the list is paged, searched by URL, and names each id twice', async () => {
	for (let i = 1; i <= 12; i += 1) await create({ ...webhook, url: `https://n8n.example/${i}` });
	const first = (await send(PATH)).json;
	expect(first.pageInfo).toEqual({ currentPage: 1, perPage: 10, lastPage: 2, total: 12 });
	expect(first.data[0]).toMatchObject({ url: 'https://n8n.example/12' });
	expect(first.data[0].webhookId).toBe(first.data[0].id);
	expect((await send(`${PATH}?page=2`)).json.data).toHaveLength(2);
	expect((await send(`${PATH}?search=EXAMPLE/12`)).json.pageInfo.total).toBe(1);
	expect((await send(`${PATH}?search=nobody`)).json.data).toEqual([]);
});

test('a change replaces URL and events, and needs both', async () => {
	const id = await idOfNew();
	const change = { url: 'http://127.0.0.1:5678/new', events: ['call-missed'] };
	sandbox().clock.advance(5_000);
	const { json } = await send(`${PATH}/${id}`, { method: 'PATCH', body: change });
	expect(json).toMatchObject({ id, ...change });
	expect(Date.parse(json.updatedAt) - Date.parse(json.createdAt)).toBe(5_000);
	const half = await send(`${PATH}/${id}`, { method: 'PATCH', body: { url: change.url } });
	expect([half.status, half.json.message]).toEqual([400, '"events" is required.']);
});

test('a webhook that was removed is gone', async () => {
	const id = await idOfNew();
	const removed = await send(`${PATH}/${id}`, { method: 'DELETE' });
	expect([removed.status, removed.json]).toEqual([200, { message: expect.any(String) }]);
	expect(sandbox().webhooks()).toEqual([]);
	for (const method of ['GET', 'DELETE']) {
		expect((await send(`${PATH}/${id}`, { method })).status).toBe(404);
	}
	const change = await send(`${PATH}/${id}`, { method: 'PATCH', body: webhook });
	expect(change.status).toBe(404);
});

test('the same URL can be registered twice', async () => {
	expect(await idOfNew()).not.toBe(await idOfNew());
	expect(sandbox().webhooks()).toHaveLength(2);
});

test('an unknown event breaks the service: 500, and nothing is registered', async () => {
	const { status, json } = await create({ ...webhook, events: ['call-started', 'call-ended'] });
	expect([status, json.message]).toEqual([500, 'There is no event "call-ended".']);
	expect(sandbox().webhooks()).toEqual([]);
	const id = await idOfNew();
	const body = { ...webhook, events: ['call-failed'] };
	expect((await send(`${PATH}/${id}`, { method: 'PATCH', body })).status).toBe(500);
	expect(sandbox().webhooks()).toMatchObject([webhook]);
});

test('a service that knows the seven oldest events only breaks on the newer ones', async () => {
	const newer = { ...webhook, events: ['call-transferring'] };
	expect((await create(newer)).status).toBe(200);
	sandbox().changeSettings({ onlySevenEvents: true });
	expect((await create(newer)).status).toBe(500);
	expect((await create({ ...webhook, events: ['call-transferred'] })).status).toBe(200);
});

test.each([
	[{ url: webhook.url }, '"events" is required.'],
	[{ events: webhook.events }, '"url" is required.'],
	[{ ...webhook, url: 'n8n' }, '"url": Invalid url.'],
	[{ ...webhook, events: [] }, '"events": '],
	[{ ...webhook, secret: 's' }, 'Unknown field "secret".'],
])('%j is refused: %s', async (body, why) => {
	const { status, json } = await create(body);
	expect([status, json.message]).toEqual([400, expect.stringContaining(why)]);
});

test('webhooks need a token, and the key that deliveries are checked with needs none', async () => {
	expect((await send(PATH, { authorization: null })).status).toBe(401);
	for (const authorization of [null, 'Bearer not-a-token', undefined]) {
		const { status, json } = await send('/v2/public/rsa-public-key', { authorization });
		expect(status).toBe(200);
		expect(json.publicKey).toMatch(/^\n-----BEGIN RSA PUBLIC KEY-----\n/);
		expect(createPublicKey(json.publicKey).asymmetricKeyDetails?.modulusLength).toBe(2048);
	}
});

test('the route of the key can fail like any other', async () => {
	const path = '/v2/public/rsa-public-key';
	sandbox().addFault({ on: { path }, fault: { kind: 'status', status: 503 } });
	expect((await send(path, { authorization: null })).status).toBe(503);
	expect((await send(path, { authorization: null })).status).toBe(200);
});

test('another key is served once the key is changed, and the first one after a reset', async () => {
	const served = async () => (await send('/v2/public/rsa-public-key')).json.publicKey;
	const first = await served();
	expect(await served()).toBe(first);
	sandbox().rotateKey();
	expect(await served()).not.toBe(first);
	sandbox().reset();
	expect(await served()).toBe(first);
});
