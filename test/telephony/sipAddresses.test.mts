import { describe, expect, test } from 'vitest';
import {
	mayDial,
	readDialingRules,
	type DialingSettings,
	type RefusalCode,
} from '../../telephony/dialingRules.ts';
import { canonicalAddress } from '../../telephony/canonicalAddress.ts';
import { parseDestination } from '../../telephony/phoneNumber.ts';
import { numberInSipUri } from '../../telephony/numberFacts.ts';
import { numberMask } from '../../telephony/numberMask.ts';

function decide(text: string, settings: DialingSettings = {}) {
	const rules = readDialingRules(settings);
	if ('reason' in rules) throw new Error(rules.reason);
	return mayDial(text, rules);
}

const ALLOWED = { allowed: true };
const refused = (code: RefusalCode, reason = '') => ({
	allowed: false,
	code,
	reason: expect.stringContaining(reason),
});

describe('a rule with a host ends where the host ends', () => {
	const desk = { allowedPrefixes: 'sip:101@pbx.example.com' };

	test.each([
		'sip:101@pbx.example.com',
		'SIP:101@PBX.Example.com',
		'sip:101@pbx.example.com.',
		'sip:101@pbx.example.com:5060',
		'sip:101@pbx.example.com:5080',
		'sips:101@pbx.example.com',
		'sip:101@pbx.example.com;transport=tls',
		'sip:101@pbx.example.com;transport=udp;lr;user=phone',
		'sip:%31%30%31@pbx.example.com',
		'sip:10%31@pbx.example.com',
		'sip:101;ext=5@pbx.example.com',
	])('%s is the desk 101 that the rule names', (text) => {
		expect(decide(text, desk)).toEqual(ALLOWED);
	});

	test.each([
		'sip:101@pbx.example.com.evil.test',
		'sip:101@pbx.example.community',
		'sip:101@pbx.example.com-evil.test',
		'sip:101@pbx.example.com0',
		'sip:101@pbx.example.co',
		'sip:101@pbx.example',
		'sip:101@sub.pbx.example.com',
		'sip:101@example.com',
		'sip:101@192.0.2.1',
		'sip:1-01@pbx.example.com',
		'sip:101%40pbx.example.com@evil.test',
		'sip:101%3B@pbx.example.com',
		'sip:101;phone-context=+47@pbx.example.com',
		'sip:101:secret@pbx.example.com',
		'sip:*101@pbx.example.com',
		'sip:101#@pbx.example.com',
		'sip:101,,1@pbx.example.com',
		'sip:9,101@pbx.example.com',
	])('%s is not', (text) => {
		expect(decide(text, desk)).toEqual(refused('emergencyNumber', '101 is an emergency number'));
	});

	const anna = { allowedPrefixes: ['sip:anna@pbx.example.com', 'sip:*97@pbx.example.com'] };

	test.each([
		'sip:anna@pbx.example.com',
		'sip:Anna@pbx.example.com:5062',
		'sips:anna@pbx.example.com;transport=tcp',
		'sip:%61%6E%6e%61@pbx.example.com',
		'sip:*97@pbx.example.com',
		'sip:%2A97@pbx.example.com',
	])('%s is a person or code that is named', (text) => {
		expect(decide(text, anna)).toEqual(ALLOWED);
	});

	test.each([
		'sip:anna@pbx.example.com.evil.test',
		'sip:anna@pbx.example.community',
		'sip:anna2@pbx.example.com',
		'sip:joanna@pbx.example.com',
		'sip:anna%40pbx.example.com@evil.test',
		'sip:anna@evil.test',
		'sip:*97@pbx.example.com.evil.test',
		'sip:*979@pbx.example.com',
	])('%s is none', (text) => {
		expect(decide(text, anna)).toMatchObject({ allowed: false });
	});

	test('a port in it counts, and without one every port of the host does', () => {
		const withPort = { allowedPrefixes: 'sip:anna@pbx.example.com:5062' };
		expect(decide('sip:anna@pbx.example.com:5062', withPort)).toEqual(ALLOWED);
		expect(decide('sip:anna@pbx.example.com:05062', withPort)).toEqual(ALLOWED);
		for (const end of ['', ':5060', ':50620', ':506']) {
			const decision = decide(`sip:anna@pbx.example.com${end}`, withPort);
			expect(decision).toEqual(refused('countryNotAllowed'));
		}
	});

	test('a rule for sip: holds for the same address by sips:, and one for sips: wants encryption', () => {
		const plain = { allowedPrefixes: 'sip:anna@pbx.example.com' };
		const encrypted = { allowedPrefixes: 'sips:anna@pbx.example.com' };
		expect(decide('sips:anna@pbx.example.com', plain)).toEqual(ALLOWED);
		expect(decide('sips:anna@pbx.example.com', encrypted)).toEqual(ALLOWED);
		expect(decide('sip:anna@pbx.example.com', encrypted)).toEqual(refused('countryNotAllowed'));
	});

	test.each([
		['sip:anna@192.0.2.7', 'sip:anna@192.0.2.7:5060', 'sip:anna@192.0.2.70'],
		['sip:anna@[2001:DB8::1]', 'sip:anna@[2001:db8::1]:5060', 'sip:anna@[2001:db8::11]'],
		['sip:anna@pbx.example.com.', 'sip:anna@pbx.example.com', 'sip:anna@pbx.example.com.test'],
		['SIP:Anna@PBX.example.com', 'sip:anna@pbx.example.com', 'sip:anna@pbx.example.net'],
		['sip:%61nna@pbx.example.com', 'sip:anna@pbx.example.com', 'sip:bert@pbx.example.com'],
		['sip:+47@gw.example.com', 'sip:+47@gw.example.com', 'sip:+4790000001@gw.example.com'],
	])('%s allows %s, and not %s', (allowedPrefixes, yes, no) => {
		const settings = { allowedPrefixes, allowEmergency: true };
		expect(decide(yes, settings)).toEqual(ALLOWED);
		expect(decide(no, settings)).toMatchObject({ allowed: false });
	});
});

