import { describe, expect, test } from 'vitest';
import { parseDestination } from '../../telephony/phoneNumber.ts';

type Row = [text: string, country: string | undefined, address: string];
type Refusal = [text: string, country: string | undefined, reason: string];

const reads = (rows: Row[]) => {
	test.each(rows)('%j (Default Country %s) is %s', (text, defaultCountry, address) => {
		expect(parseDestination(text, { defaultCountry })).toEqual({ kind: 'phoneNumber', address });
	});
};

const refuses = (rows: Refusal[]) => {
	test.each(rows)('%j (Default Country %s): %s', (text, defaultCountry, reason) => {
		expect(parseDestination(text, { defaultCountry })).toMatchObject({
			kind: 'invalid',
			reason: expect.stringContaining(reason),
		});
	});
};

describe('digits without + that may be two numbers are dialed as neither, and both are named', () => {
	test.each<[text: string, country: string, atHome: string, withPlus: string]>([
		['4915123456789', 'DE', '+494915123456789', '+4915123456789'],
		['49 151 23456789', 'DE', '+494915123456789', '+4915123456789'],
		[' 4915123456789', 'DE', '+494915123456789', '+4915123456789'],
		['49 (151) 234-567-89', 'DE', '+494915123456789', '+4915123456789'],
		['4,915,123,456,789', 'DE', '+494915123456789', '+4915123456789'],
		['4915123456789.0', 'DE', '+494915123456789', '+4915123456789'],
		['4.915123456789E12', 'DE', '+494915123456789', '+4915123456789'],
		['4915123456789', 'AT', '+434915123456789', '+4915123456789'],
		['12025550143', 'AT', '+4312025550143', '+12025550143'],
		['33612345678', 'AT', '+4333612345678', '+33612345678'],
		['4795550143', 'US', '+14795550143', '+4795550143'],
		['47 95 55 01 43', 'US', '+14795550143', '+4795550143'],
		['6588123456', 'US', '+16588123456', '+6588123456'],
		['2015550123', 'US', '+12015550123', '+2015550123'],
		['15123456789', 'DE', '+4915123456789', '+15123456789'],
		['15812345678', 'CN', '+8615812345678', '+15812345678'],
		['51987654321', 'BR', '+5551987654321', '+51987654321'],
		['4790000001', 'BR', '+554790000001', '+4790000001'],
		['84951234567', 'RU', '+74951234567', '+84951234567'],
	])('%j under %s', (text, defaultCountry, atHome, withPlus) => {
		const read = parseDestination(text, { defaultCountry });
		expect(read).toMatchObject({ kind: 'invalid', readings: [atHome, withPlus] });
		expect(read).toHaveProperty('reason', expect.stringContaining(atHome));
		expect(read).toHaveProperty('reason', expect.stringContaining(withPlus));
		expect(read).toHaveProperty('reason', expect.stringContaining('with + and country code'));
	});
});

describe('digits without + that only one number can have are that one', () => {
	reads([
		['4915123456789', 'US', '+4915123456789'],
		['4915123456789', 'GB', '+4915123456789'],
		['4915123456789', 'FR', '+4915123456789'],
		['4915123456789', 'NO', '+4915123456789'],
		['33612345678', 'US', '+33612345678'],
		['919123456789', 'US', '+919123456789'],
		['5511961234567', 'GB', '+5511961234567'],
		['49 151 23456789', 'US', '+4915123456789'],
		['4790000001', 'US', '+4790000001'],
		// The country's own code, written without its +.
		['436641234567', 'AT', '+436641234567'],
		['12025550143', 'US', '+12025550143'],
		['1 202 555 0143', 'US', '+12025550143'],
		['12425550143', 'US', '+12425550143'],
		['4790000001', 'NO', '+4790000001'],
		['447700900123', 'GB', '+447700900123'],
		['33612345678', 'FR', '+33612345678'],
		['393331234567', 'IT', '+393331234567'],
		['919123456789', 'IN', '+919123456789'],
		['61412345678', 'AU', '+61412345678'],
		['5511961234567', 'BR', '+5511961234567'],
		// National numbers that are nothing else.
		['015123456789', 'DE', '+4915123456789'],
		['1701234567', 'DE', '+491701234567'],
		['301234567', 'DE', '+49301234567'],
		['2025550143', 'US', '+12025550143'],
		['4155550143', 'US', '+14155550143'],
		['612345678', 'FR', '+33612345678'],
		['7911123456', 'GB', '+447911123456'],
		['3331234567', 'IT', '+393331234567'],
		['9123456789', 'IN', '+919123456789'],
		['11961234567', 'BR', '+5511961234567'],
		['412345678', 'AU', '+61412345678'],
		['6641234567', 'AT', '+436641234567'],
		['90000001', 'NO', '+4790000001'],
	]);
});

