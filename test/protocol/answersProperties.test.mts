import fc from 'fast-check';
import { expect, test } from 'vitest';
import { callIn, toCall, toCallItem } from '../../protocol/call.ts';
import { findPlacedCall } from '../../protocol/correlation.ts';
import { readPage } from '../../protocol/page.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

const runs = { numRuns: PROPERTY_RUNS };

/** Whatever JSON there is, and most often under the names that answers have. */
const odd = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('answered', 'ENDED', null, -1));
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
];
const known = fc.dictionary(fc.constantFrom(...names, 'timelog', 'metadata', 'type', 'data'), odd);
const answer = fc.oneof(odd, known, fc.record({ data: fc.oneof(known, fc.array(known)) }));

test('whatever VideoSDK answers is read without an error, into an item that n8n can save', () => {
	fc.assert(
		fc.property(answer, fc.boolean(), (value, raw) => {
			const item = toCallItem(value, { raw });
			expect(JSON.parse(JSON.stringify(item))).toEqual(JSON.parse(JSON.stringify(item)));
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

test('of whatever calls a list shows, none is taken for ours that another item has', () => {
	fc.assert(
		fc.property(fc.array(known, { maxLength: 5 }), fc.string(), (rows, line) => {
			const calls = rows.map(toCall).filter((call) => call !== undefined);
			const taken = new Set(calls.map(({ callId }) => callId));
			const request = { line, sentAt: 0, lastSentAt: 0, correlationKey: 'ours' };
			const around = {
				clockOffset: 0,
				clockMargin: { tooLarge: 1e12, tooSmall: 1e12 },
				takenCallIds: taken,
				namelessSiblings: [],
			};
			expect(findPlacedCall(calls, request, around)).toBeUndefined();
		}),
		runs,
	);
});
