import { describe, expect, test } from 'vitest';
import { deleteWebhook } from '../../nodes/VideoSdk/operations/webhook/deleteWebhook.ts';
import {
	getManyWebhooks,
	toWebhookItem,
} from '../../nodes/VideoSdk/operations/webhook/getManyWebhooks.ts';

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

test('Delete without an ID sends nothing', () => {
	expect(() => deleteWebhook.plan({ webhookId: ' ' }, { isTool: false })).toThrow(
		'"Webhook ID" is empty',
	);
});
