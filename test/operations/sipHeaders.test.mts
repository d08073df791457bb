import { describe, expect, test } from 'vitest';
import { Failure } from '../../nodes/VideoSdk/errors/failure.ts';
import { placingRequest } from '../../nodes/VideoSdk/calls/place/dialPlan.ts';
import type { OutboundParams } from '../../nodes/VideoSdk/calls/fields/outboundParams.ts';
import { headerNameProblem, headerOfName } from '../../telephony/sipHeaderName.ts';

const throughGateway = {
	callThrough: 'gateway',
	to: '+14155550123',
	from: '',
	displayName: '',
	putInto: 'automatic',
	meetingId: '',
	trunkId: '',
	gatewayId: 'gw_1',
	routingRuleId: '',
	participantId: '',
	waitFor: 'nothing',
	waitLimit: 600,
	waitHow: 'automatic',
	safety: {},
	options: {},
} as unknown as OutboundParams;

type Row = [name: unknown, value: unknown];

function bodyWith(options: object): Record<string, unknown> {
	const { body } = placingRequest({ ...throughGateway, options } as OutboundParams);
	return body as Record<string, unknown>;
}

const headersOf = (...rows: Row[]) =>
	bodyWith({ sipHeaders: { header: rows.map(([name, value]) => ({ name, value })) } }).headers;

const metadataOf = (...rows: Row[]) =>
	bodyWith({ metadata: { entry: rows.map(([key, value]) => ({ key, value })) } }).metadata;

