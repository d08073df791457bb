import { expect, test } from 'vitest';
import { isLeftover, parkedUrl, readParkedUrl } from '../../nodes/VideoSdk/calls/park/parkedUrl.ts';

const resumeUrl = 'https://n8n.example.com/webhook-waiting/231?signature=abc';
const until = Date.parse('2026-01-15T09:30:00Z');
const MINUTE_MS = 60_000;

test('the registered URL of a parked execution tells whose it is and until when', () => {
	const url = parkedUrl(resumeUrl, { instance: '0123456789ab', until });
	expect(url.startsWith(`${resumeUrl}&`)).toBe(true);
	expect(readParkedUrl(url)).toEqual({ instance: '0123456789ab', until });
});

test('n8n before 2.x has no signature in the resume URL', () => {
	const address = 'https://n8n.example.com/webhook-waiting/231';
	const url = parkedUrl(address, { instance: 'a', until });
	expect(url.startsWith(`${address}?parkedBy=a&parkedUntil=${until / 1000}&`)).toBe(true);
});

test('a node that parks twice in one execution has two URLs', () => {
	const mark = { instance: 'a', until };
	expect(parkedUrl(resumeUrl, mark)).not.toBe(parkedUrl(resumeUrl, mark));
});

test.each([
	resumeUrl,
	`${resumeUrl}&parkedBy=a`,
	`${resumeUrl}&parkedBy=a&parkedUntil=tomorrow`,
	`${resumeUrl}&parkedBy=&parkedUntil=1`,
	'not a url',
])('%s is not that of a parked execution', (url) => {
	expect(readParkedUrl(url)).toBeUndefined();
});

test('a registration is a leftover some minutes after its time, as clocks differ', () => {
	const mark = { instance: 'a', until };
	expect(isLeftover(mark, until - MINUTE_MS)).toBe(false);
	expect(isLeftover(mark, until + MINUTE_MS)).toBe(false);
	expect(isLeftover(mark, until + 6 * MINUTE_MS)).toBe(true);
});
