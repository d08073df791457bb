import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from '../../scripts/freePort.mts';
import { findRedis } from '../../scripts/queueServers.mts';
import { startServer } from './serverProcess.mts';

export interface RedisServer {
	port: number;
	password: string;
	stop(): Promise<void>;
}

/**
 * A Redis of its own, on loopback, that keeps nothing.
 *
 * @param as one that has ended, in whose place it comes
 */
export async function startRedis(
	folder: string,
	as?: Pick<RedisServer, 'port' | 'password'>,
): Promise<RedisServer> {
	const program = await findRedis();
	await mkdir(folder, { recursive: true });
	const port = as?.port ?? (await freePort());
	const password = as?.password ?? randomBytes(16).toString('hex');
	const settings = [
		'bind 127.0.0.1',
		`port ${port}`,
		// Other users of the machine reach the port as well.
		`requirepass ${password}`,
		'save ""',
		'appendonly no',
		`dir ${JSON.stringify(folder)}`,
	];
	const file = join(folder, 'redis.conf');
	await writeFile(file, settings.join('\n'), { mode: 0o600 });
	const readySign = 'Ready to accept connections';
	const order = { program, args: [file], folder, readySign, endSignal: 'SIGTERM' as const };
	return { port, password, ...(await startServer(order)) };
}
