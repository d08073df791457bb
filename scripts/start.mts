// `npm start`: a real n8n with this package installed, a VideoSDK sandbox whose phone rings on the
// screen, and the examples, ready to be clicked. Ctrl+C ends everything.
//   npm start -- --once              runs the first example, answers the phone, prints what came out
//   npm start -- --no-browser        opens nothing
//   npm start -- --folder <folder>   another n8n, with what it had in this folder
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { itemsOf } from '../test/support/n8nApi.mts';
import { startN8nHost } from '../test/support/n8nHost.mts';
import { prepareExamples, type Examples } from './examples.mts';
import { claimFolder } from './folderLock.mts';
import { freePort } from './freePort.mts';
import { openLoginLink } from './loginLink.mts';
import { installN8nHost } from './n8nHostInstall.mts';
import { chosenN8nLine } from './n8nLines.mts';
import { openInBrowser } from './openInBrowser.mts';
import { packPackage } from './pack.mts';
import { answerNextCall } from './personAtPhone.mts';
import { say, withProgress } from './progress.mjs';
import { SCRATCH } from './projectFolders.mts';

const N8N_PORT = 5678;
const SANDBOX_PORT = 8787;

interface StartOptions {
	once: boolean;
	browser: boolean;
	/** Of n8n's data. */
	folder: string;
}

const toEnd: Array<() => Promise<void>> = [];
let ending: Promise<void> | undefined;

/** Ends what was started, the last one first; the second Ctrl+C waits for the first. */
async function endAll(): Promise<void> {
	ending ??= (async () => {
		for (const end of toEnd.reverse()) await end().catch((error: Error) => say(error.message));
	})();
	await ending;
}

function readOptions(): StartOptions {
	const { values } = parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			browser: { type: 'boolean', default: true },
			folder: { type: 'string' },
		},
		allowNegative: true,
	});
	// One run of the example does not disturb an n8n that is open in the browser.
	const folder = values.folder ?? join(SCRATCH, values.once ? 'n8n-once' : 'n8n');
	return { ...values, folder: resolve(folder) };
}

async function start({ once, browser, folder }: StartOptions): Promise<void> {
	claimFolder(folder);
	const packageTarball = await packPackage();
	const install = await installN8nHost(chosenN8nLine());

	const sandbox = await startSandbox({ port: await freePort(once ? 0 : SANDBOX_PORT) });
	toEnd.push(async () => await sandbox.close());
	const host = await withProgress('Starting n8n', async () => {
		const port = once ? 0 : N8N_PORT;
		return await startN8nHost({ folder, port, packageTarball, install });
	});
	toEnd.push(async () => await host.stop());
	void host.ended.then(async () => {
		if (ending) return;
		say(`\nn8n has ended by itself. Its log: ${host.logFile}`);
		await endAll();
		process.exit(1);
	});

	const examples = await prepareExamples(host.url, folder, sandbox);
	if (once) {
		const item = await withProgress(
			'Running the first example',
			async () => await runFirst(examples, sandbox),
		);
		await endAll();
		process.stdout.write(`${JSON.stringify(item, null, 2)}\n`, () => process.exit(0));
		return;
	}
	const editor = await openLoginLink(host.url, examples.login, `/workflow/${examples.first.id}`);
	toEnd.push(async () => await editor.close());
	const phone = `${sandbox.url}/_sandbox`;
	say(`
n8n    ${editor.url}   press "Execute workflow": it phones you
Phone  ${phone}   rings: Answer, then Hang Up, and n8n shows the outcome
Ctrl+C ends both. n8n's list of workflows holds ${examples.count - 1} more examples; docs/sandbox.md says more.`);
	if (browser) await openInBrowser(phone, editor.url);
}

/** The item that comes out of the first example when its call is answered. */
async function runFirst(examples: Examples, sandbox: Sandbox): Promise<unknown> {
	const [item] = await Promise.all([lastItemOf(examples), answerNextCall(sandbox)]);
	return item;
}

async function lastItemOf({ api, first }: Examples): Promise<unknown> {
	const execution = await api.waitForExecution(await api.runWorkflow(first.id));
	const { error, lastNodeExecuted = '' } = execution.data.resultData;
	if (execution.status !== 'success') {
		throw new Error(`The example workflow failed: ${error?.message ?? execution.status}`);
	}
	return itemsOf(execution, lastNodeExecuted)[0]?.json;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!ending) say('\nEnding n8n and the sandbox ...');
		void endAll().then(() => process.exit(0));
	});
}
try {
	await start(readOptions());
} catch (error) {
	if (!ending) say(`\n${error instanceof Error ? error.message : String(error)}`);
	await endAll();
	process.exit(1);
}
