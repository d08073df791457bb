import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { say } from '../../scripts/progress.mjs';
import { checkoutAt } from '../checkout.mts';

export interface PackageUnderTest {
	name: string;
	tarball: string;
}

/** @param path a packed package (.tgz), or a checkout, which is packed by its own script */
export async function packageAt(path: string): Promise<PackageUnderTest> {
	if (path.endsWith('.tgz')) return { name: path, tarball: path };
	const { folder, name } = checkoutAt(path);
	say(`${name}: packing`);
	const script = pathToFileURL(join(folder, 'scripts/pack.mts')).href;
	const code = `import(${JSON.stringify(script)}).then(async (m) => console.log(await m.packPackage()))`;
	const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], { cwd: folder });
	return { name, tarball: stdout.trim().split('\n').at(-1) ?? '' };
}
