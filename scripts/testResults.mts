import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

import { SCRATCH } from './projectFolders.mts';

/** The variable of the environment that says where vitest is to write how each test came out. */
const TEST_RESULTS_FILE = 'TEST_RESULTS_FILE';

interface TestResult {
	/** Which part the test was run in. */
	project: string;
	file: string;
	/** The test's whole name; the file's, for a file with all of its tests and what they share. */
	name: string;
	what: 'test' | 'file';
	seconds: number;
	/** What is wrong, where it failed. */
	error?: string;
}

/** A reporter of vitest's that writes down how long each test and each file took, and what failed. */
export class TestResultsReporter implements Reporter {
	async onTestRunEnd(
		modules: readonly TestModule[],
		unhandledErrors: readonly SerializedError[],
	): Promise<void> {
		const file = process.env[TEST_RESULTS_FILE];
		if (!file) return;
		const about = { project: 'all', file: '', what: 'file', seconds: 0 } as const;
		const unhandled = unhandledErrors.map(
			(error): TestResult => ({ ...about, name: 'outside of any test', error: textOf([error]) }),
		);
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify([...modules.flatMap(resultsOf), ...unhandled]));
	}
}

function resultsOf(module: TestModule): TestResult[] {
	const about = { project: module.project.name, file: module.relativeModuleId };
	const { duration } = module.diagnostic();
	const errors = [
		...module.errors(),
		...[...module.children.allSuites()].flatMap((s) => s.errors()),
	];
	const whole: TestResult = {
		...about,
		name: about.file,
		what: 'file',
		seconds: duration / 1000,
		...(errors.length > 0 ? { error: textOf(errors) } : {}),
	};
	const tests = [...module.children.allTests()].map((test): TestResult => {
		const { state, errors: failures } = test.result();
		return {
			...about,
			name: test.fullName,
			what: 'test',
			seconds: (test.diagnostic()?.duration ?? 0) / 1000,
			...(state === 'failed' ? { error: textOf(failures) } : {}),
		};
	});
	return [whole, ...tests];
}

/** What the errors say, and the first lines of this project that they came through. */
function textOf(errors: ReadonlyArray<{ message?: string; stacks?: Frame[] }>): string {
	return errors
		.map(({ message = 'no message', stacks = [] }) =>
			[
				message,
				...stacks.slice(0, FRAMES_SHOWN).map(({ file, line }) => `at ${file}:${line}`),
			].join('\n'),
		)
		.join('\n');
}

interface Frame {
	file: string;
	line: number;
}

const FRAMES_SHOWN = 2;

/** Lets `run` write its tests' results to a file, and adds them to those of this command. */
export async function keepingResults(
	run: (env: Record<string, string>) => Promise<unknown>,
): Promise<void> {
	const file = join(SCRATCH, 'test-results.json');
	await rm(file, { force: true });
	try {
		await run({ [TEST_RESULTS_FILE]: file });
	} finally {
		const written = await readFile(file, 'utf8').catch(() => '[]');
		kept.push(...(JSON.parse(written) as TestResult[]));
	}
}

const kept: TestResult[] = [];

/** What took longest of all that this command has tried, a line each. */
export function slowest(what: TestResult['what'], count: number): string[] {
	return kept
		.filter((one) => one.what === what)
		.sort((a, b) => b.seconds - a.seconds)
		.slice(0, count)
		.map((one) => `${one.seconds.toFixed(1).padStart(8)} s  ${placeOf(one)}`);
}

/** What failed of all that this command has tried: where, and the first lines of what is wrong. */
export function failed(): string[] {
	return kept.flatMap((one) => {
		if (one.error === undefined) return [];
		const lines = one.error.split('\n').slice(0, ERROR_LINES_SHOWN);
		return [`  ${placeOf(one)}`, ...lines.map((line) => `      ${line}`)];
	});
}

const ERROR_LINES_SHOWN = 12;

function placeOf({ project, file, name, what }: TestResult): string {
	return what === 'file' ? `${project}: ${name}` : `${project}: ${file} > ${name}`;
}
