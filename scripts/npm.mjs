// Runs the user's own npm, with the Node that is asked for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

import { tieToUs } from './childProcess.mjs';

const SHOWN_LINES = 12;

// What an outer `npm start` leaves in the environment for its own script. Settings of the user
// (npm_config_registry, npm_config_cache, ...) are not among them and stay.
const OUTER_NPM =
	/^(npm_(lifecycle|package)_.*|npm_(command|execpath|node_execpath|config_local_prefix|config_prefix|config_ignore_scripts)|INIT_CWD)$/i;

/** The environment for a program that finds `node` as `execPath`. */
export function environmentWithNode(execPath, extra = {}) {
	const kept = Object.entries(process.env).filter(([name]) => !OUTER_NPM.test(name));
	const env = { ...Object.fromEntries(kept), ...extra };
	// Windows spells it Path; two spellings in one environment confuse it.
	const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
	env[pathName] = [dirname(execPath), env[pathName]].filter(Boolean).join(delimiter);
	return env;
}

/**
 * Runs npm and returns what it wrote to stdout.
 * @param {string[]} args
 * @param {{ cwd: string, execPath?: string, env?: Record<string, string> }} options
 */
export async function runNpm(args, { cwd, execPath = process.execPath, env = {} }) {
	const npm = findNpm();
	const command = npm ? execPath : 'npm';
	const child = spawn(command, npm ? [npm, ...args] : args, {
		cwd,
		env: environmentWithNode(execPath, env),
		stdio: ['ignore', 'pipe', 'pipe'],
		// Only when npm's own file was not found: `npm` is a .cmd file on Windows.
		shell: !npm && process.platform === 'win32',
	});
	const untie = tieToUs(child);
	let stdout = '';
	let everything = '';
	child.stdout.setEncoding('utf8').on('data', (text) => {
		stdout += text;
		everything += text;
	});
	child.stderr.setEncoding('utf8').on('data', (text) => (everything += text));
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	})
		.catch((error) => {
			throw new Error(`npm could not be started (${error.message}). Is npm installed?`);
		})
		.finally(untie);
	if (code === 0) return stdout;
	throw new Error(
		`npm ${args.join(' ')}\n  in ${cwd} ended with code ${code}. It said:\n${essence(everything)}`,
	);
}

/** npm names the cause first and what a script printed last; in between can be pages. */
function essence(output) {
	const lines = output.trimEnd().split('\n');
	const errors = lines.filter((line) => /^npm (error|ERR!)/.test(line));
	const said = errors.length > 0 ? errors : lines;
	if (said.length <= 2 * SHOWN_LINES) return said.join('\n');
	return [...said.slice(0, SHOWN_LINES), '...', ...said.slice(-SHOWN_LINES)].join('\n');
}

/** npm's JavaScript entry point: run by us, it does not depend on shells or PATH. */
function findNpm() {
	const bin = dirname(process.execPath);
	const candidates = [
		process.env.npm_execpath,
		join(bin, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(bin, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
	];
	return candidates.find((file) => file && basename(file) === 'npm-cli.js' && existsSync(file));
}
