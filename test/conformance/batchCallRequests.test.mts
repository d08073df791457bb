import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VideoSDK } from '@videosdk.live/server-sdk';
import { expect, test } from 'vitest';
import {
	announceBatchFileRequest,
	BATCH_FILE_TYPES,
	cancelBatchRequest,
	createBatchRequest,
	deleteBatchRecordsRequest,
	deleteBatchRequest,
	exportBatchRecordsRequest,
	listBatchesRequest,
	listBatchRecordsRequest,
	parseBatchRequest,
	readBatchRequest,
	readBatchStatsRequest,
	updateBatchRecordRequest,
	updateBatchRequest,
	type BatchOrder,
} from '../../nodes/VideoSdk/api/batchCalls.ts';
import { same } from './sameRequest.mts';

const batchId = 'batch/1+2';

const order: BatchOrder = {
	...{ batchName: 'May, "first"', phoneNumberId: 'uuid-1', routingRuleId: 'rr_1' },
	description: 'all',
	...{ timing: 'scheduled', timezone: 'Europe/Berlin' },
	...{ scheduledTime: '10:00', scheduledDate: '2026-05-04' },
	...{ allowedFrom: '09:00', allowedUntil: '18:00', daysOfWeek: [1, 2, 3, 4, 5] },
	retry: { enabled: true, retryOn: ['not-answered', 'missed'], maxAttempts: 2 },
	webhook: { endpoint: 'https://n8n.example.com/webhook/1?a=b&c', events: ['batchcall-completed'] },
	batchId,
};

test('a batch is launched, scheduled and saved as a draft as the SDK does', async () => {
	await same(async ({ batchcall }) => await batchcall.create(order), createBatchRequest(order));
	const least = { batchName: 'May', phoneNumberId: 'uuid-1', routingRuleId: 'rr_1' };
	await same(
		async ({ batchcall }) => await batchcall.create({ ...least, saveAsDraft: true }),
		createBatchRequest({ ...least, saveAsDraft: true, description: undefined }),
	);
});

test('a batch is read, changed, cancelled, deleted and counted as the SDK does', async () => {
	const { webhook: _, batchId: __, ...changes } = order;
	await same(async ({ batchcall }) => await batchcall.get(batchId), readBatchRequest(batchId));
	await same(
		async ({ batchcall }) => await batchcall.update(batchId, changes),
		updateBatchRequest(batchId, changes),
	);
	for (const mode of ['graceful', 'immediate'] as const) {
		await same(
			async ({ batchcall }) => await batchcall.cancel(batchId, mode),
			cancelBatchRequest(batchId, mode),
		);
	}
	await same(async ({ batchcall }) => await batchcall.delete(batchId), deleteBatchRequest(batchId));
	await same(
		async ({ batchcall }) => await batchcall.stats(batchId),
		readBatchStatsRequest(batchId),
	);
});

test('batches are listed as the SDK does, with all filters and with none', async () => {
	const filters = {
		status: 'running' as const,
		...{ startDate: '2026-05-01T00:00:00.000Z', endDate: '2026-06-01T00:00:00.000Z' },
		...{ minValue: 0, maxValue: 500 },
	};
	await same(
		async ({ batchcall }) => await batchcall.list({ ...filters, page: 3, perPage: 50 }),
		listBatchesRequest(filters, 3),
	);
	await same(
		async ({ batchcall }) => await batchcall.list({ page: 1, perPage: 50 }),
		listBatchesRequest({ status: '' }, 1),
	);
});

test('records are listed, exported, changed and deleted as the SDK does', async () => {
	const filters = { status: 'scheduled,not connected', search: '+1 202' };
	await same(
		async ({ batchcall }) =>
			await batchcall.records.list(batchId, { ...filters, page: 2, perPage: 100 }),
		listBatchRecordsRequest(batchId, filters, 2),
	);
	await same(
		async ({ batchcall }) => await batchcall.records.export(batchId, filters),
		exportBatchRecordsRequest(batchId, filters),
	);
	await same(
		async ({ batchcall }) => await batchcall.records.export(batchId),
		exportBatchRecordsRequest(batchId, { status: '' }),
	);
	const changes = { phoneNumber: '+12025550101', metadata: { name: 'Ann' } };
	await same(
		async ({ batchcall }) => await batchcall.records.update(batchId, 'record/1', changes),
		updateBatchRecordRequest(batchId, 'record/1', changes),
	);
	await same(
		async ({ batchcall }) => await batchcall.records.delete(batchId, ['a', 'b']),
		deleteBatchRecordsRequest(batchId, ['a', 'b']),
	);
});

test.each(Object.keys(BATCH_FILE_TYPES))(
	'a file that ends in .%s is announced, put in its place and parsed as the SDK does',
	async (extension) => {
		const folder = mkdtempSync(join(tmpdir(), 'batch-'));
		const name = `my leads.${extension}`;
		const bytes = Buffer.from('phoneNumber\n+12025550101\n');
		writeFileSync(join(folder, name), bytes);
		const place = 'https://bucket.example.com/a?X-Amz-Signature=1';
		const sent: Array<{ url: string; init: RequestInit }> = [];
		const vsdk = new VideoSDK({
			...{ apiKey: 'test-api-key', secret: 'test-secret' },
			fetch: async (url, init = {}) => {
				sent.push({ url: String(url), init });
				return Response.json({ presignedUrl: place, batchId, status: 'parsed' });
			},
		});
		await vsdk.batchcall.upload({ filePath: join(folder, name) });
		const [announced, put, parse, read] = sent;
		const path = ({ url }: { url: string }) => new URL(url).pathname;
		const ours = announceBatchFileRequest({ name, bytes });
		expect([announced.init.method, path(announced)]).toEqual([ours.method, ours.path]);
		expect(announced.init.body).toBe(JSON.stringify(ours.body));
		expect(put).toMatchObject({ url: place, init: { method: 'PUT' } });
		expect(Object.fromEntries(new Headers(put.init.headers))).toEqual({
			'content-type': BATCH_FILE_TYPES[extension],
		});
		expect([path(parse), parse.init.body]).toEqual([
			...[parseBatchRequest(batchId).path, JSON.stringify(parseBatchRequest(batchId).body)],
		]);
		expect(path(read)).toBe(readBatchRequest(batchId).path);
	},
);
