import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

import { chosenN8nLine } from '../../scripts/n8nLines.mts';
import { freePort } from '../../scripts/freePort.mts';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { useCallingN8n } from './callingN8n.mts';
import { layPackage } from './n8nAsNew.mts';
import { startN8nHost, type N8nHost } from './n8nHost.mts';
import { startPostgres, type PostgresServer } from './postgresServer.mts';
import { queueSettings } from './queueSettings.mts';
import { startRedis, type RedisServer } from './redisServer.mts';

const WORKERS = 2;

/** A real n8n in queue mode: a main process, two workers, Redis and PostgreSQL. */
export function useQueueN8n() {
	let folder: string;
	let redis: RedisServer | undefined;
	let postgres: PostgresServer | undefined;
	let env: Record<string, string> | undefined;
	const workers: N8nHost[] = [];

	beforeAll(async () => {
		await mkdir(SCRATCH, { recursive: true });
		folder = await mkdtemp(join(SCRATCH, 'queue-'));
		redis = await startRedis(join(folder, 'redis'));
		postgres = await startPostgres(join(folder, 'postgres'));
	});
	afterAll(async () => {
		await redis?.stop();
		await postgres?.stop();
	});

	const n8n = useCallingN8n(async (options) => {
		const port = options.port ?? (await freePort());
		env ??= {
			...queueSettings(redis as RedisServer, postgres as PostgresServer),
			// A worker knows its own address alone, and tells VideoSDK where to call.
			WEBHOOK_URL: `http://127.0.0.1:${port}/`,
		};
		await layPackage(options.folder, chosenN8nLine());
		return await startN8nHost({ ...options, port, env, withEditor: false });
	});

	beforeAll(startWorkers);
	afterAll(async () => {
		await Promise.all(workers.map(async (worker) => await worker.stop()));
	});

	async function startWorkers(): Promise<void> {
		await Promise.all(Array.from({ length: WORKERS }, async (_, place) => startWorker(place)));
	}

	/** In a new folder of its own, as in a container: what a killed one had in its own is gone. */
	async function startWorker(place: number): Promise<void> {
		const port = await freePort();
		const own = await mkdtemp(join(folder, 'worker-'));
		await layPackage(own, chosenN8nLine());
		workers[place] = await startN8nHost({
			folder: own,
			port,
			command: ['worker'],
			env: { ...env, QUEUE_HEALTH_CHECK_PORT: String(port) },
		});
	}

	/** All of n8n ends at once, and its queue is gone. What is given starts it again, on its database. */
	async function cutPowerOfAll(): Promise<() => Promise<void>> {
		for (const worker of workers) await worker.kill();
		const startMain = await n8n.cutPower();
		await redis?.stop();
		return async () => {
			redis = await startRedis(join(folder, 'redis'), redis);
			await startMain();
			await startWorkers();
		};
	}

	/** How often each worker has begun the execution or gone on with it, and how often it was done with it. */
	function turnsOf(execution: string) {
		const times = (did: string, { log }: N8nHost) =>
			log().match(new RegExp(`Worker ${did} execution ${execution} `, 'g'))?.length ?? 0;
		return workers.map((worker) => ({
			begun: times('started', worker),
			done: times('finished', worker),
		}));
	}

	/** The place of the worker that has begun the execution; -1 as long as none has. */
	const placeOfWorker = (execution: string) =>
		turnsOf(execution).findIndex(({ begun }) => begun > 0);

	return { ...n8n, workers: () => workers, startWorker, cutPowerOfAll, turnsOf, placeOfWorker };
}
