import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IRunExecutionData } from 'n8n-workflow';

import { decodeFlatted } from '../../scripts/decodeFlatted.mts';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { createN8nApi, type N8nApi } from '../../test/support/n8nApi.mts';
import { startN8nHost, type N8nHost } from '../../test/support/n8nHost.mts';
import { writeBenchNodes } from './benchNodes.mts';
import { LOOKED, MEASURED, NUMBERS, order, publish, storeCredentials } from './benchWorkflow.mts';
import type { Look } from './lookNode.mts';
import type { Credentials, Mode } from './modes.mts';
import { cpuOf, machineBusyMs, peakMemoryOf, resetPeakMemory, whenIdle } from './processUse.mts';
import type { Counts } from './server.mts';
import { startStubServer, type StubServer } from './stubServer.mts';

/** No password of anybody: this n8n lives as long as the benchmark. */
const PASSWORD = 'Local-bench-1';
const LOOK_MS = 50;
/** Seldom: answering costs n8n CPU, which is measured meanwhile. */
const LOOK_AT_N8N_MS = 250;
/** After that time without a request, the execution may have ended early. */
const QUIET_MS = 3_000;

/** One list of items, placed once. */
export interface Sample {
	items: number;
	/** Of n8n's process, from the request to its webhook until the execution was saved; in ms. */
	cpuMs: number;
	/** Of the node that is measured; in ms. */
	nodeMs: number;
	/** Of the whole execution; in ms. */
	executionMs: number;
	/** Cores that were busy with something else: our server, n8n's task runner, and whoever else works there. */
	otherCores: number;
	peakMb?: number;
	/** Of what n8n saves of the execution. */
	savedBytes: number;
	counts: Counts;
}

export interface BenchN8n {
	server: StubServer;
	credentials: Credentials;
	sample(mode: Mode, items: number, delayMs?: number): Promise<Sample>;
	/** Places a list once more, and looks at the process before and after the node. */
	look(mode: Mode, items: number): Promise<Look>;
	stop(): Promise<void>;
}

