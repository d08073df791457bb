import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SEED_NUMBER_ID, SEED_RULE_ID } from '../../sandbox/index.mts';
import { collect, useVendorSdk } from './vendorSdk.mts';

const { sandbox, vsdk } = useVendorSdk();

const BUSY = '+12025550101';
const campaign = {
	batchName: 'May',
	phoneNumberId: SEED_NUMBER_ID,
	routingRuleId: SEED_RULE_ID,
};

function fileOf(lines: string[]): string {
	const filePath = join(mkdtempSync(join(tmpdir(), 'batch-')), 'leads.csv');
	writeFileSync(filePath, lines.join('\n'));
	return filePath;
}

/** The SDK looks for the end of parsing on the real clock; the sandbox's own stands still. */
async function upload(lines: string[]) {
	sandbox().changeSettings({ batchParseSeconds: 0 });
	return await vsdk().batchcall.upload({ filePath: fileOf(lines), pollIntervalMs: 5 });
}

const numbers = (count: number) => ['phoneNumber,name', ...Array(count).fill(`${BUSY},Ann`)];

test('the SDK uploads a file, launches its batch and follows it to its end', async () => {
	const { batchId } = await upload(numbers(23));
	const { batchcall } = vsdk();
	const launched = await batchcall.create({ ...campaign, batchId });
	expect(launched).toMatchObject({ batchId, status: 'running', recordsUploaded: 23 });
	sandbox().clock.advance(600_000);
	expect((await batchcall.get(batchId)).status).toBe('completed');
	expect(await batchcall.stats(batchId)).toMatchObject({ total: 23, 'not connected': 23 });
	const records = await collect(await batchcall.records.list(batchId, { perPage: 5 }));
	expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(23);
	expect(records[0]).toMatchObject({ phoneNumber: BUSY, attempts: 1, metadata: { name: 'Ann' } });
	expect((await batchcall.records.export(batchId)).split('\n')).toHaveLength(24);
	const [listed] = (await batchcall.list({ status: 'completed' })).data;
	expect(listed).toMatchObject({ batchId, progress: 100 });
	expect(sandbox().ringsOf(BUSY)).toBe(23);
});

test('the SDK is told why a file cannot be parsed', async () => {
	await expect(upload(['phone', BUSY])).rejects.toMatchObject({ code: 'batchcall_parse_failed' });
});

test('the SDK saves a draft, changes it, and deletes it', async () => {
	const { batchcall } = vsdk();
	const draft = await batchcall.create({ ...campaign, saveAsDraft: true });
	expect(draft.status).toBe('draft');
	expect((await batchcall.update(draft.batchId, { batchName: 'June' })).batchName).toBe('June');
	expect((await batchcall.delete(draft.batchId)).message).toBeTruthy();
	await expect(batchcall.get(draft.batchId)).rejects.toMatchObject({ httpStatus: 404 });
});

test('the SDK schedules a batch, changes and deletes its records, and cancels it', async () => {
	const { batchId } = await upload(numbers(3));
	const { batchcall } = vsdk();
	const scheduledDate = new Date(sandbox().clock.now() + 2 * 86_400_000).toISOString().slice(0, 10);
	const when = { timing: 'scheduled', timezone: 'UTC', scheduledTime: '10:00' } as const;
	await batchcall.create({ ...campaign, batchId, ...when, scheduledDate });
	const [first, second] = (await batchcall.records.list(batchId)).data;
	const changed = await batchcall.records.update(batchId, first.recordId, { metadata: { a: 1 } });
	expect(changed.metadata).toEqual({ a: 1 });
	const { deletedCount } = await batchcall.records.delete(batchId, [second.recordId]);
	expect(deletedCount).toBe(1);
	expect((await batchcall.cancel(batchId, 'graceful')).status).toBe('cancelled');
	sandbox().clock.advance(7 * 86_400_000);
	expect(sandbox().rings()).toEqual({});
});
