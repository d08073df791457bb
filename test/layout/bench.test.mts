import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	castsIn,
	circlesIn,
	hooksIn,
	neverLinesIn,
	readSources,
	type Source,
} from '../../bench/structure/sources.mts';
import type { OneItem } from '../../bench/structure/run.mts';
import { node24 } from '../../scripts/nodeRuntime.mjs';
import { PROJECT, SCRATCH } from '../../scripts/projectFolders.mts';

test('the benchmark sees what one item of a call runs through', async () => {
	const { execPath } = await node24();
	const [hooks, run] = ['ownSources.mts', 'run.mts'].map((file) =>
		join(PROJECT, 'bench/structure', file),
	);
	const { stdout } = await promisify(execFile)(
		execPath,
		['--import', String(hooks), String(run), PROJECT, 'oneItem'],
		{ env: { PATH: process.env.PATH } },
	);
	const seen = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as OneItem;
	expect(seen.files).toBeGreaterThan(5);
	expect(seen.functions).toBeGreaterThan(seen.files);
	expect(seen.frames.at(-1)).toContain('nodes/VideoSdk/');
});

describe('what the benchmark counts in sources', () => {
	const FILES = {
		'tsconfig.json': '{ "include": ["nodes/**/*.ts", "telephony/**/*.ts"] }',
		'telephony/one.ts':
			"import type { Two } from './two.ts'; export const one = (two: Two) => two;",
		'telephony/two.ts': "import { one } from './one.ts'; export type Two = typeof one;",
		'nodes/VideoSdk/api/send.ts':
			"import '../time/wait.ts'; export const send = (to: never, other?: Promise<never>) => to as string;",
		'nodes/VideoSdk/time/wait.ts':
			"import type {} from '../api/send.ts'; export const list = [1, 2] as const;",
		'nodes/VideoSdk/defineOperation.ts': `
			interface Facts { name: string; check(value: Unrelated): void; }
			interface Once extends Facts { guard: Guard; }
			interface Guard { key: () => string; note: string; find(): Unrelated; }
			interface Unrelated { other(): void; }
			export function defineOperation(operation: Once): object { return operation; }`,
	};
	let folder: string;
	let sources: Source[];
	beforeAll(async () => {
		await mkdir(SCRATCH, { recursive: true });
		folder = await mkdtemp(join(SCRATCH, 'bench-sources-'));
		for (const [file, text] of Object.entries(FILES)) {
			await mkdir(dirname(join(folder, file)), { recursive: true });
			await writeFile(join(folder, file), text);
		}
		sources = readSources(folder);
	});
	afterAll(async () => await rm(folder, { recursive: true, force: true }));

	test('circles of imports, those of types among them, between files and between folders', () => {
		expect(circlesIn(sources)).toEqual({
			files: [
				['nodes/VideoSdk/api/send.ts', 'nodes/VideoSdk/time/wait.ts'],
				['telephony/one.ts', 'telephony/two.ts'],
			],
			folders: [['nodes/VideoSdk/api', 'nodes/VideoSdk/time']],
		});
	});

	test('casts but not constants, and never where it stands for some type', () => {
		expect(castsIn(sources)).toEqual(['nodes/VideoSdk/api/send.ts:1']);
		expect(neverLinesIn(sources)).toEqual(['nodes/VideoSdk/api/send.ts:1']);
	});

	test('functions that an operation hands over, and not those of what they are given', () => {
		expect(hooksIn(sources)).toEqual({ Facts: ['check'], Guard: ['key', 'find'] });
	});
});
