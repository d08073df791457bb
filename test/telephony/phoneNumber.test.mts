import { describe, expect, test } from 'vitest';
import { canonicalAddress } from '../../telephony/canonicalAddress.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';

const number = (address: string) => ({ kind: 'phoneNumber', address });
const uri = (address: string) => ({ kind: 'sipUri', address });

describe('spellings that are understood', () => {
	test.each([
		['+14155550123', number('+14155550123')],
		['  +1 415 555 0123 \n', number('+14155550123')],
		['+1 (415) 555-0123', number('+14155550123')],
		['+49.30.1234567', number('+49301234567')],
		['+49 30/1234567', number('+49301234567')],
		['+44 20 7946 0000', number('+442079460000')],
		['\u202A+47 22 22 22 22\u202C', number('+4722222222')],
		['+2906543', number('+2906543')],
		['tel:+14155550123', number('+14155550123')],
		['+1 415 555 0123 ext 7', { ...number('+14155550123'), extension: '7' }],
		['sip:+919099999999@sip.twilio.com', uri('sip:+919099999999@sip.twilio.com')],
		['SIPS:anna@example.com:5061', uri('SIPS:anna@example.com:5061')],
		[' sip:anna@example.com;transport=tls ', uri('sip:anna@example.com;transport=tls')],
	])('%j is read as %j', (text, expected) => {
		expect(parseDestination(text)).toEqual(expected);
	});
});

describe('what is not a destination, and the reason that is told', () => {
	test.each([
		['', 'it is empty'],
		['   ', 'it is empty'],
		['12', 'it is too short for an international number'],
		['4155550123', 'the + and the country code are missing'],
		['+0155550123', 'no country code begins with 0'],
		['+1234567890123456', 'it is too long'],
		['call Anna', 'it has characters that no phone number has'],
		['+1415555+0123', 'it has a + in the middle'],
		['sip:anna', 'it is not a complete SIP URI'],
		['sip:@example.com', 'it is not a complete SIP URI'],
		['sip:anna@exa mple.com', 'it is not a complete SIP URI'],
		['sip:anna@example.com\r\nTo: sip:else@example.com', 'it has a line break'],
		['+1415555\n0123', 'it has a line break'],
		['http://example.com', 'it has characters that no phone number has'],
	])('%j: %s', (text, reason) => {
		const parsed = parseDestination(text);
		expect(parsed).toMatchObject({ kind: 'invalid' });
		expect(parsed).toHaveProperty('reason', expect.stringContaining(reason));
		expect(parsed).toHaveProperty('reason', expect.stringContaining('+14155550123'));
	});
});

describe('whether two spellings reach the same line', () => {
	test.each([
		['+14155550123', '+14155550123', true],
		['sip:+14155550123@sip.example.com', '+14155550123', true],
		['sip:+14155550123@sip.example.com', '14155550123', true],
		['sip:14155550123@sip.example.com', '+14155550123', true],
		['sip:%2B1-415-555-0123;x=1@sip.example.com', '+14155550123', true],
		['sip:4790000001@a.example.com', 'sip:+4790000001@b.example.com', true],
		['sip:90000001@a.example.com', 'sip:90000001@b.example.com', false],
		['sip:*4790000001@a.example.com', '+4790000001', false],
		['sip:Anna@Example.com', 'sip:anna@example.com', true],
		['+14155550123', '+14155550124', false],
		['sip:anna@example.com', 'sip:anna@example.org', false],
		['sip:anna@example.com', 'anna', false],
		['sip:1000001@pbx-a.example.com', 'sip:1000001@pbx-b.example.com', false],
		['', '+14155550123', false],
	])('%j and %j: %s', (one, other, same) => {
		expect(canonicalAddress(one) === canonicalAddress(other)).toBe(same);
	});
});
