// `npm test`: everything that has to hold before a change is merged, apart from the tests in a
// real n8n (`npm run test:e2e`). `npm test -- lint types` runs only the steps so named.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { N8N_CORE_1X_VERSION, installN8nCore } from './n8nHostInstall.mts';
import { packPackage } from './pack.mts';
import { PROJECT } from './projectFolders.mts';
import { publishScan } from './publishScan.mts';
import { readmeForNode } from './readmeTables.mts';
import { runTool } from './runTool.mts';
import { runSteps, type Step } from './steps.mts';

const FAST_TESTS = [
	'protocol',
	'operations',
	'engine',
	'trigger',
	'sandbox',
	'conformance',
	'scripts',
].map((name) => `test/${name}/`);
const INTEGRATION = 'test/integration/';
const N8NS_ESLINT_CONFIG =
	'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';

const steps: Step[] = [
	{ name: 'format: prettier', run: async () => await runTool('prettier', ['--check', '.']) },
	{ name: "lint: n8n's rules, no warning allowed", run: lint },
	{
		name: 'types: what is published',
		run: async () => await runTool('typescript', ['-p', 'tsconfig.json']),
	},
	{
		name: 'types: tests, sandbox, scripts',
		run: async () => await runTool('typescript', ['-p', 'tsconfig.dev.json']),
	},
	{ name: 'build', run: async () => await packPackage({ always: true }) },
	{
		name: "docs: the README's tables are the node's",
		run: readmeIsCurrent,
	},
	{ name: 'tests: rules, engine, sandbox, conformance', run: async () => await vitest(FAST_TESTS) },
	{ name: 'tests: in the engine of n8n 2.x', run: async () => await vitest([INTEGRATION]) },
	{ name: 'tests: in the engine of n8n 1.x', run: integrationOn1x },
	{ name: "publish scan: n8n's, no warning allowed", run: async () => await scan() },
];

/**
 * What `n8n-node lint` does (the untouched configuration of n8n, over everything), but failing
 * on warnings too, and not over the n8n that `npm start` keeps in .sandbox/. The configuration
 * itself must not say so: n8n's strict mode wants it unchanged.
 */
async function lint(): Promise<void> {
	const ours = await readFile(join(PROJECT, 'eslint.config.mjs'), 'utf8');
	const n8ns = await readFile(join(PROJECT, N8NS_ESLINT_CONFIG), 'utf8');
	if (ours.replace(/\s+/g, ' ').trim() !== n8ns.replace(/\s+/g, ' ').trim()) {
		throw new Error(`eslint.config.mjs must be as n8n has it in ${N8NS_ESLINT_CONFIG}.`);
	}
	await runTool('eslint', ['.', '--max-warnings', '0', '--ignore-pattern', '.sandbox/']);
}

async function readmeIsCurrent(): Promise<void> {
	const { now, wanted } = await readmeForNode();
	if (now !== wanted) throw new Error('Run "npm run docs", look at the change, and commit it.');
}

async function vitest(folders: string[], env: Record<string, string> = {}): Promise<void> {
	const withTests = folders.filter(hasTests);
	if (withTests.length === 0) throw new Error(`There are no tests in ${folders.join(', ')}.`);
	await runTool('vitest', ['run', ...withTests], { env });
}

async function integrationOn1x(): Promise<void> {
	const folder = await installN8nCore(N8N_CORE_1X_VERSION);
	await vitest([INTEGRATION], { N8N_CORE_FOLDER: folder });
}

async function scan(): Promise<void> {
	await publishScan(await packPackage());
}

function hasTests(folder: string): boolean {
	const absolute = join(PROJECT, folder);
	if (!existsSync(absolute)) return false;
	return readdirSync(absolute, { recursive: true }).some((file) =>
		/\.test\.mts$/.test(String(file)),
	);
}

const wanted = process.argv.slice(2);
const chosen = steps.filter(
	({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
);
if (chosen.length === 0) {
	console.error(`No such step. The steps:\n${steps.map(({ name }) => `  ${name}`).join('\n')}`);
	process.exit(2);
}
process.exit((await runSteps(chosen)) ? 0 : 1);
