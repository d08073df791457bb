// Loaded before the tests in n8n's engine. The node, n8n and the sandbox live in their process, and all
// of them have this one clock:
//
// While something goes on, time goes by as fast as the process gets along: what it was kept waiting for on
// a busy machine is no time, so no limit of the node is over before the node has done what it is for.
// When nothing goes on any more (`openWork.mts`), time jumps to the next timer: nobody waits for a pause.
import { AsyncResource } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promises from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, onTestFinished, vi } from 'vitest';
import { isAsking, isQuiet, noticeOpenWork } from './openWork.mts';

const TICK_MS = 10;
/** The most that passes from one turn of the process to the next, however late that one comes. */
const MOST_PER_TICK_MS = 25;
/** How soon to look again while something is under way. */
const LOOK_AGAIN_MS = 1;
/** So many turns in which nothing was to be seen of any work: what has just arrived is not seen at once. */
const QUIET_TURNS = 3;

const real = {
	Date,
	setTimeout: globalThis.setTimeout,
	setInterval: globalThis.setInterval,
	clearTimeout: globalThis.clearTimeout,
	setImmediate: globalThis.setImmediate,
	now: performance.now.bind(performance),
};

let jumpedMs = 0;
let lostMs = 0;
let lastTickAt = real.now();
real
	.setInterval(() => {
		const passed = real.now() - lastTickAt;
		lastTickAt += passed;
		lostMs += Math.max(0, passed - MOST_PER_TICK_MS);
	}, TICK_MS)
	.unref();

/** What a turn that is under way has taken too long already is lost as well. */
const lost = () => lostMs + Math.max(0, real.now() - lastTickAt - MOST_PER_TICK_MS);
const now = () => real.now() - lost() + jumpedMs;
/** Of the same clock: whoever has waited for an hour by one of them has done so by the other. */
const startedAt = Math.round(real.Date.now() - real.now());
const dateNow = () => startedAt + Math.floor(now());

type Callback = (...args: unknown[]) => void;

/** Those that are to come, the next one first. */
const pending: Timer[] = [];

/** Where a timer of that time belongs: behind those of the same time, which were set before it. */
function placeAfter(dueAt: number): number {
	let [from, to] = [0, pending.length];
	while (from < to) {
		const middle = (from + to) >> 1;
		if (pending[middle].dueAt <= dueAt) from = middle + 1;
		else to = middle;
	}
	return from;
}

class Timer {
	dueAt = 0;
	#isRef = true;
	readonly #callback: Callback;

	readonly #ms: number;
	readonly #isRepeated: boolean;

	constructor(callback: Callback, ms: number, isRepeated: boolean) {
		this.#callback = AsyncResource.bind(callback);
		this.#ms = ms;
		this.#isRepeated = isRepeated;
		this.#begin(now());
	}

	#begin(from: number): void {
		this.dueAt = from + this.#ms;
		pending.splice(placeAfter(this.dueAt), 0, this);
		watch();
	}

	/** To be called when it has been taken from those that are to come. */
	ring(): void {
		if (this.#isRepeated) this.#begin(this.dueAt);
		this.#callback();
	}

	close(): this {
		const place = pending.indexOf(this);
		if (place >= 0) pending.splice(place, 1);
		return this;
	}

	refresh(): this {
		this.close();
		this.#begin(now());
		return this;
	}

	ref(): this {
		this.#isRef = true;
		return this;
	}

	unref(): this {
		this.#isRef = false;
		return this;
	}

	hasRef(): boolean {
		return this.#isRef;
	}

	[Symbol.dispose](): void {
		this.close();
	}
}

let isWatching = false;
let quietTurns = 0;
/** How many tests want to wait in earnest. */
let noJumps = 0;

function watch(): void {
	if (isWatching || pending.length === 0) return;
	isWatching = true;
	if (quietTurns > 0) real.setImmediate(look);
	else real.setTimeout(look, LOOK_AGAIN_MS);
}

