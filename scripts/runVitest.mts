import { runTool } from './runTool.mts';
import { keepingResults } from './testResults.mts';

/** Runs the tests of these parts (`testProjects.mts`) side by side; the rest goes to vitest. */
export async function runVitest(
	projects: readonly string[],
	{ args = [], env = {} }: { args?: string[]; env?: Record<string, string> } = {},
): Promise<void> {
	const parts = projects.flatMap((name) => ['--project', name]);
	await keepingResults(
		async (resultsEnv) =>
			await runTool('vitest', ['run', ...parts, ...args], { env: { ...env, ...resultsEnv } }),
	);
}
