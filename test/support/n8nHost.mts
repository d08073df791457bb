// A real n8n of its own: own folder, own ports, the packed package installed in it, on loopback.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import { freePort } from '../../scripts/freePort.mts';
import { installN8nHost } from '../../scripts/n8nHostInstall.mts';
import { installPackage } from '../../scripts/n8nPackageInstall.mts';
import { chosenN8nLine, WHOLE_N8N, type N8nLine } from '../../scripts/n8nLines.mts';
import { n8nSettings } from '../../scripts/n8nSettings.mts';
import { environmentWithNode } from '../../scripts/npm.mjs';

const READY_WITHIN_SECONDS = 300;
/** More than the 30 seconds that n8n gives itself. */
const STOPPED_WITHIN_SECONDS = 60;
const LOG_TAIL_LINES = 40;
/** Nor a process for what people write in Code nodes: n8n leaves it to others to start one. */
const WITHOUT_EDITOR = {
	N8N_DISABLE_UI: 'true',
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'nobody-has-it',
};
const EXIT_WITH_PARENT = resolve(import.meta.dirname, '../../scripts/exitWithParent.mjs');

export interface N8nHostOptions {
	/** n8n's user folder. Started again on the same folder, n8n has all it had before. */
	folder: string;
	/** The one that the environment names, or 2.x. */
	line?: N8nLine;
	/** The folder that n8n is installed in; all of n8n of that line when left out. */
	install?: string;
	/** A free one when left out or taken. */
	port?: number;
	/** The packed package, or none; the environment variable PACKAGE_TARBALL when left out. */
	packageTarball?: string | 'none';
	/** False for an n8n that nobody opens in a browser: laying out its editor takes it seconds. */
	withEditor?: boolean;
	/** More settings for n8n; they win over ours. */
	env?: Record<string, string>;
	/** Flags for the Node that runs it. */
	nodeFlags?: readonly string[];
	/** `['start']` when left out; `['worker']` runs a worker (queue mode). */
	command?: string[];
}

export interface N8nHost {
	url: string;
	port: number;
	pid: number;
	folder: string;
	logFile: string;
	/** What n8n has written since this start. */
	log(): string;
	/** Ends n8n as a user's service manager does, and by force when it takes too long. */
	stop(): Promise<void>;
	/** Ends n8n like a power cut. */
	kill(): Promise<void>;
	/** Resolves when the process has ended, for whatever reason. */
	ended: Promise<void>;
}

/**
 * n8n asks its database now and then, and answers everything with 503 when that takes longer than five
 * seconds: on a busy machine it turns away requests and events for no reason of theirs.
 */
const NEVER_TOO_BUSY = { DB_PING_INTERVAL_SECONDS: '86400' };

export async function startN8nHost(options: N8nHostOptions): Promise<N8nHost> {
	const folder = resolve(options.folder);
	const packageTarball = options.packageTarball ?? packageUnderTest();
	const line = options.line ?? chosenN8nLine();
	const install = options.install ?? (await installN8nHost(line));
	mkdirSync(folder, { recursive: true });
	if (packageTarball !== 'none') await installPackage(folder, packageTarball);

	const port = await freePort(options.port);
	const brokerPort = await freePort();
	const logFile = join(folder, 'n8n.log');
	const logFrom = sizeOf(logFile);
	const { execPath } = await WHOLE_N8N[line].node();
	const output = openSync(logFile, 'a');
	const child = spawn(
		execPath,
		[
			`--import=${pathToFileURL(EXIT_WITH_PARENT).href}`,
			...(options.nodeFlags ?? []),
			join(install, 'node_modules/n8n/bin/n8n'),
			...(options.command ?? ['start']),
		],
		{
			cwd: folder,
			env: {
				...n8nSettings({ userFolder: folder, port, brokerPort }),
				PATH: environmentWithNode(execPath).PATH ?? '',
				// What Node has compiled of n8n; one that is too old for this has no notice of it.
				NODE_COMPILE_CACHE: join(install, '.compiled'),
				...(options.withEditor === false ? WITHOUT_EDITOR : {}),
				...NEVER_TOO_BUSY,
				...WHOLE_N8N[line].env,
				...options.env,
			},
			stdio: ['pipe', output, output],
			// A process group of its own, so that n8n's task runners end with it.
			detached: process.platform !== 'win32',
		},
	);
	closeSync(output);
	const ended = new Promise<void>((resolveEnded, reject) => {
		child.once('exit', () => resolveEnded());
		child.once('error', reject);
	});
	const endWithUs = () => signalGroup(child, 'SIGKILL');
	process.once('exit', endWithUs);
	void ended.catch(() => {}).finally(() => process.off('exit', endWithUs));

	const host: N8nHost = {
		url: `http://127.0.0.1:${port}`,
		port,
		pid: child.pid ?? 0,
		folder,
		logFile,
		log: () => readFileSync(logFile).subarray(logFrom).toString('utf8'),
		stop: async () => await end(child, ended, 'SIGTERM'),
		kill: async () => await end(child, ended, 'SIGKILL'),
		ended,
	};
	const isReady = async () =>
		(await statusOf(`${host.url}/healthz/readiness`)) === 200 &&
		// A worker has nothing else to answer with; n8n 1.x is ready a while before its API is there,
		// and nobody is logged in yet.
		(options.command !== undefined || (await statusOf(`${host.url}/rest/login`)) === 401);
	await waitUntilReady(host, child, isReady);
	return host;
}

/** The packed package that the environment names. */
export function packageUnderTest(): string {
	const tarball = process.env.PACKAGE_TARBALL;
	if (tarball) return tarball;
	throw new Error('No package to install in n8n. Run the e2e tests by: npm run test:e2e');
}

async function waitUntilReady(
	host: N8nHost,
	child: ChildProcess,
	isReady: () => Promise<boolean>,
): Promise<void> {
	const deadline = Date.now() + READY_WITHIN_SECONDS * 1000;
	while (Date.now() < deadline) {
		if (hasEnded(child)) break;
		if (await isReady()) return;
		await sleep(100);
	}
	const what = hasEnded(child)
		? 'n8n ended while it was starting'
		: `n8n was not ready after ${READY_WITHIN_SECONDS} s`;
	await host.kill();
	const tail = host.log().trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
	throw new Error(`${what}. Its whole log: ${host.logFile}. The end of it:\n${tail}`);
}

async function statusOf(url: string): Promise<number | undefined> {
	const answer = await fetch(url).catch(() => undefined);
	await answer?.arrayBuffer().catch(() => undefined);
	return answer?.status;
}

async function end(child: ChildProcess, ended: Promise<void>, signal: NodeJS.Signals) {
	if (!hasEnded(child)) {
		signalGroup(child, signal);
		const tooLong = new AbortController();
		await Promise.race([
			ended.catch(() => {}),
			sleep(STOPPED_WITHIN_SECONDS * 1000, undefined, { signal: tooLong.signal }).catch(() => {}),
		]);
		tooLong.abort();
	}
	// What is left of the group: all of it when n8n did not end in time, else a task runner
	// that did not notice.
	signalGroup(child, 'SIGKILL');
	await ended.catch(() => {});
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (process.platform === 'win32') child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// Nobody is left in the group.
	}
}

function sizeOf(file: string): number {
	return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
