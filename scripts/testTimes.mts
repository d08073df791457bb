import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

import { SCRATCH } from './projectFolders.mts';

/** The variable of the environment that says where vitest is to write how long each test took. */
export const TEST_TIMES_FILE = 'TEST_TIMES_FILE';

export interface TestTime {
	/** Which part the test was run in. */
	project: string;
	file: string;
	/** The test's whole name; the file's, for a file with all of its tests and what they share. */
	name: string;
	what: 'test' | 'file';
	seconds: number;
}

/** A reporter of vitest's that writes down how long each test and each file took. */
export class TestTimesReporter implements Reporter {
	async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
		const file = process.env[TEST_TIMES_FILE];
		if (!file) return;
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, JSON.stringify(modules.flatMap(timesOf)));
	}
}

function timesOf(module: TestModule): TestTime[] {
	const about = { project: module.project.name, file: module.relativeModuleId };
	const { duration } = module.diagnostic();
	const whole: TestTime = { ...about, name: about.file, what: 'file', seconds: duration / 1000 };
	const tests = [...module.children.allTests()].map(
		(test): TestTime => ({
			...about,
			name: test.fullName,
			what: 'test',
			seconds: (test.diagnostic()?.duration ?? 0) / 1000,
		}),
	);
	return [whole, ...tests];
}

/** Lets `run` write the times of its tests to a file, and adds them to those of this command. */
export async function keepingTimes(
	run: (env: Record<string, string>) => Promise<unknown>,
): Promise<void> {
	const file = join(SCRATCH, 'test-times.json');
	await rm(file, { force: true });
	try {
		await run({ [TEST_TIMES_FILE]: file });
	} finally {
		const written = await readFile(file, 'utf8').catch(() => '[]');
		kept.push(...(JSON.parse(written) as TestTime[]));
	}
}

const kept: TestTime[] = [];

/** What took longest of all that this command has tried, a line each. */
export function slowest(what: TestTime['what'], count: number): string[] {
	return kept
		.filter((one) => one.what === what)
		.sort((a, b) => b.seconds - a.seconds)
		.slice(0, count)
		.map(({ project, file, name, seconds }) => {
			const place = what === 'file' ? name : `${file} > ${name}`;
			return `${seconds.toFixed(1).padStart(8)} s  ${project}: ${place}`;
		});
}
