import { say, secondsSince } from './progress.mjs';
import { failed, slowest } from './testResults.mts';

export interface Step {
	name: string;
	run: () => Promise<unknown>;
	/** Needs nothing of the steps before it: it begins with the first of them, and goes on beside them. */
	early?: boolean;
}

const TESTS_SHOWN = 10;
const FILES_SHOWN = 5;

/**
 * Runs the steps one after the other, up to the first that fails, and ends with a table of what they
 * took. True when none failed.
 */
export async function runSteps(steps: Step[]): Promise<boolean> {
	const startedAt = Date.now();
	const table: string[] = [];
	let failure: { name: string; error: unknown } | undefined;
	const begun = new Map(steps.filter(({ early }) => early).map((step) => [step, timed(step)]));
	for (const step of steps) {
		const { name } = step;
		if (failure) {
			table.push(row(name, 'not run', ''));
			continue;
		}
		say(`\n== ${name}`);
		const { error, time } = await (begun.get(step) ?? timed(step));
		table.push(row(name, error === undefined ? 'ok' : 'FAILED', time));
		if (error === undefined) continue;
		failure = { name, error };
		say(error instanceof Error ? error.message : String(error));
	}
	const lists = [
		['The slowest tests:', slowest('test', TESTS_SHOWN)],
		['The slowest files:', slowest('file', FILES_SHOWN)],
	] as const;
	for (const [head, lines] of lists) {
		if (lines.length > 0) say(`\n${head}\n${lines.join('\n')}`);
	}
	say(`\n${table.join('\n')}`);
	const failures = failed();
	if (failures.length > 0) say(`\nWhat failed:\n${failures.join('\n')}`);
	say(
		failure
			? `\nFAILED: ${failure.name}. All that it printed stands above the table.`
			: `\nAll ${steps.length} steps passed in ${secondsSince(startedAt)}; some go on beside each other.`,
	);
	return failure === undefined;
}

/** How a step came out, and what it took. */
async function timed(step: Step): Promise<{ error?: unknown; time: string }> {
	const startedAt = Date.now();
	try {
		await step.run();
		return { time: secondsSince(startedAt) };
	} catch (error) {
		return { error, time: secondsSince(startedAt) };
	}
}

function row(name: string, outcome: string, time: string): string {
	return `${name.padEnd(58)} ${outcome.padEnd(8)} ${time.padStart(8)}`;
}
