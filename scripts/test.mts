// `npm test`: everything that has to hold before a change is merged, apart from the tests in a
// real n8n (`npm run test:e2e`). `npm test -- lint types` runs only the steps so named.
import { runSteps } from './steps.mts';
import { STEP_NAMES, testSteps } from './testSteps.mts';

const chosen = testSteps(process.argv.slice(2));
if (chosen.length === 0) {
	console.error(`No such step. The steps:\n${STEP_NAMES.map((name) => `  ${name}`).join('\n')}`);
	process.exit(2);
}
process.exit((await runSteps(chosen)) ? 0 : 1);