/** A real n8n with the package and what it is compared with, and a server in the place of VideoSDK. */
export async function startBenchN8n(
	packageTarball: string,
	nodeFlags: readonly string[] = [],
): Promise<BenchN8n> {
	await mkdir(SCRATCH, { recursive: true });
	const folder = await mkdtemp(join(SCRATCH, 'bench-'));
	const server = await startStubServer();
	const custom = await writeBenchNodes(folder, server.url);
	const host = await startN8nHost({
		folder,
		packageTarball,
		nodeFlags: ['--expose-gc', ...nodeFlags],
		line: '2.x',
		env: { N8N_CUSTOM_EXTENSIONS: custom },
	}).catch((error: unknown) => {
		server.close();
		throw error;
	});
	const stop = async () => {
		await host.stop();
		server.close();
		await rm(folder, { recursive: true, force: true });
	};
	try {
		const api = createN8nApi(host.url, '2.x');
		await api.setupOwner(PASSWORD);
		const credentials = await storeCredentials(api, server.url);
		return { server, credentials, ...samplersOf(host, api, server), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

function samplersOf(
	host: N8nHost,
	api: N8nApi,
	server: StubServer,
): Pick<BenchN8n, 'sample' | 'look'> {
	const workflows = new Map<string, Promise<{ id: string; path: string }>>();
	const known = new Set<string>();
	let first = 0;

	/** @returns the execution's ID, and what was used from the request to the webhook until it was saved */
	const runOnce = async (mode: Mode, items: number, { delayMs = 0, looks = false }) => {
		const name = JSON.stringify([mode.name, mode.node.parameters, looks]);
		const path = `bench-${workflows.size}`;
		if (!workflows.has(name)) workflows.set(name, publish(api, mode, path, looks));
		const workflow = (await workflows.get(name)) ?? { id: '', path };
		await server.reset(delayMs);
		await whenIdle(host.pid);
		resetPeakMemory(host.pid);
		const [startedAt, cpuBefore, busyBefore] = [Date.now(), cpuOf(host.pid), machineBusyMs()];
		await order(`${host.url}/webhook/${workflow.path}`, { items, first });
		first = (first + items) % NUMBERS;
		await whenAllHaveAsked(server, items * mode.requests);
		const execution = await whenEnded(api, workflow.id, known);
		known.add(execution);
		const cpuMs = cpuOf(host.pid) - cpuBefore;
		const otherCores = (machineBusyMs() - busyBefore - cpuMs) / (Date.now() - startedAt);
		const peakMb = peakMemoryOf(host.pid);
		const counts = await server.counts();
		const twice = counts.rings.find(([times]) => times > 1);
		if (twice) throw new Error(`${twice[1]} numbers rang ${twice[0]} times.`);
		return { execution, used: { cpuMs, otherCores, peakMb, counts } };
	};

	return {
		async sample(mode, items, delayMs) {
			const { execution, used } = await runOnce(mode, items, { delayMs });
			return { items, ...used, ...(await readRun(api, execution, items)) };
		},
		async look(mode, items) {
			const { execution } = await runOnce(mode, items, { looks: true });
			const { data } = await api.call<Saved>('GET', `/executions/${execution}`);
			const { resultData } = decodeFlatted<IRunExecutionData>(data);
			const [seen] = resultData.runData[LOOKED]?.at(-1)?.data?.main?.[0] ?? [];
			if (!seen) throw new Error('Nobody has looked at the process.');
			return seen.json as unknown as Look;
		},
	};
}

/** Asks the server and not n8n, whose CPU is measured meanwhile. */
async function whenAllHaveAsked(server: StubServer, expected: number): Promise<void> {
	let [before, quietMs] = [-1, 0];
	while (quietMs < QUIET_MS) {
		const { placed } = await server.counts();
		if (placed >= expected) return;
		quietMs = placed === before ? quietMs + LOOK_MS : 0;
		before = placed;
		await sleep(LOOK_MS);
	}
}

/** The workflow's newest execution, once it is there and saved. */
async function whenEnded(
	api: N8nApi,
	workflowId: string,
	known: ReadonlySet<string>,
): Promise<string> {
	const query = encodeURIComponent(JSON.stringify({ workflowId }));
	for (;;) {
		const path = `/executions?filter=${query}&limit=1`;
		const { results } = await api.call<{ results: Ended[] }>('GET', path);
		const [{ id, status, stoppedAt } = NONE] = results;
		const isOver = stoppedAt && !known.has(id) && status !== 'running';
		if (isOver && status === 'success') return id;
		if (isOver) throw new Error(`Execution ${id} ended as "${status}".`);
		await sleep(LOOK_AT_N8N_MS);
	}
}

interface Ended {
	id: string;
	status: string;
	stoppedAt?: string | null;
}
const NONE: Ended = { id: '', status: 'running' };

async function readRun(api: N8nApi, id: string, items: number) {
	const saved = await api.call<Saved>('GET', `/executions/${id}`);
	const { resultData } = decodeFlatted<IRunExecutionData>(saved.data);
	const run = resultData.runData[MEASURED]?.at(-1);
	const made = run?.data?.main?.[0] ?? [];
	const failed = made.filter(({ json, error }) => error ?? json.error ?? json.reason);
	if (made.length !== items || failed.length > 0) {
		const shown = JSON.stringify(failed[0] ?? {}).slice(0, 300);
		throw new Error(
			`${items} items went in, ${made.length} came out, ${failed.length} bad: ${shown}`,
		);
	}
	return {
		nodeMs: run?.executionTime ?? NaN,
		executionMs: Date.parse(saved.stoppedAt) - Date.parse(saved.startedAt),
		savedBytes: saved.data.length,
	};
}

interface Saved {
	startedAt: string;
	stoppedAt: string;
	/** As n8n keeps it: encoded. */
	data: string;
}
