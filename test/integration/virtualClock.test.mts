import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';

const AN_HOUR_MS = 3_600_000;
/** Far longer than anything takes that this clock has to wait for. */
const LIMIT_MS = 60_000;

const ends: Array<() => unknown> = [];
afterEach(async () => {
	for (const end of ends.splice(0)) await end();
});

/** A server in this process; gives its address. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
	const server = createServer((_, response) => answer(response));
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	ends.push(() => {
		server.closeAllConnections();
		return new Promise((closed) => server.close(closed));
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** How much it reads; or what went wrong. */
async function ask(url: string, signal?: AbortSignal): Promise<number | string> {
	return await new Promise((resolve) => {
		const sent = request(url, { signal, agent: false }, async (response) => {
			let bytes = 0;
			for await (const chunk of response) bytes += (chunk as Buffer).length;
			resolve(bytes);
		});
		sent.once('error', ({ name }) => resolve(name));
		sent.end();
	});
}

/** What is over first. */
const first = async (work: Promise<unknown>): Promise<unknown> =>
	await Promise.race([work, sleep(LIMIT_MS, 'the limit')]);

test('nobody waits for hours that nothing happens in, and all clocks have seen them pass', async () => {
	const before = { date: Date.now(), performance: performance.now() };
	await sleep(AN_HOUR_MS);
	expect(Date.now() - before.date).toBeGreaterThanOrEqual(AN_HOUR_MS);
	expect(performance.now() - before.performance).toBeGreaterThanOrEqual(AN_HOUR_MS);
});

test('what is to come comes in order, each at its time', async () => {
	const began = performance.now();
	const came: Array<[string, number]> = [];
	const note = (name: string) =>
		void came.push([name, Math.floor((performance.now() - began) / 1000)]);
	const interval = setInterval(() => note('interval'), 20_000);
	setTimeout(note, 50_000, 'timer');
	setTimeout(note, 10_000, 'loose').unref();
	const moved = setTimeout(note, 5_000, 'moved');
	await sleep(3_000);
	moved.refresh();
	await sleep(58_500);
	clearInterval(interval);
	await sleep(60_000);
	expect(came).toEqual([
		['moved', 8],
		['loose', 10],
		['interval', 20],
		['interval', 40],
		['timer', 50],
		['interval', 60],
	]);
});

test('no time is jumped over while a file is read, another program runs, or an answer is on its way', async () => {
	expect(await first(readFile(process.execPath).then(() => 'the file'))).toBe('the file');
	const program = promisify(execFile)(process.execPath, ['-e', 'setTimeout(() => {}, 300)']);
	expect(await first(program.then(() => 'the program'))).toBe('the program');
	const big = Buffer.alloc(20_000_000);
	const url = await serve((response) => response.end(big));
	expect(await first(ask(url))).toBe(big.length);
	expect(await first(Promise.all([ask(url), ask(url), ask(url)]))).toHaveLength(3);
});

test('an answer that is kept back on purpose is waited for, or the limit on it is reached', async () => {
	const late = await serve((response) => void setTimeout(() => response.end('late'), LIMIT_MS / 2));
	expect(await first(ask(late))).toBe(4);
	const never = await serve(() => {});
	// Node would keep no process alive for the limit of such a signal.
	expect(await ask(never, AbortSignal.timeout(LIMIT_MS))).toBe('AbortError');
});

test('what a test looks for is looked for at moments of this clock', async () => {
	let looks = 0;
	let isThere = false;
	setTimeout(() => (isThere = true), 1000);
	await expect.poll(() => [++looks, isThere].at(1), { interval: 100 }).toBe(true);
	expect(looks).toBeGreaterThanOrEqual(10);
	expect(looks).toBeLessThanOrEqual(12);
	await expect(expect.poll(() => 'never', { timeout: 1000 }).toBe('now')).rejects.toThrow("'now'");
});