describe('grouped as people of the country write it, it is their number', () => {
	reads([
		['(479) 555-0143', 'US', '+14795550143'],
		['479-555-0143', 'US', '+14795550143'],
		['479.555.0143', 'US', '+14795550143'],
		['479 555 0143', 'US', '+14795550143'],
		['1-479-555-0143', 'US', '+14795550143'],
		['(201) 555-0123', 'US', '+12015550123'],
		['8 (495) 123-45-67', 'RU', '+74951234567'],
		['495 123-45-67', 'RU', '+74951234567'],
		['158 1234 5678', 'CN', '+8615812345678'],
		['(51) 98765-4321', 'BR', '+5551987654321'],
	]);

	refuses([
		// A digit too many in a number of New Jersey is no Egyptian.
		['201 555 01234', 'US', 'not a number in use in the United States'],
		['415-555-01234', 'US', 'not a number in use in the United States'],
		// Without its area code it is no island's.
		['290-6543', 'US', 'too short'],
		['2906543', 'US', 'too short'],
	]);
});

describe('what exports, address books and chats put around a number is taken off', () => {
	const GERMAN = '+4915123456789';
	reads(
		[
			'="+4915123456789"',
			'"=""+4915123456789"""',
			"='+4915123456789",
			'=+4915123456789',
			"'+49 151 23456789",
			"' +49 151 23456789",
			'’+4915123456789',
			'"+4915123456789"',
			'“+49 151 23456789”',
			'„+49 151 23456789“',
			'«+49 151 23456789»',
			'`+4915123456789`',
			'\\"+4915123456789\\"',
			'＂＋４９１５１２３４５６７８９＂',
			'<+4915123456789>',
			'<tel:+4915123456789>',
			'Anna <tel:+49-151-23456789>',
			'"Anna, B." <+49 151 23456789>',
			'[+49 151 23456789](tel:+4915123456789)',
			'[call](tel:+4915123456789 "Anna")',
			'**+49 151 23456789**',
			'_+49 151 23456789_',
			'<a href="tel:+4915123456789">0151 23456789</a>',
			"<a class=x href='tel:+4915123456789' target=_blank>+49…</a>",
			'TEL;TYPE=CELL:+4915123456789',
			'item1.TEL;type=pref:+49 151 23456789',
			'TEL;VALUE=uri:tel:+49-151-23456789',
			'tel:+49-151-23456789',
			'sms:+4915123456789',
			'whatsapp:+4915123456789',
			'p:+4915123456789',
			'4915123456789@s.whatsapp.net',
			'4915123456789:12@s.whatsapp.net',
			'4915123456789@c.us',
			'https://wa.me/4915123456789',
			'https://wa.me/4915123456789?text=hi',
			'wa.me/+4915123456789',
			'https://api.whatsapp.com/send?phone=4915123456789&text=hi',
			'%2B4915123456789',
			'%2B49%20151'.replace('%20151', '15123456789'),
			'&#43;4915123456789',
			'&plus;49 151 23456789',
			'+4915123456789,',
			'+49 151 23456789;',
			'+4915123456789.',
			', +4915123456789',
			'(+49 151 23456789)',
			'[+4915123456789]',
			'- +49 151 23456789',
			'• +49 151 23456789',
			'☎ +49 151 23456789',
			'📞+4915123456789',
			'🇩🇪 +49 151 23456789',
			'Tel.: +49 151 23456789',
			'Tel +49 151 23456789',
			'Phone: +49 151 23456789',
			'Phone number: +49 151 23456789',
			'Mobil: +49 151 23456789',
			'M: +49 151 23456789',
			'WhatsApp: +49 151 23456789',
			'+49 151 23456789 (mobile)',
			'+49 151 23456789 [work]',
			'++49 151 23456789',
			'+ +49 151 23456789',
			'+(+49) 151 23456789',
			'\t+4915123456789\r\n',
		].map((text): Row => [text, undefined, GERMAN]),
	);

	reads([
		['="0151 23456789"', 'DE', GERMAN],
		['=("030 1234567")', 'DE', '+49301234567'],
		['Mobile: (202) 555-0143', 'US', '+12025550143'],
		['tel:2025550143', 'US', '+12025550143'],
		["'2025550143", 'US', '+12025550143'],
	]);

	test.each(['"sip:anna@example.com"', '<sip:anna@example.com>', 'Anna <sip:anna@example.com>'])(
		'%s is a SIP URI',
		(text) => {
			expect(parseDestination(text)).toEqual({ kind: 'sipUri', address: 'sip:anna@example.com' });
		},
	);

	refuses([
		['+4915123456789 (do not call)', undefined, 'characters'],
		['+4915123456789 (fax)', undefined, 'characters'],
		['Fax: +4915123456789', undefined, 'characters'],
		['~~+4915123456789~~', undefined, 'characters'],
		['4915123456789@g.us', undefined, 'e-mail'],
		['<sip:anna@example.com>;tag=1', undefined, 'characters'],
		['="sip:anna@example.com?Route=x"', undefined, 'a SIP URI with headers'],
		['<tel:+49%0d%0a15123456789>', undefined, 'line break or control character'],
	]);
});

