import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsOfFile } from '../../sandbox/state/batchFile.mts';
import { csvRow, defused } from '../../nodes/VideoSdk/batchCalls/rows/csv.ts';
import { fileOf, partsOf, type FileRow } from '../../nodes/VideoSdk/batchCalls/rows/parts.ts';
import '../support/propertyRuns.mts';

/** What VideoSDK reads in a file; its parser here was written by somebody else than the writer. */
const readAgain = (file: Uint8Array) =>
	rowsOfFile(
		{ extension: 'csv', bytes: file },
		{ batchNumberColumn: 'phoneNumber', batchParseError: null, batchSheetNumbers: [] },
	);

const limits = { numberColumn: 'phoneNumber', mostRows: Infinity };
const row = (rowKey: string, columns: Record<string, string> = {}): FileRow => ({
	...{ address: '+12025550100', rowKey, columns },
});

/** Texts as people have them, and what files and spreadsheets stumble over. */
const anyText = fc.oneof(
	fc.string({ unit: 'grapheme' }),
	fc
		.array(
			fc.constantFrom(
				'=',
				'+',
				'-',
				'@',
				'\t',
				'\r',
				'\n',
				'"',
				',',
				"'",
				' ',
				'a',
				'1',
				'אב',
				'‮',
			),
			{
				maxLength: 8,
			},
		)
		.map((parts) => parts.join('')),
);

/** What a spreadsheet takes for a formula. */
const LOOKS_LIKE_FORMULA = /^\s*[=+\-@\t\r\n＝＋－＠]/u;
const IS_NUMBER = /^[+-]\d+(?:[.,]\d+)?$/;

describe('a cell', () => {
	test.each([
		['Smith, Ann', '"Smith, Ann"'],
		['the "big" one', '"the ""big"" one"'],
		['two\nlines', '"two\nlines"'],
		['two\r\nlines', '"two\r\nlines"'],
		['אבגד', 'אבגד'],
		[' blanks at its ends ', '" blanks at its ends "'],
		['', ''],
	])('%j is written as %j', (text, written) => {
		expect(csvRow([text])).toBe(`${written}\r\n`);
	});

	test.each([
		['=1+1', "'=1+1"],
		['=HYPERLINK("http://example.com")', '\'=HYPERLINK("http://example.com")'],
		['+1-415-555-0123', "'+1-415-555-0123"],
		['-2+3', "'-2+3"],
		['@SUM(A1)', "'@SUM(A1)"],
		['\t=1', "'\t=1"],
		['\r=1', "'\r=1"],
		['\n=1', "'\n=1"],
		['＝1+1', "'＝1+1"],
		['  =1+1', "'  =1+1"],
	])('%j is no formula any more', (text, safe) => {
		expect(defused(text)).toBe(safe);
	});

	test.each(['Ann', '-5', '-5.20', '+12025550123', "O'Brien", '5-3', 'a=b', 'me@example.com'])(
		'%j stays as it is',
		(text) => {
			expect(defused(text)).toBe(text);
		},
	);
});

describe('a file', () => {
	test('any texts are read again as they were, with a mark before what was like a formula', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 5 }), async (texts) => {
				const [part] = await partsOf(
					texts.map((text, index) => row(`r${index}`, { text })),
					limits,
				);
				const rows = readAgain(fileOf(part));
				expect(rows).toHaveLength(texts.length);
				if (typeof rows === 'string') throw new Error(rows);
				for (const [index, { phoneNumber, metadata }] of rows.entries()) {
					const read = String(metadata.text);
					expect(phoneNumber).toBe('+12025550100');
					expect(metadata.n8nRowKey).toBe(`r${index}`);
					expect([texts[index], `'${texts[index]}`]).toContain(read);
					expect(LOOKS_LIKE_FORMULA.test(read) && !IS_NUMBER.test(read)).toBe(false);
				}
			}),
		);
	});

	test('rows with other variables than the others have empty cells there', async () => {
		const [part] = await partsOf([row('1', { a: 'x' }), row('2', { b: 'y' })], limits);
		expect(fileOf(part).toString()).toBe(
			'phoneNumber,n8nRowKey,a,b\r\n+12025550100,1,x,\r\n+12025550100,2,,y\r\n',
		);
	});

	test('is never larger than VideoSDK takes, and every row is in one of them, in order', async () => {
		const rows = fc.array(fc.string({ maxLength: 40, unit: 'grapheme' }), { minLength: 1 });
		await fc.assert(
			fc.asyncProperty(rows, fc.integer({ min: 120, max: 400 }), async (texts, mostBytes) => {
				const all = texts.map((text, index) => row(String(index), { text }));
				const parts = await partsOf(all, { ...limits, mostBytes });
				for (const part of parts) {
					// One row that is larger alone has a file of its own.
					if (part.rows.length > 1) expect(fileOf(part).length).toBeLessThanOrEqual(mostBytes);
				}
				expect(parts.flatMap((part) => part.rows)).toEqual(all);
			}),
		);
	});

	test('of 100,000 long rows each is under 5 MiB with room to spare', async () => {
		const long = 'x'.repeat(200);
		const rows = Array.from({ length: 100_000 }, (_, index) => row(String(index), { long }));
		const sizes = (await partsOf(rows, limits)).map((part) => fileOf(part).length);
		expect(sizes.length).toBeGreaterThan(4);
		expect(Math.max(...sizes)).toBeLessThan(4.6 * 1024 * 1024);
	});

	test('has no more rows than the user wants', async () => {
		const rows = ['a', 'b', 'c', 'd', 'e'].map((key) => row(key));
		const parts = await partsOf(rows, { ...limits, mostRows: 2 });
		expect(parts.map((part) => part.rows.length)).toEqual([2, 2, 1]);
	});

	test('of a long list is written in steps, and n8n has its turn between them', async () => {
		const rows = Array.from({ length: 100_000 }, (_, index) => row(String(index), { a: 'Ann' }));
		let turns = 0;
		const others = setInterval(() => turns++, 0);
		await partsOf(rows, limits);
		clearInterval(others);
		expect(turns).toBeGreaterThan(1);
	});
});
