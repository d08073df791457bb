import { describe, expect, test } from 'vitest';
import { fingerprintParts, readCallEvent } from '../../videosdk/callEvent.ts';
import {
	isBatchFinished,
	isLaunched,
	recordOutcome,
	toBatchItem,
	toBatchRecordItem,
	toBatchStatsItem,
} from '../../videosdk/batchCall.ts';

const batch = {
	...{ batchId: 'b_1', batchName: 'May', phoneNumberId: 'uuid', phoneNumber: '+12025550160' },
	...{ routingRuleId: 'rr_1', timing: 'scheduled', timezone: 'Asia/Calcutta' },
	...{ scheduledDate: '2026-05-04', scheduledTime: '10:00', status: 'Scheduled' },
	...{ allowedFrom: '09:00', allowedUntil: '18:00', daysOfWeek: [1, 2, 3] },
	retry: { enabled: true, retryOn: ['not-answered'], maxAttempts: 2 },
	file: { filename: 'leads.csv', extension: 'csv', key: 'k' },
	...{ recordsUploaded: 120, parseError: null, timestamp: 1777887000, progress: 0 },
	createdAt: '2026-05-01T10:00:00.000Z',
};

test('a batch is read with its plan, as the server SDK describes it', () => {
	expect(toBatchItem(batch)).toEqual({
		...{ batchId: 'b_1', batchName: 'May', status: 'scheduled', isFinished: false },
		...{ records: 120, progress: 0, from: '+12025550160', phoneNumberId: 'uuid' },
		...{ routingRuleId: 'rr_1', scheduledFor: '2026-05-04T10:00', timeZone: 'Asia/Calcutta' },
		...{ allowedFrom: '09:00', allowedUntil: '18:00', daysOfWeek: [1, 2, 3] },
		...{ retry: batch.retry, fileName: 'leads.csv', createdAt: '2026-05-01T10:00:00.000Z' },
	});
	expect(toBatchItem(null)).toEqual({});
	const raw = { ...batch, cdnUrl: 'https://a.example/b?X-Amz-Signature=abc' };
	expect(JSON.stringify(toBatchItem(raw, { raw: true }))).not.toContain('abc');
});

test('it is known whether a batch was launched, and whether it is over', () => {
	const statuses = ['uploaded', 'parsing', 'parsed', 'parse_failed', 'draft'];
	expect(statuses.filter((status) => isLaunched({ status }))).toEqual([]);
	const later = ['scheduled', 'RUNNING', 'completed', 'cancelling', 'cancelled'];
	expect(later.filter((status) => !isLaunched({ status }))).toEqual([]);
	expect([...statuses, ...later].filter((status) => isBatchFinished({ status }))).toEqual([
		...['parse_failed', 'completed', 'cancelled'],
	]);
	expect([isLaunched({ status: 'paused' }), isBatchFinished({})]).toEqual([false, false]);
});

describe('a record', () => {
	test('is read with the key of its row, which is no metadata of the user', () => {
		const record = {
			...{ batchId: 'b_1', recordId: 'r_1', phoneNumber: '+12025550101', attempts: 2 },
			metadata: { n8nRowKey: 'lead-7', name: 'Ann' },
			...{ status: 'Not Connected', reason: 'rejected', callId: 'c_2', callDuration: null },
		};
		expect(toBatchRecordItem(record)).toEqual({
			...{ recordId: 'r_1', batchId: 'b_1', rowKey: 'lead-7', to: '+12025550101' },
			...{ status: 'Not Connected', outcome: 'rejected', reason: 'rejected', attempts: 2 },
			...{ callId: 'c_2', metadata: { name: 'Ann' } },
		});
	});

	test('has its metadata read that came as text, and a key that became a number', () => {
		const record = { recordId: 'r_1', metadata: '{"n8nRowKey":7}' };
		expect(toBatchRecordItem(record)).toEqual({ recordId: 'r_1', rowKey: '7' });
	});

	test('of several calls tells all of them, where VideoSDK does', () => {
		const { callId, callIds } = toBatchRecordItem({ callIds: ['c_1', 'c_2'], callId: 'c_2' });
		expect([callId, callIds]).toEqual(['c_2', ['c_1', 'c_2']]);
		expect(toBatchRecordItem({ callId: 'c_1' })).toEqual({ callId: 'c_1' });
	});

	test.each([
		['connected', 'answered'],
		['Completed', 'answered'],
		['not connected', 'notAnswered'],
		['not-connected', 'notAnswered'],
		['not_answered', 'notAnswered'],
		['busy', 'rejected'],
		['failed', 'failed'],
		['scheduled', 'inProgress'],
		['In Progress', 'inProgress'],
		['cancelled', 'skipped'],
		['on hold', undefined],
		['', undefined],
	])('that is "%s" has the outcome %s', (status, outcome) => {
		expect(recordOutcome({ status })).toBe(outcome);
	});

	test.each([
		['abandoned', 'abandoned'],
		['failed', 'failed'],
		['Not Answered', 'notAnswered'],
		['answered', 'answered'],
		['initiated', 'notAnswered'],
		['the line was bad', 'notAnswered'],
	])('that was not connected, with the reason "%s", is %s', (reason, outcome) => {
		expect(recordOutcome({ status: 'not connected', reason })).toBe(outcome);
	});

	test('that was called and then cancelled was not answered, and not skipped', () => {
		expect(recordOutcome({ status: 'cancelled', attempts: 1 })).toBe('notAnswered');
	});
});

test('counts are read under whatever labels they come, and summed up by outcome', () => {
	const stats = { batchId: 'b_1', status: 'running', total: 9, 'not connected': 2, missed: 1 };
	expect(toBatchStatsItem({ ...stats, connected: 3, 'on hold': 1, scheduled: 2 })).toEqual({
		...{ batchId: 'b_1', status: 'running', isFinished: false, total: 9 },
		outcomes: { notAnswered: 3, answered: 3, inProgress: 2 },
		counts: { 'not connected': 2, missed: 1, connected: 3, 'on hold': 1, scheduled: 2 },
	});
});

describe('an event of a batch', () => {
	const body = (data: object) => ({ webhookType: 'batchcall-completed', data });

	test('tells the batch and no call, whatever else is in it', () => {
		const data = { batchId: 'b_1', batchName: 'May', status: 'COMPLETED', callId: 'c_1', to: '+1' };
		expect(readCallEvent(body(data))).toEqual({
			...{ event: 'batchcall-completed', batchId: 'b_1', batchName: 'May' },
			batchStatus: 'completed',
		});
		expect(readCallEvent({ webhookType: 'batchcall-started', batchId: 'b_1' })).toEqual({
			...{ event: 'batchcall-started', batchId: 'b_1' },
		});
	});

	test('is known again by its name and its batch, and by its bytes where it names none', () => {
		const sent = fingerprintParts(body({ batchId: 'b_1', timestamp: 1 }));
		expect(fingerprintParts(body({ batchId: 'b_1', timestamp: 2 }))).toEqual(sent);
		expect(fingerprintParts(body({ batchId: 'b_2' }))).not.toEqual(sent);
		expect(fingerprintParts(body({ total: 3 }))).toBeUndefined();
	});
});
