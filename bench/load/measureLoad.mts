// What n8n has to load at its start for this package, whether a workflow uses it or not.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

import { say } from '../../scripts/progress.mjs';
import { SCRATCH } from '../../scripts/projectFolders.mts';
import { countIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { PACKAGE_FLAGS, packagesIn } from '../packages.mts';
import { median } from '../statistics.mts';
import { tableOf } from '../table.mts';
import type { Load } from './loadOnce.mts';

const run = promisify(execFile);

const DEFAULT_ROUNDS = '9';

interface Loaded {
	name: string;
	folder: string;
	/** Those that n8n loads. */
	files: string[];
	/** Of the tarball; none of a package that was never packed. */
	tarballBytes?: number;
	rounds: Load[];
}

/** `--rounds <n>`, `--package <tgz or checkout>`, `--against <commit>`, `--json`. */
export async function measureLoad(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			...PACKAGE_FLAGS,
			rounds: { type: 'string', default: DEFAULT_ROUNDS },
			json: { type: 'boolean', default: false },
		},
	});
	const rounds = countIn('rounds', values.rounds);
	const packages = await packagesIn(values);
	await mkdir(SCRATCH, { recursive: true });
	const folder = await mkdtemp(join(SCRATCH, 'load-'));
	try {
		const unpacked: Loaded[] = [];
		for (const [place, { name, tarball }] of packages.entries()) {
			unpacked.push(await unpack(name, tarball, join(folder, String(place))));
		}
		const empty = await emptyLike(unpacked[0], join(folder, 'empty'));
		for (let round = 1; round <= rounds; round++) {
			say(`loading, round ${round} of ${rounds}`);
			for (const one of [empty, ...unpacked]) one.rounds.push(await loadOnce(one.files));
		}
		const machine = `${machineInWords()}; ${loadInWords()}`;
		console.log(
			values.json
				? JSON.stringify({ machine, empty, packages: unpacked }, null, '\t')
				: `${machine}\n\n${await loadTable(empty, unpacked)}`,
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** In a process that has loaded nothing but what nodes are made of, as n8n has by then. */
async function loadOnce(files: readonly string[]): Promise<Load> {
	const script = join(import.meta.dirname, 'loadOnce.mts');
	const { stdout } = await run(process.execPath, ['--expose-gc', script, ...files]);
	return JSON.parse(stdout) as Load;
}

async function unpack(name: string, tarball: string, folder: string): Promise<Loaded> {
	await mkdir(folder);
	await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1']);
	const { n8n } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
		n8n: { credentials: string[]; nodes: string[] };
	};
	const files = [...n8n.credentials, ...n8n.nodes].map((file) => join(folder, file));
	return { name, folder, files, tarballBytes: (await stat(tarball)).size, rounds: [] };
}

/** A package with the same files, and nothing in them. */
async function emptyLike({ files, folder: like }: Loaded, folder: string): Promise<Loaded> {
	const own = files.map((file) => join(folder, file.slice(like.length)));
	for (const file of own) {
		await mkdir(dirname(file), { recursive: true });
		const [name] = basename(file).split('.');
		const text = `require('n8n-workflow');\nexports.${name} = class { description = { properties: [] }; };\n`;
		await writeFile(file, text);
	}
	return { name: 'an empty package', folder, files: own, rounds: [] };
}

async function loadTable(empty: Loaded, packages: readonly Loaded[]): Promise<string> {
	const figures: Array<[string, keyof Load, string]> = [
		['time', 'milliseconds', ' ms'],
		['CPU', 'cpuMs', ' ms'],
		['memory of the process', 'residentMb', ' MB'],
		['heap', 'heapMb', ' MB'],
		['heap that is kept', 'keptMb', ' MB'],
	];
	const of = ({ rounds }: Loaded, key: keyof Load) => rounds.map((round) => round[key]);
	const rows = figures.map(([what, key, unit]) => [
		what,
		`${median(of(empty, key)).toFixed(1)}${unit}`,
		...packages.map((one) => {
			const nothing = median(of(empty, key));
			const beyond = of(one, key).map((value) => value - nothing);
			const [least, most] = [Math.min(...beyond), Math.max(...beyond)];
			return `${median(beyond).toFixed(1)}${unit} (${least.toFixed(1)} to ${most.toFixed(1)})`;
		}),
	]);
	const sizes: string[][] = [['JavaScript, JSON'], ['tarball']];
	for (const one of [empty, ...packages]) {
		sizes[0]?.push(kilobytes(await codeBytes(one.folder)));
		sizes[1]?.push(one.tarballBytes === undefined ? '-' : kilobytes(one.tarballBytes));
	}
	const names = packages.map(({ name }) => `${name}, beyond that`);
	return tableOf(
		['loading both nodes and the credential', empty.name, ...names],
		[...rows, ...sizes],
	);
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} KB`;

async function codeBytes(folder: string): Promise<number> {
	const entries = await readdir(join(folder, 'dist'), { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile() && /\.js(?:on)?$/.test(entry.name));
	const sizes = files.map(async (file) => (await stat(join(file.parentPath, file.name))).size);
	return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
