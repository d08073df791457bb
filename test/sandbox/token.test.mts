import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { expect, test } from 'vitest';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, token, send } = useSandbox();

const withToken = (authorization: string | null) => send('/v2/sip/call', { authorization });

async function refusedWith(authorization: string | null, status: number, reason: RegExp) {
	const answer = await withToken(authorization);
	expect(answer.json.message).toMatch(reason);
	expect(answer.status).toBe(status);
}

test('a token signed with the account secret is accepted', async () => {
	expect((await withToken(token())).status).toBe(200);
});

test('a request without a token is refused with 401 and the reason', () =>
	refusedWith(null, 401, /header is missing/));

test('a token signed with a foreign secret is refused with 401 and the reason', () =>
	refusedWith(token({}, 'a foreign secret'), 401, /signature does not fit the API secret/));

test('a token whose claims were changed after signing is refused', async () => {
	const [header, , signature] = token().split('.');
	const claims = Buffer.from(JSON.stringify({ apikey: sandbox().apiKey, version: 2, exp: 9e9 }));
	await refusedWith([header, claims.toString('base64url'), signature].join('.'), 401, /signature/);
});

test('a token behind "Bearer " is refused with 401 and told to be bare', () =>
	refusedWith(`Bearer ${token()}`, 401, /bare token, without "Bearer "/));

test('a token behind "Basic " is refused with 401 and told to be bare', () =>
	refusedWith(`Basic ${token()}`, 401, /without "Basic "/));

test('an unsigned token (algorithm none) is refused with 401 and the reason', async () => {
	const claims = { apikey: sandbox().apiKey, version: 2, exp: 9e9 };
	await refusedWith(jwt.sign(claims, '', { algorithm: 'none' }), 401, /HS256, not "none"/);
});

test('a token signed with RS256 is refused with 401 and the reason', async () => {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const claims = { apikey: sandbox().apiKey, version: 2, exp: 9e9 };
	await refusedWith(jwt.sign(claims, privateKey, { algorithm: 'RS256' }), 401, /not "RS256"/);
});

test('a token signed with the right secret but HS512 is refused', async () => {
	const claims = { apikey: sandbox().apiKey, version: 2, exp: 9e9 };
	const signed = jwt.sign(claims, sandbox().apiSecret, { algorithm: 'HS512' });
	await refusedWith(signed, 401, /HS256, not "HS512"/);
});

test('a token without expiry is refused', () =>
	refusedWith(
		jwt.sign({ apikey: sandbox().apiKey, version: 2 }, sandbox().apiSecret),
		401,
		/no expiry/,
	));

test('a token that has expired is refused', () =>
	refusedWith(token({ exp: Math.floor(Date.now() / 1000) - 1 }), 401, /expired/));

test("a token lives by the real time, so that the sandbox's clock does not end it", async () => {
	const tenMinutes = token();
	sandbox().clock.advance(24 * 60 * 60 * 1000);
	expect((await withToken(tenMinutes)).status).toBe(200);
});

test("a token that has expired by the service's own clock is refused, and one of the future is not", async () => {
	sandbox().changeSettings({ clockSkewSeconds: 600 });
	await refusedWith(token(), 401, /expired/);
	sandbox().changeSettings({ clockSkewSeconds: -600 });
	expect((await withToken(token())).status).toBe(200);
});

test('a token for another API key is refused', () =>
	refusedWith(token({ apikey: 'another-key' }), 401, /"apikey" is not the API key/));

test.each([[1], ['2'], [undefined]])('a token of version %o is refused', (version) =>
	refusedWith(token({ version }), 401, /"version" must be the number 2/),
);

test('a token that may only join rooms (role rtc) is refused with 403', () =>
	refusedWith(token({ roles: ['rtc'] }), 403, /role "rtc"/));

test.each(['nonsense', 'a.b.c', 'e30.e30.', '.', '   .  '])(
	'a text that is no token (%o) is refused with 401',
	async (text) => {
		expect((await withToken(text)).status).toBe(401);
	},
);

test('every route of the API asks for a token, also one that does not exist', async () => {
	for (const path of ['/v2/rooms', '/v2/sip/call/some-id', '/v2/no-such-route']) {
		expect((await send(path, { authorization: null })).status).toBe(401);
	}
});

test('a refused token rings no phone', async () => {
	const body = { to: '+4915550100', displayName: 'A', meetingId: 'm', trunkId: 't' };
	await send('/v2/sip/outbound-call', { method: 'POST', body, authorization: 'nonsense' });
	expect(sandbox().rings()).toEqual({});
});
