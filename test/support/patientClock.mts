// Loaded before the tests in n8n's engine: in their process time goes by as fast as the process gets
// along. The node's limits and pauses are of seconds, and on a busy machine a process that is left waiting
// for the processor finds them over before it has done what they are for. What it was kept waiting for is
// no time here, neither for the node and n8n nor for the sandbox, which all live in this process. On an
// idle machine this is the time of the clock on the wall.
import { syncBuiltinESMExports } from 'node:module';
import promises from 'node:timers/promises';

const TICK_MS = 10;
/**
 * The most that passes from one turn of the process to the next, however late that one comes. Timers of
 * less than this are right as they are.
 */
const MOST_PER_TICK_MS = 25;

const real = {
	Date,
	setTimeout: globalThis.setTimeout,
	setInterval: globalThis.setInterval,
	sleep: promises.setTimeout,
	now: performance.now.bind(performance),
};

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
const now = () => real.now() - lost();
const dateNow = () => real.Date.now() - Math.round(lost());

type Callback = (...args: unknown[]) => void;

/** Calls back when so much time has passed here; clearing and `unref` are those of Node's own timers. */
function callAfter(callback: Callback, ms: number, isRepeated: boolean, args: unknown[]) {
	let dueAt = now() + ms;
	const timer = real.setInterval(() => {
		if (now() < dueAt) return;
		if (isRepeated) dueAt += ms;
		else clearInterval(timer);
		callback(...args);
	}, TICK_MS);
	return timer;
}

const patient = (original: typeof setTimeout | typeof setInterval, isRepeated: boolean) =>
	Object.assign(
		(callback: Callback, ms = 0, ...args: unknown[]) =>
			ms <= MOST_PER_TICK_MS
				? original(callback, ms, ...args)
				: callAfter(callback, ms, isRepeated, args),
		original,
	);

async function sleep<T>(ms = 0, value?: T, options: Parameters<typeof real.sleep>[2] = {}) {
	if (ms <= MOST_PER_TICK_MS) return await real.sleep(ms, value, options);
	const { signal, ref = true } = options;
	signal?.throwIfAborted();
	return await new Promise<T | undefined>((resolve, reject) => {
		const timer = callAfter(() => end(() => resolve(value)), ms, false, []);
		if (!ref) timer.unref();
		const stop = () => end(() => reject(signal?.reason as Error));
		const end = (settle: () => void) => {
			clearInterval(timer);
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
	callAfter(abort, ms, false, []).unref();
	return controller.signal;
}

const patientDate = new Proxy(real.Date, {
	construct: (target, args, newTarget) =>
		Reflect.construct(target, args.length === 0 ? [dateNow()] : args, newTarget),
	apply: () => new real.Date(dateNow()).toString(),
	get: (target, name) => (name === 'now' ? dateNow : Reflect.get(target, name)),
});

Object.assign(globalThis, {
	Date: patientDate,
	setTimeout: patient(real.setTimeout, false),
	setInterval: patient(real.setInterval, true),
});
performance.now = now;
AbortSignal.timeout = abortAfter;
promises.setTimeout = sleep as typeof promises.setTimeout;
syncBuiltinESMExports();
