// Many calls in queue mode: two workers on real Redis and PostgreSQL, against one process that does all.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { freePort } from '../../scripts/freePort.mts';
import { WHOLE_N8N } from '../../scripts/n8nLines.mts';
import { say } from '../../scripts/progress.mjs';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { createN8nApi, type ExecutionSummary, type N8nApi } from '../../test/support/n8nApi.mts';
import { startN8nHost, type N8nHost } from '../../test/support/n8nHost.mts';
import { startPostgres } from '../../test/support/postgresServer.mts';
import { databaseSettings, queueSettings } from '../../test/support/queueSettings.mts';
import { startRedis } from '../../test/support/redisServer.mts';
import { countIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { order, publish, storeCredentials } from '../n8n/benchWorkflow.mts';
import { GATEWAY, modesOf } from '../n8n/modes.mts';
import { startStubServer, type StubServer } from '../n8n/stubServer.mts';
import { PACKAGE_FLAGS, packagesIn } from '../packages.mts';
import { tableOf } from '../table.mts';

const PASSWORD = 'Local-bench-1';
const WORKERS = 2;
/** As long as VideoSDK may well take to answer. */
const DELAY_MS = 100;
const LOOK_MS = 500;
/** n8n gives up the executions of a dead worker after that, and a little more. */
const GIVEN_UP_WITHIN_MS = 120_000;
const OVER = new Set(['success', 'error', 'crashed', 'canceled']);

interface Lists {
	executions: number;
	/** Of each. */
	items: number;
}

interface Outcome {
	how: string;
	seconds: number;
	/** How many numbers rang so often. */
	rings: Array<[times: number, numbers: number]>;
	calls: number;
	statuses: Record<string, number>;
	retried?: Record<string, number>;
}

/** `--executions 50`, `--items 100` (of each), `--package`, `--against`, `--json`. */
export async function measureQueue(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			...PACKAGE_FLAGS,
			executions: { type: 'string', default: '50' },
			items: { type: 'string', default: '100' },
			json: { type: 'boolean', default: false },
		},
	});
	const lists: Lists = {
		executions: countIn('executions', values.executions),
		items: countIn('items', values.items),
	};
	const outcomes: Outcome[] = [];
	for (const { name, tarball } of await packagesIn(values)) {
		outcomes.push(...(await measurePackage(name, tarball, lists)));
	}
	const machine = `n8n ${WHOLE_N8N['2.x'].version}; ${machineInWords()}; ${loadInWords()}`;
	console.log(
		values.json
			? JSON.stringify({ machine, outcomes }, null, '\t')
			: `${machine}\n\n${table(outcomes)}`,
	);
}

