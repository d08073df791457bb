import { beforeEach, describe, expect, test } from 'vitest';
import type { IBinaryKeyData } from 'n8n-workflow';
import type { Fault } from '../../sandbox/index.mts';
import { useLaunchingWorkflow } from '../support/launchingWorkflow.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { start, launches, sandbox, finishBatches, requests, failOnceAt, engine, credential } =
	useLaunchingWorkflow();

// A service that dials everybody again when a batch is launched twice: nothing but the node keeps it from that.
beforeEach(() => sandbox().changeSettings({ batchLaunchesTwice: true }));

const [ANNA, BERT] = ['+12025550111', '+12025550112'];
const LEADS = `phoneNumber,name\r\n${ANNA},"Doe, Anna"\r\n${BERT},Bert\r\n`;
const BATCHES = '/v2/batch-calls';

const fileOf = (
	content: string | Buffer,
	{ fileName = 'May leads.csv', mimeType = 'text/csv', field = 'data' } = {},
): IBinaryKeyData => ({
	[field]: { data: Buffer.from(content).toString('base64'), mimeType, fileName },
});

interface Order extends Partial<RunOrder> {
	options?: Record<string, unknown>;
}

const launch = async ({ files = [fileOf(LEADS)], parameters, ...order }: Order = {}) =>
	await start({
		...{ items: files.map(() => ({})), files, ...order },
		parameters: { operation: 'launchFromFile', ...parameters },
	}).finished;

function rings(): number[] {
	finishBatches();
	return [ANNA, BERT].map((to) => sandbox().ringsOf(to));
}

test('the file of an item goes to VideoSDK as it is, and everybody in it is called once', async () => {
	const { items, error } = await launch();
	expect(error).toBeUndefined();
	const [{ batchId, file }] = sandbox().batches();
	expect(items).toEqual([
		{
			json: {
				...{ outcome: 'launched', batchId, batchName: 'May reminders', batchStatus: 'running' },
			},
			pairedItem: { item: 0 },
		},
	]);
	expect(sandbox().uploads()).toEqual([LEADS]);
	expect(file?.fileName).toBe('May-leads.csv');
	expect(rings()).toEqual([1, 1]);
});

test.each([
	['leads.XLSX', 'application/octet-stream', 'xlsx'],
	['leads', 'application/vnd.ms-excel', 'xls'],
	['leads.txt', 'text/csv; charset=utf-8', 'csv'],
])('"%s" of the type %s is taken for %s, byte for byte', async (fileName, mimeType, extension) => {
	const content = extension === 'csv' ? LEADS : Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0x00]);
	const { error } = await launch({ files: [fileOf(content, { fileName, mimeType })] });
	expect(error).toBeUndefined();
	const [put] = requests('PUT', /./);
	expect(put.headers['content-length']).toBe(String(Buffer.byteLength(content)));
	expect(put.headers).not.toHaveProperty('authorization');
	expect(sandbox().batches()[0].file).toMatchObject({ extension });
});

test('a file that VideoSDK would not take is found before anything is uploaded', async () => {
	const refused = async (file: IBinaryKeyData | undefined, parameters = {}) =>
		(await launch({ files: [fileOf(LEADS), file], parameters })).error?.message;
	expect(await refused(fileOf(Buffer.alloc(5 * 1024 * 1024 + 1)))).toBe(
		'Item 2 of 2: The file has 5.1 MB, and VideoSDK takes 5 MB',
	);
	expect(await refused(fileOf(''))).toContain('the file in it is empty');
	const pdf = fileOf('%PDF', { fileName: 'leads.pdf', mimeType: 'application/pdf' });
	expect(await refused(pdf)).toContain('VideoSDK takes CSV, XLS and XLSX files');
	expect(await refused(undefined)).toContain('the item has no file');
	expect(await refused(fileOf(LEADS, { field: 'sheet' }))).toContain('files in sheet only');
	expect(await refused(fileOf(LEADS), { batchName: ' ' })).toContain('"Batch Name" is empty');
	expect(requests('POST', /./)).toEqual([]);
});

