import { expect, test } from 'vitest';
import { isGenuine, readPublicKey } from '../../videosdk/webhookSignature.ts';
import { CALL_EVENTS, readCallEvent } from '../../videosdk/callEvent.ts';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useReceiver } from '../support/webhookReceiver.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();
const { url, received } = useReceiver();

const events = [...CALL_EVENTS];

/** The deliveries of a whole call. */
async function deliveriesOfACall() {
	await vsdk().sip.webhooks.create({ url: url(), events });
	await vsdk().sip.calls.create({
		callTo: '+4915550100',
		gatewayId: SEED_GATEWAY_ID,
		roomId: 'abcd-efgh-ijkl',
	});
	sandbox().clock.advance(60_000);
	await sandbox().settled();
	return received().map(({ rawBody, headers }) => ({
		rawBody,
		signature: headers['videosdk-signature'],
	}));
}

test('the SDK registers, gets, changes and removes a webhook with all events', async () => {
	const { webhooks } = vsdk().sip;
	const { id } = await webhooks.create({ url: url(), events });
	expect(await webhooks.get(id)).toMatchObject({ id, url: url(), events });
	const changed = await webhooks.update(id, { url: url('/new'), events: ['call-missed'] });
	expect(changed).toMatchObject({ id, url: url('/new'), events: ['call-missed'] });
	expect(await webhooks.delete(id)).toEqual({ message: expect.any(String) });
	await expect(webhooks.get(id)).rejects.toMatchObject({ httpStatus: 404 });
});

test('the SDK pages through and searches webhooks, each with its id', async () => {
	const { webhooks } = vsdk().sip;
	for (let i = 1; i <= 12; i += 1) await webhooks.create({ url: url(`/hook-${i}`), events });
	const all = await collect(await webhooks.list({ perPage: 5 }));
	expect(new Set(all.map(({ id }) => id))).toEqual(
		new Set(
			sandbox()
				.webhooks()
				.map(({ id }) => id),
		),
	);
	expect((await webhooks.list({ search: 'hook-12' })).data).toMatchObject([
		{ url: url('/hook-12') },
	]);
});

test("the SDK accepts the sandbox's deliveries as genuine, and reads the events in them", async () => {
	const deliveries = await deliveriesOfACall();
	const read = [];
	for (const { rawBody, signature } of deliveries) {
		const event = await vsdk().webhooks.verify(rawBody, signature);
		read.push([event.type, event.data.status]);
	}
	expect(read).toEqual([
		['call-started', 'initiated'],
		['call-ringing', 'ringing'],
		['call-answered', 'answered'],
		['call-hangup', 'ended'],
	]);
});

test.each([
	{ signature: 'none' },
	{ signature: 'wrongKey' },
	{ body: 'altered' },
	{ body: 'reindented' },
] as const)('the SDK and we refuse deliveries with %j', async (habits) => {
	sandbox().changeDelivery(habits);
	const publicKey = await vsdk().webhooks.getPublicKey();
	const deliveries = await deliveriesOfACall();
	expect(deliveries).toHaveLength(4);
	for (const { rawBody, signature } of deliveries) {
		await expect(vsdk().webhooks.verify(rawBody, signature)).rejects.toThrow(/signature/i);
		expect(isGenuine({ rawBody, signature, publicKey })).toBe(false);
	}
});

test('we accept what the SDK accepts, with the key that the SDK gets', async () => {
	const answer = await vsdk().api.get('/v2/public/rsa-public-key');
	const publicKey = readPublicKey(answer) ?? '';
	expect(publicKey).toBe(await vsdk().webhooks.getPublicKey());
	const deliveries = await deliveriesOfACall();
	expect(deliveries.every((delivery) => isGenuine({ ...delivery, publicKey }))).toBe(true);
});

test('the SDK holds on to its key: after a change of key only a new client accepts', async () => {
	const old = vsdk();
	await old.webhooks.getPublicKey();
	sandbox().rotateKey();
	const [{ rawBody, signature } = { rawBody: '', signature: '' }] = await deliveriesOfACall();
	await expect(old.webhooks.verify(rawBody, signature)).rejects.toThrow(/invalid/);
	expect(await vsdk().webhooks.verify(rawBody, signature)).toMatchObject({ type: 'call-started' });
});

test("events give the same outcome as the SDK's own call", async () => {
	await deliveriesOfACall();
	const told = received().map(({ json }) => readCallEvent(json));
	expect(told.map(({ outcome }) => outcome)).toEqual([
		'inProgress',
		'inProgress',
		'answered',
		'answered',
	]);
	expect(told.map(({ sequenceHint }) => sequenceHint)).toEqual([0, 1, 2, 3]);
	const call = await vsdk().sip.calls.get(told[0]?.callId ?? '');
	expect(told.at(-1)).toMatchObject({ to: call.to, roomId: call.roomId, status: call.status });
});
