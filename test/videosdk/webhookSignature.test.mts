import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
	isGenuine,
	mayBeSigned,
	readPublicKey,
	type SignedDelivery,
} from '../../videosdk/webhookSignature.ts';
import { PROPERTY_RUNS } from '../support/propertyRuns.mts';

/** An RSA key of its own, made and used by the `openssl` program: not by what is tested here. */
function opensslKey() {
	const folder = mkdtempSync(join(tmpdir(), 'webhook-key-'));
	const openssl = (...args: string[]) =>
		execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
	openssl('genrsa', '-out', 'key.pem', '2048');
	const publicPem = (...args: string[]) =>
		openssl('rsa', '-in', 'key.pem', ...args).toString('utf8');
	return {
		// VideoSDK's begins with a line break.
		publicKey: `\n${publicPem('-RSAPublicKey_out')}`,
		spkiKey: publicPem('-pubout'),
		privateKey: readFileSync(join(folder, 'key.pem'), 'utf8'),
		sign(body: string | Uint8Array): string {
			writeFileSync(join(folder, 'body'), body);
			return openssl('dgst', '-sha256', '-sign', 'key.pem', 'body').toString('base64');
		},
		remove: () => rmSync(folder, { recursive: true }),
	};
}

const sender = opensslKey();
const stranger = opensslKey();
afterAll(() => {
	sender.remove();
	stranger.remove();
});

const { publicKey } = sender;
const text = JSON.stringify({ webhookType: 'call-hangup', data: { to: '+14155550123', ü: '😀' } });
const rawBody = Buffer.from(text);
const signature = sender.sign(text);

describe('what openssl signed is genuine', () => {
	test('with the key as VideoSDK gives it: PKCS#1, a line break before it', () => {
		expect(publicKey).toMatch(/^\n-----BEGIN RSA PUBLIC KEY-----/);
		expect(isGenuine({ rawBody, signature, publicKey })).toBe(true);
	});

	test('with the same key in the other common form, and with line ends of Windows', () => {
		expect(isGenuine({ rawBody, signature, publicKey: sender.spkiKey })).toBe(true);
		const windows = publicKey.replaceAll('\n', '\r\n');
		expect(isGenuine({ rawBody, signature, publicKey: windows })).toBe(true);
	});

	test('whatever bytes the body has, text or not', () => {
		const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		expect(isGenuine({ rawBody: bytes, signature: sender.sign(bytes), publicKey })).toBe(true);
	});

	test('when the header came twice: the first one counts', () => {
		const other = stranger.sign(text);
		expect(isGenuine({ rawBody, signature: [signature, other], publicKey })).toBe(true);
		expect(isGenuine({ rawBody, signature: [other, signature], publicKey })).toBe(false);
	});
});

describe('a forged delivery is not genuine', () => {
	test.each([
		['a body with one letter changed', text.replace('+1415', '+1416')],
		['a body that was indented anew', JSON.stringify(JSON.parse(text), null, 2)],
		['a body with a line break at its end', `${text}\n`],
		['a body that was cut off', text.slice(0, -1)],
		['an empty body', ''],
	])('%s', (_, changed) => {
		expect(isGenuine({ rawBody: Buffer.from(changed), signature, publicKey })).toBe(false);
	});

	test.each<[string, string | string[] | undefined]>([
		['no signature', undefined],
		['an empty signature', ''],
		['an empty list of signatures', []],
		['the signature of another body', sender.sign('{}')],
		["a stranger's signature", stranger.sign(text)],
		['the right signature, cut off', signature.slice(0, -4)],
		['the right signature with more behind it', `${signature}AAAA`],
		[
			'the right signature with characters that are not base64',
			`${signature.slice(0, 9)}!${signature.slice(9)}`,
		],
		['the right signature in two lines', `${signature.slice(0, 64)}\n${signature.slice(64)}`],
		[
			'the right signature in the base64 of URLs',
			Buffer.from(signature, 'base64').toString('base64url'),
		],
		['the right signature in hexadecimal', Buffer.from(signature, 'base64').toString('hex')],
		['a signature of a megabyte', 'A'.repeat(2 ** 20)],
		['the public key itself', publicKey],
	])('%s', (_, forged) => {
		expect(isGenuine({ rawBody, signature: forged, publicKey })).toBe(false);
	});

	test('a signature with SHA-1, or with the padding of RSA-PSS, under the right key', () => {
		const { privateKey } = sender;
		const sha1 = sign('sha1', rawBody, privateKey).toString('base64');
		const pss = sign('sha256', rawBody, { key: privateKey, padding: 6 }).toString('base64');
		for (const forged of [sha1, pss]) {
			expect(isGenuine({ rawBody, signature: forged, publicKey })).toBe(false);
		}
	});
});

describe('a key that cannot be used makes nothing genuine', () => {
	const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const ecPem = elliptic.publicKey.export({ type: 'spki', format: 'pem' }).toString();

	test.each([
		['an empty one', ''],
		['text', 'key'],
		['a cut one', publicKey.slice(0, 200)],
		["a stranger's", stranger.publicKey],
		['a private key', sender.privateKey],
		['an endless one', publicKey + 'A'.repeat(10_000)],
	])('%s', (_, unusable) => {
		expect(isGenuine({ rawBody, signature, publicKey: unusable })).toBe(false);
	});

	test('one of another kind, even for what it signed', () => {
		const signed = sign('sha256', rawBody, elliptic.privateKey).toString('base64');
		expect(isGenuine({ rawBody, signature: signed, publicKey: ecPem })).toBe(false);
		expect(readPublicKey({ publicKey: ecPem })).toBeUndefined();
	});
});

test('nothing that a stranger sends makes the check fail with an error', () => {
	const odd = fc.oneof(fc.anything(), fc.string(), fc.base64String(), fc.uint8Array());
	const delivery = fc.record({
		rawBody: odd,
		signature: odd,
		publicKey: fc.oneof(odd, fc.constant(publicKey)),
	});
	fc.assert(
		fc.property(delivery, (forged) => {
			const isHeldForGenuine = isGenuine(forged as Parameters<typeof isGenuine>[0]);
			return !isHeldForGenuine && typeof mayBeSigned(forged as SignedDelivery) === 'boolean';
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

test('whatever is genuine might have been signed: no key need be asked for what could not', () => {
	const { privateKey, publicKey: own } = generateKeyPairSync('rsa', { modulusLength: 1024 });
	const pem = own.export({ type: 'pkcs1', format: 'pem' }).toString();
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
			const signed = sign('sha256', bytes, privateKey).toString('base64');
			const delivery = { rawBody: bytes, signature: signed };
			return mayBeSigned(delivery) && isGenuine({ ...delivery, publicKey: pem });
		}),
		{ numRuns: PROPERTY_RUNS },
	);
});

describe('the key is read out of the answer', () => {
	test.each([[{ publicKey }], [{ statusCode: 200, data: { publicKey } }], [publicKey]])(
		'whatever is around it (%#)',
		(answer) => expect(readPublicKey(answer)).toBe(publicKey),
	);

	test.each([
		undefined,
		null,
		7,
		'',
		[],
		{},
		{ publicKey: '' },
		{ publicKey: 7 },
		{ data: null },
		'<html>',
	])('and %j has none', (answer) => expect(readPublicKey(answer)).toBeUndefined());
});
