import type { NodeParameterValueType } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { numbers, useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, call } = useCallingWorkflow();

const [ANNA, OTHER] = numbers(2);
const throughGateway = {
	callThrough: 'gateway',
	gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
	from: '',
};

describe('nobody is called, and nothing is sent, for', () => {
	test.each<[string, Record<string, NodeParameterValueType>, string]>([
		[
			'sip:105@pbx.example.com',
			{},
			'105 is an emergency number in Cuba, Hungary, Mongolia and Peru',
		],
		['sip:116@pbx.example.com', {}, '116 is an emergency number'],
		['sip:171@pbx.example.com', {}, '171 is an emergency number in Togo and Venezuela'],
		['sip:14@pbx.example.com', {}, '14 is an emergency number in Algeria'],
		['sip:1298@pbx.example.com', {}, '1298 is an emergency number in India'],
		['sip:1%30%35@pbx.example.com', {}, '105 is an emergency number'],
		['sip:105;phone-context=+36@gw.example.com', {}, '105 is an emergency number'],
		['sip:101@pbx.example.com.evil.test', { allowedPrefixes: 'sip:101@pbx.example.com' }, '101 is'],
		['sip:101@pbx.example.community', { allowedPrefixes: 'sip:101@pbx.example.com' }, '101 is'],
		[
			'sip:101@pbx.example.com;maddr=192.0.2.1',
			{ allowedPrefixes: 'sip:101@pbx.example.com' },
			'its parameter "maddr" may lead the call elsewhere',
		],
		['sip:anna@pbx.example.com;%6Daddr=192.0.2.1', {}, 'may lead the call elsewhere'],
		[
			'sip:anna@pbx.example.com.evil.test',
			{ allowedPrefixes: 'sip:anna@pbx.example.com' },
			'Allowed',
		],
		['sip:90000001;phone-context=+47@gw.example.com', { doNotCall: ANNA }, 'do-not-call list'],
		['sip:90000001;phone-context=+47@gw.example.com', { allowedCountries: ['US'] }, 'in Norway'],
		['sip:9002345678;phone-context=+1@gw.example.com', {}, 'a premium-rate number'],
		['sip:%2B4790000001;ext=12@gw.example.com', { doNotCall: [ANNA] }, 'do-not-call list'],
	])('%s with %j', async (to, safety, words) => {
		const { status, error } = await call({ to: [to, OTHER], parameters: { safety } });
		expect(status).toBe('error');
		expect(error?.message).toContain('Item 1 of 2: "To" ');
		expect(error?.message).toContain(words);
		expect(error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().rings()).toEqual({});
		expect(sandbox().journal()).toEqual([]);
	});
});

describe('one phone rings, and the address goes out as', () => {
	test.each<[string, Record<string, NodeParameterValueType>, string]>([
		['sip:+14155550123;ext=1234@gw.example.com', {}, 'sip:+14155550123;ext=1234@gw.example.com'],
		['sip:%2B14155550123@gw.example.com', {}, 'sip:+14155550123@gw.example.com'],
		[
			'sip:2125550123;phone-context=%2B1@gw.example.com',
			{ allowedCountries: ['US'] },
			'sip:2125550123;phone-context=+1@gw.example.com',
		],
		[
			'sip:105@pbx.example.com',
			{ allowedPrefixes: 'sip:105@pbx.example.com' },
			'sip:105@pbx.example.com',
		],
		[
			'sips:101@pbx.example.com:5061;transport=tls',
			{ allowedPrefixes: 'sip:101@pbx.example.com' },
			'sips:101@pbx.example.com:5061;transport=tls',
		],
		['sip:anna105@pbx.example.com', {}, 'sip:anna105@pbx.example.com'],
		['sip:%61nna@pbx.example.com', { allowedPrefixes: 'sip:anna@' }, 'sip:anna@pbx.example.com'],
	])('%s with %j: %s', async (to, safety, address) => {
		const { status } = await call({ to: [to], parameters: { safety } });
		expect(status).toBe('success');
		expect(sandbox().rings()).toEqual({ [address]: 1 });
		const [{ body }] = sandbox()
			.journal()
			.filter(({ path }) => path === '/v2/sip/outbound-call');
		expect(body).toMatchObject({ to: address });
	});

	test('two spellings of one number in SIP URIs are one line: with one key it rings once', async () => {
		const to = [
			'sip:%2B4790000001@gw.example.com',
			'sip:90000001;phone-context=+47@gw.example.com',
		];
		await call({ to, options: { deduplicationKey: 'one-line' } });
		expect(sandbox().rings()).toEqual({ 'sip:+4790000001@gw.example.com': 1 });
	});
});

describe('SIP Headers and Metadata of a call through a gateway', () => {
	const headers = (...rows: Array<[string, string]>) => ({
		sipHeaders: { header: rows.map(([name, value]) => ({ name, value })) },
	});
	const metadata = (...rows: Array<[string, string]>) => ({
		metadata: { entry: rows.map(([key, value]) => ({ key, value })) },
	});

	test.each<[string, object, string]>([
		['a name that SIP software does not read', headers(['X#1', 'a']), '"SIP Headers" is "X#1"'],
		[
			'a header of the call',
			headers(['Via', 'a']),
			'"SIP Headers" is "Via": the call itself is made',
		],
		['its short name', headers(['l', '0']), '"SIP Headers" is "l": the call itself is made'],
		[
			'two rows with one name',
			headers(['X-A', '1'], ['x-a', '2']),
			'"SIP Headers" is "x-a": it is there',
		],
		[
			'two rows with one key',
			metadata(['lead', '1'], ['lead', '2']),
			'"Metadata" is "lead": it is there',
		],
	])('%s: nobody is called', async (_what, options, words) => {
		const { error } = await call({
			to: numbers(2),
			parameters: throughGateway,
			options: options as Record<string, unknown>,
		});
		expect(error?.message).toContain(`Item 1 of 2: ${words}`);
		expect(error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().rings()).toEqual({});
		expect(sandbox().journal()).toEqual([]);
	});

	test('identity headers and names of one’s own are sent with the call, which rings once', async () => {
		const sent = {
			'X-Campaign': 'spring',
			'P-Asserted-Identity': '<sip:+12025550160@carrier.example>',
			Diversion: '<sip:+12025550161@carrier.example>;reason=unconditional',
			'User-to-User': '00C81D5F;encoding=hex',
		};
		const options = headers(...Object.entries(sent));
		const { status } = await call({ to: [ANNA], parameters: throughGateway, options });
		expect(status).toBe('success');
		expect(sandbox().ringsOf(ANNA)).toBe(1);
		const [{ body }] = sandbox()
			.journal()
			.filter(({ path, method }) => path === '/v2/sip/call' && method === 'POST');
		expect(body).toMatchObject({ headers: sent });
	});
});
