export function cacheFolder(): string;
export function cached(
	name: string,
	key: string,
	install: (folder: string) => Promise<void>,
): Promise<string>;
