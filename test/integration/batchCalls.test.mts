import { describe, expect, test } from 'vitest';
import { SEED_NUMBER, SEED_RULE_ID } from '../../sandbox/index.mts';
import { byId, useResourceOperations } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

const { sandbox, credential, engine, start, run, requests, methods } =
	useResourceOperations('batchCall');

const ANSWERS = '+12025550100';
const BUSY = '+12025550101';
const NEVER = '+12025550102';

const rowsOf = (...numbers: string[]) =>
	numbers.map((phoneNumber, index) => ({
		phoneNumber,
		metadata: { n8nRowKey: `lead-${index + 1}`, name: 'Ann' },
	}));

const launched = (...numbers: string[]) =>
	sandbox().addBatch(rowsOf(...numbers), { batchName: 'May' });

/** The clock stands still until it is turned on. */
function pass(seconds: number): void {
	sandbox().clock.freeze();
	sandbox().clock.advance(seconds * 1000);
}

test('a batch is looked up: how it stands, and its plan; one that is not there is told with advice', async () => {
	const batchId = launched(ANSWERS, BUSY);
	expect(await run('get', { batchId: byId(batchId) })).toEqual([
		{
			...{ batchId, batchName: 'May', status: 'running', isFinished: false, records: 2 },
			...{ from: SEED_NUMBER, phoneNumberId: expect.any(String), routingRuleId: SEED_RULE_ID },
			...{ createdAt: expect.any(String), updatedAt: expect.any(String) },
		},
	]);
	pass(60);
	expect(await run('get', { batchId: byId(batchId), options: { rawAnswer: true } })).toMatchObject([
		{ status: 'completed', isFinished: true, raw: { recordsUploaded: 2 } },
	]);
	await expect(run('get', { batchId: byId('nobody') })).rejects.toThrow(
		/Batch call not found.*Batch is "nobody"\. Check the Batch of this item/,
	);
});

test('Get Many reads as many batches as are asked for, from all pages, each once, by status, day and size', async () => {
	const ids = Array.from({ length: 7 }, () => launched(BUSY));
	const parsed = sandbox().addBatch(rowsOf(BUSY, BUSY));
	sandbox().changeSettings({ pageSizeLimit: 3 });
	const idsOf = async (parameters: RunOrder['parameters']) =>
		(await run('getAll', parameters)).map(({ batchId }) => batchId);
	expect(await idsOf({ returnAll: true })).toEqual([parsed, ...ids.reverse()]);
	expect(await idsOf({ limit: 5 })).toHaveLength(5);
	const filtered = async (filters: Record<string, string | number>) =>
		await idsOf({ returnAll: true, filters });
	expect(await filtered({ batchStatus: 'parsed' })).toEqual([parsed]);
	expect(await filtered({ recordsFrom: 2 })).toEqual([parsed]);
	expect(await filtered({ recordsUpTo: 1 })).toHaveLength(7);
	expect(await filtered({ createdUntil: '2020-01-01' })).toEqual([]);
	expect(await filtered({ createdFrom: '2020-01-01' })).toHaveLength(8);
});

describe.each(['not connected', 'not-connected'] as const)(
	'where VideoSDK says "%s"',
	(batchRecordLabels) => {
		const finished = () => {
			sandbox().changeSettings({ batchRecordLabels });
			const batchId = launched(ANSWERS, BUSY, NEVER, '+12025550104');
			pass(60);
			return batchId;
		};

		test("Get Stats counts by outcome, and in VideoSDK's own words", async () => {
			const batchId = finished();
			expect(await run('getStats', { batchId: byId(batchId) })).toEqual([
				{
					...{ batchId, status: 'completed', isFinished: true, total: 4 },
					outcomes: { answered: 1, notAnswered: 2, failed: 1 },
					counts: { connected: 1, [batchRecordLabels]: 2, failed: 1 },
				},
			]);
		});

		test('Get Records tells of each person what became of the call, with the key of the row', async () => {
			const batchId = finished();
			sandbox().changeSettings({ pageSizeLimit: 2 });
			const records = await run('getRecords', { batchId: byId(batchId), returnAll: true });
			expect(records.map(({ rowKey, to, outcome }) => [rowKey, to, outcome])).toEqual([
				['lead-1', ANSWERS, 'answered'],
				['lead-2', BUSY, 'rejected'],
				['lead-3', NEVER, 'notAnswered'],
				['lead-4', '+12025550104', 'failed'],
			]);
			const call = sandbox()
				.calls()
				.find(({ to }) => to === ANSWERS);
			expect(records[0]).toMatchObject({
				...{ batchId, status: 'connected', attempts: 1, talkSeconds: 30 },
				...{ callId: call?.callId, metadata: { name: 'Ann' } },
			});
			const filters = { status: ` connected , ${batchRecordLabels}`, search: BUSY };
			expect(await run('getRecords', { batchId: byId(batchId), filters })).toHaveLength(1);
		});

		test('Export gives the file that VideoSDK writes of them', async () => {
			const batchId = finished();
			const filters = { status: batchRecordLabels };
			const { items } = await start('export', { batchId: byId(batchId), filters });
			const fileName = `batch-${batchId}.csv`;
			const { json, binary } = items[0];
			const csv = Buffer.from(binary?.data?.data ?? '', 'base64').toString('utf8');
			expect(csv.split('\n')).toHaveLength(3);
			expect(csv).toContain(`,${BUSY},${batchRecordLabels},`);
			expect(binary?.data).toMatchObject({ fileName, mimeType: 'text/csv' });
			expect(json).toEqual({ batchId, fileName, mimeType: 'text/csv', sizeBytes: csv.length });
		});
	},
);

