// `npm run test:properties`: all property tests, each with 100,000 random cases. It prints a line for
// each property with its seed; PROPERTY_SEED=<seed> has the same cases again, PROPERTY_RUNS=<runs> more
// or fewer of them. What follows `--` goes to vitest: `npm run test:properties -- test/engine`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PROJECT } from './projectFolders.mts';
import { runTool } from './runTool.mts';
import { runSteps } from './steps.mts';

const RUNS = process.env.PROPERTY_RUNS ?? '100000';
/** A property test is one that takes its number of cases from here. */
const HELPER = 'support/propertyRuns.mts';

function filesWithProperties(): string[] {
	return readdirSync(join(PROJECT, 'test'), { recursive: true })
		.map((file) => join('test', String(file)))
		.filter((file) => file.endsWith('.test.mts'))
		.filter((file) => readFileSync(join(PROJECT, file), 'utf8').includes(HELPER));
}

const asked = process.argv.slice(2);
const files = asked.some((word) => word.startsWith('test/')) ? [] : filesWithProperties();
const passed = await runSteps([
	{
		name: `properties: ${RUNS} cases each`,
		run: async () =>
			await runTool('vitest', ['run', '--silent=false', ...files, ...asked], {
				env: { PROPERTY_RUNS: RUNS },
			}),
	},
]);
process.exit(passed ? 0 : 1);
