import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

import { N8N_LINE } from './scripts/n8nLines.mts';
import { N8N_CORE_FOLDER_OF_1X, PROJECTS } from './scripts/testProjects.mts';
import { TestTimesReporter } from './scripts/testTimes.mts';
import { LongestFirst } from './test/support/longestFirst.mts';

const { resolve } = createRequire(import.meta.url);

const FAST = [
	...['layout', 'telephony', 'videosdk', 'time', 'operations', 'engine', 'trigger', 'sandbox'],
	...['conformance', 'docs'],
];
const INTEGRATION = 'test/integration/**/*.test.mts';
const IN_N8N = 'test/e2e/**/*.test.mts';
const IN_N8N_1X = 'test/e2e/n8n1x.test.mts';
const PATIENT = 'test/support/patientClock.mts';

/**
 * Most tests in n8n's engine wait, for pauses and limits of the node that are as long as ever: several
 * share a processor. Each file has a process, a sandbox and folders of its own.
 */
const WORKERS = Math.min(4 * availableParallelism(), 12);

const coreOf1x = process.env[N8N_CORE_FOLDER_OF_1X];

const project = (
	name: string,
	test: TestProjectInlineConfiguration['test'],
): TestProjectInlineConfiguration => ({ extends: true, test: { name, ...test } });

export default defineConfig({
	// n8n-workflow's files for `import` do not load in Node; n8n itself uses those for `require`.
	resolve: { alias: { 'n8n-workflow': resolve('n8n-workflow') } },
	test: {
		// A busy machine must not fail a test; one that hangs ends all the same. Tests have no limits of
		// their own but longer ones.
		testTimeout: 600_000,
		hookTimeout: 600_000,
		expect: { poll: { timeout: 180_000 } },
		maxWorkers: WORKERS,
		// What a test has printed is shown where it fails.
		silent: 'passed-only',
		slowTestThreshold: 10_000,
		reporters: ['default', new TestTimesReporter()],
		sequence: { sequencer: LongestFirst },
		projects: [
			project(PROJECTS.fast, { include: FAST.map((name) => `test/${name}/**/*.test.mts`) }),
			project(PROJECTS.on2x, { include: [INTEGRATION], setupFiles: PATIENT }),
			// Only where that n8n was installed: `npm test` says where.
			...(coreOf1x
				? [
						project(PROJECTS.on1x, {
							include: [INTEGRATION],
							setupFiles: PATIENT,
							// The faults are all tried on 2.x, and some of the ways to run into each here.
							env: { N8N_CORE_FOLDER: coreOf1x, FAULT_CELLS: 'pairwise' },
						}),
					]
				: []),
			project(PROJECTS.e2e, {
				include: [IN_N8N],
				exclude: [IN_N8N_1X],
				// One n8n at a time: each takes a gigabyte and a processor while it starts.
				fileParallelism: false,
			}),
			project(PROJECTS.e2eOn1x, {
				include: [IN_N8N_1X],
				fileParallelism: false,
				// When those in n8n 2.x have ended.
				sequence: { groupOrder: 1 },
				env: { [N8N_LINE]: '1.x' },
			}),
		],
	},
});
