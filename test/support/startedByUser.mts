// `npm start` as somebody runs it at a terminal: it opens a browser, and goes on until Ctrl+C.
import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { PROJECT } from '../../scripts/projectFolders.mts';

const POLL_MS = 100;
/** What opens a browser on Linux, and on macOS. */
const OPENERS = ['xdg-open', 'open'];

export interface StartedByUser {
	/** The addresses that it opened in the browser: of the phone, and of n8n. */
	opened: [phone: string, n8n: string];
	/** What it wrote to the terminal. */
	said: () => string;
	/** Ctrl+C; resolves with the code that it ended with. */
	end(): Promise<number | null>;
}

/** Runs it on a folder as new, with a browser that only takes down what it is to open. */
export async function startAsUser(folder: string): Promise<StartedByUser> {
	await rm(folder, { recursive: true, force: true });
	const programs = join(folder, 'programs');
	const openedFile = join(folder, 'opened.txt');
	await mkdir(programs, { recursive: true });
	for (const name of OPENERS) {
		const program = join(programs, name);
		await writeFile(program, `#!/bin/sh\necho "$1" >> "${openedFile}"\n`);
		await chmod(program, 0o755);
	}
	const child = spawn(process.execPath, ['scripts/run.mjs', 'start', '--folder', folder], {
		cwd: PROJECT,
		env: {
			...process.env,
			...{ PATH: [programs, process.env.PATH].join(delimiter), DISPLAY: ':0' },
			...{ CI: '', SSH_CONNECTION: '' },
		},
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

	const opened = async () =>
		(await readFile(openedFile, 'utf8').catch(() => '')).split('\n').filter(Boolean);
	while ((await opened()).length < 2) {
		if (child.exitCode !== null) throw new Error(`npm start ended by itself. It said:\n${said}`);
		await sleep(POLL_MS);
	}
	const addresses = await opened();
	const isPhone = (url: string) => url.endsWith('/_sandbox');
	const [phone = '', n8n = ''] = [addresses.find(isPhone), addresses.find((url) => !isPhone(url))];
	return {
		opened: [phone, n8n],
		said: () => said,
		end: async () => {
			child.kill('SIGINT');
			return await ended;
		},
	};
}
