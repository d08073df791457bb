import fc, { type RunDetails } from 'fast-check';
import { expect } from 'vitest';

/** How many random cases a property is tried with. */
export const PROPERTY_RUNS = Number(process.env.PROPERTY_RUNS) || 500;

/** What the random cases are made of: the same seed makes the same cases. */
const SEED = Number(process.env.PROPERTY_SEED) || Math.floor(Math.random() * 2 ** 31);

fc.configureGlobal({ seed: SEED, numRuns: PROPERTY_RUNS, reporter: report });
console.log(
	`Properties: ${PROPERTY_RUNS} runs each. To have the same cases again: PROPERTY_SEED=${SEED}`,
);

/** Who asks for a number of runs is told of each property; a counterexample fails the test as ever. */
function report<T>(details: RunDetails<T>): void {
	if (details.failed) {
		const cause = details.errorInstance;
		throw new Error(fc.defaultReportMessage(details), { cause });
	}
	if (process.env.PROPERTY_RUNS === undefined) return;
	const { currentTestName } = expect.getState();
	console.log(
		`${details.numRuns} runs, no counterexample, PROPERTY_SEED=${details.seed}: ${currentTestName}`,
	);
}
