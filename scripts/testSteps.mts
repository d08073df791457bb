import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { installN8nCore } from './n8nHostInstall.mts';
import { packPackage } from './pack.mts';
import { PROJECT } from './projectFolders.mts';
import { publishScan } from './publishScan.mts';
import { referencePages } from './referencePages.mts';
import { runTool } from './runTool.mts';
import { runVitest } from './runVitest.mts';
import type { Step } from './steps.mts';
import { N8N_CORE_FOLDER_OF_1X, PROJECTS } from './testProjects.mts';

const N8NS_ESLINT_CONFIG =
	'node_modules/@n8n/node-cli/dist/template/templates/shared/default/eslint.config.mjs';

/** Nobody waits for them one by one: they go on beside each other. */
const check = async (tool: string, ...args: string[]) =>
	await runTool(tool, args, { silentUnlessItFails: true });

/** Under node_modules, so that a second run in the same checkout looks at what has changed alone. */
const CHECKED = join(PROJECT, 'node_modules/.cache/checked');
const typesOf = async (config: string) =>
	await check(
		'typescript',
		...['-p', config, '--incremental'],
		...['--tsBuildInfoFile', join(CHECKED, `${config}.tsbuildinfo`)],
	);

const BEFORE_TESTS: Step[] = [
	{
		name: 'format: prettier',
		early: true,
		run: async () =>
			await check(
				'prettier',
				...['--check', '.', '--cache', '--cache-strategy', 'content'],
				...['--cache-location', join(CHECKED, 'prettier')],
			),
	},
	{ name: "lint: n8n's rules, no warning allowed", early: true, run: lint },
	{
		name: 'types: what is published',
		early: true,
		run: async () => await typesOf('tsconfig.json'),
	},
	{
		name: 'types: tests, sandbox, scripts',
		early: true,
		run: async () => await typesOf('tsconfig.dev.json'),
	},
	{ name: 'build', run: async () => await packPackage({ always: true }) },
	{
		name: "docs: the reference pages are the node's",
		run: referenceIsCurrent,
	},
];

/** Those that are chosen are one step: they go on side by side. */
const TESTS: Array<{ name: string; projects: string[] }> = [
	{ name: 'tests: rules, engine, sandbox, conformance, links', projects: [PROJECTS.fast] },
	{
		name: 'tests: in the engine of n8n 2.x',
		projects: [PROJECTS.on2x, PROJECTS.faultsOn2x],
	},
	{
		name: 'tests: in the engine of n8n 1.x',
		projects: [PROJECTS.on1x, PROJECTS.faultsOn1x],
	},
];

const ENGINE_OF_1X: Step = {
	name: 'the engine of n8n 1.x is installed',
	early: true,
	run: async () => await installN8nCore(),
};

const AFTER_TESTS: Step[] = [
	{
		name: "publish scan: n8n's, no warning allowed",
		run: async () => await publishScan(await packPackage()),
	},
];

/** What `npm test` does: the steps whose name has one of these words; all without words. */
export function testSteps(words: readonly string[] = []): Step[] {
	const isChosen = ({ name }: { name: string }) =>
		words.length === 0 || words.some((word) => name.includes(word));
	const tests = TESTS.filter(isChosen);
	return [
		...BEFORE_TESTS.filter(isChosen),
		...(projectsOf(tests).includes(PROJECTS.on1x) ? [ENGINE_OF_1X] : []),
		...(tests.length > 0 ? [besideEachOther(tests)] : []),
		...AFTER_TESTS.filter(isChosen),
	];
}

export const STEP_NAMES = [...BEFORE_TESTS, ...TESTS, ...AFTER_TESTS].map(({ name }) => name);

const projectsOf = (tests: typeof TESTS) => tests.flatMap(({ projects }) => projects);

function besideEachOther(tests: typeof TESTS): Step {
	const projects = projectsOf(tests);
	return {
		name: tests.length === 1 ? tests[0].name : 'tests: all of these parts, side by side',
		run: async () => {
			const env: Record<string, string> = {};
			if (projects.includes(PROJECTS.on1x)) env[N8N_CORE_FOLDER_OF_1X] = await installN8nCore();
			await runVitest(projects, { env });
		},
	};
}

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
	await check('eslint', '.', '--max-warnings', '0', '--ignore-pattern', '.sandbox/');
}

async function referenceIsCurrent(): Promise<void> {
	const pages = await referencePages();
	const stale = pages.filter(({ now, wanted }) => now !== wanted);
	if (stale.length === 0) return;
	const names = stale.map(({ file }) => relative(PROJECT, file)).join(', ');
	throw new Error(`Run "npm run docs", look at what changes (${names}), and commit it.`);
}
