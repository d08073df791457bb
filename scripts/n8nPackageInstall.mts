import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { node24 } from './nodeRuntime.mjs';
import { runNpm } from './npm.mjs';

/**
 * Installs the package's tarball where a self-hosting user's n8n has its community nodes:
 * `<user folder>/.n8n/nodes`. Needs no network: the package has no dependencies, and its peer
 * n8n-workflow is n8n's own. A tarball that is installed already is left alone.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const content = await readFile(tarball).catch(() => {
		throw new Error(`There is no package at ${tarball}. Build it with: npm run build && npm pack`);
	});
	const hash = createHash('sha256').update(content).digest('hex');
	const stampFile = join(nodes, 'node_modules', '.installed-tarball');
	if ((await readFile(stampFile, 'utf8').catch(() => '')) === hash) return;

	// The same version number with other content: npm would keep what it has.
	await rm(join(nodes, 'node_modules'), { recursive: true, force: true });
	await mkdir(nodes, { recursive: true });
	const manifest = { name: 'installed-nodes', private: true, dependencies: {} };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(manifest, null, 2));
	const { execPath } = await node24();
	await runNpm(
		[
			'install',
			resolve(tarball),
			'--ignore-scripts',
			'--omit=peer',
			'--legacy-peer-deps',
			'--no-package-lock',
			'--offline',
			'--no-audit',
			'--no-fund',
		],
		{ cwd: nodes, execPath },
	);
	await writeFile(stampFile, hash);
}
