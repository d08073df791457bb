// The lockfiles say which version of each package there is and what its content hashes to. What npm is
// given also says where each lies, and may have fewer packages.

const FOLDER = 'node_modules/';
const KINDS = ['dependencies', 'optionalDependencies', 'peerDependencies'];

/**
 * With the address of each package at the user's registry: without it npm asks there for the list of all
 * versions of a package before it fetches the one that is locked.
 */
export function withAddresses(lockfile, registry) {
	const base = registry.replace(/\/*$/, '/');
	const packages = Object.entries(lockfile.packages).map(([path, locked]) => {
		if (path === '') return [path, locked];
		const name = locked.name ?? nameOf(path);
		const file = `${name.slice(name.lastIndexOf('/') + 1)}-${locked.version}.tgz`;
		return [path, { ...locked, resolved: `${base}${name}/-/${file}` }];
	});
	return { ...lockfile, packages: Object.fromEntries(packages) };
}

/** Without the packages of these names, and without what nothing but them needs. */
export function withoutPackages(lockfile, names) {
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

/** The name by which others find the package at a path like `node_modules/a/node_modules/@b/c`. */
export function nameOf(path) {
	return path.slice(path.lastIndexOf(FOLDER) + FOLDER.length);
}

function withoutNeeds(locked, names) {
	const left = { ...locked };
	for (const kind of KINDS) {
		const needs = Object.entries(locked[kind] ?? {}).filter(([name]) => !names.has(name));
		if (locked[kind]) left[kind] = Object.fromEntries(needs);
	}
	return left;
}

/** An optional peer may be loaded without a question where it is there, so it counts as needed. */
function needsOf(locked) {
	return KINDS.flatMap((kind) => Object.keys(locked[kind] ?? {}));
}

/** Where Node finds a package from within another: beside it, or further up. */
function findFrom(path, name, packages) {
	for (let from = path; ; from = from.slice(0, Math.max(0, from.lastIndexOf(`/${FOLDER}`)))) {
		const candidate = `${from === '' ? '' : `${from}/`}${FOLDER}${name}`;
		if (candidate in packages) return candidate;
		if (from === '') return undefined;
	}
}
