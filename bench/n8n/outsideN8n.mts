import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Sample } from './benchN8n.mts';
import type { StubServer } from './stubServer.mts';
import type { UndiciOrder } from './undiciLoop.mts';

export const OUTSIDE = 'undici, outside n8n';
const AT_ONCE = 5;

export interface OutsideN8n {
	sample(items: number, delayMs?: number, atOnce?: number): Promise<Sample>;
	stop(): void;
}

/** Sends the same requests without n8n, from a process of its own. */
export function startOutsideN8n(server: StubServer): OutsideN8n {
	const child = fork(join(import.meta.dirname, 'undiciLoop.mts'));
	let first = 0;
	return {
		async sample(items, delayMs = 0, atOnce = AT_ONCE) {
			await server.reset(delayMs);
			const order: UndiciOrder = { url: server.url, items, first, atOnce };
			first += items;
			child.send(order);
			const [took] = (await once(child, 'message')) as [{ nodeMs: number; cpuMs: number }];
			const nothing = { savedBytes: NaN, otherCores: NaN };
			return {
				...{ items, ...took, ...nothing, executionMs: took.nodeMs },
				counts: await server.counts(),
			};
		},
		stop: () => void child.kill(),
	};
}
