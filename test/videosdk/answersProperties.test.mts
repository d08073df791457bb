import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callIn, toCall, toCallItem } from '../../videosdk/call.ts';
import { findPlacedCall } from '../../videosdk/correlation.ts';
import { readPage } from '../../videosdk/page.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const runs = { numRuns: PROPERTY_RUNS };

/** Whatever JSON there is, and most often under the names that answers have. */
const odd = fc.oneof(
	fc.jsonValue(),
	fc.string(),
	fc.json(),
	fc.constantFrom('answered', 'ENDED', null, -1),
);
const names = [
	'callId',
	'id',
	'_id',
	'to',
	'sipCallTo',
	'from',
	'roomId',
	'status',
	'start',
	'end',
	'meetingId',
	'agentId',
	'timestamp',
	'metaData',
];
const known = fc.dictionary(fc.constantFrom(...names, 'timelog', 'metadata', 'type', 'data'), odd);
const answer = fc.oneof(odd, known, fc.record({ data: fc.oneof(known, fc.array(known)) }));

test('whatever VideoSDK answers is read without an error, into an item that n8n can save', () => {
	fc.assert(
		fc.property(answer, fc.boolean(), (value, raw) => {
			const item = toCallItem(value, { raw });
			expect(() => JSON.stringify(item)).not.toThrow();
			for (const key of ['callId', 'to', 'from', 'status', 'outcome'] as const) {
				expect(['string', 'undefined']).toContain(typeof item[key]);
			}
			expect(Object.values(item)).not.toContain(undefined);
			expect(toCall(callIn(value))?.callId).not.toBe('');
		}),
		runs,
	);
});

test('whatever stands in the place of a list is no list, or is read to its end', () => {
	fc.assert(
		fc.property(
			fc.oneof(answer, fc.record({ data: fc.array(answer), pageInfo: odd, pagination: odd })),
			(value) => {
				const page = readPage(value);
				if (page?.hasNext) expect(page.rows.length).toBeGreaterThan(0);
				if (page) expect(Array.isArray(page.rows)).toBe(true);
			},
		),
		runs,
	);
});

test('of whatever calls a list shows, one that another item has is never taken for ours', () => {
	const row = fc.record({
		callId: fc.string({ minLength: 1 }),
		to: fc.constantFrom('+4790000001', 'sip:+4790000001@a.example'),
		start: fc.integer({ min: 1, max: 1000 }),
	});
	fc.assert(
		fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
			const calls = rows.map(toCall).filter((call) => call !== undefined);
			const taken = new Set(calls.map(({ callId }) => callId));
			const request = { line: '4790000001', sentAt: 0, lastSentAt: 0, correlationKey: 'ours' };
			const find = (takenCallIds: ReadonlySet<string>) =>
				findPlacedCall(calls, request, {
					clockOffset: 0,
					clockMargin: { tooLarge: 1000, tooSmall: 1000 },
					takenCallIds,
					namelessSiblings: [],
				});
			expect(find(new Set())).toBeDefined();
			expect(find(taken)).toBeUndefined();
		}),
		runs,
	);
});
