import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from '../../scripts/freePort.mts';
import { findPostgres } from '../../scripts/queueServers.mts';
import { startServer, type SystemUser } from './serverProcess.mts';

const run = promisify(execFile);

export const DATABASE_USER = 'n8n';
/** Made by initdb for every new cluster. */
export const DATABASE = 'postgres';
/** The data is thrown away: nothing is waited for until it is on the disk. */
const IN_A_HURRY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
/** A package's own user first; the other is there on every system. */
const USERS_FOR_ROOT = ['postgres', 'nobody'];

export interface PostgresServer {
	port: number;
	password: string;
	stop(): Promise<void>;
}

/** A PostgreSQL of its own, on loopback, with an empty database. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
	const { initdb, postgres } = await findPostgres();
	const user = await userForRoot();
	// PostgreSQL does not run as root, and another user may not be let into root's folders.
	const place = user ? await mkdtemp(join(tmpdir(), 'n8n-postgres-')) : folder;
	await mkdir(place, { recursive: true });
	const [port, password] = [await freePort(), randomBytes(16).toString('hex')];
	const [data, passwordFile] = [join(place, 'data'), join(place, 'password')];
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (user) for (const path of [place, passwordFile]) await chown(path, user.uid, user.gid);

	const cluster = ['--pgdata', data, '--username', DATABASE_USER, '--encoding', 'UTF8'];
	const entry = ['--auth', 'scram-sha-256', '--pwfile', passwordFile];
	const asUser = { cwd: place, ...user };
	await run(initdb, [...cluster, ...entry, '--locale', 'C', '--no-sync'], asUser);

	const address = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories='];
	const settings = [...address, ...IN_A_HURRY].flatMap((setting) => ['-c', setting]);
	const remove = async () => await rm(place, { recursive: true, force: true });
	const server = await startServer({
		program: postgres,
		args: ['-D', data, ...settings],
		folder: place,
		readySign: 'database system is ready to accept connections',
		// Breaks off whoever is still connected.
		endSignal: 'SIGINT',
		user,
	}).catch(async (error: unknown) => {
		await remove();
		throw error;
	});
	async function stop(): Promise<void> {
		await server.stop();
		await remove();
	}
	return { port, password, stop };
}

/** Undefined when we are not root. */
async function userForRoot(): Promise<SystemUser | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	for (const name of USERS_FOR_ROOT) {
		const id = async (what: string) => Number((await run('id', [what, name])).stdout);
		try {
			return { uid: await id('-u'), gid: await id('-g') };
		} catch {
			// There is no such user.
		}
	}
	throw new Error(
		`PostgreSQL does not run as root, and there is no user ${USERS_FOR_ROOT.join(' or ')} here. ` +
			'Run the tests as another user.',
	);
}
