import { readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingN8n } from '../support/callingN8n.mts';
import { liveMemoryMb, TELLS_MEMORY } from '../support/liveMemory.mts';
import { itemsOf, type WorkflowInput } from '../support/n8nApi.mts';

const { api, host, sandbox, credential } = useCallingN8n({ nodeFlags: TELLS_MEMORY });

const ROOM = 'cust-omer-call';
const MEGABYTE = 2 ** 20;
const GIGABYTE = 2 ** 30;
/** What n8n may hold more while a file of any size goes through it. */
const MOST_GROWTH_MB = 30;
const PAUSE_MS = 1500;

describe('Download', () => {
	const DOWNLOADING = 'Download';

	/** A merged recording of this size, of a call that is over. */
	async function recordingOf(recordingBytes: number, fileLengthTold = true): Promise<string> {
		sandbox().changeSettings({ recordingBytes, fileLengthTold, recordAudioAs: 'merge' });
		sandbox().clock.freeze();
		sandbox().addCalls({
			...{ via: 'gateway', to: '+12025550199', roomId: ROOM, gatewayId: SEED_GATEWAY_ID },
			options: { recordAudio: true },
		});
		sandbox().clock.advance(120_000);
		return sandbox().recordings()[0]?.id ?? '';
	}

	/** @returns the ID of the execution */
	async function download(recordingId: string, options: Record<string, unknown>): Promise<string> {
		const { id, name } = credential();
		const node: Partial<INode> & Pick<INode, 'name' | 'type'> = {
			name: DOWNLOADING,
			type: 'n8n-nodes-videosdk.videoSdk',
			credentials: { videoSdkApi: { id, name } },
			parameters: {
				...{ resource: 'recording', operation: 'download', recordingType: 'merge', recordingId },
				options: options as never,
			},
		};
		const workflow = await api().createWorkflow({
			name: `Download ${recordingId}`,
			nodes: [{ name: 'Go', type: 'n8n-nodes-base.manualTrigger' }, node],
			connections: { Go: { main: [[{ node: DOWNLOADING, type: 'main', index: 0 }]] } },
		});
		return await api().runWorkflow(workflow.id);
	}

	/** Sizes of what n8n keeps of files, in megabytes; of those that count. */
	const keptMb = () =>
		readdirSync(host().folder, { recursive: true, encoding: 'utf8' })
			.filter((path) => path.includes('binary'))
			.map((path) => statSync(join(host().folder, path), { throwIfNoEntry: false }))
			.filter((found) => found?.isFile() && found.size > MEGABYTE)
			.map((found) => Math.round((found?.size ?? 0) / MEGABYTE));

	/** Asks n8n again and again what it holds while something goes on; the most is what counts. */
	async function mostMemoryMb(
		during: Promise<unknown>,
	): Promise<{ most: number; samples: number }> {
		const told = () => [
			...host()
				.log()
				.matchAll(/^memory in use: (\d+) bytes$/gm),
		];
		const from = told().length;
		let isOver = false;
		void during.finally(() => (isOver = true));
		while (!isOver) {
			const before = told().length;
			process.kill(host().pid, 'SIGUSR2');
			// To sweep up takes n8n a while: asked again before it is done, it would do nothing else.
			await expect.poll(() => told().length).toBeGreaterThan(before);
			await sleep(PAUSE_MS);
		}
		await during;
		const bytes = told()
			.slice(from)
			.map(([, digits]) => Number(digits));
		return { most: Math.round(Math.max(...bytes) / MEGABYTE), samples: bytes.length };
	}

	test('a recording of 200 MB comes whole, and n8n holds no more than 30 MB more at any moment', async () => {
		// Loads whatever n8n loads for a first file.
		await api().waitForExecution(await download(await recordingOf(MEGABYTE), {}));
		const recordingId = await recordingOf(200 * MEGABYTE);
		const before = await liveMemoryMb(host());
		const execution = await download(recordingId, {});
		const running = api().waitForExecution(execution);
		const { most, samples } = await mostMemoryMb(running);
		const ended = await running;
		expect(ended.status).toBe('success');
		const [item] = itemsOf(ended, DOWNLOADING);
		expect(item?.json.sizeBytes).toBe(200 * MEGABYTE);
		expect(keptMb()).toEqual([200]);
		console.log(`before ${before} MB, at most ${most} MB in ${samples} samples`);
		expect(samples).toBeGreaterThan(0);
		expect(most - before).toBeLessThanOrEqual(MOST_GROWTH_MB);
	});

	test.each([
		['says so before it comes', true],
		['does not say how large it is', false],
	])(
		'a file over the limit that %s stops with a clear error, and n8n keeps nothing of it',
		async (_how, told) => {
			const before = keptMb();
			const recordingId = await recordingOf(60 * MEGABYTE, told);
			const ended = await api().waitForExecution(await download(recordingId, { sizeLimit: 20 }));
			expect(ended.status).toBe('error');
			expect(ended.data.resultData.error?.message).toBe('The file is larger than 20 MB');
			expect(keptMb()).toEqual(before);
		},
	);

	test('Stop in the middle of two gigabytes ends it, and n8n keeps nothing of it', async () => {
		const before = keptMb();
		const recordingId = await recordingOf(2 * GIGABYTE);
		const execution = await download(recordingId, { sizeLimit: 4000 });
		await expect.poll(() => keptMb().length).toBeGreaterThan(before.length);
		await api().stopExecution(execution);
		expect((await api().waitForExecution(execution)).status).toBe('canceled');
		await expect.poll(keptMb).toEqual(before);
	});
});

