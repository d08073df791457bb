export interface LockedPackage {
	version?: string;
	/** Where it is installed under another name than its own. */
	name?: string;
	resolved?: string;
	optional?: boolean;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
}
/** Lockfile version 3: by path, like `node_modules/a/node_modules/b`; the root's is empty. */
export interface Lockfile {
	packages: Record<string, LockedPackage>;
}
export function withAddresses(lockfile: Lockfile, registry: string): Lockfile;
export function withoutPackages(lockfile: Lockfile, names: ReadonlySet<string>): Lockfile;
export function nameOf(path: string): string;
