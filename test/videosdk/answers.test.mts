import { describe, expect, test } from 'vitest';
import { toCall } from '../../videosdk/call.ts';
import { readPage } from '../../videosdk/page.ts';

describe('a call is read the same whichever endpoint told of it', () => {
	const start = '2025-08-21T11:45:00.000Z';
	const startedAt = Date.parse(start);

	test('as the list shows it', () => {
		const wire = { _id: 'x', callId: 'c1', to: '+1', from: '+2', roomId: 'r', status: 'COMPLETED' };
		expect(toCall({ ...wire, start })).toEqual({
			callId: 'c1',
			to: '+1',
			from: '+2',
			roomId: 'r',
			status: 'completed',
			startedAt,
		});
	});

	test('as placing it shows it: other names, and the start only in the timelog', () => {
		const timelog = [
			{ status: 'RINGING', timestamp: '2025-08-21T11:45:09.000Z' },
			{ status: 'INITIATED', timestamp: start },
		];
		expect(toCall({ id: 'c1', sipCallTo: '+1', sipCallFrom: '+2', timelog })).toMatchObject({
			callId: 'c1',
			to: '+1',
			from: '+2',
			startedAt,
		});
	});

	test.each([null, undefined, 'call', 7, [], {}, { callId: '' }, { callId: 7 }])(
		'%j is no call',
		(wire) => {
			expect(toCall(wire)).toBeUndefined();
		},
	);
});

describe('every page envelope of the API is understood', () => {
	test.each([
		['pageInfo', { pageInfo: { currentPage: 1, lastPage: 5 }, data: [1] }, [1], true],
		['the last page', { pageInfo: { currentPage: 5, lastPage: 5 }, data: [1] }, [1], false],
		['other names', { pageInfo: { page: 1, totalPages: 2 }, data: [1] }, [1], true],
		['pagination', { pagination: { page: 1, totalPages: 2 }, data: [1] }, [1], true],
		['other rows', { pageInfo: { page: 1, totalPages: 2 }, rooms: [1] }, [1], true],
		['a bare array', [1, 2], [1, 2], false],
		[
			'an empty page that claims more',
			{ pageInfo: { page: 1, totalPages: 9 }, data: [] },
			[],
			false,
		],
	])('%s', (_what, answer, rows, hasNext) => {
		expect(readPage(answer, 'rooms')).toEqual({ rows, hasNext });
	});

	test.each([undefined, 'oops', {}, { message: 'Maintenance' }, { data: null }])(
		'%j is no list, which is not the same as an empty one',
		(answer) => {
			expect(readPage(answer)).toBeUndefined();
		},
	);
});
