import { describe, expect, test } from 'vitest';
import {
	allowRedelivery,
	isFirstDelivery,
	deduplicationKeyOf,
	saveDeliveredKeys,
} from '../../nodes/VideoSdk/trigger/eventDeduplication.ts';
import { bodyIn, EACH_PAYLOAD } from '../support/payloads.mts';
import {
	knownWebhookId,
	keepSecret,
	type TriggerData,
} from '../../nodes/VideoSdk/trigger/triggerData.ts';

let owners = 0;
const newOwner = () => `workflow/${++owners}`;
const bytes = (body: unknown) => Buffer.from(JSON.stringify(body));
const mark = (body: unknown, listenFor: 'callFinished' | 'everyChange') =>
	deduplicationKeyOf(body, bytes(body), listenFor);

describe.each(EACH_PAYLOAD)('deliveries %s', (payload) => {
	const event = (webhookType: string, data: object) => bodyIn(payload, { webhookType, data });

	test('the same event is the same, however its body is written; another step is another event', () => {
		const hangup = event('call-hangup', { callId: 'c1', status: 'ended', to: '+1' });
		const again = event('call-hangup', { status: 'ENDED', to: '+1', id: 'c1' });
		expect(mark(again, 'everyChange')).toBe(mark(hangup, 'everyChange'));
		const others = [
			event('call-hangup', { callId: 'c2', status: 'ended' }),
			event('call-update', { callId: 'c1', status: 'ended' }),
			event('call-hangup', { callId: 'c1', status: 'completed' }),
		];
		for (const other of others) {
			expect(mark(other, 'everyChange')).not.toBe(mark(hangup, 'everyChange'));
		}
	});

	test('for Call Finished, whatever tells of the end of a call tells the same', () => {
		const one = mark(event('call-hangup', { callId: 'c1' }), 'callFinished');
		expect(mark(event('call-update', { callId: 'c1', status: 'failed' }), 'callFinished')).toBe(
			one,
		);
		expect(mark(event('call-hangup', { callId: 'c2' }), 'callFinished')).not.toBe(one);
		expect(mark(event('call-hangup', { callId: 'c1' }), 'everyChange')).not.toBe(one);
	});

	test('two changes of one call are two, though nothing but their time tells them apart', () => {
		const at = (time: string) => event('call-update', { callId: 'c1', end: time });
		const [one, other] = ['2026-08-21T11:45:00.000Z', '2026-08-21T11:46:00.000Z'].map(at);
		expect(mark(one, 'everyChange')).not.toBe(mark(other, 'everyChange'));
		expect(mark({ ...one }, 'everyChange')).toBe(mark(one, 'everyChange'));
		expect(mark(one, 'callFinished')).toBe(mark(other, 'callFinished'));
	});

	test('two changes that tell no time are two where anything else in them differs', () => {
		const change = (more: object) =>
			event('call-update', { callId: 'c1', status: 'answered', ...more });
		const one = mark(change({ metadata: { step: 1 } }), 'everyChange');
		expect(mark(change({ metadata: { step: 2 } }), 'everyChange')).not.toBe(one);
		expect(mark(change({ metadata: { step: 1 } }), 'everyChange')).toBe(one);
	});

	test('a body that names no call is the same as one with the same bytes', () => {
		const strange = { hello: 'world' };
		expect(mark(strange, 'callFinished')).toBe(mark({ ...strange }, 'callFinished'));
		expect(mark({ hello: 'moon' }, 'callFinished')).not.toBe(mark(strange, 'callFinished'));
	});
});

test('an event is told once by each trigger', () => {
	const [one, other] = [newOwner(), newOwner()];
	expect([
		isFirstDelivery('m', one, {}),
		isFirstDelivery('m', one, {}),
		isFirstDelivery('m', other, {}),
	]).toEqual([true, false, true]);
});

test('what was told before this process began is known by what is saved', () => {
	const data: TriggerData = {};
	const before = newOwner();
	isFirstDelivery('m1', before, data);
	isFirstDelivery('m2', before, data);
	const after = newOwner();
	expect(isFirstDelivery('m1', after, structuredClone(data))).toBe(false);
	expect(isFirstDelivery('m3', after, structuredClone(data))).toBe(true);
});

test('deliveries at the same moment, each with its own copy of what is saved: the last one saves all', () => {
	const owner = newOwner();
	const copies: TriggerData[] = Array.from({ length: 5 }, () => ({ told: 'old' }));
	copies.forEach((data, n) => isFirstDelivery(`m${n}`, owner, data));
	expect(copies.at(-1)?.told).toBe('old m0 m1 m2 m3 m4');
	const dropped: TriggerData = {};
	saveDeliveredKeys(owner, dropped);
	expect(dropped.told).toBe('m0 m1 m2 m3 m4');
});

test('what n8n could not start is told when it comes again', () => {
	const owner = newOwner();
	isFirstDelivery('m', owner, {});
	allowRedelivery('m', owner);
	expect(isFirstDelivery('m', owner, {})).toBe(true);
});

test('the last thousand are remembered, in less than 15 kilobytes', () => {
	const [owner, data] = [newOwner(), {} as TriggerData];
	const marks = Array.from({ length: 3000 }, (_, n) =>
		mark({ webhookType: 'call-hangup', data: { callId: `call-${n}` } }, 'callFinished'),
	);
	for (const one of marks) expect(isFirstDelivery(one, owner, data)).toBe(true);
	expect(data.told?.length).toBeLessThan(15_000);
	for (const one of marks.slice(-1000)) expect(isFirstDelivery(one, owner, data)).toBe(false);
});

test('what thousands of triggers were told does not pile up', () => {
	const [first, last] = [newOwner(), newOwner()];
	isFirstDelivery('m', first, {});
	for (let n = 0; n < 5000; n++) isFirstDelivery('m', newOwner(), {});
	isFirstDelivery('m', last, {});
	// Of the first one nothing is left but what n8n has saved, which is nothing here.
	expect([isFirstDelivery('m', first, {}), isFirstDelivery('m', last, {})]).toEqual([true, false]);
});

test('a registration that came along with a copy of the workflow is not touched', () => {
	const slot = { webhookId: 'wh_1', address: 'https://a.example/webhook/1f/webhook' };
	const known = (url: string, instance: string) =>
		knownWebhookId({ ...slot, instance: 'abc', isLimited: false }, url, instance);
	expect(known(slot.address, 'abc')).toBe('wh_1');
	expect(known('https://new-address.example/n8n/webhook/1f/webhook?secret=1', 'abc')).toBe('wh_1');
	expect(known(slot.address, 'another n8n')).toBeUndefined();
	expect(known('https://a.example/webhook/2e/webhook', 'abc')).toBeUndefined();
	expect(knownWebhookId(undefined, slot.address, 'abc')).toBeUndefined();
});

test('the secret is long, random, and stays the same', () => {
	const [one, other]: TriggerData[] = [{}, {}];
	expect(keepSecret(one)).toMatch(/^[\da-f]{64}$/);
	expect(keepSecret(one)).toBe(one.secret);
	expect(keepSecret(other)).not.toBe(one.secret);
});
