import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

import { N8N_LINE } from './scripts/n8nLines.mts';
import { N8N_CORE_FOLDER_OF_1X, PROJECTS } from './scripts/testProjects.mts';
import { TestResultsReporter } from './scripts/testResults.mts';
import { LongestFirst } from './test/support/longestFirst.mts';

const { resolve } = createRequire(import.meta.url);

const FAST = [
	...[
		'layout',
		'telephony',
		'videosdk',
		'time',
		'operations',
		'calls',
		'once',
		'trigger',
		'webhooks',
		'sandbox',
	],
	...['batchCalls', 'conformance', 'docs', 'scripts'],
];
const INTEGRATION = 'test/integration/**/*.test.mts';
const IN_N8N = 'test/e2e/**/*.test.mts';
const IN_N8N_1X = 'test/e2e/n8n1x.test.mts';
/** It has n8n's logger and proxy set up in its own way, which n8n reads when it is loaded. */
const FAULTS = 'test/integration/faultSuite.test.mts';

/** Tests hardly wait: one more than processors, so that none is idle while a few wait in earnest. */
const WORKERS = availableParallelism() + 1;

/**
 * Three n8n at a time, as each waits half of its time: each takes most of a gigabyte, and a processor
 * while it starts.
 */
const IN_LANES = { maxWorkers: 3, sequence: { groupOrder: 1 }, maxConcurrency: 10 };

const coreOf1x = process.env[N8N_CORE_FOLDER_OF_1X];

const project = (
	name: string,
	test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration => ({ extends: true, test: { name, ...test } });

/** The files share a few processes, because n8n takes seconds to load; each has a sandbox and folders of its own. */
const inEngine = (name: string, nameOfFaults: string, env: Record<string, string> = {}) => {
	const setupFiles = 'test/support/inEngine.mts';
	return [
		project(name, { include: [INTEGRATION], exclude: [FAULTS], isolate: false, setupFiles, env }),
		project(nameOfFaults, { include: [FAULTS], setupFiles, env }),
	];
};

export default defineConfig({
	// n8n-workflow's files for `import` do not load in Node; n8n itself uses those for `require`.
	resolve: { alias: { 'n8n-workflow': resolve('n8n-workflow') } },
	test: {
		// A busy machine must not fail a test; one that hangs ends all the same. Tests have no limits of
		// their own but longer ones, and properties have longer ones the more cases they are tried with.
		testTimeout: 600_000 + 50 * Number(process.env.PROPERTY_RUNS ?? 0),
		hookTimeout: 600_000,
		expect: { poll: { timeout: 300_000 } },
		maxWorkers: WORKERS,
		// What a test has printed is shown where it fails.
		silent: 'passed-only',
		slowTestThreshold: 10_000,
		reporters: ['default', new TestResultsReporter()],
		sequence: { sequencer: LongestFirst },
		projects: [
			project(PROJECTS.fast, {
				include: FAST.map((name) => `test/${name}/**/*.test.mts`),
				isolate: false,
			}),
			...inEngine(PROJECTS.on2x, PROJECTS.faultsOn2x),
			// Only where that n8n was installed: `npm test` says where.
			...(coreOf1x
				? // The faults are all tried on 2.x, and some of the ways to run into each here.
					inEngine(PROJECTS.on1x, PROJECTS.faultsOn1x, {
						...{ N8N_CORE_FOLDER: coreOf1x, FAULT_CELLS: 'pairwise' },
					})
				: []),
			project(PROJECTS.e2e, { include: [IN_N8N], exclude: [IN_N8N_1X], ...IN_LANES }),
			project(PROJECTS.e2eOn1x, {
				include: [IN_N8N_1X],
				env: { [N8N_LINE]: '1.x' },
				...IN_LANES,
			}),
		],
	},
});
