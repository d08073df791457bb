import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** What opens an address in the user's browser. */
const OPENERS: Partial<Record<NodeJS.Platform, readonly string[]>> = {
	darwin: ['open'],
	win32: ['rundll32', 'url.dll,FileProtocolHandler'],
	linux: ['xdg-open'],
};

/** Some openers go on as long as the browser that they start. */
const OPENED_WITHIN_MS = 5000;

/** Opens addresses one after the other, so that the last one is in front; nothing where nobody would see it. */
export async function openInBrowser(...urls: string[]): Promise<void> {
	const [program, ...args] = OPENERS[process.platform] ?? [];
	if (program === undefined || !somebodyLooks(process.env)) return;
	for (const url of urls) {
		const opener = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
		opener.unref();
		// Where there is no such program, the addresses stand in the terminal all the same.
		const ended = new Promise((resolve) => opener.once('error', resolve).once('exit', resolve));
		await Promise.race([ended, sleep(OPENED_WITHIN_MS, undefined, { ref: false })]);
	}
}

/** Not in CI, not over SSH, and on Linux only with a display. */
function somebodyLooks(env: NodeJS.ProcessEnv): boolean {
	if (env.CI || env.SSH_CONNECTION) return false;
	return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
