// `npm run test:e2e`: the packed package in a real n8n, over its API and in a real browser.
// What follows `--` goes to vitest: `npm run test:e2e -- -t "retry"`.
import { e2eSteps } from './e2eSteps.mts';
import { runSteps } from './steps.mts';

process.exit((await runSteps(e2eSteps(process.argv.slice(2)))) ? 0 : 1);
