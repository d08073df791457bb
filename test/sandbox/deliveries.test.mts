import { beforeEach, describe, expect, test } from 'vitest';
import { isGenuine } from '../../videosdk/webhookSignature.ts';
import { startSandbox } from '../../sandbox/index.mts';
import { useReceiver } from '../support/webhookReceiver.mts';
import type { Received } from '../support/webhookReceiver.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, token, send, control } = useSandbox();
const { url, received, answerWith } = useReceiver();

const listen = (to = url(), events = ['call-hangup']) =>
	send('/v2/sip/webhooks', { method: 'POST', body: { url: to, events } });
const news = (number: number) => ({ webhookType: 'call-hangup', data: { number } });
const numbers = () => received().map(({ json }) => json.data.number);
const keyNow = async () => (await send('/v2/public/rsa-public-key')).json.publicKey as string;
const signatureOf = ({ headers }: Received) => headers['videosdk-signature'];

async function areGenuine(): Promise<boolean[]> {
	const publicKey = await keyNow();
	return received().map((delivery) =>
		isGenuine({ rawBody: delivery.rawBody, signature: signatureOf(delivery), publicKey }),
	);
}

beforeEach(async () => void (await listen()));

test('each delivery is kept as it went over the wire, with the answer', async () => {
	sandbox().deliver(news(1));
	await sandbox().settled();
	const [delivery] = received();
	expect(sandbox().deliveries()).toEqual([
		{
			at: sandbox().clock.now(),
			webhookId: sandbox().webhooks()[0]?.id,
			url: url(),
			event: 'call-hangup',
			body: delivery?.rawBody.toString('utf8'),
			headers: {
				'content-type': 'application/json',
				'videosdk-signature': delivery && signatureOf(delivery),
			},
			attempt: 1,
			status: 200,
		},
	]);
});

describe('signatures', () => {
	test('a delivery is signed so that it can be checked with the served key', async () => {
		sandbox().deliver({ ...news(1), text: 'ü 😀' });
		await sandbox().settled();
		expect(await areGenuine()).toEqual([true]);
		expect(received().map(signatureOf)).toEqual([
			sandbox().sign(received()[0]?.rawBody.toString('utf8') ?? ''),
		]);
	});

	test.each([
		{ signature: 'none' },
		{ signature: 'wrongKey' },
		{ body: 'altered' },
		{ body: 'reindented' },
	] as const)('a delivery with %j is not genuine, and still the same event', async (habits) => {
		sandbox().changeDelivery(habits);
		sandbox().deliver(news(1));
		await sandbox().settled();
		expect(await areGenuine()).toEqual([false]);
		expect(received()[0]?.json).toMatchObject(news(1));
		expect(signatureOf(received()[0] as Received) === undefined).toBe(habits.signature === 'none');
	});

	test('once the key is changed, old deliveries fit no more and new ones fit', async () => {
		sandbox().deliver(news(1));
		sandbox().rotateKey();
		sandbox().deliver(news(2));
		await sandbox().settled();
		expect(await areGenuine()).toEqual([false, true]);
	});
});

describe('repeated, reordered, late', () => {
	test('each delivery may come several times, word for word', async () => {
		sandbox().changeDelivery({ times: 3 });
		sandbox().deliver(news(1));
		await sandbox().settled();
		expect(numbers()).toEqual([1, 1, 1]);
		expect(new Set(received().map(signatureOf)).size).toBe(1);
	});

	test('deliveries may be held back and come in a given order', async () => {
		sandbox().changeDelivery({ hold: { count: 3, order: [2, 0, 1] } });
		sandbox().deliver(news(1));
		sandbox().deliver(news(2));
		await sandbox().settled();
		expect(numbers()).toEqual([]);
		sandbox().deliver(news(3));
		await sandbox().settled();
		expect(numbers()).toEqual([3, 1, 2]);
	});

	test('a random order is the same for the same seed, and loses none', async () => {
		const order = async (seed: number) => {
			sandbox().changeDelivery({ hold: { count: 12, seed }, times: 3 });
			for (const number of [1, 2, 3, 4]) sandbox().deliver(news(number));
			await sandbox().settled();
			return numbers().slice(-12);
		};
		const first = await order(1);
		expect([...first].sort()).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
		expect(await order(1)).toEqual(first);
		expect(await order(2)).not.toEqual(first);
	});

	test('what is held back can be released before its time, in its order', async () => {
		sandbox().changeDelivery({ hold: { count: 4, order: [3, 1, 0, 2] } });
		sandbox().deliver(news(1));
		sandbox().deliver(news(2));
		sandbox().releaseDeliveries();
		await sandbox().settled();
		expect(numbers()).toEqual([2, 1]);
		sandbox().deliver(news(3));
		sandbox().changeDelivery({ hold: null });
		await sandbox().settled();
		expect(numbers()).toEqual([2, 1, 3]);
	});

	test("deliveries may come late, by the sandbox's clock", async () => {
		sandbox().changeDelivery({ delaySeconds: 60 });
		sandbox().deliver(news(1));
		sandbox().changeDelivery({ delaySeconds: 10 });
		sandbox().deliver(news(2));
		const passed = [];
		for (const ms of [9_999, 1, 49_999, 1]) {
			sandbox().clock.advance(ms);
			await sandbox().settled();
			passed.push(numbers());
		}
		expect(passed).toEqual([[], [2], [2], [2, 1]]);
	});
});