async function measurePackage(name: string, tarball: string, lists: Lists): Promise<Outcome[]> {
	await mkdir(SCRATCH, { recursive: true });
	const folder = await mkdtemp(join(SCRATCH, 'bench-queue-'));
	const server = await startStubServer();
	const redis = await startRedis(join(folder, 'redis'));
	const postgres = await startPostgres(join(folder, 'postgres'));
	const started: N8nHost[] = [];
	const start = async (place: string, env: Record<string, string>, command?: string[]) => {
		say(`${name}: starting ${place}`);
		const port = await freePort();
		const isWorker = command !== undefined;
		const host = await startN8nHost({
			...{ folder: join(folder, place), packageTarball: tarball, line: '2.x', port, command },
			env: { ...env, ...(isWorker ? { QUEUE_HEALTH_CHECK_PORT: String(port) } : {}) },
		});
		started.push(host);
		return host;
	};
	try {
		const env = queueSettings(redis, postgres);
		const main = await start('main', env);
		const workers: N8nHost[] = [];
		for (let place = 1; place <= WORKERS; place++) {
			workers.push(await start(`worker-${place}`, env, ['worker']));
		}
		const queue = await listsIn(main, server);
		const outcomes = [await queue.run(`${name}, ${WORKERS} workers`, lists)];
		const [, victim] = workers;
		outcomes.push(
			await queue.run(`${name}, one of ${WORKERS} workers killed`, lists, async (placed) => {
				if (placed < (lists.executions * lists.items) / 3 || !victim) return false;
				say('killing a worker');
				await victim.kill();
				return true;
			}),
		);
		for (const host of started.splice(0)) await host.stop();
		const { N8N_ENCRYPTION_KEY } = env;
		const alone = await start('alone', {
			...databaseSettings(postgres),
			...{ N8N_ENCRYPTION_KEY },
		});
		const api = await listsIn(alone, server, true);
		outcomes.push(await api.run(`${name}, one process`, lists));
		return outcomes;
	} finally {
		for (const host of started) await host.stop();
		await redis.stop();
		await postgres.stop();
		server.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** @param isKnown whether the database has an owner already */
async function listsIn(host: N8nHost, server: StubServer, isKnown = false) {
	const api = createN8nApi(host.url, '2.x');
	if (isKnown) await api.login({ email: 'you@example.com', password: PASSWORD });
	else await api.setupOwner(PASSWORD);
	const credentials = await storeCredentials(api, server.url);
	const mode = modesOf(credentials, server.url).find(({ name }) => name === GATEWAY);
	if (!mode) throw new Error(`There is no mode "${GATEWAY}".`);
	let first = 0;
	let runs = 0;

	/** @param meanwhile is asked again and again with the number of calls so far, until it says that it is done */
	async function run(
		how: string,
		{ executions, items }: Lists,
		meanwhile: (placed: number) => Promise<boolean> = async () => true,
	): Promise<Outcome> {
		if (!mode) throw new Error('There is no mode.');
		const path = `lists-${host.port}-${runs++}`;
		const { id } = await publish(api, mode, path);
		// The first one of a process is slow.
		await order(`${host.url}/webhook/${path}`, { items: 20, first: 90_000 });
		await whenAllOver(api, id, 1);
		await server.reset(DELAY_MS);
		const startedAt = Date.now();
		for (let list = 0; list < executions; list++) {
			await order(`${host.url}/webhook/${path}`, { items, first: first + list * items });
		}
		first += executions * items;
		let isDone = false;
		let lastPlacedAt = Date.now();
		for (let before = -1; ; ) {
			const { placed } = await server.counts();
			if (placed !== before) lastPlacedAt = Date.now();
			before = placed;
			isDone ||= await meanwhile(placed);
			if (placed >= executions * items) break;
			// Nothing more comes: some lists have ended early.
			if (isDone && Date.now() - lastPlacedAt > 10_000) break;
			await sleep(LOOK_MS / 5);
		}
		const seconds = (lastPlacedAt - startedAt) / 1000;
		say(`${how}: all placed that will be, ${seconds.toFixed(1)} s`);
		const ended = await whenAllOver(api, id, executions + 1);
		const failed = ended.filter(({ status }) => status !== 'success');
		const retried = await retryAll(api, failed);
		const { rings, placed } = await server.counts();
		return {
			...{ how, seconds, rings, calls: placed, statuses: countsOf(ended) },
			...(failed.length > 0 ? { retried: countsOf(retried) } : {}),
		};
	}
	return { run };
}

/** The Retry button of each. */
async function retryAll(api: N8nApi, failed: readonly ExecutionSummary[]) {
	const retried: ExecutionSummary[] = [];
	for (const { id } of failed) {
		say(`retrying execution ${id}`);
		retried.push(await api.waitForExecution(await api.retryExecution(id)));
	}
	return retried;
}

async function whenAllOver(api: N8nApi, workflowId: string, count: number) {
	const deadline = Date.now() + GIVEN_UP_WITHIN_MS;
	for (;;) {
		const all = await api.listExecutions(workflowId);
		const over = all.filter(({ status }) => OVER.has(status));
		if (over.length >= count || Date.now() > deadline) return all;
		await sleep(LOOK_MS);
	}
}

function countsOf(executions: readonly ExecutionSummary[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { status } of executions) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

function table(outcomes: readonly Outcome[]): string {
	const inWords = (counts: Record<string, number> = {}) =>
		Object.entries(counts)
			.map(([what, count]) => `${count} ${what}`)
			.join(', ') || '-';
	return tableOf(
		['calls', 'placed', 'time', 'calls a second', 'numbers that rang', 'executions', 'retried'],
		outcomes.map(({ how, calls, seconds, rings, statuses, retried }) => [
			how,
			String(calls),
			`${seconds.toFixed(1)} s`,
			(calls / seconds).toFixed(0),
			rings.map(([times, numbers]) => `${numbers} ${times} x`).join(', '),
			inWords(statuses),
			inWords(retried),
		]),
	);
}
