import { describe, expect, test } from 'vitest';
import { passesFilters } from '../../nodes/VideoSdk/trigger/eventFilters.ts';
import type { CallEvent } from '../../videosdk/callEvent.ts';

const event = (numbers: Partial<CallEvent>) => ({ event: 'call-hangup', ...numbers }) as CallEvent;

describe('an event passes the filter for one person in whatever spelling', () => {
	test.each([
		['+54 11 2345 6789', '+5491123456789'],
		['+54 9 11 2345 6789', '541123456789'],
		['+52 1 55 1234 5678', '+525512345678'],
		['+52 55 1234 5678', '+5215512345678'],
		['+39 6 1234 5678', '+390612345678'],
		['+229 97 12 34 56', '+2290197123456'],
		['+4790000001, +55 11 8765 4321', '+5511987654321'],
		['sip:+525512345678@sip.example.com', '+5215512345678'],
	])('filter %s, told %s', (filter, told) => {
		expect(passesFilters(event({ to: told }), { to: filter })).toBe(true);
		expect(passesFilters(event({ from: told }), { from: filter })).toBe(true);
	});

	test('and not that for another', () => {
		expect(passesFilters(event({ to: '+5491123456780' }), { to: '+541123456789' })).toBe(false);
	});
});
