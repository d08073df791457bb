// The lockfiles in scripts/hosts/ say which version of each package there is and what its content hashes
// to. What npm is given also says where each lies, and may have fewer packages.

export interface LockedPackage {
	version?: string;
	/** Where it is installed under another name than its own. */
	name?: string;
	resolved?: string;
	dependencies?: Record<string, string>;
	optionalDependencies?: Record<string, string>;
	peerDependencies?: Record<string, string>;
	peerDependenciesMeta?: Record<string, { optional?: boolean }>;
}
/** Lockfile version 3: by path, like `node_modules/a/node_modules/b`; the root's is empty. */
export interface Lockfile {
	packages: Record<string, LockedPackage>;
}

const FOLDER = 'node_modules/';
const KINDS = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/**
 * With the address of each package: npm asks the registry for a list of all versions of a package else,
 * before it fetches the one that is locked. npm puts the user's registry in the place of its own.
 */
export function withAddresses(lockfile: Lockfile): Lockfile {
	const packages = Object.entries(lockfile.packages).map(([path, locked]) => {
		if (path === '') return [path, locked] as const;
		const name = locked.name ?? nameOf(path);
		const file = `${name.slice(name.lastIndexOf('/') + 1)}-${locked.version}.tgz`;
		return [path, { ...locked, resolved: `https://registry.npmjs.org/${name}/-/${file}` }] as const;
	});
	return { ...lockfile, packages: Object.fromEntries(packages) };
}

/** Without the packages of these names, and without what nothing but them needs. */
export function withoutPackages(lockfile: Lockfile, names: ReadonlySet<string>): Lockfile {
	const cut = Object.fromEntries(
		Object.entries(lockfile.packages).map(([path, locked]) => [path, withoutNeeds(locked, names)]),
	);
	const needed = new Set(['']);
	for (const path of needed) {
		for (const name of needsOf(cut[path])) {
			const found = findFrom(path, name, cut);
			if (found !== undefined) needed.add(found);
		}
	}
	const packages = Object.entries(cut).filter(([path]) => needed.has(path));
	return { ...lockfile, packages: Object.fromEntries(packages) };
}

function withoutNeeds(locked: LockedPackage, names: ReadonlySet<string>): LockedPackage {
	const left = { ...locked };
	for (const kind of KINDS) {
		const needs = Object.entries(locked[kind] ?? {}).filter(([name]) => !names.has(name));
		if (locked[kind]) left[kind] = Object.fromEntries(needs);
	}
	return left;
}

/** A peer that is optional is for a package that is there anyway. */
function needsOf(locked: LockedPackage): string[] {
	const names = KINDS.flatMap((kind) => Object.keys(locked[kind] ?? {}));
	return names.filter(
		(name) => !locked.peerDependenciesMeta?.[name]?.optional || locked.dependencies?.[name],
	);
}

/** Where Node finds a package from within another: beside it, or further up. */
function findFrom(path: string, name: string, packages: Lockfile['packages']): string | undefined {
	for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf(`/${FOLDER}`)))) {
		const candidate = `${from === '' ? '' : `${from}/`}${FOLDER}${name}`;
		if (candidate in packages) return candidate;
		if (from === '') return undefined;
	}
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
}
