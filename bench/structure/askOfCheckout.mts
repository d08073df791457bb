import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Checkout } from '../checkout.mts';

/** Asks `run.mts` about a checkout, in a process of its own. */
export async function askOfCheckout<T>(
	{ folder }: Checkout,
	question: string,
	...more: string[]
): Promise<T> {
	const [hooks, run] = ['ownSources.mts', 'run.mts'].map((file) => join(import.meta.dirname, file));
	const args = ['--import', hooks, run, folder, question, ...more].map(String);
	const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 26 });
	return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T;
}
