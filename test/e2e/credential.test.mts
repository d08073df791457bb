import { expect, test } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import { useCallingN8n } from '../support/callingN8n.mts';

const { api, credential, credentialData } = useCallingN8n();

const testWith = async (change: Record<string, string>) =>
	await api().testCredential(credential(), { ...credentialData(), ...change });

test('the right key and secret: the test is green', async () => {
	expect(await testWith({})).toMatchObject({ status: 'OK' });
});

test('white space around pasted values and a slash after the base URL: still green', async () => {
	const { apiKey, apiSecret, baseUrl } = credentialData();
	const pasted = { apiKey: ` ${apiKey} `, apiSecret: `${apiSecret}\n`, baseUrl: `${baseUrl}/ ` };
	expect(await testWith(pasted)).toMatchObject({ status: 'OK' });
});

test('a wrong secret: red, with what to do', async () => {
	const { status, message } = await testWith({ apiSecret: 'not-the-secret' });
	expect(status).toBe('Error');
	expect(message).toContain('VideoSDK refused this key and secret');
});

test('a server that is down: red, with the reason', async () => {
	const gone = await startSandbox();
	await gone.close();
	const { status, message } = await testWith({ baseUrl: gone.url });
	expect(status).toBe('Error');
	// n8n's own wording; a credential's test request has no say in it.
	expect(message).toBe('ECONNREFUSED');
});

test('a base URL without https: red, with the reason', async () => {
	const { status, message } = await testWith({ baseUrl: 'http://192.0.2.1' });
	expect(status).toBe('Error');
	expect(message).toContain('must begin with https://');
});