describe('what no numbering plan can have is nobody’s number', () => {
	refuses([
		['555-555-5555', 'US', 'one digit over and over'],
		['1-555-555-5555', 'US', 'one digit over and over'],
		['+15555555555', undefined, 'one digit over and over'],
		['999-999-9999', 'US', 'one digit over and over'],
		['000-000-0000', 'US', 'nothing but zeros'],
		['0000000000', 'IN', 'nothing but zeros'],
		['+44 0000 000000', undefined, 'nothing but zeros'],
		['+91 1111111111', undefined, 'one digit over and over'],
		['123-456-7890', 'US', 'only count'],
		['1234567890', 'NG', 'only count'],
		['+49 12345678', undefined, 'only count'],
		['+47 87654321', undefined, 'only count'],
		['+1 123 456 7899', undefined, 'no area code of North America begins with 1'],
		['012-555-0143', 'US', 'no area code of North America begins with 0'],
		['911-555-0143', 'US', '911 is no area code of North America'],
		['+1 411 555 0143', undefined, '411 is no area code'],
		['202-055-0143', 'US', 'never begins with 0'],
		['202-155-0143', 'US', 'never begins with 1'],
		['202-911-0143', 'US', 'begins with 911'],
		['+1 416 411 0143', undefined, 'begins with 411'],
		['+1 876 211 0143', undefined, 'begins with 211'],
		['+1 555 012 3456', undefined, 'never begins with 0'],
	]);

	// Each of these is a number that its country gives out.
	reads([
		['+91 9999999999', undefined, '+919999999999'],
		['9876543210', 'IN', '+919876543210'],
		['01234 567890', 'GB', '+441234567890'],
		['01 23 45 67 89', 'FR', '+33123456789'],
		['888-888-8888', 'US', '+18888888888'],
		['1-800-411-2255', 'US', '+18004112255'],
		['+1 234 567 8901', undefined, '+12345678901'],
		['+800 1234 5678', undefined, '+80012345678'],
		['+81 3 3333 3333', undefined, '+81333333333'],
		// And what is only not in the lists is dialed.
		['+1 555 234 5678', undefined, '+15552345678'],
		['+1 202 555 5555', undefined, '+12025555555'],
		['+44 7700 900123', undefined, '+447700900123'],
		['+47 59000001', undefined, '+4759000001'],
	]);
});

