// A server of somebody else's (Redis, PostgreSQL), run by a test: ended by its process id, and also
// when the test run itself is killed.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { environmentWithNode } from '../../scripts/npm.mjs';

const READY_WITHIN_SECONDS = 300;
const STOPPED_WITHIN_SECONDS = 120;
const END_WITH_PARENT = resolve(import.meta.dirname, '../../scripts/endWithParent.mjs');

export interface ServerOrder {
	program: string;
	args: string[];
	/** Where it works and where its log lies. */
	folder: string;
	/** What it writes when it can be used. */
	readySign: string;
	/** By which it ends at once and in order. */
	endSignal: NodeJS.Signals;
	/** Whom it runs as; the user of the tests when left out. */
	user?: SystemUser;
}

export interface SystemUser {
	uid: number;
	gid: number;
}

export interface ServerProcess {
	stop(): Promise<void>;
}

export async function startServer(order: ServerOrder): Promise<ServerProcess> {
	const { program, args, folder, readySign, endSignal, user } = order;
	const logFile = join(folder, 'server.log');
	const output = openSync(logFile, 'w');
	const how = JSON.stringify({ signal: endSignal, user });
	const child = spawn(process.execPath, [END_WITH_PARENT, how, program, ...args], {
		cwd: folder,
		env: environmentWithNode(process.execPath),
		stdio: ['pipe', output, output],
	});
	closeSync(output);
	let isRunning = true;
	const ended = new Promise<void>((resolveEnded) => {
		const end = () => {
			isRunning = false;
			resolveEnded();
		};
		child.once('exit', end).once('error', end);
	});

	async function stop(): Promise<void> {
		if (!isRunning) return;
		child.kill('SIGTERM');
		await Promise.race([ended, sleep(STOPPED_WITHIN_SECONDS * 1000, undefined, { ref: false })]);
		if (isRunning)
			throw new Error(`${program} did not end. Its process is a child of ${child.pid}.`);
	}

	const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
	while (!readFileSync(logFile, 'utf8').includes(readySign)) {
		if (!isRunning || Date.now() > deadline) {
			await stop();
			throw new Error(`${program} did not start. It said:\n${readFileSync(logFile, 'utf8')}`);
		}
		await sleep(50);
	}
	return { stop };
}
