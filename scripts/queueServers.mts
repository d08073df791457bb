// The servers that n8n's queue mode needs, as the system has them. They are run by the tests
// themselves, each on a free port and a folder of its own; a service of the system is not touched.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { installWithApt } from './aptInstall.mts';

/** Debian has the server programs of PostgreSQL here, by version, and not on the PATH. */
const DEBIAN_POSTGRES = '/usr/lib/postgresql';
const HOMEBREW = ['/opt/homebrew/bin', '/usr/local/bin'];

export interface PostgresPrograms {
	initdb: string;
	postgres: string;
}

/** The path of redis-server; installs it where that can be done without asking. */
export async function findRedis(): Promise<string> {
	return await found('Redis', 'redis-server', () => onPath('redis-server'));
}

/** The programs of PostgreSQL; installs them where that can be done without asking. */
export async function findPostgres(): Promise<PostgresPrograms> {
	return await found('PostgreSQL', 'postgresql', () => {
		const folder = postgresFolders().find((one) =>
			['initdb', 'postgres'].every((name) => existsSync(join(one, name))),
		);
		if (folder === undefined) return undefined;
		return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
	});
}

async function found<T>(what: string, packageName: string, find: () => T | undefined): Promise<T> {
	const installed = find();
	if (installed) return installed;
	await installWithApt(what, packageName);
	const now = find();
	if (now) return now;
	throw new Error(
		`No ${what} was found, which n8n's queue mode needs. Install it (Debian: sudo apt-get install ` +
			`${packageName}), or put its programs on the PATH, then run the same command again.`,
	);
}

function postgresFolders(): string[] {
	const versions = existsSync(DEBIAN_POSTGRES) ? readdirSync(DEBIAN_POSTGRES) : [];
	const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
	return [...newestFirst.map((version) => join(DEBIAN_POSTGRES, version, 'bin')), ...folders()];
}

function onPath(name: string): string | undefined {
	return folders()
		.map((folder) => join(folder, name))
		.find((file) => existsSync(file));
}

const folders = () => [...(process.env.PATH ?? '').split(delimiter), ...HOMEBREW];
