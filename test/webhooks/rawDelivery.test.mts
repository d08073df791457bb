import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import {
	MAX_BODY_BYTES,
	parseBody,
	readRawBody,
} from '../../nodes/VideoSdk/webhooks/rawDelivery.ts';
import { hasSecret } from '../../nodes/VideoSdk/webhooks/verification.ts';

const request = (chunks: Iterable<Buffer>, headers = {}) =>
	Object.assign(Readable.from(chunks), { headers });

describe('reading a body', () => {
	test('gives its bytes, however they come', async () => {
		const bytes = Buffer.from([0x7b, 0xc3, 0xa9, 0x7d]);
		const one = await readRawBody(request([bytes]));
		const many = await readRawBody(request([...bytes].map((byte) => Buffer.from([byte]))));
		expect(one).toEqual(bytes);
		expect(many).toEqual(bytes);
	});

	test('takes what n8n has read already', async () => {
		const read = { ...request([]), rawBody: Buffer.from('{}') } as never;
		expect(await readRawBody(read)).toEqual(Buffer.from('{}'));
		const large = { ...request([]), rawBody: Buffer.alloc(MAX_BODY_BYTES + 1) } as never;
		expect(await readRawBody(large)).toBe('tooLarge');
	});

	test('stops at the limit, whether the length was told or not', async () => {
		const exact = Buffer.alloc(MAX_BODY_BYTES);
		expect(await readRawBody(request([exact]))).toHaveLength(MAX_BODY_BYTES);
		expect(await readRawBody(request([exact, Buffer.alloc(1)]))).toBe('tooLarge');
		const told = { 'content-length': String(MAX_BODY_BYTES + 1) };
		expect(await readRawBody(request([], told))).toBe('tooLarge');
	});

	test('answers a body that never ends before it has come', async () => {
		let isOver = false;
		async function* endless() {
			while (!isOver) {
				yield Buffer.alloc(MAX_BODY_BYTES / 4);
				await new Promise(setImmediate);
			}
		}
		const body = Object.assign(Readable.from(endless()), { headers: {} });
		expect(await readRawBody(body)).toBe('tooLarge');
		isOver = true;
	});

	test('notices a sender who has gone', async () => {
		const gone = Object.assign(new Readable({ read() {} }), { headers: {} });
		const reading = readRawBody(gone);
		gone.destroy(new Error('aborted'));
		expect(await reading).toBe('brokenOff');
	});
});

describe('understanding a body', () => {
	const parse = (text: string) => parseBody(Buffer.from(text));

	test('an object is one, with a byte order mark before it as well', () => {
		expect(parse('{"a":[1]}')).toEqual({ a: [1] });
		expect(parse('\uFEFF {"a":1}')).toEqual({ a: 1 });
	});

	test.each(['', ' ', 'null', '7', '"text"', '[]', '[{}]', '{', '{"a":}', 'no json'])(
		'what is no object is nothing: %s',
		(text) => expect(parse(text)).toBeUndefined(),
	);

	test('a body of a million brackets is nothing, and soon so', () => {
		const deep = (count: number) => `{"a":${'['.repeat(count)}${']'.repeat(count)}}`;
		expect(parse(deep(99))).toBeDefined();
		expect(parse(deep(100))).toBeUndefined();
		const before = process.cpuUsage();
		expect(parse(deep(500_000))).toBeUndefined();
		expect(parse('{"a":'.repeat(200_000))).toBeUndefined();
		// What other programs take of the processor does not count.
		expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
	});

	test('brackets inside texts are no nesting', () => {
		const text = '[{'.repeat(500);
		expect(parse(JSON.stringify({ text: `"\\"${text}\\` }))).toEqual({ text: `"\\"${text}\\` });
	});
});

test('a secret is right only when all of it is', () => {
	expect(hasSecret('abc', 'abc')).toBe(true);
	for (const given of ['', 'ab', 'abcd', 'abC', undefined, null, ['abc'], { 0: 'abc' }]) {
		expect(hasSecret(given, 'abc')).toBe(false);
	}
	expect(hasSecret('', '')).toBe(false);
	expect(hasSecret('undefined', undefined)).toBe(false);
});
