import { describe, expect, test } from 'vitest';
import { withoutSecrets, withoutText } from '../../videosdk/withoutSecrets.ts';

const HIDDEN = '(hidden)';

describe('in an answer of VideoSDK', () => {
	test.each([
		...['password', 'Password', 'sipPassword', 'sip_password', 'passwd', 'passphrase', 'userpass'],
		...['pass', 'authPass', 'passwordHash', 'pwd'],
		...['secret', 'clientSecret', 'client_secret', 'secretKey', 'apiSecret', 'webhookSecret'],
		...['token', 'authToken', 'accessToken', 'access_token', 'refreshtoken', 'tokens'],
		...['apikey', 'apiKey', 'api_key', 'x-api-key', 'X-API-Key', 'privateKey', 'accessKey'],
		...['authorization', 'Authorization', 'Proxy-Authorization', 'credentials', 'jwt', 'cookie'],
	])('what stands under "%s" is hidden', (key) => {
		expect(withoutSecrets({ a: [{ [key]: 'open sesame' }] })).toEqual({ a: [{ [key]: HIDDEN }] });
		expect(withoutSecrets({ [key]: { value: 'open sesame' } })).toEqual({ [key]: HIDDEN });
	});

	test.each([
		...['participantId', 'key', 'n8nCorrelationKey', 'publicKey', 'routingRuleId', 'username'],
		...['tokenType', 'token_type', 'tokenExpiresAt', 'tokens used', 'tokenCount', 'passwordHint'],
		...['passed', 'passenger', 'bypass', 'passive', 'compass', 'secretary', 'author', 'apiKeyId'],
		...['auth', 'authType', 'signatureRequired', 'keypress'],
	])('what stands under "%s" is shown', (key) => {
		expect(withoutSecrets({ [key]: 'harmless' })).toEqual({ [key]: 'harmless' });
	});

	test('yes, no, nothing and counts give nothing away', () => {
		const wire = {
			...{ hasPassword: true, password: null, requiresToken: false, maxTokens: 4096 },
			usage: { totalTokens: 1500, tokens: { prompt: 12, completion: 40 }, tokensRemaining: 7 },
		};
		expect(withoutSecrets(wire)).toEqual(wire);
		expect(withoutSecrets({ password: 123456, token: 42 })).toEqual({
			password: HIDDEN,
			token: HIDDEN,
		});
	});

	test.each([
		['https://anna:pw@files.example/a.mp4', 'https://(hidden)@files.example/a.mp4'],
		['see wss://ghp_abc@live.example now', 'see wss://(hidden)@live.example now'],
		['sip:anna:pw@sip.example.com:5060', 'sip:anna:(hidden)@sip.example.com:5060'],
		['sip:+14155550123@sip.example.com:5060', 'sip:+14155550123@sip.example.com:5060'],
		['mailto:anna@example.com', 'mailto:anna@example.com'],
		['https://a.example/?access_token=abc&x=1', 'https://a.example/?access_token=(hidden)&x=1'],
		['https://a.example/#access_token=abc', 'https://a.example/#access_token=(hidden)'],
		['https://a.example/?x=1&sig=a;b&sv=2', 'https://a.example/?x=1&sig=(hidden)&sv=2'],
		['https://a.example/?X-Goog-Signature=a', 'https://a.example/?X-Goog-Signature=(hidden)'],
		['https://a.example/?api-key=a;b=c', 'https://a.example/?api-key=(hidden)'],
		['https://a.example/?a=1;2;token=b;c=', 'https://a.example/?a=1;2;token=(hidden)'],
		['https://a.example/?tokenType=jwt&page=2', 'https://a.example/?tokenType=jwt&page=2'],
	])('%s is shown as %s', (text, shown) => {
		expect(withoutSecrets({ text })).toEqual({ text: shown });
	});
});

test('one secret is hidden wherever a value repeats it: whole, with its blanks drawn together, and cut off', () => {
	const hidden = (text: string, secret = 'hunter2  at  home') => withoutText({ text }, secret).text;
	expect(hidden('The password "hunter2  at  home" is long')).toBe(
		'The password "(hidden)" is long',
	);
	expect(hidden('is hunter2 at home, and hunter2 at home')).toBe('is (hidden), and (hidden)');
	expect(hidden('The password is hunter2 a…')).toBe('The password is (hidden)…');
	expect(hidden('hunter2 at large')).toBe('hunter2 at large');
	// A secret as short as a word stands in many words.
	expect(hidden('at', 'at')).toBe('(hidden)');
	expect(hidden('that', 'at')).toBe('that');
	const deep = { a: [{ b: 'hunter2', c: 7, d: null }] };
	expect(withoutText(deep, 'hunter2')).toEqual({ a: [{ b: '(hidden)', c: 7, d: null }] });
});
