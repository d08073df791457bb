// `npm run docs`: writes the tables of fields in README.md. `npm run docs -- faults` writes
// docs/faults.md: it runs the fault suite, which takes a minute. Both need a build.
import { writeFile } from 'node:fs/promises';

import { README, readmeForNode } from './readmeTables.mts';
import { runTool } from './runTool.mts';

const { now, wanted } = await readmeForNode();
if (now !== wanted) await writeFile(README, wanted);
console.log(now === wanted ? 'README.md is as it has to be.' : 'README.md has new tables.');

if (process.argv.includes('faults')) {
	const suite = 'test/integration/faultSuite.test.mts';
	await runTool('vitest', ['run', suite], { env: { WRITE_DOCS: '1' } });
}
