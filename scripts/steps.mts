import { say, secondsSince } from './progress.mjs';

export interface Step {
	name: string;
	run: () => Promise<unknown>;
}

/** Runs the steps one after the other, up to the first that fails. True when none did. */
export async function runSteps(steps: Step[]): Promise<boolean> {
	const startedAt = Date.now();
	const table: string[] = [];
	let failure: { name: string; error: unknown } | undefined;
	for (const { name, run } of steps) {
		if (failure) {
			table.push(row(name, 'not run', ''));
			continue;
		}
		say(`\n== ${name}`);
		const stepStartedAt = Date.now();
		try {
			await run();
			table.push(row(name, 'ok', secondsSince(stepStartedAt)));
		} catch (error) {
			table.push(row(name, 'FAILED', secondsSince(stepStartedAt)));
			failure = { name, error };
			say(error instanceof Error ? error.message : String(error));
		}
	}
	say(`\n${table.join('\n')}`);
	say(
		failure
			? `\nFAILED: ${failure.name}. What is wrong stands above the table.`
			: `\nAll ${steps.length} steps passed in ${secondsSince(startedAt)}.`,
	);
	return failure === undefined;
}

function row(name: string, outcome: string, time: string): string {
	return `${name.padEnd(58)} ${outcome.padEnd(8)} ${time.padStart(8)}`;
}
