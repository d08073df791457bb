import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

/** A clock tick of Linux, in milliseconds. */
const TICK_MS = 10;
const IDLE_LOOK_MS = 200;
const IDLE_WITHIN_MS = 20_000;

/** CPU that a process has used since its start, all its threads, in milliseconds. */
export function cpuOf(pid: number): number {
	if (process.platform !== 'linux') return cpuByPs(pid);
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name in brackets may have blanks in it; the fields behind it begin with the third.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** `[[days-]hours:]minutes:seconds.hundredths`. */
function cpuByPs(pid: number): number {
	const time = execFileSync('ps', ['-o', 'time=', '-p', String(pid)], { encoding: 'utf8' });
	const [days, clock] = time.includes('-') ? time.trim().split('-') : ['0', time.trim()];
	const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
	return (Number(days) * 86_400 + seconds) * 1000;
}

/** What all processes of the machine have used, in milliseconds since some moment. */
export const machineBusyMs = (): number =>
	cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/** From here on the peak is counted anew, where the system lets us. */
export function resetPeakMemory(pid: number): void {
	if (process.platform === 'linux') writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The most memory that the process has had since, in MB; undefined where it cannot be known. */
export function peakMemoryOf(pid: number): number | undefined {
	if (process.platform !== 'linux') return undefined;
	const [, kilobytes] =
		/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Waits until the process has nothing to do, so that what it cleans up is not counted for what follows. */
export async function whenIdle(pid: number): Promise<void> {
	const deadline = Date.now() + IDLE_WITHIN_MS;
	for (let before = cpuOf(pid); Date.now() < deadline; ) {
		await sleep(IDLE_LOOK_MS);
		const now = cpuOf(pid);
		if (now - before <= TICK_MS) return;
		before = now;
	}
}
