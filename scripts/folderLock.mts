import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Two n8n on one folder would spoil its database: the second one is refused, with a reason. */
export function claimFolder(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const file = join(folder, 'running.pid');
	for (;;) {
		try {
			writeFileSync(file, String(process.pid), { flag: 'wx' });
			process.once('exit', () => rmSync(file, { force: true }));
			return;
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const pid = Number(readFileSync(file, 'utf8'));
		if (isAlive(pid)) {
			throw new Error(
				`This is running already (process ${pid}). Use that one, or end it with Ctrl+C first. ` +
					`If it is something else that runs there, delete ${file}.`,
			);
		}
		rmSync(file, { force: true });
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
