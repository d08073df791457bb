import { expect, test } from 'vitest';
import { addressOf, toWebhook } from '../../videosdk/webhook.ts';
import { withoutUrlSecrets } from '../../videosdk/withoutSecrets.ts';

const url = 'https://n8n.example.com/webhook/1f/webhook';
const events = ['call-hangup'];

test.each([{ id: 'wh_1' }, { webhookId: 'wh_1' }, { _id: 'wh_1' }])(
	'a webhook is read whichever name its ID has: %j',
	(id) => {
		expect(toWebhook({ ...id, url, events })).toEqual({ webhookId: 'wh_1', url, events });
		expect(toWebhook({ data: { ...id, url, events } })).toMatchObject({ webhookId: 'wh_1' });
	},
);

test('what has no ID is no webhook, and what lacks all else still is one', () => {
	for (const value of [undefined, null, 'wh_1', [], {}, { id: '' }, { id: 7 }]) {
		expect(toWebhook(value)).toBeUndefined();
	}
	expect(toWebhook({ id: 'wh_1' })).toEqual({ webhookId: 'wh_1', url: '', events: [] });
});

test('two URLs lead to the same place whatever stands behind the question mark', () => {
	expect(addressOf(`${url}?secret=1`)).toBe(url);
	expect(addressOf(`${url}/`)).toBe(url);
});

test('the secret part of a URL is never shown; another part is', () => {
	expect(withoutUrlSecrets(`${url}?a=1&secret=abc&b=2`)).toBe(`${url}?a=1&secret=(hidden)&b=2`);
	expect(withoutUrlSecrets(`${url}?secret=abc`)).not.toContain('abc');
	expect(withoutUrlSecrets(url)).toBe(url);
	expect(withoutUrlSecrets(`"${url}?signature=abc" is no URL`)).toBe(
		`"${url}?signature=(hidden)" is no URL`,
	);
});
