import { describe, expect, test } from 'vitest';
import { newCorrelationKey } from '../../nodes/VideoSdk/once/correlationKey.ts';
import { isTooOld } from '../../nodes/VideoSdk/trigger/eventAge.ts';
import { isPlacedBy, passesFilters } from '../../nodes/VideoSdk/trigger/eventFilters.ts';

const event = {
	event: 'call-hangup',
	callId: 'c1',
	direction: 'outbound',
	from: '+14155559876',
	to: '+14155550123',
	gatewayId: 'gw_1',
	ruleId: 'rr_1',
	roomId: 'abcd-efgh-ijkl',
	metadata: { campaign: 'spring', tries: 2, isVip: true },
};

test.each([
	[{ direction: 'outbound' }, { direction: 'inbound' }],
	[{ from: '+1 (415) 555-9876' }, { from: '+14155559877' }],
	[{ to: '14155550123' }, { to: '+1415555012' }],
	[{ to: '+4790000001, +14155550123' }, { to: '+4790000001, +4790000002' }],
	[{ to: 'sip:+14155550123@sip.example.com' }, { to: 'sip:anna@sip.example.com' }],
	[{ gatewayId: ' gw_1 ' }, { gatewayId: 'gw_2' }],
	[{ ruleId: 'rr_1' }, { ruleId: 'rr_2' }],
	[{ roomId: 'abcd-efgh-ijkl' }, { roomId: 'other-room' }],
	[{ metadataKey: 'campaign' }, { metadataKey: 'constructor' }],
	[
		{ metadataKey: 'campaign', metadataValue: 'spring' },
		{ metadataKey: 'campaign', metadataValue: 'autumn' },
	],
	[
		{ metadataKey: 'tries', metadataValue: 2 },
		{ metadataKey: 'tries', metadataValue: 3 },
	],
	[
		{ metadataKey: 'isVip', metadataValue: 'true' },
		{ metadataKey: 'isVip', metadataValue: 'false' },
	],
])('a filter lets its own call through and no other: %j, not %j', (right, wrong) => {
	expect(passesFilters(event, right)).toBe(true);
	expect(passesFilters(event, wrong)).toBe(false);
	expect(passesFilters(event, { direction: 'outbound', ...wrong })).toBe(false);
});

test('without filters, and with empty ones, everything passes', () => {
	expect(passesFilters(event, {})).toBe(true);
	expect(passesFilters({}, { from: '', to: ' ', roomId: '', metadataKey: '' })).toBe(true);
});

test('an event that does not tell what a filter asks for does not pass', () => {
	for (const filters of [{ direction: 'outbound' }, { to: '+14155550123' }, { roomId: 'r' }]) {
		expect(passesFilters({ event: 'call-hangup' }, filters)).toBe(false);
	}
});

describe('who placed a call', () => {
	const origin = { instance: 'abc', workflow: 'w1' };
	const placed = (instance: string, workflow: string) => ({
		metadata: { n8nCorrelationKey: newCorrelationKey({ instance, workflow }) },
	});

	test('is told by the key in its metadata', () => {
		const own = placed('abc', 'w1');
		const sibling = placed('abc', 'w2');
		const strange = placed('xyz', 'w1');
		const passing = (placedBy: 'anybody' | 'thisN8n' | 'workflow') =>
			[own, sibling, strange, {}].map((one) => isPlacedBy(one, { placedBy, origin }));
		expect(passing('anybody')).toEqual([true, true, true, true]);
		expect(passing('thisN8n')).toEqual([true, true, false, false]);
		expect(passing('workflow')).toEqual([true, false, false, false]);
	});

	test('is not told by a key that somebody else made', () => {
		for (const n8nCorrelationKey of ['', 'abc', 'abc/w1', 'abc/w1/x/y', 7, null]) {
			const strange = { metadata: { n8nCorrelationKey } };
			expect(isPlacedBy(strange, { placedBy: 'thisN8n', origin })).toBe(false);
		}
	});
});

describe('an event that is sent again long after', () => {
	const now = Date.UTC(2026, 0, 2, 12);
	const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

	test('is known by the last thing that happened to the call', () => {
		const long = { startedAt: hoursAgo(30), timeline: [{ status: 'ended', at: hoursAgo(1) }] };
		expect(isTooOld(long, 24, now)).toBe(false);
		expect(isTooOld({ ...long, timeline: [] }, 24, now)).toBe(true);
		expect(isTooOld({ endedAt: hoursAgo(25) }, 24, now)).toBe(true);
		expect(isTooOld({ endedAt: hoursAgo(25) }, 26, now)).toBe(false);
	});

	test('passes when it tells no time, when there is no limit, and when the clocks differ', () => {
		expect(isTooOld({}, 24, now)).toBe(false);
		expect(isTooOld({ endedAt: hoursAgo(1000) }, 0, now)).toBe(false);
		expect(isTooOld({ endedAt: hoursAgo(-1000) }, 24, now)).toBe(false);
	});
});
