export function cacheFolder(): string;
export function cached(
	name: string,
	key: string,
	install: (folder: string) => Promise<void>,
	cache?: string,
): Promise<string>;
