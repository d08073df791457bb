import { expect, test } from 'vitest';
import { SEED_NUMBER_ID, SEED_RULE_ID } from '../../sandbox/index.mts';
import { useReceiver } from '../support/webhookReceiver.mts';
import { useSandbox } from './sandboxClient.mts';

const { sandbox, send, token, control } = useSandbox();
const receiver = useReceiver();

const ANSWERS = '+12025550100';
const BUSY = '+12025550101';
const NEVER = '+12025550102';

const BATCHES = '/v2/batch-calls';
const post = (path: string, body: unknown) => send(BATCHES + path, { method: 'POST', body });
const get = async (path: string) => (await send(BATCHES + path)).json;

const csvOf = (...numbers: string[]) => ['phoneNumber,name', ...numbers.map((n) => `${n},Ann`)];

/** Puts a file where an upload may be put. */
async function upload(text: string, fileName = 'leads.csv', headers: Record<string, string> = {}) {
	const fileSize = Buffer.byteLength(text);
	const { json } = await post('/upload', { fileName, fileSize });
	const put = await fetch(json.presignedUrl, {
		method: 'PUT',
		body: text,
		headers: { 'content-type': 'text/csv', ...headers },
	});
	return { batchId: json.batchId as string, status: put.status, url: json.presignedUrl as string };
}

const pass = (seconds: number) => sandbox().clock.advance(seconds * 1000);

async function parsed(lines: string[]): Promise<string> {
	const { batchId } = await upload(lines.join('\r\n'));
	await post('/parse', { batchId });
	pass(2);
	return batchId;
}

/** The number and the rule that belong together. */
const order = () => ({
	batchName: 'May',
	phoneNumberId: SEED_NUMBER_ID,
	routingRuleId: SEED_RULE_ID,
});

async function launched(lines: string[], changes: object = {}): Promise<string> {
	const batchId = await parsed(lines);
	const { status, text } = await post('', { ...order(), batchId, ...changes });
	expect(text).toContain(batchId);
	expect(status).toBe(200);
	return batchId;
}

test('a file is announced, put where the answer says, parsed, and its batch launched', async () => {
	const { batchId, status } = await upload(csvOf(ANSWERS, BUSY).join('\n'));
	expect(status).toBe(200);
	expect(await get(`/${batchId}`)).toMatchObject({ batchId, status: 'uploaded' });
	expect((await post('/parse', { batchId })).status).toBe(200);
	expect((await get(`/${batchId}`)).status).toBe('parsing');
	pass(2);
	expect(await get(`/${batchId}`)).toMatchObject({
		status: 'parsed',
		recordsUploaded: 2,
		file: { filename: 'leads.csv', extension: 'csv' },
	});
	expect(sandbox().rings()).toEqual({});
	const { json } = await post('', { ...order(), batchId });
	expect(json).toMatchObject({ batchId, batchName: 'May', status: 'running' });
	expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, [BUSY]: 1 });
	pass(60);
	expect((await get(`/${batchId}`)).status).toBe('completed');
});

test('the place for a file takes no token, no other file, and none whose signature is missing', async () => {
	const text = csvOf(ANSWERS).join('\n');
	expect((await upload(text, 'a.csv', { authorization: token() })).status).toBe(400);
	expect((await upload(text, 'a.csv', { 'content-type': 'text/plain' })).status).toBe(403);
	const { url } = await upload(text);
	const put = async (to: string, body: string) =>
		(await fetch(to, { method: 'PUT', body, headers: { 'content-type': 'text/csv' } })).status;
	expect(await put(url, `${text}\n`)).toBe(403);
	expect(await put(url.split('?')[0] ?? '', text)).toBe(403);
	expect(await put(url, text)).toBe(200);
});