test('the error tells the rule that would allow a desk, unless a list would take it apart', () => {
	const reasonOf = (text: string) => {
		const decision = decide(text);
		return decision.allowed ? '' : decision.reason;
	};
	const words = 'naming it with its host under Allowed Prefixes';
	expect(reasonOf('sips:105;ext=1@PBX.example.com:5061')).toMatch(
		new RegExp(`${words}: sip:105@pbx.example.com$`),
	);
	expect(reasonOf('sip:9,911@pbx.example.com')).toMatch(new RegExp(`${words}$`));
});

describe('a rule without a host is a beginning, as ever', () => {
	test.each([
		['sip:10', 'sip:1042@pbx.example.com'],
		['sip:10', 'sip:10@else.example.com:5060;transport=tcp'],
		['sip:+1415', 'sip:+14155550123@gw.example.com'],
		['sip:+1415', 'sip:%2B14155550123@gw.example.com'],
		['sip:%2B1415', 'sip:+14155550123@gw.example.com'],
		['sip:+1415', 'sip:4155550123;phone-context=+1@gw.example.com'],
		['+1415', 'sip:4155550123;phone-context=+1@gw.example.com'],
		['sip:anna@', 'sip:anna@pbx.example.com'],
		['sip:anna@', 'sips:Anna@else.example'],
		['sip:anna', 'sip:anna.smith@pbx.example.com'],
		['sip:', 'sips:anna@pbx.example.com'],
		['sip:*9', 'sip:*97@pbx.example.com'],
		['sip:sales', 'sip:%73ales@pbx.example.com'],
	])('%s allows %s', (allowedPrefixes, text) => {
		expect(decide(text, { allowedPrefixes })).toEqual(ALLOWED);
	});

	test.each([
		['sip:10', 'sip:2010@pbx.example.com'],
		['sip:anna@', 'sip:anna2@pbx.example.com'],
		['sip:anna@', 'sip:anna%40x@pbx.example.com'],
		['sip:21', 'sip:2125550123;phone-context=+1@gw.example.com'],
		['sip:20', 'sip:2079460000;phone-context=+44@gw.example.com'],
		['sip:+1415', 'sip:+14155550123;rn=+4790000001@gw.example.com'],
		['+1', 'sip:2079460000;phone-context=+44@gw.example.com'],
		['sips:', 'sip:anna@pbx.example.com'],
		['+1415', 'sip:anna@pbx.example.com'],
	])('%s does not allow %s', (allowedPrefixes, text) => {
		expect(decide(text, { allowedPrefixes })).toMatchObject({ allowed: false });
	});

	test('and it names no desk that has the number of an emergency service', () => {
		for (const allowedPrefixes of ['sip:', 'sip:1', 'sip:101', 'sip:101@', 'sips:101@']) {
			const decision = decide('sips:101@pbx.example.com', { allowedPrefixes });
			expect(decision).toEqual(refused('emergencyNumber'));
		}
	});
});

