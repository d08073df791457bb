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

	test('a limit of nothing is a mistake that is told', () => {
		const params = { returnAll: false, limit: 0, filters: {}, ownAddress: '' };
		expect(() => getManyWebhooks.check?.(params)).toThrow('"Limit" is "0"');
	});
});

test('Delete without an ID sends nothing', () => {
	expect(() => deleteWebhook.check?.({ webhookId: ' ' })).toThrow('"Webhook ID" is empty');
});