describe('a receiver that does not take a delivery', () => {
	test('is not asked again by default', async () => {
		answerWith(500);
		sandbox().deliver(news(1));
		await sandbox().settled();
		expect(sandbox().deliveries()).toMatchObject([{ status: 500 }]);
	});

	test('is asked again as often as wanted, and not after it has taken it', async () => {
		sandbox().changeDelivery({ retries: 3 });
		answerWith(500, 503, 200);
		sandbox().deliver(news(1));
		await sandbox().settled();
		const seen = sandbox()
			.deliveries()
			.map(({ attempt, status }) => [attempt, status]);
		expect(seen).toEqual([
			[1, 500],
			[2, 503],
			[3, 200],
		]);
	});

	test('is not asked again when it refuses', async () => {
		sandbox().changeDelivery({ retries: 3 });
		answerWith(401);
		sandbox().deliver(news(1));
		await sandbox().settled();
		expect(sandbox().deliveries()).toMatchObject([{ status: 401 }]);
	});

	test('and gives no answer is waited for so long and no longer', async () => {
		sandbox().changeDelivery({ answerSeconds: 0.05, retries: 1 });
		answerWith(null, null);
		sandbox().deliver(news(1));
		await sandbox().settled();
		const timedOut = { status: null, error: expect.stringContaining('timeout') };
		expect(sandbox().deliveries()).toMatchObject([timedOut, timedOut]);
	});

	test('because nobody is there is told why', async () => {
		await listen('http://127.0.0.1:1/');
		sandbox().deliver(news(1));
		await sandbox().settled();
		const lost = sandbox()
			.deliveries()
			.find((one) => one.url === 'http://127.0.0.1:1/');
		expect(lost).toMatchObject({ status: null, error: expect.stringContaining('ECONNREFUSED') });
	});
});

test.each([
	'https://example.com/hook',
	'http://10.0.0.1/',
	'http://127.0.0.1@example.com/',
	'http://localhost.example.com/',
	'ftp://127.0.0.1/',
])('%s is registered, and nothing is ever sent there', async (elsewhere) => {
	expect((await listen(elsewhere)).status).toBe(200);
	sandbox().changeDelivery({ retries: 3 });
	sandbox().deliver(news(1));
	await sandbox().settled();
	expect(
		sandbox()
			.deliveries()
			.filter((one) => one.url === elsewhere),
	).toMatchObject([{ status: null, error: expect.stringContaining('Not sent') }]);
});

test('a body that names no event goes to everybody, and a text as it is', async () => {
	await listen(url(), ['call-missed']);
	sandbox().deliver({ data: { number: 1 } });
	sandbox().deliver('{ "data": { "number": 2 } }');
	sandbox().deliver(news(3));
	await sandbox().settled();
	expect(numbers()).toEqual([1, 1, 2, 2, 3]);
	expect(received()[2]?.rawBody.toString('utf8')).toBe('{ "data": { "number": 2 } }');
});

test('a reset drops what is held back, delayed or under way, and the habits', async () => {
	answerWith(null);
	sandbox().deliver(news(1));
	sandbox().changeDelivery({ delaySeconds: 5 });
	sandbox().deliver(news(2));
	sandbox().changeDelivery({ hold: { count: 9 } });
	sandbox().deliver(news(3));
	await expect.poll(numbers).toEqual([1]);
	sandbox().reset();
	await listen();
	sandbox().clock.advance(60_000);
	sandbox().deliver(news(4));
	await sandbox().settled();
	expect(numbers()).toEqual([1, 4]);
	expect(sandbox().deliveries()).toMatchObject([{ status: 200 }]);
});

test('closing breaks off a delivery that is under way', async () => {
	// The same key and secret as those of the other sandbox, so its token is good here.
	const own = await startSandbox();
	await fetch(`${own.url}/v2/sip/webhooks`, {
		method: 'POST',
		headers: { authorization: token(), 'content-type': 'application/json' },
		body: JSON.stringify({ url: url(), events: ['call-hangup'] }),
	});
	answerWith(null);
	own.deliver(news(1));
	await expect.poll(numbers).toEqual([1]);
	await own.close();
	await own.settled();
	expect(own.deliveries()).toMatchObject([{ status: null, error: expect.any(String) }]);
});

describe('over HTTP', () => {
	test('deliveries are made by hand, watched and changed', async () => {
		expect((await control('/webhooks')).json).toMatchObject([{ url: url() }]);
		const payload = 'asConsumersReadIt';
		const changed = await control('/delivery', 'PUT', { payload, times: 2, hold: { count: 9 } });
		expect(changed.json).toMatchObject({
			payload,
			times: 2,
			hold: { count: 9 },
			signature: 'good',
		});
		expect((await control('/deliveries', 'POST', news(1))).status).toBe(202);
		expect((await control('/deliveries')).json).toEqual([]);
		await control('/delivery/release', 'POST');
		await sandbox().settled();
		expect((await control('/deliveries')).json).toMatchObject([{ status: 200 }, { status: 200 }]);
		expect((await control('/delivery')).json).toEqual(changed.json);
	});

	test('the key is changed', async () => {
		const before = await keyNow();
		const { publicKey } = (await control('/key/rotate', 'POST')).json;
		expect([publicKey === before, publicKey]).toEqual([false, await keyNow()]);
	});

	test.each([
		[{ time: 2 }, 'Unknown field "time".'],
		[{ times: 0 }, '"times"'],
		[{ signature: 'bad' }, '"signature"'],
		[{ payload: 'asIWish' }, '"payload"'],
		[{ hold: { count: 2, order: [0, 0] } }, 'each number from 0'],
		[{ hold: { count: 2, order: [0] } }, 'each number from 0'],
		[{ hold: { count: 2, order: [1, 0], seed: 1 } }, 'Either order or seed'],
	])('%j is refused: %s', async (habits, why) => {
		const { status, json } = await control('/delivery', 'PUT', habits);
		expect([status, json.message]).toEqual([400, expect.stringContaining(why)]);
	});
});