describe('a rule that names nobody is an error', () => {
	test.each([
		'sip:@pbx.example.com',
		'sip:anna@pbx.example.com:',
		'sip:anna@:5060',
		'sip:anna@pbx_1.example.com',
		'sip:anna@pbx.example.com/x',
		'sip:anna@pbx.example.com?x=1',
		'sip:anna@*.example.com',
		'sip:anna@bert@pbx.example.com',
		'sip:anna@pbx.example.com;maddr=192.0.2.1',
		'sip:anna@-pbx.example.com',
		'sip:än@pbx.example.com',
	])('%s', (allowedPrefixes) => {
		expect(readDialingRules({ allowedPrefixes })).toEqual({
			rule: 'allowedPrefixes',
			reason: expect.stringContaining('is not the beginning of'),
		});
	});
});

describe('parameters behind the host', () => {
	test.each([
		...['transport=udp', 'transport=TLS', 'transport=ws', 'lr', 'ttl=15', 'user=phone', 'user=ip'],
		...['comp=sigcomp', 'ob', 'gr=urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6', 'gr', 'x=1'],
		...['iotl=homeB-visitedB', 'cause=404', 'tag=a6c85cf', 'x-campaign=spring-2026', 'npdi'],
		...['rinstance=3f2a9c1d5b7e', 'line=sr-N6IAzBFwMJZfzB', 'x-order=4711', 'ext=1234', ''],
		...['gruu;opaque=user:epid:nXYa.Bcd', 'region=ie1;edge=dublin', 'pn-param=com.example.app'],
		...['user=phone;transport=tls', 'x-version=1.2', 'tgrp=out'],
	])('";%s" lead nowhere else, and go out as they are', (parameter) => {
		const text = `sip:anna@pbx.example.com;${parameter}`;
		expect(parseDestination(text)).toEqual({ kind: 'sipUri', address: text });
		expect(decide(text)).toEqual(ALLOWED);
	});

	test.each([
		...['maddr=192.0.2.1', 'MADDR=else.example', '%6Daddr=192.0.2.1', 'm%61ddr=[2001:db8::1]'],
		...['transport=tcp;maddr=192.0.2.1', 'maddr', 'maddr=', 'lr;user=phone;maddr=239.255.255.1'],
		...[
			'method=REGISTER',
			'target=sip:bert%40else.example;cause=302',
			'rn=+4790000001',
			'cic=+1-6789',
		],
		...['alias=192.0.2.1~5060~1', 'received=sip:192.0.2.1:5060', 'fs_path=sip:192.0.2.1'],
		...['route=%3Csip:192.0.2.1;lr%3E', 'x-proxy=else.example', 'via=192.0.2.1', 'to=+4790000001'],
		...['x=sip:bert', 'x=tel:+4790000001', 'x=bert%40else.example', 'x=[2001:db8::1]'],
		...['transport=tcp%3Bmaddr=192.0.2.1', 'user=phone%3bmaddr%3d192.0.2.1'],
	])('";%s" may lead elsewhere: refused, whatever the rules are', (parameters) => {
		const text = `sip:101@pbx.example.com;${parameters}`;
		for (const settings of [
			{},
			{ allowedPrefixes: 'sip:101@pbx.example.com' },
			{ allowedPrefixes: 'sip:', allowEmergency: true },
		]) {
			const decision = decide(text, settings);
			expect(decision).toEqual(refused('notDialable', 'may lead the call elsewhere'));
			expect(decision).toEqual(refused('notDialable', 'Leave it out'));
		}
	});

	test('the error names the parameter', () => {
		expect(decide('sip:anna@pbx.example.com;lr;%6Daddr=192.0.2.1')).toEqual(
			refused('notDialable', 'its parameter "maddr" may lead'),
		);
	});

	test('a context that stands there is told where it belongs', () => {
		const words = 'write it before the @, such as sip:2025550123;phone-context=+1@sip.example.com';
		expect(decide('sip:2025550123@gw.example.com;phone-context=+1')).toEqual(
			refused('notDialable', words),
		);
	});
});

