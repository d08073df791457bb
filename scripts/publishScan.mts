// What n8n's publish scan will say, before anybody publishes: its own rules over the sources
// and over the packed package, without inline disables. Stricter than n8n: warnings fail too.
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { mkdir, readFile, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ESLint, Linter } from 'eslint';

import { PROJECT, SCRATCH } from './projectFolders.mts';

const MAX_TARBALL_BYTES = 300_000;
const ALLOWED_IN_TARBALL = /^(dist\/.+|README\.md|LICENSE\.md|package\.json)$/;
const TARBALL_PATTERNS = ['**/*.js', 'package.json'];
const WORK = join(SCRATCH, 'publish-scan');

interface Scanner {
	buildScanConfig(): Promise<Linter.Config[]>;
	SOURCE_FILE_PATTERNS: string[];
}

/** Throws with everything that is wrong. */
export async function publishScan(tarball: string): Promise<void> {
	await rm(WORK, { recursive: true, force: true });
	await mkdir(join(WORK, 'unpacked'), { recursive: true });
	// The scanner makes a temporary folder when it is loaded, and leaves it behind.
	process.env.TMPDIR = WORK;

	const scannerFile = join(PROJECT, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs');
	const scanner = (await import(pathToFileURL(scannerFile).href)) as Scanner;
	// ESLint and its plugins as the scanner sees them; the project has other versions as well.
	const scannerRequire = createRequire(scannerFile);
	const eslint = scannerRequire('eslint') as { ESLint: typeof ESLint };
	const rules = await scanner.buildScanConfig();

	const unpacked = join(WORK, 'unpacked');
	await promisify(execFile)('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1']);
	const problems = [
		...(await lint(eslint.ESLint, rules, PROJECT, scanner.SOURCE_FILE_PATTERNS)),
		...(await lint(eslint.ESLint, rules, unpacked, TARBALL_PATTERNS)),
		...(await wrongInTarball(tarball, unpacked)),
	];
	await rm(WORK, { recursive: true, force: true });
	if (problems.length > 0) throw new Error(`The publish scan found:\n${problems.join('\n')}`);
}

async function lint(
	Eslint: typeof ESLint,
	rules: Linter.Config[],
	folder: string,
	patterns: string[],
): Promise<string[]> {
	const eslint = new Eslint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: rules,
		// A folder above may be named node_modules or dist; nothing here is to be skipped.
		ignorePatterns: ['!**/dist/'],
		errorOnUnmatchedPattern: false,
	});
	const results = await eslint.lintFiles(patterns);
	if (results.length === 0) return [`No file to scan in ${folder}. Was the package built?`];
	const bad = results.filter((result) => result.errorCount + result.warningCount > 0);
	if (bad.length === 0) return [];
	const formatter = await eslint.loadFormatter('stylish');
	return [await formatter.format(bad)];
}

async function wrongInTarball(tarball: string, unpacked: string): Promise<string[]> {
	const problems: string[] = [];
	const { size } = statSync(tarball);
	if (size > MAX_TARBALL_BYTES) {
		problems.push(`The tarball has ${size} bytes; it may have ${MAX_TARBALL_BYTES}.`);
	}
	for (const file of await allFiles(unpacked)) {
		if (!ALLOWED_IN_TARBALL.test(file)) problems.push(`${file} does not belong in the tarball.`);
	}
	const manifest = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as {
		n8n?: { nodes?: string[]; credentials?: string[] };
		dependencies?: Record<string, string>;
	};
	const { nodes = [], credentials = [] } = manifest.n8n ?? {};
	for (const file of [...nodes, ...credentials]) {
		if (!existsSync(join(unpacked, file))) {
			problems.push(`package.json names ${file} for n8n, which is not in the tarball.`);
		}
	}
	if (nodes.length === 0) problems.push('package.json names no node for n8n.');
	for (const name of Object.keys(manifest.dependencies ?? {})) {
		problems.push(`${name} is a run-time dependency: bundle it and make it a devDependency.`);
	}
	return problems;
}

async function allFiles(folder: string): Promise<string[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
