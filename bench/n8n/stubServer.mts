import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Counts } from './server.mts';

export interface StubServer {
	url: string;
	/** All counts are nothing, and from now on answers take so long. */
	reset(delayMs: number): Promise<void>;
	counts(): Promise<Counts>;
	close(): void;
}

export async function startStubServer(): Promise<StubServer> {
	const child = fork(join(import.meta.dirname, 'server.mts'));
	const [port] = (await once(child, 'message')) as [number];
	const url = `http://127.0.0.1:${port}`;
	const ask = async (path: string) => (await (await fetch(url + path)).json()) as Counts;
	return {
		url,
		reset: async (delayMs) => void (await ask(`/_bench/reset?delayMs=${delayMs}`)),
		counts: async () => await ask('/_bench/counts'),
		close: () => void child.kill(),
	};
}