describe('escapes that nobody needs are taken off before the call goes out', () => {
	test.each([
		['sip:%2B14155550123@gw.example.com', 'sip:+14155550123@gw.example.com'],
		['sip:%2b14155550123@gw.example.com', 'sip:+14155550123@gw.example.com'],
		['sip:%2B1-415-555-0123@gw.example.com', 'sip:+1-415-555-0123@gw.example.com'],
		['sip:%2B1%2D415%2E5550123@gw.example.com', 'sip:+1-415.5550123@gw.example.com'],
		['sip:%2B%31%34155550123@gw.example.com', 'sip:+14155550123@gw.example.com'],
		['sip:%2B14155550123;ext=12@gw.example.com', 'sip:+14155550123;ext=12@gw.example.com'],
		['sips:%2B14155550123:pw@gw.example.com', 'sips:+14155550123:pw@gw.example.com'],
		['sip:415;phone-context=%2B1@gw.example.com', 'sip:415;phone-context=+1@gw.example.com'],
		['sip:%61nn%61@pbx.example.com', 'sip:anna@pbx.example.com'],
		['sip:anna%5Fsmith%7Ejr@pbx.example.com', 'sip:anna_smith~jr@pbx.example.com'],
		['sip:%2A97@pbx.example.com', 'sip:*97@pbx.example.com'],
		['sip:%28415%29@pbx.example.com', 'sip:(415)@pbx.example.com'],
		// What is reserved means something else without its escape (RFC 3261, section 19.1.4).
		...[
			'anna%2Bwork',
			'anna%40home',
			'a%3Bb',
			'a%3Ab',
			'a%26b',
			'a%2Fb',
			'anna%20smith',
			'%2B',
		].map((user) => [`sip:${user}@pbx.example.com`, `sip:${user}@pbx.example.com`]),
		// An escape that would come out of another stays what it is.
		['sip:%2541nna@pbx.example.com', 'sip:%2541nna@pbx.example.com'],
		['sip:j%C3%B6rg@pbx.example.com', 'sip:j%C3%B6rg@pbx.example.com'],
		['sip:%252B14155550123@gw.example.com', 'sip:%252B14155550123@gw.example.com'],
	])('%s goes out as %s, which reads as itself again', (text, address) => {
		expect(parseDestination(text)).toEqual({ kind: 'sipUri', address });
		expect(parseDestination(address)).toEqual({ kind: 'sipUri', address });
	});

	test('the person is the same with and without them', () => {
		const settings = { doNotCall: ['sip:anna@pbx.example.com', '+14155550123'] };
		for (const text of [
			...['sip:%61nna@pbx.example.com', 'sip:ann%61@pbx.example.com;transport=tcp'],
			...['sip:%2B14155550123@a.example', 'sip:+1%34155550123@b.example'],
		]) {
			expect(decide(text, settings)).toEqual(refused('doNotCall'));
		}
		expect(decide('sip:anna%2Bwork@pbx.example.com', settings)).toEqual(ALLOWED);
	});

	test.each([
		'sip:anna@pbx%2Eexample.com',
		'sip:anna@pbx.example.com%2Eevil.test',
		'sip:anna@%70bx.example.com',
		'sip:anna@pbx.example.com%00',
		'sip:anna@pbx.example.com%0d%0a',
	])('none may stand in the host: %s', (text) => {
		expect(decide(text)).toEqual(refused('notDialable'));
	});
});