test('a file of up to 5 MB comes whole, a larger or foreign one is not taken', async () => {
	const line = `${ANSWERS},${'x'.repeat(1000)}\n`;
	const text = `phoneNumber,name\n${line.repeat(5000)}`;
	const { batchId, status } = await upload(text);
	expect(status).toBe(200);
	await post('/parse', { batchId });
	pass(2);
	expect((await get(`/${batchId}`)).recordsUploaded).toBe(5000);
	const refused = async (fileName: string, fileSize: number) =>
		(await post('/upload', { fileName, fileSize })).status;
	expect(await refused('a.csv', 5 * 1024 * 1024)).toBe(200);
	expect(await refused('a.csv', 5 * 1024 * 1024 + 1)).toBe(400);
	expect(await refused('a.pdf', 100)).toBe(400);
});

test.each(['phoneNumber', 'phone_number'] as const)(
	'the column with the numbers may have to be called %s, and a file without it cannot be parsed',
	async (column) => {
		sandbox().changeSettings({ batchNumberColumn: column });
		const good = await parsed([`name,${column}`, `"Doe, ""J""\nnior",${BUSY}`]);
		expect(await get(`/${good}`)).toMatchObject({ status: 'parsed', recordsUploaded: 1 });
		expect((await get(`/${good}/records`)).records).toMatchObject([
			{ phoneNumber: BUSY, metadata: { name: 'Doe, "J"\nnior' }, status: 'scheduled' },
		]);
		const bad = await parsed(['name,phone', `Ann,${BUSY}`]);
		expect(await get(`/${bad}`)).toMatchObject({
			status: 'parse_failed',
			parseError: expect.stringContaining(column),
		});
		expect((await post('', { ...order(), batchId: bad })).status).toBe(400);
	},
);

test('a file may fail to be parsed for another reason, and may be replaced', async () => {
	sandbox().changeSettings({ batchParseError: 'Too many columns' });
	const batchId = await parsed(csvOf(BUSY));
	expect(await get(`/${batchId}`)).toMatchObject({ parseError: 'Too many columns' });
	sandbox().changeSettings({ batchParseError: null });
	const text = csvOf(ANSWERS).join('\n');
	const { json } = await post('/upload', { fileName: 'b.csv', fileSize: text.length, batchId });
	expect(json.batchId).toBe(batchId);
	expect((await post('/parse', { batchId })).status).toBe(400);
	const headers = { 'content-type': 'text/csv' };
	await fetch(json.presignedUrl, { method: 'PUT', body: text, headers });
	await post('/parse', { batchId });
	pass(2);
	expect((await get(`/${batchId}`)).status).toBe('parsed');
});

test('spreadsheets are taken, and hold the numbers that a setting says', async () => {
	const { json } = await post('/upload', { fileName: 'a.XLSX', fileSize: 3 });
	const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
	const headers = { 'content-type': type };
	const put = await fetch(json.presignedUrl, { method: 'PUT', body: 'PK\x03', headers });
	expect(put.status).toBe(200);
	await post('/parse', { batchId: json.batchId });
	pass(2);
	expect((await get(`/${json.batchId}`)).recordsUploaded).toBe(2);
});

test.each(['not connected', 'not-connected'] as const)(
	'records tell how their calls ended, by labels such as "%s", and can be filtered and counted by them',
	async (label) => {
		sandbox().changeSettings({ batchRecordLabels: label });
		const batchId = await launched(csvOf(ANSWERS, BUSY, NEVER, '+12025550140', 'nonsense'));
		pass(60);
		const { records } = await get(`/${batchId}/records`);
		expect(records.map(({ status }: { status: string }) => status)).toEqual([
			...['connected', label, label, 'failed', 'failed'],
		]);
		const [first] = records;
		const call = sandbox()
			.calls()
			.find(({ to }) => to === ANSWERS);
		expect(first).toMatchObject({ callId: call?.callId, attempts: 1, callDuration: 30, batchId });
		expect(await get(`/${batchId}/stats`)).toEqual({
			...{ batchId, status: 'completed', total: 5, connected: 1, [label]: 2, failed: 2 },
		});
		const query = new URLSearchParams({ status: `connected,${label}` }).toString();
		expect((await get(`/${batchId}/records?${query}`)).records).toHaveLength(3);
		expect((await get(`/${batchId}/records?query=2025550101`)).records).toHaveLength(1);
		const csv = await send(`${BATCHES}/${batchId}/records/export?search=2025550101`);
		expect(csv.text).toContain(`,${BUSY},${label},`);
		expect(csv.text.split('\n')).toHaveLength(2);
	},
);

