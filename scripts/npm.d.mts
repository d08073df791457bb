export function environmentWithNode(
	execPath: string,
	extra?: Record<string, string>,
): Record<string, string>;
export function runNpm(
	args: string[],
	options: { cwd: string; execPath?: string; env?: Record<string, string> },
): Promise<string>;