describe('SIP Headers', () => {
	test.each(
		[
			...['X-Campaign', 'x-campaign', 'X_Campaign', 'X.Campaign', 'X-1', 'Campaign', 'X-CRM-ID-2'],
			...['X-VideoSDK-Agent', 'X-Twilio-CallSid', 'X-Telnyx-Username', 'X-Plivo-Foo', 'x', '_lead'],
			...['P-Asserted-Identity', 'P-Preferred-Identity', 'Remote-Party-ID', 'Privacy', 'Diversion'],
			...[
				'History-Info',
				'P-Charge-Info',
				'P-Charging-Vector',
				'P-Access-Network-Info',
				'Identity',
			],
			...[
				'User-to-User',
				'Subject',
				'Call-Info',
				'Alert-Info',
				'Organization',
				'Priority',
				'Reason',
			],
			...['Reply-To', 'Session-ID', 'Answer-Mode', 'Accept-Language', 'Geolocation', 'User-Agent'],
			...['Resource-Priority', 'In-Reply-To', 'Date', 'X-From', 'X-To', 'From-Campaign', 'Via-Crm'],
		].filter((name) => name !== 'x'),
	)('%s is sent', (name) => {
		expect(headersOf([name, 'spring'])).toEqual({ [name]: 'spring' });
	});

	test.each([
		...['X#1', 'X&Y', 'X|Y', 'X^1', 'X$', 'X*1', 'X!', 'X%20', "X'Y", 'X+1', 'X`', 'X~1', 'X{1}'],
		...['X-A: b', 'X-A:', 'X A', 'X(A)', 'X,Y', 'X/Y', 'X=Y', 'X;Y', '"X"', '<X>', 'X@Y', 'X[1]'],
		...['X-Ä', 'Кампания', 'X–Campaign', 'X\u200BA', 'X?', 'X\\Y', '-', '.', '_', '---'],
	])('%s is no name of a header: nothing is sent', (name) => {
		expect(() => headersOf(['X-Fine', 'a'], [name, 'b'])).toThrow(
			`"SIP Headers" is "${name}": it is not the name of a header. Use one such as X-Campaign`,
		);
	});

	test.each([
		...['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Contact', 'Max-Forwards', 'Route', 'Record-Route'],
		...[
			'Content-Length',
			'Content-Type',
			'Content-Encoding',
			'Content-Disposition',
			'MIME-Version',
		],
		...['Authorization', 'Proxy-Authorization', 'Proxy-Authenticate', 'Proxy-Require', 'Proxy-X'],
		...['Require', 'Supported', 'Unsupported', 'Allow', 'Allow-Events', 'Accept', 'Expires'],
		...[
			'Session-Expires',
			'Min-SE',
			'RAck',
			'RSeq',
			'Event',
			'Replaces',
			'Join',
			'Refer-To',
			'Path',
		],
		...['WWW-Authenticate', 'Security-Client', 'Target-Dialog', 'Recv-Info', 'P-Called-Party-ID'],
		...['via', 'CONTENT-LENGTH', 'call-id', 'max-forwards', ' To '],
	])('%s is what the call is made of: nothing is sent', (name) => {
		expect(() => headersOf(['X-Fine', 'a'], [name, 'b'])).toThrow(
			`"SIP Headers" is "${name.trim()}": the call itself is made of this header, so VideoSDK writes it`,
		);
	});

	test.each([
		['v', 'via'],
		['f', 'from'],
		['t', 'to'],
		['i', 'call-id'],
		['m', 'contact'],
		['l', 'content-length'],
		['c', 'content-type'],
		['e', 'content-encoding'],
		['k', 'supported'],
		['x', 'session-expires'],
		['o', 'event'],
		['r', 'refer-to'],
		['u', 'allow-events'],
		['V', 'via'],
	])('%s is the short name of such a header: %s', (letter, name) => {
		expect(() => headersOf([letter, 'b'])).toThrow(
			`"SIP Headers" is "${letter}": the call itself is made of this header (${name})`,
		);
	});

	test.each([
		['X-Campaign', 'X-Campaign', 'it is there twice. Take one'],
		[
			'X-Campaign',
			'x-campaign',
			'it is there twice, as "X-Campaign" and as "x-campaign". Take one',
		],
		['X-Campaign', ' X-CAMPAIGN ', 'it is there twice, as "X-Campaign" and as "X-CAMPAIGN"'],
		['Subject', 's', 'it is there twice, as "Subject" and as "s"'],
		['P-Asserted-Identity', 'p-asserted-identity', 'it is there twice'],
	])('%s and %s in two rows: nothing is sent, and the error says what to do', (one, two, words) => {
		const attempt = () => headersOf([one, 'a'], ['X-Other', 'b'], [two, 'c']);
		expect(attempt).toThrow(Failure);
		expect(attempt).toThrow(`"SIP Headers" is "${two.trim()}": ${words}`);
		expect(() => headersOf([one, 'a'], [two, 'a'])).toThrow('it is there twice');
	});

	test('a row whose expression finds nothing is no second one', () => {
		expect(headersOf(['X-A', null], ['X-A', 'b'], ['x-a', undefined])).toEqual({ 'X-A': 'b' });
		expect(headersOf(['X-A', null])).toBeUndefined();
	});

	test.each([
		'spring',
		'',
		'a;b=c, "d" <sip:anna@pbx.example.com>',
		'<sip:+14155550123@carrier.example>;reason=unconditional',
		'Zoë 👩‍💻 Кампания',
		'x'.repeat(2_000),
		'00C81D5F;encoding=hex',
	])('a value may hold any text on one line: %j', (value) => {
		expect(headersOf(['X-A', value])).toEqual({ 'X-A': value });
	});

	test.each([
		['b\r\nX-Evil: 1', 'line break'],
		['b\n c', 'line break'],
		['a\tb', 'control character'],
		['a\u0000', 'control character'],
		['a\u2028b', 'line break'],
		['\u202Eabc', 'shows text backwards'],
		['spring \uD83D', 'cut in the middle of a character'],
	])('but not %j', (value, words) => {
		expect(() => headersOf(['X-A', value])).toThrow(words);
	});

	test('every name of a header is taken without case and by its letter', () => {
		expect(headerOfName('CALL-ID')).toBe(headerOfName('i'));
		expect(headerNameProblem('X-Campaign')).toBeUndefined();
	});
});

describe('Metadata', () => {
	test('two rows with one key: nothing is sent, as the last would win without a word', () => {
		expect(() => metadataOf(['lead', '1'], ['campaign', 'x'], ['lead', '2'])).toThrow(
			'"Metadata" is "lead": it is there twice. Take one of the two rows away',
		);
		expect(() => metadataOf(['lead', '1'], [' lead ', '1'])).toThrow('it is there twice');
	});

	test('keys that differ in case are two, as in JSON', () => {
		expect(metadataOf(['lead', '1'], ['Lead', '2'])).toEqual({ lead: '1', Lead: '2' });
	});

	test('a row whose expression finds nothing is no second one', () => {
		expect(metadataOf(['lead', null], ['lead', '2'])).toEqual({ lead: '2' });
	});

	test('the key by which the node finds the call is its own', () => {
		expect(() => metadataOf(['n8nCorrelationKey', 'mine'])).toThrow(
			'"Metadata" is "n8nCorrelationKey": the node adds it itself',
		);
	});

	test('a key may be any text on one line', () => {
		const keys = ['X#1', 'kampagne ä', 'Via', '__proto__', 'constructor', '1'];
		const sent = metadataOf(...keys.map((key): Row => [key, 'a'])) as object;
		expect(Object.keys(sent).sort()).toEqual(keys.sort());
	});
});
