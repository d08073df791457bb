// `.ci/run`: the steps of `npm test` and `npm run test:e2e`, and one table of all of them.
import { e2eSteps } from './e2eSteps.mts';
import { runSteps } from './steps.mts';
import { testSteps } from './testSteps.mts';

process.exit((await runSteps([...testSteps(), ...e2eSteps()])) ? 0 : 1);