test('only so many calls are on at once, each placed as soon as another ends, however far time is pushed', async () => {
	sandbox().changeSettings({ batchConcurrency: 2 });
	const batchId = await launched(csvOf(ANSWERS, ANSWERS, ANSWERS, BUSY, ANSWERS));
	const start = sandbox().clock.now();
	expect(sandbox().calls()).toHaveLength(2);
	pass(600);
	const placed = sandbox()
		.calls()
		.map(({ placedAt }) => (placedAt - start) / 1000)
		.reverse();
	expect(placed).toEqual([0, 0, 34, 34, 36]);
	expect((await get(`/${batchId}`)).status).toBe('completed');
});

test('who is not reached is called again, as often and for what the retry rule says', async () => {
	const retry = { enabled: true, retryOn: ['rejected'], maxAttempts: 3 };
	const batchId = await launched(csvOf(BUSY, NEVER), { retry });
	pass(1000);
	expect(sandbox().rings()).toEqual({ [BUSY]: 3, [NEVER]: 1 });
	const { records } = await get(`/${batchId}/records`);
	expect(records.map(({ attempts }: { attempts: number }) => attempts)).toEqual([3, 1]);
	const times = sandbox()
		.calls()
		.filter(({ to }) => to === BUSY)
		.map(({ placedAt }) => placedAt);
	expect(times[0] - times[1]).toBe(62_000);
});

test('a script decides how each call to a number goes, and a retry may reach somebody', async () => {
	sandbox().script('+12025550123', BUSY, ANSWERS);
	const batchId = await launched(csvOf('+12025550123'), { retry: { enabled: true } });
	pass(1000);
	expect(sandbox().ringsOf('+12025550123')).toBe(2);
	expect((await get(`/${batchId}/records`)).records[0].status).toBe('connected');
});

test('a scheduled batch begins at its moment, on the clocks of its time zone, and calls within its hours only', async () => {
	sandbox().changeSettings({ batchConcurrency: 1 });
	const now = sandbox().clock.now();
	const monday = new Date(now + ((8 - new Date(now).getUTCDay()) % 7 || 7) * 86_400_000);
	const scheduledDate = monday.toISOString().slice(0, 10);
	const hours = { allowedFrom: '09:00', allowedUntil: '09:01', daysOfWeek: [1, 3] };
	const changes = { timing: 'scheduled', timezone: 'Asia/Tokyo', scheduledDate, ...hours };
	const batchId = await launched(csvOf(ANSWERS, ANSWERS, ANSWERS), {
		...changes,
		scheduledTime: '08:30',
	});
	expect(await get(`/${batchId}`)).toMatchObject({ status: 'scheduled', ...hours });
	pass(14 * 86_400);
	const placed = sandbox()
		.calls()
		.map(({ placedAt }) => new Date(placedAt).toISOString())
		.reverse();
	// Nine in the morning in Tokyo is midnight in UTC.
	const wednesday = new Date(Date.parse(scheduledDate) + 2 * 86_400_000).toISOString();
	expect(placed).toEqual([
		`${scheduledDate}T00:00:00.000Z`,
		`${scheduledDate}T00:00:34.000Z`,
		wednesday,
	]);
});

test('a draft and a scheduled batch can be changed, a running one cannot', async () => {
	const { json: draft } = await post('', { ...order(), saveAsDraft: true });
	expect(draft.status).toBe('draft');
	const change = async (id: string, body: object) =>
		await send(`${BATCHES}/${id}`, { method: 'PUT', body });
	expect((await change(draft.batchId, { batchName: 'June' })).json.batchName).toBe('June');
	expect((await change(draft.batchId, { webhook: { endpoint: 'https://a.test' } })).status).toBe(
		400,
	);
	const batchId = await launched(csvOf(ANSWERS));
	expect((await change(batchId, { batchName: 'June' })).status).toBe(400);
	expect((await post('', order())).status).toBe(400);
});