describe('a text that is no number says what it is and what to do', () => {
	refuses([
		['+undefined', 'US', 'gave nothing'],
		['undefined', undefined, 'gave nothing'],
		['null', undefined, 'gave nothing'],
		['NaN', undefined, 'gave nothing'],
		['None', undefined, 'gave nothing'],
		['+49undefined', undefined, 'gave nothing'],
		['+1 (undefined) null', undefined, 'gave nothing'],
		['tel:undefined', undefined, 'gave nothing'],
		['+', undefined, 'a + with nothing behind it'],
		['++', undefined, 'a + with nothing behind it'],
		['[object Object]', undefined, 'a list or an object'],
		['+[object Object]', undefined, 'a list or an object'],
		['[object Object],[object Object]', undefined, 'a list or an object'],
		['[Object: {"value":"+12025550143"}]', undefined, 'a list or an object'],
		['[Array: ["+12025550143"]]', undefined, 'a list or an object'],
		['{{ $json.phone }}', undefined, 'Switch the field from Fixed to Expression'],
		['={{ $json.phone }}', undefined, 'Switch the field from Fixed to Expression'],
		['+{{$json.phone}}', undefined, 'Switch the field from Fixed to Expression'],
		['$json.phone', undefined, 'Switch the field from Fixed to Expression'],
		["$('Edit Fields').item.json.phone", undefined, 'Switch the field from Fixed to Expression'],
		['{phone}', undefined, 'placeholder of a template'],
		['${phone}', undefined, 'placeholder of a template'],
		['%PHONE%', undefined, 'placeholder of a template'],
		['<<phone number>>', undefined, 'placeholder of a template'],
		['[phone]', undefined, 'placeholder of a template'],
		['*|PHONE|*', undefined, 'placeholder of a template'],
		['anna@example.com', undefined, 'an e-mail address'],
	]);
});

describe('two numbers in one field are called more than one number', () => {
	refuses(
		[
			'+12025550143 ::: +12025550144',
			'202-555-0143 ::: 202-555-0144',
			'+12025550143; +12025550144',
			'202-555-0143; 202-555-0144',
			'202-555-0143, 202-555-0144',
			'+12025550143,+12025550144',
			'+12025550143 or +12025550144',
			'202-555-0143 or 202-555-0144',
			'202-555-0143 and 202-555-0144',
			'202-555-0143 oder 202-555-0144',
			'202-555-0143 / 202-555-0144',
			'202-555-0143/202-555-0144',
			'202-555-0143 / 0144',
			'202-555-0143 | 202-555-0144',
			'202-555-0143 & 202-555-0144',
			'202-555-0143 - 202-555-0144',
			'+12025550143 +12025550144',
			'+12025550143\n+12025550144',
			'202-555-0143\r\n202-555-0144',
			'202-555-0143\t202-555-0144',
			'Anna +12025550143, Bert +12025550144',
			'"+12025550143","+12025550144"',
		].map((text): Refusal => [text, 'US', 'more than one number']),
	);

	refuses([
		['030 1234567 / 1234568', 'DE', 'more than one number'],
		['030 12345678 - 030 87654321', 'DE', 'more than one number'],
		['030 1234567/68', 'DE', 'more than one number'],
	]);

	reads([
		['0151/23456789', 'DE', '+4915123456789'],
		['02151 / 123456', 'DE', '+492151123456'],
		['+49 33203/123456', undefined, '+4933203123456'],
		['030 1234567-0', 'DE', '+493012345670'],
		['030 - 1234567', 'DE', '+49301234567'],
		['+32 475/12.34.56', undefined, '+32475123456'],
	]);
});

describe('numbers as spreadsheets write them', () => {
	reads([
		['2.0255501E9', 'US', '+12025550100'],
		['1.20255501E10', 'US', '+12025550100'],
		['2,025,550,143', 'US', '+12025550143'],
		['4,915,123,456,789', 'US', '+4915123456789'],
		['2025550143.0', 'US', '+12025550143'],
		['+4.915123456789E+12', undefined, '+4915123456789'],
		["'2025550143.0", 'US', '+12025550143'],
		['"2,025,550,143"', 'US', '+12025550143'],
	]);

	refuses([
		['1.20256E+10', 'US', 'its last digits are lost'],
		['4.91512E+12', undefined, 'its last digits are lost'],
		['"1.20256E+10"', 'US', 'its last digits are lost'],
		['1-800-FLOWERS', 'US', 'Write digits in place of the letters'],
		['+4930123456.0', undefined, 'it has decimals'],
	]);
});