describe('parameters of the user part that say nothing of whom to call', () => {
	test.each([
		'sip:+14155550123;ext=1234@gw.example.com',
		'sip:+1-415-555-0123;ext=12-34@gw.example.com;user=phone',
		'sip:%2B14155550123;EXT=1234@gw.example.com',
		'sip:+14155550123;isub=12345@gw.example.com',
		'sip:+14155550123;npdi@gw.example.com',
		'sip:+14155550123;cpc=ordinary;oli=62@gw.example.com',
		'sip:+14155550123;verstat=TN-Validation-Passed@gw.example.com',
		'sip:+14155550123;phone-context=example.com@gw.example.com',
		'sip:+14155550123;phone-context=ims.mnc001.mcc310.3gppnetwork.org@gw.example.com',
		'sip:+14155550123;phone-context=+1@gw.example.com',
		'sip:+14155550123;phone-context=+1415@gw.example.com',
		'sip:+14155550123;tgrp=TG-1;trunk-context=+1-650@gw.example.com',
		'sip:+14155550123;tgrp=trunk.101;trunk-context=carrier.example@gw.example.com',
		'sip:+14155550123;x=1@gw.example.com',
	])('%s is the number, and goes out as it is', (text) => {
		expect(decide(text)).toEqual(ALLOWED);
		expect(parseDestination(text)).toMatchObject({ address: text.replace('%2B', '+') });
		expect(canonicalAddress(text)).toBe('14155550123');
		expect(decide(text, { doNotCall: '+14155550123' })).toEqual(refused('doNotCall'));
		expect(decide(text, { allowedCountries: 'US' })).toEqual(ALLOWED);
		expect(decide(text, { allowedCountries: 'GB' })).toEqual(refused('countryNotAllowed'));
		expect(decide(text, { allowedPrefixes: '+1415' })).toEqual(ALLOWED);
	});

	test.each([
		'sip:anna;ext=1234@pbx.example.com',
		'sip:anna;x=1@pbx.example.com',
		'sip:1001;ext=12@a.b',
	])('%s is called', (text) => {
		expect(decide(text)).toEqual(ALLOWED);
	});

	test.each<[string, RefusalCode, string]>([
		['+19005551234;ext=1', 'premiumRate', '+19005551234'],
		['+881612345678;ext=1', 'satellite', 'satellite'],
		['911;ext=1', 'emergencyNumber', '911'],
		['+14155550123;rn=+19005551234', 'premiumRate', '+19005551234'],
		['+14155550123;cic=+19005551234', 'premiumRate', '+19005551234'],
		['+14155550123;ext=19005551234', 'premiumRate', '+19005551234'],
		['+14155550123;ext=9,19005551234', 'premiumRate', '+19005551234'],
		['+14155550123;phone-context=+1900', 'notDialable', 'neither a phone number nor a name'],
		['+14155550123;ext=1;ext=2000', 'notDialable', 'neither a phone number nor a name'],
		['+14155550123;ext=', 'notDialable', 'neither a phone number nor a name'],
		['+14155550123;ext=sales', 'notDialable', 'neither a phone number nor a name'],
		['4155550123;phone-context=', 'notDialable', ''],
		['4155550123;phone-context=+0', 'notDialable', ''],
		['4155550123;phone-context=+1;phone-context=+44', 'notDialable', ''],
		['anna;rn=+19005551234', 'premiumRate', '+19005551234'],
	])('sip:%s@ is refused: %s', (user, code, reason) => {
		expect(decide(`sip:${user}@gw.example.com`)).toEqual(refused(code, reason));
	});
});

