import type { Lockfile } from './lockfile.d.mts';

export function installLocked(
	label: string,
	lockfile: Lockfile,
	options: { folder: string; execPath: string; args?: string[] },
): Promise<void>;
