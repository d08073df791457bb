// `npm start`: a real n8n with this package installed, a VideoSDK sandbox that rings no phone,
// and the example workflow, ready to be clicked. `npm start -- --once` runs the example and
// prints what came out. Ctrl+C ends everything.
import { join } from 'node:path';

import { startSandbox } from '../sandbox/index.mts';
import { itemsOf } from '../test/support/n8nApi.mts';
import { startN8nHost } from '../test/support/n8nHost.mts';
import { prepareExample, type Example } from './example.mts';
import { claimFolder } from './folderLock.mts';
import { freePort } from './freePort.mts';
import { installN8nHost } from './n8nHostInstall.mts';
import { chosenN8nLine } from './n8nLines.mts';
import { packPackage } from './pack.mts';
import { say, withProgress } from './progress.mjs';
import { SCRATCH } from './projectFolders.mts';

const N8N_PORT = 5678;
const SANDBOX_PORT = 8787;
const CALLING_NODE = 'VideoSDK';

const toEnd: Array<() => Promise<void>> = [];
let ending: Promise<void> | undefined;

/** Ends what was started, the last one first; the second Ctrl+C waits for the first. */
async function endAll(): Promise<void> {
	ending ??= (async () => {
		for (const end of toEnd.reverse()) await end().catch((error: Error) => say(error.message));
	})();
	await ending;
}

async function start(once: boolean): Promise<void> {
	// One run of the example does not disturb an n8n that is open in the browser.
	const folder = join(SCRATCH, once ? 'n8n-once' : 'n8n');
	claimFolder(folder);
	const packageTarball = await packPackage();
	await installN8nHost(chosenN8nLine());

	const sandbox = await startSandbox({ port: await freePort(once ? 0 : SANDBOX_PORT) });
	toEnd.push(async () => await sandbox.close());
	const host = await withProgress('Starting n8n', async () => {
		const port = once ? 0 : N8N_PORT;
		return await startN8nHost({ folder, port, packageTarball });
	});
	toEnd.push(async () => await host.stop());
	void host.ended.then(async () => {
		if (ending) return;
		say(`\nn8n has ended by itself. Its log: ${host.logFile}`);
		await endAll();
		process.exit(1);
	});

	const example = await prepareExample(host.url, folder, { sandbox, keepEdits: !once });
	if (once) {
		const item = await withProgress('Running the example workflow', async () => await run(example));
		await endAll();
		process.stdout.write(`${JSON.stringify(item, null, 2)}\n`, () => process.exit(0));
		return;
	}
	say(`
n8n is running, with the VideoSDK nodes of this checkout. No phone rings as long as its credential
points to the sandbox, as it does now.

  1. Open    ${host.url}/workflow/${example.workflowId}
  2. Log in  ${example.login.email}
             ${example.login.password}
  3. Press   "Execute workflow" in the workflow "${example.workflowName}"
  4. Look    ${sandbox.url}/_sandbox
             shows the call that was placed, and which number does what

n8n's log: ${host.logFile}
The sandbox's API key is ${sandbox.apiKey}, its secret ${sandbox.apiSecret}.
Ctrl+C ends both. Your workflows stay in .sandbox/ for the next start; the sandbox forgets its calls.`);
}

async function run({ api, workflowId }: Example): Promise<unknown> {
	const execution = await api.waitForExecution(await api.runWorkflow(workflowId));
	const { error } = execution.data.resultData;
	if (execution.status !== 'success') {
		throw new Error(`The example workflow failed: ${error?.message ?? execution.status}`);
	}
	return itemsOf(execution, CALLING_NODE)[0]?.json;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (!ending) say('\nEnding n8n and the sandbox ...');
		void endAll().then(() => process.exit(0));
	});
}
try {
	await start(process.argv.includes('--once'));
} catch (error) {
	if (!ending) say(`\n${error instanceof Error ? error.message : String(error)}`);
	await endAll();
	process.exit(1);
}