describe('a number with a context is the number that both make (RFC 3966)', () => {
	test.each([
		['2125550123;phone-context=+1', '+12125550123', 'US'],
		['212-555-0123;phone-context=+1', '+12125550123', 'US'],
		['5550123;phone-context=+1212', '+12125550123', 'US'],
		['5550123;phone-context=+1-212', '+12125550123', 'US'],
		['5550123;Phone-Context=%2B1212', '+12125550123', 'US'],
		['12125550123;phone-context=+1', '+12125550123', 'US'],
		['2079460000;phone-context=+44', '+442079460000', 'GB'],
		['02079460000;phone-context=+44', '+442079460000', 'GB'],
		['79460000;phone-context=+44-20;ext=7', '+442079460000', 'GB'],
		['90000001;phone-context=+47', '+4790000001', 'NO'],
		['9161234567;phone-context=+7', '+79161234567', 'RU'],
	])('sip:%s@ is %s', (user, number, country) => {
		const text = `sip:${user}@gw.example.com`;
		expect(numberInSipUri(text)).toBe(number);
		expect(canonicalAddress(text)).toBe(number.slice(1));
		expect(decide(text)).toEqual(ALLOWED);
		expect(decide(text, { doNotCall: [number] })).toEqual(refused('doNotCall'));
		expect(decide(number, { doNotCall: [text] })).toEqual(refused('doNotCall'));
		expect(decide(text, { allowedCountries: [country] })).toEqual(ALLOWED);
		expect(decide(text, { allowedCountries: ['IN'] })).toEqual(refused('countryNotAllowed'));
		expect(decide(text, { allowedPrefixes: number.slice(0, 4) })).toEqual(ALLOWED);
		// Whatever country others are written for.
		expect(decide(text, { allowedCountries: [country], defaultCountry: 'DE' })).toEqual(ALLOWED);
		const address = text.replace('%2B', '+');
		expect(parseDestination(text)).toEqual({ kind: 'sipUri', address });
	});

	test.each<[string, RefusalCode, string]>([
		['9002345678;phone-context=+1', 'premiumRate', '+19002345678'],
		['2345678;phone-context=+1900', 'premiumRate', '+19002345678'],
		['2345678;phone-context=%2B1-900', 'premiumRate', '+19002345678'],
		['82012345;phone-context=+47', 'premiumRate', '+4782012345'],
		['612345678;phone-context=+881', 'satellite', 'satellite'],
		['911;phone-context=+1', 'emergencyNumber', '911'],
		['105;phone-context=+36', 'emergencyNumber', '105'],
		['105;phone-context=+361', 'emergencyNumber', '105'],
		['112;phone-context=+4930', 'emergencyNumber', '112'],
		['999;phone-context=gw.example.com', 'emergencyNumber', '999'],
		['0110;phone-context=+49', 'emergencyNumber', '110'],
		['1;phone-context=+1', 'notDialable', 'to which country'],
		['123456789012;phone-context=+44', 'notDialable', 'to which country'],
		['*67911;phone-context=+1', 'emergencyNumber', '911'],
	])('sip:%s@ is refused: %s', (user, code, reason) => {
		expect(decide(`sip:${user}@gw.example.com`)).toEqual(refused(code, reason));
	});

	test('Mask Numbers hides the whole of it, wherever it is told', () => {
		const mask = numberMask(['sip:2345678;phone-context=+1900@gw.example.com']);
		expect(mask('+19002345678 is a premium-rate number')).toBe(
			'+********678 is a premium-rate number',
		);
		expect(mask('sip:2345678;phone-context=+1900@gw.example.com')).not.toContain('2345');
	});

	test('of a domain nothing is known: the number is read as any in a SIP URI', () => {
		const text = 'sip:2125550123;phone-context=pbx.example.com@gw.example.com';
		expect(decide(text)).toEqual(refused('notDialable', 'to which country'));
		expect(decide(text, { defaultCountry: 'US' })).toEqual(ALLOWED);
		expect(decide(text, { defaultCountry: 'US', doNotCall: '+1 212 555 0123' })).toEqual(
			refused('doNotCall'),
		);
		expect(decide('sip:1001;phone-context=pbx.example.com@gw.example.com')).toEqual(ALLOWED);
	});

	test('an escaped ; begins a context for some servers and not for others: such a text is refused', () => {
		const text = 'sip:2345678%3Bphone-context=+1900@gw.example.com';
		expect(decide(text)).toEqual(refused('premiumRate', '+19002345678'));
		const other = 'sip:2125550123%3bphone-context=+1@gw.example.com';
		expect(decide(other)).toEqual(refused('notDialable', 'neither a phone number nor a name'));
	});
});
