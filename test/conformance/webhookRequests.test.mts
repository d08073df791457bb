import { expect, test } from 'vitest';
import {
	changeWebhookRequest,
	createWebhookRequest,
	deleteWebhookRequest,
	listWebhooksRequest,
	readWebhookRequest,
} from '../../nodes/VideoSdk/api/webhooks.ts';
import { createWebhook } from '../../nodes/VideoSdk/operations/webhook/createWebhook.ts';
import { updateWebhook } from '../../nodes/VideoSdk/operations/webhook/updateWebhook.ts';
import { wantedEvents } from '../../nodes/VideoSdk/trigger/wantedEvents.ts';
import { same } from './sameRequest.mts';

const url = 'https://n8n.example.com/webhook/1f/webhook?secret=a+b&c';
const webhookId = 'wh/1+2';
const events = [
	'call-hangup',
	'call-missed',
	'call-update',
	'call-transferred',
] as const satisfies readonly string[];

test('the trigger registers its URL as the SDK does', async () => {
	expect(wantedEvents('callFinished', [])).toEqual(events);
	await same(
		async ({ sip }) => await sip.webhooks.create({ url, events: [...events] }),
		createWebhookRequest({ url, events }),
	);
});

test('the trigger changes its registration as the SDK does', async () => {
	await same(
		async ({ sip }) => await sip.webhooks.update(webhookId, { url, events: [...events] }),
		changeWebhookRequest(webhookId, { url, events }),
	);
});

test('Get Many lists webhooks as the SDK does, with a search and without', async () => {
	const page = { page: 3, perPage: 100 };
	await same(
		async ({ sip }) => await sip.webhooks.list({ search: url, ...page }),
		listWebhooksRequest(3, url),
	);
	await same(async ({ sip }) => await sip.webhooks.list(page), listWebhooksRequest(3));
});

test('Delete removes a webhook as the SDK does', async () => {
	await same(
		async ({ sip }) => await sip.webhooks.delete(webhookId),
		deleteWebhookRequest(webhookId),
	);
});

test('Get asks for a webhook as the SDK does', async () => {
	await same(async ({ sip }) => await sip.webhooks.get(webhookId), readWebhookRequest(webhookId));
});

test('Create and Update send what is filled in as the SDK does, each event once', async () => {
	const BY_HAND = { isTool: false };
	const given = { url: ` ${url} `, events: [...events, 'call-hangup'], ownAddress: '' };
	const { order } = await createWebhook.plan(given, BY_HAND);
	await same(
		async ({ sip }) => await sip.webhooks.create({ url, events: [...events] }),
		createWebhookRequest(order),
	);
	const updateFields = { url, events };
	const planned = await updateWebhook.plan({ webhookId, updateFields, ownAddress: '' }, BY_HAND);
	await same(
		async ({ sip }) => await sip.webhooks.update(webhookId, { url, events: [...events] }),
		changeWebhookRequest(webhookId, { url: 'before', events: [], ...planned.changes }),
	);
});
