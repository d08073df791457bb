export function say(line: string): void;
export function secondsSince(startedAt: number): string;
export function withProgress<T>(
	label: string,
	work: () => Promise<T>,
	howFar?: () => Promise<string>,
): Promise<T>;
