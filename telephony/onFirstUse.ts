/**
 * Makes something when it is first asked for, and keeps it: n8n loads all nodes when it starts, and most
 * tables are needed by few workflows.
 */
export function onFirstUse<T>(make: () => T): () => T {
	let made: { readonly value: T } | undefined;
	return () => (made ??= { value: make() }).value;
}