describe('the examples', () => {
	/** A CRM: it takes records, and nothing else. */
	let crm: Server;
	const records: Array<Record<string, unknown>> = [];
	beforeAll(async () => {
		crm = createServer((request, response) => {
			let text = '';
			request.on('data', (chunk) => (text += String(chunk)));
			request.on('end', () => {
				records.push(JSON.parse(text) as Record<string, unknown>);
				response.setHeader('content-type', 'application/json').end('{"ok":true}');
			});
		});
		await new Promise<void>((listening) => crm.listen(0, '127.0.0.1', listening));
	});
	afterAll(() => void crm.close());

	/** As a user imports it and runs it, with a credential chosen; some parameters are the test's. */
	async function runExample(file: string, changes: Record<string, INode['parameters']> = {}) {
		sandbox().clock.setSpeed(20);
		const path = resolve(import.meta.dirname, '../../workflows', file);
		const example = JSON.parse(await readFile(path, 'utf8')) as WorkflowInput;
		const { id: credentialId, name } = credential();
		const nodes = example.nodes.map((node) => ({
			...node,
			parameters: { ...node.parameters, ...changes[node.name] },
			...(node.credentials && { credentials: { videoSdkApi: { id: credentialId, name } } }),
		}));
		const { id } = await api().createWorkflow({ ...example, nodes });
		return await api().waitForExecution(await api().runWorkflow(id));
	}

	test('the example that keeps the recording of a call has its file, and leads off who was not reached', async () => {
		const ended = await runExample('call-recording.json');
		expect(ended.status).toBe('success');
		const [item, ...others] = itemsOf(ended, 'Get the recording');
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({ type: 'room', mimeType: 'video/mp4', sizeBytes: 65536 });
		expect(item?.binary?.data).toMatchObject({ fileName: `${item?.json.recordingId}.mp4` });
		const [, without] =
			ended.data.resultData.runData['Is there a recording?']?.at(-1)?.data?.main ?? [];
		expect(without?.map(({ json }) => [json.name, json.outcome, json.recording])).toEqual([
			['Bert', 'rejected', { isReady: false, reason: 'notAnswered' }],
			['Carla', 'notAnswered', { isReady: false, reason: 'notAnswered' }],
		]);
	});

	test('the example for a CRM writes one complete record for each lead', async () => {
		const { port } = crm.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}/api/calls`;
		const ended = await runExample('call-summary-to-crm.json', { 'Write it to the CRM': { url } });
		expect(ended.status).toBe('success');
		const prompt = 'What did the person ask for, and what was promised? In three sentences.';
		expect(records).toHaveLength(3);
		expect(records).toMatchObject([
			{
				...{ leadId: 'L-1001', name: 'Anna', phone: '+12025550103', outcome: 'answered' },
				summary: `${prompt}: 2 lines were spoken.`,
				transcript: expect.stringContaining('agent: Hello'),
				recording: expect.stringMatching(/^http:.*\.mp4/),
			},
			{ leadId: 'L-1002', outcome: 'rejected', summary: 'notAnswered', recording: '' },
			{ leadId: 'L-1003', outcome: 'notAnswered', summary: 'notAnswered', transcript: '' },
		]);
	});
});
