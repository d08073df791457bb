import { expect, test } from 'vitest';
import { orderToken, tokenOrderIn } from '../../videosdk/participantToken.ts';

test('an order for a token is read back from the body of a request', () => {
	const order = { roomId: 'abcd-efgh-ijkl', participantId: 'caller-1' };
	expect(tokenOrderIn({ callId: 'c1', token: orderToken(order) })).toEqual(order);
});

test('an order for nobody in particular has no participant', () => {
	const body = { token: orderToken({ roomId: 'abcd-efgh-ijkl' }) };
	expect(tokenOrderIn(body)).toEqual({ roomId: 'abcd-efgh-ijkl', participantId: undefined });
});

test.each([
	undefined,
	null,
	'token',
	{},
	{ token: 'abc' },
	{ token: { mintFor: true } },
	{ token: { mintFor: {} } },
	{ token: { mintFor: { participantId: 'caller-1' } } },
	{ metadata: { token: { mintFor: { roomId: 'abcd-efgh-ijkl' } } } },
])('no token is made for %j', (body) => {
	expect(tokenOrderIn(body)).toBeUndefined();
});
