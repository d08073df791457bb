import { describe, expect, test } from 'vitest';
import { deleteWebhook } from '../../nodes/VideoSdk/operations/webhook/deleteWebhook.ts';
import { createWebhook } from '../../nodes/VideoSdk/operations/webhook/createWebhook.ts';
import { getManyWebhooks } from '../../nodes/VideoSdk/operations/webhook/getManyWebhooks.ts';
import { updateWebhook } from '../../nodes/VideoSdk/operations/webhook/updateWebhook.ts';
import { toWebhookItem } from '../../nodes/VideoSdk/operations/webhook/webhookFields.ts';

const webhook = { webhookId: 'wh_1', events: ['call-hangup'] };

describe('Get Many', () => {
	test('tells which webhooks are of this n8n, wherever it lies, and shows no secret', () => {
		const isOwn = (url: string, own: string) => toWebhookItem({ ...webhook, url }, own).isOfThisN8n;
		const own = 'https://n8n.example.com/webhook-waiting/231?signature=abc';
		expect(isOwn('https://n8n.example.com/webhook/1f/webhook', own)).toBe(true);
		expect(isOwn('https://n8n.example.com.evil.example/webhook/1f/webhook', own)).toBe(false);
		expect(isOwn('http://n8n.example.com/webhook/1f/webhook', own)).toBe(false);
		const below = 'https://example.com/n8n/webhook-waiting/231';
		expect(isOwn('https://example.com/n8n/webhook-test/1f/webhook', below)).toBe(true);
		expect(isOwn('https://example.com/other/webhook/1f/webhook', below)).toBe(false);
		expect(isOwn('https://example.com/', '')).toBe(false);
		const url = 'https://n8n.example.com/webhook/1f/webhook?secret=abc';
		expect(toWebhookItem({ ...webhook, url }, own)).toEqual({
			...webhook,
			url: 'https://n8n.example.com/webhook/1f/webhook?secret=(hidden)',
			isOfThisN8n: true,
		});
	});

	test('tells of an execution that was parked until when it is of use, whether it is left over, and hides the key to it', () => {
		const url = `https://n8n.example.com/webhook-waiting/7?signature=abc&parkedBy=me&parkedUntil=1768469400`;
		const item = (now: string) => toWebhookItem({ ...webhook, url }, url, Date.parse(now));
		expect(item('2026-01-15T09:00:00Z')).toEqual({
			...webhook,
			url: url.replace('abc', '(hidden)'),
			isOfThisN8n: true,
			parkedUntil: '2026-01-15T09:30:00.000Z',
			isLeftover: false,
		});
		expect(item('2026-01-15T10:00:00Z').isLeftover).toBe(true);
	});

	test('a limit of nothing is a mistake that is told', () => {
		const params = { returnAll: false, limit: 0, filters: {}, ownAddress: '' };
		expect(() => getManyWebhooks.plan(params, { isTool: false })).toThrow('"Limit" is "0"');
	});
});

describe('Create and Update', () => {
	const BY_HAND = { isTool: false };
	const filled = { url: 'https://crm.example.com/', events: ['call-hangup'], ownAddress: '' };

	test.each([
		['whose URL is empty', { url: ' ' }, '"URL" is empty'],
		['whose URL is none', { url: 'crm.example.com/hook' }, 'begins with https://'],
		['that is told nothing', { events: [] }, '"Events" is empty'],
	])('a webhook %s is not made', (_whose, changes, message) => {
		expect(() => createWebhook.plan({ ...filled, ...changes }, BY_HAND)).toThrow(message);
	});

	test('an error about a URL does not repeat the secret in it', () => {
		const url = 'ftp://crm.example.com/hook?secret=abc';
		expect(() => createWebhook.plan({ ...filled, url }, BY_HAND)).toThrow(/secret=\(hidden\)/);
	});

	test('an update with nothing in it sends nothing, and events are not emptied by accident', () => {
		const plan = (updateFields: object) =>
			updateWebhook.plan({ webhookId: 'wh_1', updateFields, ownAddress: '' }, BY_HAND);
		expect(() => plan({ url: '' })).toThrow('"Update Fields" is empty');
		expect(() => plan({ events: [] })).toThrow('"Events" is empty');
		expect(plan({ url: ' https://a.example/ ' })).toMatchObject({
			...{ webhookId: 'wh_1', changes: { url: 'https://a.example/' } },
		});
	});
});

test('Delete without an ID sends nothing', () => {
	expect(() => deleteWebhook.plan({ webhookId: ' ' }, { isTool: false })).toThrow(
		'"Webhook" is empty',
	);
});
