// Loaded into n8n by `--import`. Its stdin is a pipe held by the process that started it: the
// pipe ends when that process ends, however it ended, and then n8n has to go too.
import { isMainThread } from 'node:worker_threads';

const GRACE_MS = 10_000;

// n8n's worker threads load this as well, and their stdin closes whenever they end.
if (isMainThread) {
	process.stdin.once('close', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(() => process.exit(1), GRACE_MS).unref();
	});
	process.stdin.resume();
	// Waiting for that must not keep an n8n alive that wants to end by itself.
	process.stdin.unref?.();
}
