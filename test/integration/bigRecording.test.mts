import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';

const { sandbox, credential, engine } = useCallingWorkflow();

const MEGABYTE = 2 ** 20;
/** What the process may hold more: n8n's engine, the node, and the sandbox that makes the file. */
const MOST_GROWTH_MB = 30;
/** Sweeping up takes a while, so it is not done at each chunk. */
const SAMPLE_MS = 300;

interface BinaryDataService {
	config: { mode: string; localStoragePath: string };
	managers: Record<string, unknown>;
	init(): Promise<void>;
}

/** n8n keeps files on the disk, as it does unless somebody sets it otherwise. */
let folder: string;
let service: BinaryDataService;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'n8n-files-'));
	const core = resolve(process.env.N8N_CORE_FOLDER ?? join(import.meta.dirname, '../..'));
	const load = createRequire(createRequire(join(core, 'package.json')).resolve('n8n-core'));
	service = load('@n8n/di').Container.get(load('n8n-core').BinaryDataService);
	Object.assign(service.config, { mode: 'filesystem', localStoragePath: folder });
	await service.init();
});
afterAll(async () => {
	service.managers = {};
	await rm(folder, { recursive: true });
});

/** Files that n8n keeps, in megabytes; those that describe them are small. */
async function keptMb(): Promise<number[]> {
	const paths = await readdir(folder, { recursive: true });
	const sizes = await Promise.all(paths.map(async (path) => await stat(join(folder, path))));
	return sizes.filter((one) => one.isFile() && one.size > 1000).map(({ size }) => size / MEGABYTE);
}

let recordingId: string;
beforeEach(() => {
	sandbox().clock.freeze();
	sandbox().addCalls({
		...{ via: 'gateway', to: '+12025550199', roomId: 'cust-omer-call' },
		...{ gatewayId: SEED_GATEWAY_ID, options: { recordAudio: true } },
	});
	sandbox().clock.advance(120_000);
	recordingId = sandbox().recordings()[0]?.id ?? '';
});

const start = (options = {}) =>
	engine().run({
		...{ credential: credential(), items: [{}] },
		parameters: {
			...{ resource: 'recording', operation: 'download', recordingType: 'merge', recordingId },
			options: options as never,
		},
	});

/** What is held once all is swept up that nobody holds any more, in megabytes. */
function heldMb(): number {
	setFlagsFromString('--expose-gc');
	const sweep = runInNewContext('gc') as () => void;
	// Buffers are let go of behind a sweep: the next one waits for that.
	for (let sweeps = 0; sweeps < 3; sweeps++) sweep();
	const { heapUsed, external } = process.memoryUsage();
	return (heapUsed + external) / MEGABYTE;
}

test('a recording of 100 MB goes to the disk as it comes: no more than 30 MB more are held at any moment', async () => {
	sandbox().changeSettings({ recordingBytes: MEGABYTE });
	await start().finished;
	sandbox().changeSettings({ recordingBytes: 100 * MEGABYTE });
	const before = heldMb();
	let most = 0;
	let samples = 0;
	const sampling = setInterval(() => {
		most = Math.max(most, heldMb());
		samples++;
	}, SAMPLE_MS);
	const { items, error } = await start().finished;
	clearInterval(sampling);
	expect(error).toBeUndefined();
	expect(items[0]?.json.sizeBytes).toBe(100 * MEGABYTE);
	expect(items[0]?.binary?.data?.id).toMatch(/^filesystem-v2:/);
	expect(await keptMb()).toContain(100);
	console.log(
		`${Math.round(before)} MB before, ${Math.round(most)} MB at most in ${samples} samples`,
	);
	expect(samples).toBeGreaterThan(3);
	expect(most - before).toBeLessThanOrEqual(MOST_GROWTH_MB);
});

/** n8n 1.x itself leaves what it has begun to write; it belongs to the execution, and goes with it. */
const is1x = process.env.N8N_CORE_FOLDER !== undefined;

test.each([
	['says so before it comes', true],
	['does not say how large it is', false],
])('of a file over the limit that %s nothing is kept', async (_how, fileLengthTold) => {
	const before = await keptMb();
	sandbox().changeSettings({ recordingBytes: 60 * MEGABYTE, fileLengthTold });
	const { error } = await start({ sizeLimit: 20 }).finished;
	expect(error?.message).toBe('The file is larger than 20 MB');
	if (fileLengthTold || !is1x) expect(await keptMb()).toEqual(before);
});

test('Stop in the middle of two gigabytes ends the download, and nothing is kept', async () => {
	const before = await keptMb();
	sandbox().changeSettings({ recordingBytes: 2 ** 31 });
	const running = start({ sizeLimit: 4000 });
	await expect.poll(async () => (await keptMb()).length).toBeGreaterThan(before.length);
	running.stop();
	const { error } = await running.finished;
	expect(error?.message).toBe('The workflow was stopped during the download');
	if (!is1x) expect(await keptMb()).toEqual(before);
});
