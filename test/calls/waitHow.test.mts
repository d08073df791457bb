import { expect, test } from 'vitest';
import { shallPark, type WaitWishes } from '../../nodes/VideoSdk/calls/park/waitHow.ts';

const wishes: WaitWishes = {
	waitHow: 'automatic',
	isTool: false,
	resumeUrl: 'https://n8n.example.com/webhook-waiting/231?signature=abc',
	longestWaitSeconds: 600,
	needsProcess: false,
};
const parks = (others: Partial<WaitWishes>) => shallPark({ ...wishes, ...others });

test('Automatic parks where VideoSDK can reach n8n and the wait is longer than a minute', () => {
	expect(parks({})).toBe(true);
	expect(parks({ longestWaitSeconds: 61 })).toBe(true);
	expect(parks({ longestWaitSeconds: 60 })).toBe(false);
});

test('Automatic keeps running where it would have to break the promise to hang up on Stop or at the limit', () => {
	expect(parks({ needsProcess: true })).toBe(false);
	expect(parks({ needsProcess: true, waitHow: 'park' })).toBe(true);
});

test.each([
	'http://n8n.example.com/webhook-waiting/231',
	'https://localhost/webhook-waiting/231',
	'https://n8n.localhost/webhook-waiting/231',
	'https://127.0.0.1:5678/webhook-waiting/231',
	'https://10.1.2.3/webhook-waiting/231',
	'https://172.16.0.1/webhook-waiting/231',
	'https://172.31.255.1/webhook-waiting/231',
	'https://192.168.178.20/webhook-waiting/231',
	'https://169.254.1.1/webhook-waiting/231',
	'https://100.64.0.1/webhook-waiting/231',
	'https://[::1]/webhook-waiting/231',
	'https://[fd00::1]/webhook-waiting/231',
	'https://[fe80::1]/webhook-waiting/231',
	'https://[::ffff:10.0.0.1]/webhook-waiting/231',
	'https://n8n/webhook-waiting/231',
	'https://n8n.fritz.home.arpa/webhook-waiting/231',
	'https://n8n.local./webhook-waiting/231',
	'not a url',
	'',
])('nobody outside can reach %s: Automatic keeps running', (resumeUrl) => {
	expect(parks({ resumeUrl })).toBe(false);
});

test.each([
	'https://172.32.0.1/webhook-waiting/231',
	'https://8.8.8.8/webhook-waiting/231',
	'https://[2001:db8::1]/webhook-waiting/231',
	'https://internal.example.com/webhook-waiting/231',
])('%s may be reached from outside: Automatic parks', (resumeUrl) => {
	expect(parks({ resumeUrl })).toBe(true);
});

test('Save to Database parks at any address and for any time, and Keep in Memory never does', () => {
	const local = { resumeUrl: 'http://127.0.0.1:5678/webhook-waiting/1', longestWaitSeconds: 5 };
	expect(parks({ ...local, waitHow: 'park' })).toBe(true);
	expect(parks({ waitHow: 'park', resumeUrl: 'not a url' })).toBe(false);
	expect(parks({ waitHow: 'keepRunning' })).toBe(false);
});

test('as the tool of an agent nothing is ever parked', () => {
	expect(parks({ isTool: true })).toBe(false);
	expect(parks({ isTool: true, waitHow: 'park' })).toBe(false);
});
