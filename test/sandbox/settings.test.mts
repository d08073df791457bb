import { expect, test } from 'vitest';
import { BROKEN_ACCOUNTS } from '../../sandbox/index.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send, dialOut, control } = useSandbox();

const get = async (path: string) => (await send(path)).json;
const listed = async () => (await get('/v2/sip/call')).data[0];
const callId = () => sandbox().calls()[0]?.callId ?? '';

test('a single call may be unknown, while the list still finds it by its id', async () => {
	sandbox().changeSettings({ callGetAnswers404: true });
	await dialOut();
	expect((await send(`/v2/sip/call/${callId()}`)).status).toBe(404);
	expect((await get(`/v2/sip/call?id=${callId()}`)).data).toHaveLength(1);
});

test('statuses may be in upper case everywhere', async () => {
	sandbox().changeSettings({ upperCaseStatuses: true });
	expect((await dialOut()).json.data).toMatchObject({
		status: 'INITIATED',
		timelog: [{ status: 'INITIATED' }],
	});
	sandbox().clock.advance(31_000);
	expect((await listed()).status).toBe('ANSWERED');
	const { data } = await get(`/v2/sip/call/${callId()}`);
	expect(data.timelog.map(({ status }: { status: string }) => status)).toEqual([
		'INITIATED',
		'RINGING',
		'ANSWERED',
	]);
	const body = { callId: callId() };
	const ended = await send('/v2/sip/call/end', { method: 'POST', body });
	expect(ended.json.data.status).toBe('ENDED');
});

test('a status never seen before may be shown while the phone rings', async () => {
	sandbox().changeSettings({ unknownStatus: 'queued-somewhere' });
	await dialOut();
	sandbox().clock.advance(1_000);
	expect((await listed()).status).toBe('queued-somewhere');
	sandbox().clock.advance(3_000);
	expect(await listed()).toMatchObject({
		status: 'answered',
		timelog: [{}, { status: 'queued-somewhere' }, { status: 'answered' }],
	});
});

test('calls may vanish from the list, though not as single ones', async () => {
	sandbox().changeSettings({ vanishingCalls: 10 });
	await dialOut();
	sandbox().clock.advance(9_999);
	expect((await get('/v2/sip/call')).pageInfo.total).toBe(1);
	sandbox().clock.advance(1);
	expect((await get('/v2/sip/call')).pageInfo.total).toBe(0);
	expect((await send(`/v2/sip/call/${callId()}`)).status).toBe(200);
});

test("the service's clock may be ahead, in the Date header and in the times of calls", async () => {
	sandbox().changeSettings({ clockSkewSeconds: 90 });
	const now = sandbox().clock.now();
	const ahead = new Date(now + 90_000);
	const placed = await dialOut();
	expect(placed.status).toBe(200);
	expect(placed.headers.get('date')).toBe(ahead.toUTCString());
	expect(placed.json.data.timelog[0].timestamp).toBe(ahead.toISOString());
	expect((await listed()).start).toBe(ahead.toISOString());
	expect((await get(`/v2/sip/call?startDate=${now + 90_000}`)).data).toHaveLength(1);
	expect((await get(`/v2/sip/call?startDate=${now + 90_001}`)).data).toEqual([]);
});

test('pages may be smaller than asked for, and say how large they are', async () => {
	sandbox().changeSettings({ pageSizeLimit: 2 });
	for (let i = 0; i < 5; i += 1) await dialOut();
	const last = await get('/v2/sip/call?perPage=100&page=3');
	expect(last.pageInfo).toEqual({ currentPage: 3, perPage: 2, lastPage: 3, total: 5 });
	expect(last.data).toHaveLength(1);
	for (const path of ['rooms', 'sip/outbound-gateways', 'sip/routing-rule', 'sip/phone-numbers']) {
		expect((await get(`/v2/${path}?perPage=100`)).data).toHaveLength(2);
	}
});

test('calls may end between the answer of a list and its arrival', async () => {
	await dialOut({ sipCallTo: '+4915550101' });
	await dialOut({ sipCallTo: '+4915550102' });
	sandbox().clock.advance(5_000);
	sandbox().addFault({
		on: { method: 'GET', path: '/v2/sip/call' },
		fault: { kind: 'endDuring', to: '+4915550101' },
	});
	const statuses = async () =>
		(await get('/v2/sip/call')).data.map(({ status }: { status: string }) => status);
	expect(await statuses()).toEqual(['answered', 'answered']);
	expect(await statuses()).toEqual(['answered', 'ended']);
	sandbox().addFault({ on: {}, fault: { kind: 'endDuring' } });
	expect(await statuses()).toEqual(['answered', 'ended']);
	expect(await statuses()).toEqual(['ended', 'ended']);
});

test('a setting of the wrong kind is refused by name, over HTTP and in code', async () => {
	const answer = await control('/settings', 'PUT', { vanishingCalls: 'soon' });
	expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining('vanishing')]);
	expect(() => sandbox().changeSettings({ pageSizeLimit: 0 })).toThrow(/pageSizeLimit/);
});

test('the account may have a new secret, and telephony may not be open to it', async () => {
	sandbox().changeSettings({ telephonyRefusal: 402 });
	expect((await send('/v2/sip/outbound-gateways')).status).toBe(402);
	expect((await send('/v2/sip/call')).status).toBe(402);
	expect((await send('/v2/rooms')).status).toBe(200);
	sandbox().changeSettings({ secretIsNew: true });
	expect((await send('/v2/rooms')).status).toBe(401);
	expect((await send('/v2/public/rsa-public-key')).status).toBe(200);
});

test('the key of signatures may be missing, or be none', async () => {
	sandbox().changeSettings({ signatureKey: 'unreadable' });
	expect((await get('/v2/public/rsa-public-key')).publicKey).toBe('no key');
	sandbox().changeSettings({ signatureKey: 'missing' });
	expect((await send('/v2/public/rsa-public-key')).status).toBe(500);
});

test('each broken account can be had by its name, and a reset mends it', async () => {
	const { json: list } = await control('/account');
	const names = list.map(({ name }: { name: string }) => name);
	expect(new Set(names).size).toBe(BROKEN_ACCOUNTS.length);
	const whole = JSON.stringify([await get('/v2/sip/routing-rule'), sandbox().gateways()]);
	for (const broken of names) {
		expect((await control('/account', 'PUT', { broken })).status).toBe(200);
	}
	sandbox().reset();
	expect(JSON.stringify([await get('/v2/sip/routing-rule'), sandbox().gateways()])).toBe(whole);
	expect((await control('/account', 'PUT', { broken: 'unheard of' })).status).toBe(404);
});
