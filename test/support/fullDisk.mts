// A full disk for one process alone, without being root: it may write to no file any more. The system
// then refuses each write (EFBIG, where a full disk says ENOSPC), and a SQLite database says "disk I/O
// error". What was written stays, and can be read. Pipes and the network are not concerned.
import { spawnSync } from 'node:child_process';

/** `prlimit` belongs to every Linux; other systems have none. */
export const canFillDisk = spawnSync('prlimit', ['--version']).status === 0;

/** From now on the process finds no room for another byte. */
export const fillDisk = (pid: number): void => limitFiles(pid, '0');

/** There is room again. */
export const freeDisk = (pid: number): void => limitFiles(pid, 'unlimited');

function limitFiles(pid: number, most: string): void {
	// The soft limit only, which its owner may raise again.
	const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${most}:`], {
		encoding: 'utf8',
	});
	// A full disk may have ended it.
	if (status === 0 || stderr.includes('No such process')) return;
	throw new Error(`prlimit could not set the limit: ${stderr}`);
}
