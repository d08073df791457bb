import { describe, expect, test } from 'vitest';
import { toCall, toCallItem } from '../../videosdk/call.ts';
import { CORRELATION_FIELD, findPlacedCall } from '../../videosdk/correlation.ts';
import { readCallEvent } from '../../videosdk/callEvent.ts';

const own = { campaign: 'spring', tries: 2 };
const asText = JSON.stringify(own);

/** The three ways by which a call is read, as they tell its metadata. */
const readings: Array<[string, (data: object) => unknown]> = [
	['an event', (data) => readCallEvent({ webhookType: 'call-update', data }).metadata],
	['an item', (data) => toCallItem({ data }).metadata],
	['a call of the list', (data) => toCall({ callId: 'c', ...data })?.metadata],
];

describe.each(readings)('the metadata of %s', (_, read) => {
	test.each<[string, object]>([
		['under the name of requests', { metadata: own }],
		['under the name that consumers read', { metaData: own }],
		['as JSON text', { metadata: asText }],
		['as JSON text under the other name', { metaData: asText }],
		['as JSON text with blanks around', { metaData: ` ${asText}\n` }],
		['as indented JSON text', { metaData: JSON.stringify(own, null, 2) }],
		['as JSON text of JSON text', { metaData: JSON.stringify(asText) }],
		['under both names alike', { metadata: own, metaData: own }],
		['under both names, one of them as text', { metadata: own, metaData: asText }],
		['beside null', { metadata: null, metaData: own }],
		['beside null, the other way round', { metadata: own, metaData: null }],
		['beside an empty object', { metadata: {}, metaData: own }],
		['beside an empty text', { metadata: '', metaData: own }],
		['beside an empty list, as PHP writes an empty object', { metadata: [], metaData: own }],
		['beside a broken text', { metadata: '{"campaign":"spr', metaData: own }],
		['in two halves', { metadata: { campaign: 'spring' }, metaData: { tries: 2 } }],
		['with a number that became a text', { metadata: own, metaData: { ...own, tries: '2' } }],
	])('is read %s', (_, data) => {
		expect(read(data)).toEqual(own);
	});

	test.each<[string, object]>([
		['no metadata', {}],
		['null', { metadata: null, metaData: null }],
		['an empty text', { metaData: '' }],
		['a plain text', { metaData: 'customer 7' }],
		['a number', { metaData: 7 }],
		['a list', { metaData: [own] }],
		['a list as text', { metaData: JSON.stringify([own]) }],
		['text that is cut off', { metaData: asText.slice(0, -1) }],
		['text with more behind it', { metaData: `${asText}}` }],
		['text of an object in single quotes, as Python shows it', { metaData: "{'campaign': 'x'}" }],
		['JSON text of a number', { metaData: '7' }],
		['JSON text of nothing', { metaData: 'null' }],
		['[object Object]', { metaData: '[object Object]' }],
		['text wrapped three times', { metaData: JSON.stringify(JSON.stringify(asText)) }],
		['a name with another spelling', { meta_data: own, Metadata: own, METADATA: own }],
	])('is not told by %s', (_, data) => {
		expect(read(data)).toBeUndefined();
	});

	test('is empty where both names say something, and not the same', () => {
		expect(read({ metadata: { campaign: 'spring' }, metaData: { campaign: 'autumn' } })).toEqual(
			{},
		);
	});

	test('keeps what the two names do not contradict each other in', () => {
		const data = { metadata: { ...own, list: [1] }, metaData: { tries: 3, list: [1], more: null } };
		expect(read(data)).toEqual({ campaign: 'spring', list: [1], more: null });
	});

	test('may have any keys, those of JavaScript itself too', () => {
		const odd = '{"__proto__":{"tries":9},"constructor":1,"toString":"x"}';
		const metadata = read({ metadata: '{"a":1}', metaData: odd }) as Record<string, unknown>;
		expect(Object.keys(metadata).sort()).toEqual(['__proto__', 'a', 'constructor', 'toString']);
		expect(({} as Record<string, unknown>).tries).toBeUndefined();
	});

	test('may be nested beyond all measure, under both names, and nothing fails', () => {
		const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
		expect(() => read({ metadata: deep, metaData: deep })).not.toThrow();
		expect(() => read({ metaData: deep })).not.toThrow();
	});
});

describe("a call whose answer was lost is known by its key, however the list shows the call's metadata", () => {
	const request = {
		line: '4790000001',
		correlationKey: 'ours',
		sentAt: 1_800_000_000_000,
		lastSentAt: 1_800_000_000_000,
	};
	const around = {
		clockOffset: 0,
		clockMargin: { tooLarge: 1000, tooSmall: 1000 },
		takenCallIds: new Set<string>(),
		namelessSiblings: [],
	};
	const find = (data: object) => {
		const wire = { callId: 'c', to: '+4790000001', start: 1_800_000_000_500, ...data };
		const call = toCall(wire);
		return call && findPlacedCall([call], request, around)?.callId;
	};
	const keyed = (key: string) => ({ [CORRELATION_FIELD]: key });
	/** Too early to be found by its time. */
	const early = { start: 1_700_000_000 };

	test.each<[string, object]>([
		['metadata', { metadata: keyed('ours') }],
		['metaData', { metaData: keyed('ours') }],
		['JSON text', { metaData: JSON.stringify(keyed('ours')) }],
		['both', { metadata: keyed('ours'), metaData: JSON.stringify(keyed('ours')) }],
	])('%s', (_, data) => expect(find({ ...early, ...data })).toBe('c'));

	test.each<[string, object]>([
		["another's key under metaData", { metaData: keyed('theirs') }],
		["another's key in JSON text", { metaData: JSON.stringify(keyed('theirs')) }],
		['no key in metaData', { metaData: { campaign: 'spring' } }],
		['two keys that differ', { metadata: keyed('ours'), metaData: keyed('theirs') }],
		[
			'two keys that differ, the other way round',
			{ metadata: keyed('theirs'), metaData: keyed('ours') },
		],
	])('and one with %s is never taken for it', (_, data) => expect(find(data)).toBeUndefined());

	test.each<[string, object]>([
		['no metadata', {}],
		['metadata that cannot be read', { metaData: '{"n8nCorr' }],
	])('one with %s is known by line and moment', (_, data) => expect(find(data)).toBe('c'));

	test('the room counts under either name', () => {
		const there = { ...request, roomId: 'room-1' };
		const call = (data: object) =>
			toCall({ callId: 'c', to: '+4790000001', start: 1_800_000_000_500, ...data });
		const inRoom = (data: object) =>
			[call(data)].flatMap((one) => (one ? (findPlacedCall([one], there, around) ?? []) : []));
		expect(inRoom({ meetingId: 'room-1' })).toHaveLength(1);
		expect(inRoom({ roomId: 'room-1' })).toHaveLength(1);
		expect(inRoom({ roomId: 'room-2', meetingId: 'room-1' })).toHaveLength(0);
	});
});
