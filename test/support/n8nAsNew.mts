// The user folder of an n8n as new: to make one, n8n sets up its database in a hundred steps, and npm
// installs the package. That is done once; each n8n of the tests gets a copy.
import { createHash } from 'node:crypto';
import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../scripts/cacheFolder.mjs';
import { WHOLE_N8N, type N8nLine } from '../../scripts/n8nLines.mts';
import { installPackage } from '../../scripts/n8nPackageInstall.mts';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { createN8nApi, OWNER, type Login } from './n8nApi.mts';
import { packageUnderTest, startN8nHost } from './n8nHost.mts';

/** The owner of each n8n as new. No password of anybody: this n8n lives as long as the tests. */
export const OWNERS_LOGIN: Login = { email: OWNER.email, password: 'Local-tests-1' };

/** Another number makes all of them anew. */
const EDITION = 1;

/** Lays n8n's user folder: with its database, its owner, and the package under test. */
export async function layN8nAsNew(folder: string, line: N8nLine): Promise<void> {
	await cp(await withPackage(line, packageUnderTest()), folder, { recursive: true });
}

/** Lays the package under test alone, for an n8n that has its database elsewhere. */
export async function layPackage(folder: string, line: N8nLine): Promise<void> {
	const from = await withPackage(line, packageUnderTest());
	const nodes = join('.n8n', 'nodes');
	await cp(join(from, nodes), join(folder, nodes), { recursive: true });
}

/** Kept for this checkout, as long as the package is the same. */
async function withPackage(line: N8nLine, tarball: string): Promise<string> {
	const without = await withoutPackage(line);
	const hash = createHash('sha256').update(await readFile(tarball));
	const install = async (folder: string) => {
		await cp(without, folder, { recursive: true });
		await installPackage(folder, tarball);
	};
	const name = `n8n-${line}-as-new`;
	return await cached(name, `${EDITION} ${without} ${hash.digest('hex')}`, install, SCRATCH);
}

/** Kept beside the n8n that is installed for the user. */
async function withoutPackage(line: N8nLine): Promise<string> {
	const { version } = WHOLE_N8N[line];
	return await cached(`n8n-${version}-as-new`, String(EDITION), async (folder) => {
		const host = await startN8nHost({ folder, line, packageTarball: 'none', withEditor: false });
		try {
			await createN8nApi(host.url, line).setupOwner(OWNERS_LOGIN.password, OWNERS_LOGIN.email);
		} finally {
			await host.stop();
			await rm(host.logFile);
		}
	});
}