test('an export that VideoSDK does not answer with a table is an error, and no file', async () => {
	const batchId = launched(ANSWERS);
	for (const body of ['<html><title>Login</title></html>', { message: 'later' }]) {
		const path = `/v2/batch-calls/${batchId}/records/export`;
		sandbox().addFault({ on: { path }, fault: { kind: 'status', status: 200, body } });
		await expect(run('export', { batchId: byId(batchId) })).rejects.toThrow(/not with VideoSDK's/);
	}
});

test.each([
	['graceful', 34],
	['immediate', 10],
] as const)(
	'Cancel (%s) calls nobody else; whoever is on the phone is on it for %d seconds',
	async (cancelMode, seconds) => {
		sandbox().changeSettings({ batchConcurrency: 1 });
		sandbox().clock.freeze();
		const batchId = launched(ANSWERS, BUSY);
		pass(10);
		const [batch] = await run('cancel', { batchId: byId(batchId), cancelMode });
		expect(batch).toMatchObject({ batchId, status: expect.stringMatching(/^cancell/) });
		pass(600);
		const [call, ...others] = sandbox().calls();
		expect(others).toEqual([]);
		expect((call.end ?? 0) - call.placedAt).toBe(seconds * 1000);
		const records = await run('getRecords', { batchId: byId(batchId) });
		expect(records.map(({ outcome }) => outcome)).toEqual(['answered', 'skipped']);
	},
);

test('Cancel whose answer was lost is told as done, and one that was over before as not cancelled', async () => {
	sandbox().clock.freeze();
	const batchId = launched(ANSWERS);
	const path = `/v2/batch-calls/${batchId}/cancel`;
	sandbox().addFault({ on: { path }, fault: { kind: 'reset', placed: true } });
	expect(await run('cancel', { batchId: byId(batchId), cancelMode: 'immediate' })).toMatchObject([
		{ status: 'cancelled' },
	]);
	const over = launched(ANSWERS);
	pass(60);
	await expect(run('cancel', { batchId: byId(over) })).rejects.toThrow(/Nothing was cancelled/);
});

test('Delete removes a batch, which is no error when it is gone already; a running one stays', async () => {
	sandbox().clock.freeze();
	const batchId = launched(ANSWERS);
	await expect(run('delete', { batchId: byId(batchId) })).rejects.toThrow(
		/Nothing was deleted\. Of a batch that is running, Cancel it first/,
	);
	pass(60);
	expect(await run('delete', { batchId: byId(batchId) })).toEqual([{ batchId, deleted: true }]);
	expect(await run('delete', { batchId: byId(batchId) })).toEqual([{ batchId, deleted: false }]);
	expect(sandbox().batches()).toEqual([]);
});

describe.each([
	[{}],
	[{ batchUpdateReplaces: true }],
	[{ batchUpdateLaunches: true }],
	[{ batchUpdateReplaces: true, batchUpdateLaunches: true }],
])('where VideoSDK does with a change what %o says', (settings) => {
	const order = () => ({
		...{ batchName: 'May', timing: 'scheduled' as const, timezone: 'Europe/Oslo' },
		...{ scheduledDate: dayFromNow(3), scheduledTime: '10:00', description: 'all (n8n a/b/c)' },
		...{ allowedFrom: '09:00', allowedUntil: '18:00', daysOfWeek: [0, 1, 2, 3, 4, 5, 6] },
		retry: { enabled: true, retryOn: ['missed' as const], maxAttempts: 2 },
	});
	const dayFromNow = (days: number) =>
		new Date(sandbox().clock.now() + days * 86_400_000).toISOString().slice(0, 10);
	const update = async (batchId: string, updateFields: Record<string, unknown>) =>
		await run('update', { batchId: byId(batchId), updateFields: updateFields as never });

	test('Update changes what is named, all else of the plan stays, and the node finds its batch again', async () => {
		sandbox().changeSettings(settings);
		const batchId = sandbox().addBatch(rowsOf(BUSY), order());
		const before = (await run('get', { batchId: byId(batchId) }))[0];
		const [after] = await update(batchId, {
			...{ batchName: 'June', batchDescription: 'some' },
			daysOfWeek: ['monday', 'tuesday'],
		});
		expect(after).toEqual({
			...{ ...before, batchName: 'June', description: 'some (n8n a/b/c)', daysOfWeek: [1, 2] },
			updatedAt: expect.any(String),
		});
		const [moved] = await update(batchId, { startAt: `${dayFromNow(5)}T06:30:00Z` });
		expect(moved).toMatchObject({ batchName: 'June', allowedFrom: '09:00', status: 'scheduled' });
		expect(moved.scheduledFor).toMatch(new RegExp(`^${dayFromNow(5)}T0[78]:30$`));
		expect(sandbox().rings()).toEqual({});
	});

	test('Update calls nobody of a batch that was not launched', async () => {
		sandbox().changeSettings(settings);
		const batchId = sandbox().addBatch(rowsOf(ANSWERS));
		expect(await update(batchId, { batchName: 'June' })).toMatchObject([{ status: 'draft' }]);
		pass(60);
		expect(sandbox().rings()).toEqual({});
	});
});

test('Update of a batch that has begun, or to what cannot be, sends nothing', async () => {
	const batchId = launched(ANSWERS);
	const update = async (updateFields: Record<string, unknown>, id = batchId) =>
		await run('update', { batchId: byId(id), updateFields: updateFields as never });
	await expect(update({ batchName: 'June' })).rejects.toThrow(
		/is running, so it can no longer be changed Only a batch that is a draft/,
	);
	await expect(update({})).rejects.toThrow('"Update Fields" is empty');
	await expect(update({ batchName: ' ' })).rejects.toThrow('"Batch Name" is empty');
	const parsed = sandbox().addBatch(rowsOf(BUSY));
	const hours = { allowedHours: { hours: { from: '09:00', until: '18:00' } } };
	await expect(update(hours, parsed)).rejects.toThrow(
		/"Start At" is empty: VideoSDK keeps to Hours/,
	);
	await expect(update({ startAt: '2020-01-01' }, parsed)).rejects.toThrow(/it is over/);
	await expect(update({ startAt: '2040-01-01', batchTimeZone: '+02:00' }, parsed)).rejects.toThrow(
		/takes the name of a time zone only/,
	);
	expect(methods().filter((method) => method !== 'GET')).toEqual([]);
});

test('Delete Records takes people out, who are not called then', async () => {
	sandbox().changeSettings({ batchConcurrency: 1 });
	sandbox().clock.freeze();
	const batchId = launched(ANSWERS, BUSY, NEVER);
	const records = await run('getRecords', { batchId: byId(batchId) });
	const recordIds = records.slice(1).map(({ recordId }) => recordId);
	const parameters = { batchId: byId(batchId), recordIds: `=${recordIds.join(', ')}` };
	expect(await run('deleteRecords', parameters)).toEqual([{ batchId, recordIds, deletedCount: 2 }]);
	pass(600);
	expect(sandbox().rings()).toEqual({ [ANSWERS]: 1 });
	await expect(run('deleteRecords', { ...parameters, recordIds: ' , ' })).rejects.toThrow(
		'"Record IDs" is empty',
	);
});

test('without a batch nothing is sent', async () => {
	for (const operation of [
		'get',
		'getStats',
		'getRecords',
		'cancel',
		'delete',
		'export',
		'update',
	]) {
		await expect(run(operation, { batchId: byId(' ') })).rejects.toThrow('"Batch" is empty');
	}
	expect(requests()).toEqual([]);
});

test('the list of batches shows name, day and status, and finds a part of them', async () => {
	sandbox().changeSettings({ pageSizeLimit: 2 });
	for (const batchName of ['April', 'May', 'June']) {
		sandbox().addBatch(rowsOf(BUSY), { batchName });
	}
	const list = { method: 'searchBatchCalls', credential: credential() };
	const shown = await engine().searchList(list);
	expect(shown.results).toHaveLength(2);
	expect(shown.results[0].name).toMatch(/^June, \d{4}-\d\d-\d\d, running \(\w+\)$/);
	const found = await engine().searchList({ ...list, filter: 'apr' });
	expect(found.results).toMatchObject([{ name: expect.stringContaining('April') }]);
	sandbox().reset();
	expect((await engine().searchList(list)).error?.message).toContain('There are no batches');
});
