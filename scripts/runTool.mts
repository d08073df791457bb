import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { tieToUs } from './childProcess.mjs';
import { PROJECT } from './projectFolders.mts';

export interface ToolOptions {
	env?: Record<string, string>;
	/** Shows stdout on stderr, for commands whose own stdout is a result. */
	quietStdout?: boolean;
	/** For what goes on beside other things: what it printed is shown, as its error, only when it fails. */
	silentUnlessItFails?: boolean;
}

/**
 * Runs a development tool of the project (prettier, tsc, vitest ...) with this Node, without a
 * shell in between. Returns what it printed, which the user sees as it comes.
 */
export async function runTool(
	packageName: string,
	args: string[],
	options: ToolOptions = {},
): Promise<string> {
	const child = spawn(process.execPath, [binOf(packageName), ...args], {
		cwd: PROJECT,
		env: { ...process.env, ...options.env },
		stdio: ['inherit', 'pipe', 'pipe'],
	});
	const untie = tieToUs(child);
	let printed = '';
	const take = (shownOn: NodeJS.WriteStream) => (chunk: Buffer) => {
		printed += chunk.toString('utf8');
		if (!options.silentUnlessItFails) shownOn.write(chunk);
	};
	child.stdout.on('data', take(options.quietStdout ? process.stderr : process.stdout));
	child.stderr.on('data', take(process.stderr));
	try {
		const code = await new Promise<number | null>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', resolve);
		});
		if (code !== 0) {
			const shown = options.silentUnlessItFails ? `${printed}\n` : '';
			throw new Error(`${shown}${packageName} ${args.join(' ')} ended with code ${code}.`);
		}
		return printed;
	} finally {
		untie();
	}
}

function binOf(packageName: string): string {
	const folder = join(PROJECT, 'node_modules', packageName);
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		bin: string | Record<string, string>;
	};
	const file = typeof bin === 'string' ? bin : Object.values(bin)[0];
	if (!file) throw new Error(`The package ${packageName} has no program.`);
	return join(folder, file);
}