test('a batch that was launched is not launched again, or by a setting everybody is dialed again', async () => {
	const batchId = await launched(csvOf(ANSWERS));
	expect((await post('', { ...order(), batchId })).status).toBe(409);
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
	sandbox().changeSettings({ batchLaunchesTwice: true });
	const again = await post('', { ...order(), batchId });
	expect(again.json.batchId).not.toBe(batchId);
	expect(sandbox().ringsOf(ANSWERS)).toBe(2);
});

test('a launch may take its time to show', async () => {
	sandbox().changeSettings({ batchLagSeconds: 10 });
	const batchId = await launched(csvOf(ANSWERS));
	expect((await get(`/${batchId}`)).status).toBe('parsed');
	pass(10);
	expect((await get(`/${batchId}`)).status).toBe('running');
});

test('cancelled gracefully, calls go on to their end; at once, they are ended', async () => {
	sandbox().changeSettings({ batchConcurrency: 1 });
	for (const mode of ['graceful', 'immediate']) {
		const batchId = await launched(csvOf(ANSWERS, BUSY));
		pass(10);
		const { json } = await post(`/${batchId}/cancel`, { mode });
		expect(json.status).toBe(mode === 'graceful' ? 'cancelling' : 'cancelled');
		pass(60);
		expect((await get(`/${batchId}`)).status).toBe('cancelled');
		expect(await get(`/${batchId}/stats`)).toMatchObject({ connected: 1, cancelled: 1 });
		const [call] = sandbox().calls();
		expect((call.end ?? 0) - call.placedAt).toBe(mode === 'graceful' ? 34_000 : 10_000);
		expect((await post(`/${batchId}/cancel`, { mode })).status).toBe(400);
	}
	expect(sandbox().ringsOf(BUSY)).toBe(0);
});

test('a scheduled batch that is cancelled or deleted calls nobody', async () => {
	const changes = {
		...{ timing: 'scheduled', timezone: 'UTC', scheduledTime: '10:00' },
		scheduledDate: new Date(sandbox().clock.now() + 2 * 86_400_000).toISOString().slice(0, 10),
	};
	const cancelled = await launched(csvOf(ANSWERS), changes);
	expect((await post(`/${cancelled}/cancel`, { mode: 'graceful' })).json.status).toBe('cancelled');
	const deleted = await launched(csvOf(ANSWERS), changes);
	expect((await send(`${BATCHES}/${deleted}`, { method: 'DELETE' })).status).toBe(200);
	expect((await send(`${BATCHES}/${deleted}`)).status).toBe(404);
	pass(7 * 86_400);
	expect(sandbox().rings()).toEqual({});
});

test('batches are listed in pages, newest first, by status, day and size', async () => {
	sandbox().changeSettings({ pageSizeLimit: 2 });
	const ids = [];
	for (const numbers of [[BUSY], [BUSY, BUSY], [ANSWERS]])
		ids.push(await parsed(csvOf(...numbers)));
	await post('', { ...order(), batchId: ids[2] });
	const listed = async (query: string) =>
		(await get(`?perPage=50&${query}`)).batchCalls.map((one: any) => one.batchId);
	expect(await listed('')).toEqual([ids[2], ids[1]]);
	expect(await listed('page=2')).toEqual([ids[0]]);
	expect(await listed('status=running')).toEqual([ids[2]]);
	expect(await listed('minValue=2')).toEqual([ids[1]]);
	const later = encodeURIComponent(new Date(sandbox().clock.now() + 1).toISOString());
	expect(await listed(`startDate=${later}`)).toEqual([]);
	pass(60);
	expect((await get('')).batchCalls[0]).toMatchObject({ progress: 100, status: 'completed' });
});

