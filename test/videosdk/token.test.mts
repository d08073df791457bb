import { verifyToken } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import { mintToken } from '../../videosdk/token.ts';

/** 2026-01-01T00:00:00Z, the moment of the vectors. */
const NEW_YEAR = 1767225600;
const account = { apiKey: 'test-api-key', apiSecret: 'test-secret' };

// Made once with the signer of @videosdk.live/server-sdk 0.1.1 for the same input.
const vectors = [
	{
		what: 'a day-long token for the API',
		order: { ...account, issuedAt: NEW_YEAR, lifetimeSeconds: 24 * 3600 },
		token:
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiJ0ZXN0LWFwaS1rZXkiLCJwZXJtaXNzaW9ucyI6WyJhbGxvd19qb2luIiwiYWxsb3dfbW9kIl0sInZlcnNpb24iOjIsInJvbGVzIjpbImNyYXdsZXIiXSwiaWF0IjoxNzY3MjI1NjAwLCJleHAiOjE3NjczMTIwMDB9.IIX4YDM9xOVq6AP2YPW0wn2VnJnjFYzNUIgDhQ7Bf2Y',
	},
	{
		what: 'a ten-minute token with one permission',
		order: {
			...account,
			issuedAt: NEW_YEAR,
			lifetimeSeconds: 600,
			permissions: ['allow_join' as const],
		},
		token:
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiJ0ZXN0LWFwaS1rZXkiLCJwZXJtaXNzaW9ucyI6WyJhbGxvd19qb2luIl0sInZlcnNpb24iOjIsInJvbGVzIjpbImNyYXdsZXIiXSwiaWF0IjoxNzY3MjI1NjAwLCJleHAiOjE3NjcyMjYyMDB9.L6yyLt2PHE0XXZGOkHcwo-p8MfPNkrqsoQAz7IiSr6s',
	},
	{
		what: "a participant's token for one room",
		order: {
			...account,
			issuedAt: NEW_YEAR,
			lifetimeSeconds: 3600,
			permissions: ['allow_join' as const],
			roles: ['rtc' as const],
			participantId: 'caller-1',
			roomId: 'abcd-efgh-ijkl',
		},
		token:
			'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhcGlrZXkiOiJ0ZXN0LWFwaS1rZXkiLCJwZXJtaXNzaW9ucyI6WyJhbGxvd19qb2luIl0sInZlcnNpb24iOjIsInJvbGVzIjpbInJ0YyJdLCJwYXJ0aWNpcGFudElkIjoiY2FsbGVyLTEiLCJyb29tSWQiOiJhYmNkLWVmZ2gtaWprbCIsImlhdCI6MTc2NzIyNTYwMCwiZXhwIjoxNzY3MjI5MjAwfQ.xDF8oJlkhGuUjUrrn1Z3xPcKm_Olhzyrx0SbxPNsBzc',
	},
];

test.each(vectors)(
	"$what is letter for letter what VideoSDK's own SDK signs",
	({ order, token }) => {
		expect(mintToken(order)).toBe(token);
	},
);

test("VideoSDK's own SDK accepts a token of ours and reads our claims in it", () => {
	const issuedAt = Math.floor(Date.now() / 1000);
	const token = mintToken({ ...account, issuedAt, lifetimeSeconds: 600 });
	expect(verifyToken(token, account.apiSecret)).toMatchObject({
		apikey: 'test-api-key',
		permissions: ['allow_join', 'allow_mod'],
		version: 2,
		roles: ['crawler'],
		exp: issuedAt + 600,
	});
});

test('the secret is nowhere in the token', () => {
	const order = { ...account, issuedAt: NEW_YEAR, lifetimeSeconds: 600 };
	const decoded = mintToken(order)
		.split('.')
		.map((part) => Buffer.from(part, 'base64url').toString());
	expect(decoded.join()).not.toContain(account.apiSecret);
});
