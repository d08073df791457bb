import { AuthenticationError, VideoSDK } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import { useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

test("the SDK's own token is accepted, bare and signed with HS256", async () => {
	await vsdk().rooms.list();
	expect(sandbox().journal()[0]).toMatchObject({
		status: 200,
		authorization: {
			prefix: '',
			algorithm: 'HS256',
			claims: { apikey: sandbox().apiKey, version: 2, roles: ['crawler'] },
		},
	});
});

test("the SDK's participant token (role rtc) is refused, as the docs say it is", async () => {
	const participant = new VideoSDK({
		token: vsdk().accessToken().setParticipant('caller-1').toJwt(),
		apiEndpoint: sandbox().url,
		maxRetries: 0,
	});
	await expect(participant.rooms.list()).rejects.toMatchObject({ httpStatus: 403 });
});

test('the SDK reports a wrong secret as an authentication error with our reason', async () => {
	const stranger = vsdk({ secret: 'a foreign secret' });
	const error = await stranger.rooms.list().catch((reason: unknown) => reason);
	expect(error).toBeInstanceOf(AuthenticationError);
	expect((error as Error).message).toMatch(/signature does not fit the API secret/);
});

test("the SDK's day-long token outlives a sandbox whose clock is two days ahead", async () => {
	const client = vsdk();
	await client.rooms.list();
	sandbox().clock.advance(48 * 60 * 60 * 1000);
	expect((await client.rooms.list()).total).toBe(28);
});