test('of several items each is a batch of its own; one that fails leaves the others, where the workflow goes on', async () => {
	sandbox().addFault({
		on: { method: 'PUT' },
		times: 1,
		fault: { kind: 'status', status: 403 },
	});
	const files = [BERT, ANNA].map((number) => fileOf(`phoneNumber\n${number}\n`));
	const { items } = await launch({ files, settings: { onError: 'continueRegularOutput' } });
	expect(items.map(({ json }) => json.outcome ?? json.error)).toEqual([
		expect.stringContaining('The batch "May reminders" was not launched'),
		'launched',
	]);
	expect(rings()).toEqual([1, 0]);
});

test('it is scheduled with hours, days and retries, and tells a trigger of itself', async () => {
	const day = new Date(sandbox().clock.now() + 3 * 86_400_000).toISOString().slice(0, 10);
	const { error } = await launch({
		parameters: {
			...{ launchWhen: 'scheduled', startAt: `${day}T10:00:00Z`, batchTimeZone: 'Europe/Oslo' },
		},
		options: {
			allowedHours: { hours: { from: '9:00', until: '18:00' } },
			batchEventsTo: 'https://n8n.example.com/webhook/1f/webhook',
			batchRetry: { retry: { retryOn: ['missed'], maxAttempts: 3 } },
			daysOfWeek: ['monday', 'sunday'],
		},
	});
	expect(error).toBeUndefined();
	expect(sandbox().batches()[0]).toMatchObject({
		status: 'scheduled',
		order: {
			...{ timezone: 'Europe/Oslo', scheduledDate: day, daysOfWeek: [0, 1] },
			...{ allowedFrom: '09:00', allowedUntil: '18:00' },
			retry: { enabled: true, retryOn: ['missed'], maxAttempts: 3 },
			webhook: {
				endpoint: 'https://n8n.example.com/webhook/1f/webhook',
				events: ['batchcall-started', 'batchcall-completed'],
			},
		},
	});
	const wrong = await launch({ options: { batchEventsTo: 'n8n.example.com/hook?secret=abc' } });
	expect(wrong.error?.message).toMatch(
		/"Batch Events To" is ".*secret=\(hidden\)": it must be a URL/,
	);
});

test('an upload that is broken off is sent again, and everybody is called once', async () => {
	for (const fault of [{ kind: 'reset' }, { kind: 'status', status: 503 }] as const) {
		sandbox().addFault({ on: { method: 'PUT' }, fault });
	}
	expect((await launch()).error).toBeUndefined();
	expect(requests('PUT', /./)).toHaveLength(3);
	expect(rings()).toEqual([1, 1]);
});

test('an upload that is refused is an error that does not show what opens the place for the file', async () => {
	sandbox().addFault({ on: { method: 'PUT' }, fault: { kind: 'status', status: 403 } });
	const { error, wholeError } = await launch();
	expect(error?.message).toMatch(
		/was not launched: 127\.0\.0\.1:\d+ did not take the file \(HTTP 403\)/,
	);
	expect(wholeError).not.toContain('X-Amz-Signature');
	expect(rings()).toEqual([0, 0]);
});

test('a file is put on the internet only, or where VideoSDK itself is, and never follows a redirect', async () => {
	const places = [
		['http://10.0.0.7/put?X-Amz-Signature=1', '10.0.0.7: it is not https'],
		['https://10.0.0.7/put', '10.0.0.7: it leads into a network of its own'],
		['file:///etc/passwd', 'an address that is none: it is no web address'],
	];
	for (const [presignedUrl, why] of places) {
		const body = { presignedUrl, batchId: 'b_1', fileKey: 'k' };
		failOnceAt('POST', `${BATCHES}/upload`, { kind: 'status', status: 200, body });
		expect((await launch()).error?.message).toContain(`The file is not put at ${why}`);
	}
	sandbox().addFault({
		on: { method: 'PUT' },
		fault: { kind: 'redirect', location: `${sandbox().url}/elsewhere`, status: 307 },
	});
	expect((await launch()).error?.message).toContain('did not take the file (HTTP 307)');
	expect(requests('PUT', /elsewhere/)).toEqual([]);
});

