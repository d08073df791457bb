import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const PROJECT = resolve(import.meta.dirname, '../..');

test('"npm start -- --once" runs the example workflow and prints nothing but its output item', async () => {
	const { stdout } = await promisify(execFile)(
		process.execPath,
		['scripts/run.mjs', 'start', '--once'],
		{ cwd: PROJECT },
	);
	expect(JSON.parse(stdout)).toMatchObject({
		outcome: 'placed',
		statusCode: 200,
		message: 'Success',
		participantId: expect.any(String),
	});
});
