// `node scripts/run.mjs <command>`: what `npm start`, `npm test` and the others call. Plain
// JavaScript without dependencies, because it runs before anything is installed and on the
// Node the user has (>= 20); the command itself then runs on Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { tieToUs } from './childProcess.mjs';
import { installDependencies } from './install.mjs';
import { node24 } from './nodeRuntime.mjs';
import { environmentWithNode } from './npm.mjs';
import { say } from './progress.mjs';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = 20;
const PARENT_CHECK_MS = 500;

const COMMANDS = {
	start: ['scripts/start.mts'],
	test: ['scripts/test.mts'],
	e2e: ['scripts/e2e.mts'],
	ci: ['scripts/ci.mts'],
	properties: ['scripts/properties.mts'],
	build: ['node_modules/gulp/bin/gulp.js'],
	docs: ['scripts/docs.mts'],
	format: ['node_modules/prettier/bin/prettier.cjs', '--write', '.'],
	sandbox: ['sandbox/main.mts'],
	bench: ['bench/main.mts'],
	picture: ['scripts/firstCallPicture.mts'],
};

/** What a command has installed by itself: at the same time as the project's dependencies. */
const INSTALLS = { start: 'scripts/installForStart.mts' };

async function main() {
	const [name, ...args] = process.argv.slice(2);
	const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
	if (!command) {
		throw new Error(`Say what to run: ${Object.keys(COMMANDS).join(', ')}.`);
	}
	if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
		throw new Error(`This is Node ${process.versions.node}. Install Node ${OLDEST_NODE} or newer.`);
	}
	const { execPath } = await node24();
	const install = INSTALLS[name];
	await Promise.all([
		installDependencies(PROJECT, execPath),
		install && runBeside(execPath, join(PROJECT, install)),
	]);
	const [file, ...fixed] = command;
	if (!existsSync(join(PROJECT, file))) throw new Error(`There is no ${file} in this checkout.`);
	return await runToItsEnd(execPath, [join(PROJECT, file), ...fixed, ...args]);
}

/** It has said itself what went wrong where it fails. */
async function runBeside(execPath, file) {
	const child = spawn(execPath, [file], {
		cwd: PROJECT,
		env: environmentWithNode(execPath),
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	const untie = tieToUs(child);
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', resolve);
	}).finally(untie);
	if (code !== 0) process.exit(1);
}

/** Ctrl+C and the like are for the command: it cleans up, we leave when it has. */
async function runToItsEnd(execPath, args) {
	const endWithUs = pathToFileURL(join(PROJECT, 'scripts/endWithRun.mjs')).href;
	const child = spawn(execPath, [`--import=${endWithUs}`, ...args], {
		cwd: PROJECT,
		env: environmentWithNode(execPath),
		// The last one is for endWithRun.mjs: it breaks when we are gone.
		stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			// A terminal sends Ctrl+C to every process in it, the command included.
			if (signal === 'SIGINT' && process.stdin.isTTY) return;
			child.kill(signal);
		});
	}
	whenParentIsGone(() => child.kill('SIGTERM'));
	return await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
	});
}

/** Ending `npm` by its process id alone ends npm and its shell, and passes nothing on to us. */
function whenParentIsGone(end) {
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		end();
	}, PARENT_CHECK_MS);
	watch.unref();
}

try {
	process.exitCode = await main();
} catch (error) {
	say(`\n${error.message}`);
	// An install beside may go on: it ends with us.
	process.exit(1);
}