test('records that wait can be changed and deleted, others cannot be changed', async () => {
	sandbox().changeSettings({ batchConcurrency: 1 });
	const batchId = await launched(csvOf(ANSWERS, BUSY, NEVER));
	const { records } = await get(`/${batchId}/records`);
	const change = async (recordId: string, body: object) =>
		await send(`${BATCHES}/${batchId}/records/${recordId}`, { method: 'PUT', body });
	expect((await change(records[0].recordId, { phoneNumber: BUSY })).status).toBe(400);
	const changed = await change(records[2].recordId, { phoneNumber: '+12025550103' });
	expect(changed.json).toMatchObject({ phoneNumber: '+12025550103', metadata: { name: 'Ann' } });
	const deleted = await send(`${BATCHES}/${batchId}/records`, {
		method: 'DELETE',
		body: { recordIds: [records[1].recordId] },
	});
	expect(deleted.json.deletedCount).toBe(1);
	pass(600);
	expect(sandbox().rings()).toEqual({ [ANSWERS]: 1, '+12025550103': 1 });
});

test.each(['asDocumented', 'asConsumersReadIt'] as const)(
	'the webhook of a batch is told of its start and its end, signed (%s)',
	async (payload) => {
		sandbox().changeDelivery({ payload });
		const webhook = {
			endpoint: receiver.url(),
			events: ['batchcall-started', 'batchcall-completed'],
		};
		const batchId = await launched(csvOf(ANSWERS), { webhook });
		await sandbox().settled();
		expect(receiver.events()).toEqual(['batchcall-started']);
		pass(60);
		await sandbox().settled();
		expect(receiver.events()).toEqual(['batchcall-started', 'batchcall-completed']);
		const last = sandbox().deliveries().at(-1);
		expect(JSON.parse(last?.body ?? '')).toMatchObject({
			webhookType: 'batchcall-completed',
			data: { batchId, batchName: 'May' },
		});
		expect(last?.headers['videosdk-signature']).toBe(sandbox().sign(last?.body ?? ''));
	},
);

test('a batch that was cancelled tells nobody that it is completed, or by a setting it does', async () => {
	for (const batchCancelCompletes of [false, true]) {
		sandbox().changeSettings({ batchCancelCompletes });
		const webhook = { endpoint: receiver.url(), events: ['batchcall-completed'] };
		const batchId = await launched(csvOf(ANSWERS), { webhook });
		await post(`/${batchId}/cancel`, { mode: 'immediate' });
		await sandbox().settled();
		expect(receiver.events()).toHaveLength(batchCancelCompletes ? 1 : 0);
	}
});

test('a launch is refused with a number or a rule that does not fit, or hours that are none', async () => {
	const batchId = await parsed(csvOf(ANSWERS));
	const refused = async (changes: object) =>
		(await post('', { ...order(), batchId, ...changes })).status;
	expect(await refused({ phoneNumberId: 'x' })).toBe(404);
	expect(await refused({ routingRuleId: 'x' })).toBe(404);
	expect(await refused({ routingRuleId: 'rr_out_02' })).toBe(400);
	expect(await refused({ routingRuleId: 'rr_in_01' })).toBe(400);
	expect(await refused({ timezone: 'Mars' })).toBe(400);
	expect(await refused({ timing: 'scheduled' })).toBe(400);
	expect(await refused({ allowedFrom: '09:00', allowedUntil: '10:00' })).toBe(400);
	expect(await refused({ retry: { enabled: true, maxAttempts: 4 } })).toBe(400);
	expect(sandbox().rings()).toEqual({});
});

test('the answer of a launch may be lost by order, the launch carried out', async () => {
	const batchId = await parsed(csvOf(ANSWERS));
	sandbox().addFault({
		on: { method: 'POST', path: BATCHES },
		fault: { kind: 'status', status: 500, placed: true },
	});
	expect((await post('', { ...order(), batchId })).status).toBe(500);
	expect((await get(`/${batchId}`)).status).toBe('running');
	expect(sandbox().ringsOf(ANSWERS)).toBe(1);
});

test('the page of the sandbox shows batches, how they stand, and how many people are done', async () => {
	sandbox().changeSettings({ batchConcurrency: 1 });
	await launched(csvOf(ANSWERS, BUSY, NEVER), { batchName: '<b>May' });
	pass(35);
	expect((await control('/page-state')).json.batches).toMatchObject([
		{ name: '<b>May', status: 'running', people: 3, done: 1 },
	]);
});