function look(): void {
	isWatching = false;
	quietTurns = canJump() && isQuiet() ? quietTurns + 1 : 0;
	if (quietTurns > QUIET_TURNS) {
		jumpedMs += Math.max(0, pending[0].dueAt - now());
		quietTurns = 1;
	}
	const due = pending.length > 0 && pending[0].dueAt <= now() ? pending.shift() : undefined;
	watch();
	due?.ring();
}

/** A timer that nobody would keep a process alive for matters only while an answer is waited for. */
function canJump(): boolean {
	if (noJumps > 0 || pending.length === 0) return false;
	return isAsking() || pending.some((timer) => timer.hasRef());
}

/** In this test, to be called in it, nothing is jumped over: pauses and limits are really waited for. */
export function useRealTime(): void {
	noJumps += 1;
	onTestFinished(() => void (noJumps -= 1));
}

const startTimer =
	(isRepeated: boolean) =>
	(callback: Callback, ms: unknown = 1, ...args: unknown[]) => {
		const length = Number(ms);
		return new Timer(() => callback(...args), length >= 1 ? length : 1, isRepeated);
	};

function clearTimer(timer: unknown): void {
	if (timer instanceof Timer) timer.close();
	else real.clearTimeout(timer as NodeJS.Timeout);
}

async function sleep<T>(
	ms = 1,
	value?: T,
	{ signal, ref = true }: { signal?: AbortSignal; ref?: boolean } = {},
) {
	signal?.throwIfAborted();
	return await new Promise<T | undefined>((resolve, reject) => {
		const timer = virtual.setTimeout(() => end(() => resolve(value)), ms);
		if (!ref) timer.unref();
		const stop = () => end(() => reject(signal?.reason as Error));
		const end = (settle: () => void) => {
			timer.close();
			signal?.removeEventListener('abort', stop);
			settle();
		};
		signal?.addEventListener('abort', stop);
	});
}

function abortAfter(ms: number): AbortSignal {
	const controller = new AbortController();
	const abort = () =>
		controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
	virtual.setTimeout(abort, ms).unref();
	return controller.signal;
}

const virtualDate = new Proxy(real.Date, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [dateNow()] : args, newTarget),
	apply: () => new real.Date(dateNow()).toString(),
	get: (target, name) => (name === 'now' ? dateNow : Reflect.get(target, name)),
});

const virtual = {
	setTimeout: Object.assign(startTimer(false), { [promisify.custom]: sleep }),
	setInterval: startTimer(true),
	clearTimeout: clearTimer,
	clearInterval: clearTimer,
};

/** As vitest's, but it looks again when that much of this clock's time has passed, and no sooner. */
function poll(
	read: () => unknown,
	{ interval = 50, timeout = 180_000, message }: Parameters<typeof expect.poll>[1] = {},
) {
	const until =
		(isNot: boolean, matcher: string) =>
		async (...args: unknown[]) => {
			const from = new Error();
			const giveUpAt = now() + timeout;
			for (;;) {
				const value = await read();
				try {
					const assertion = isNot ? expect(value, message).not : expect(value, message);
					return (assertion as unknown as Record<string, Callback>)[matcher](...args);
				} catch (error) {
					if (now() >= giveUpAt) throw withStack(error as Error, from);
				}
				await sleep(interval);
				if (vi.isFakeTimers()) vi.advanceTimersByTime(interval);
			}
		};
	const matchers = (isNot: boolean): object =>
		new Proxy(
			{},
			{ get: (_, name: string) => (name === 'not' ? matchers(true) : until(isNot, name)) },
		);
	return matchers(false);
}

/** So that a failure is shown where the test says it, and not in here. */
function withStack(error: Error, { stack = '' }: Error): Error {
	error.stack = `${error.name}: ${error.message}\n${stack.split('\n').slice(2).join('\n')}`;
	return error;
}

noticeOpenWork();
Object.assign(globalThis, virtual, { Date: virtualDate });
Object.assign(timers, virtual);
performance.now = now;
AbortSignal.timeout = abortAfter;
promises.setTimeout = sleep as typeof promises.setTimeout;
syncBuiltinESMExports();
expect.poll = poll as typeof expect.poll;
