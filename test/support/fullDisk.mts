// A full disk for one process alone, without being root: it may write to no file any more. The system
// then refuses each write (EFBIG, where a full disk says ENOSPC), and a SQLite database says "disk I/O
// error". What was written stays, and can be read. Pipes and the network are not concerned.
import { spawnSync } from 'node:child_process';

/** From now on the process finds no room for another byte. */
export const fillDisk = (pid: number): void => limitFiles(pid, '0');

function limitFiles(pid: number, most: string): void {
	const { status, stderr, error } = spawnSync(
		'prlimit',
		['--pid', String(pid), `--fsize=${most}`],
		{
			encoding: 'utf8',
		},
	);
	// `prlimit` belongs to every Linux (util-linux); other systems have none.
	if (status !== 0) throw new Error(`prlimit could not set the limit: ${error?.message ?? stderr}`);
}