const losses: Array<[string, Fault]> = [
	['HTTP 500', { kind: 'status', status: 500 }],
	['a reset connection', { kind: 'reset' }],
];
const placed = (fault: Fault): Fault => ({ ...fault, placed: true }) as Fault;
const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };

describe.each(losses)('the answer to the launch is lost by %s', (_how, fault) => {
	test('it was launched: it is found, and everybody is called once', async () => {
		failOnceAt('POST', BATCHES, placed(fault));
		const { items, error } = await launch({ settings: retryOnFail });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ batchId: sandbox().batches()[0].batchId });
		expect(launches()).toBe(1);
		expect(rings()).toEqual([1, 1]);
	});

	test('it was not launched: no kind of retry launches it, unless the user has said so', async () => {
		failOnceAt('POST', BATCHES, fault);
		const first = await launch({ settings: retryOnFail });
		expect(first.error?.message).toContain('It is unknown whether the batch "May reminders"');
		const retry = await launch({ retryOf: first.data });
		expect(retry.error?.message).toContain('It is unknown whether');
		expect(launches()).toBe(1);
		expect(rings()).toEqual([0, 0]);
		failOnceAt('POST', BATCHES, fault);
		const again = await launch({ options: { whenUnknown: 'dialAgainIfNotFound' } });
		expect(again.error).toBeUndefined();
		expect(rings()).toEqual([1, 1]);
	});
});

test.each<[string, Partial<Record<'batchParseError', string>>, Fault | undefined]>([
	['VideoSDK cannot read the file', { batchParseError: 'Row 3 is damaged' }, undefined],
	['VideoSDK refuses the launch', {}, { kind: 'status', status: 400 }],
])(
	'%s: nobody is called, nothing is left there, and a Retry launches it once',
	async (_what, settings, fault) => {
		sandbox().changeSettings(settings);
		if (fault) failOnceAt('POST', BATCHES, fault);
		const first = await launch();
		expect(first.error?.context).toMatchObject({ details: { callMayExist: false } });
		expect(sandbox().batches()).toEqual([]);
		sandbox().changeSettings({ batchParseError: null });
		expect((await launch({ retryOf: first.data })).error).toBeUndefined();
		expect(rings()).toEqual([1, 1]);
	},
);

test('the Retry button calls nobody again of the file that was launched', async () => {
	const broken = fileOf('no such column\nx\n');
	const first = await launch({ files: [fileOf(LEADS), broken] });
	expect(first.error?.description).toContain('1 other item was placed');
	const retry = await launch({ files: [fileOf(LEADS), broken], retryOf: first.data });
	expect(retry.error?.description).toContain('1 other item was placed');
	expect(launches()).toBe(1);
	expect(rings()).toEqual([1, 1]);
});

test('a Deduplication Key launches once for good, and is free again when nothing was launched', async () => {
	const options = { deduplicationKey: 'may-2027' };
	failOnceAt('POST', BATCHES, { kind: 'status', status: 400 });
	expect((await launch({ options })).status).toBe('error');
	expect((await launch({ options })).items[0].json).toMatchObject({ outcome: 'launched' });
	expect((await launch({ options })).items[0].json).toMatchObject({
		...{ outcome: 'skipped', code: 'calledBefore', batchName: 'May reminders' },
	});
	expect(rings()).toEqual([1, 1]);
});

test('an AI agent has no file, and launches nothing', async () => {
	const [answer] = await engine().runAsTool({
		credential: credential(),
		parameters: { resource: 'batchCall', operation: 'launchFromFile' },
		calls: [[{}]],
	});
	expect(JSON.stringify(answer)).toContain('a batch is launched by a workflow');
	expect(requests('POST', /./)).toEqual([]);
});
