import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

import { WAITING_NUMBER } from '../../sandbox/index.mts';
import { PROJECT, SCRATCH } from '../../scripts/projectFolders.mts';
import { openFirstCall } from '../support/firstCall.mts';
import { createN8nApi, itemsOf, type Login, type StoredWorkflow } from '../support/n8nApi.mts';
import { startAsUser } from '../support/startedByUser.mts';

const FOLDER = join(SCRATCH, 'n8n-of-story');
const WINDOWS = { editor: { width: 1280, height: 800 }, phone: { width: 480, height: 800 } };
const ANSWERED = { to: WAITING_NUMBER, outcome: 'answered' };

test('"npm start -- --once" runs the first example, answers its call, and prints nothing but what came out, the picture of the README; and so it does again', async () => {
	// The second time n8n has the examples already, for a sandbox that was at another port.
	for (let time = 0; time < 2; time++) {
		const { stdout } = await promisify(execFile)(
			process.execPath,
			['scripts/run.mjs', 'start', '--once'],
			{ cwd: PROJECT },
		);
		expect(JSON.parse(stdout)).toMatchObject({ ...ANSWERED, ringSeconds: 3, talkSeconds: 5 });
	}
});

test('after "npm start" somebody without an account presses Execute, a phone rings once on the screen, they answer and hang up, and n8n shows the outcome, in the workflow that phoned and in the one that is told of calls', async () => {
	const started = await startAsUser(FOLDER);
	const [phoneUrl, editorUrl] = started.opened;
	expect(started.said()).toContain(phoneUrl);
	expect(started.said()).toContain(editorUrl);
	const call = await openFirstCall(started.opened, WINDOWS);
	try {
		await call.execute.click();
		await call.answer.click();
		await call.hangUp.click();
		await call.openOutcome();
		await call.editor.screenshot({ path: join(SCRATCH, 'screenshots/first-call.png') });

		const rings = await fetch(`${phoneUrl}/rings`);
		expect(await rings.json()).toEqual({ [WAITING_NUMBER]: 1 });

		const { origin, pathname } = new URL(call.editor.url());
		const api = createN8nApi(origin);
		const notes = JSON.parse(await readFile(join(FOLDER, 'example.json'), 'utf8')) as {
			login: Login;
		};
		await api.login(notes.login);
		const [ofCall] = await api.listExecutions(pathname.split('/')[2] ?? '');
		const placed = await api.waitForExecution(ofCall.id);
		expect(itemsOf(placed, 'Phone a person').map(({ json }) => json)).toMatchObject([ANSWERED]);

		const workflows = await api.call<StoredWorkflow[]>('GET', '/workflows');
		const files = (await readdir(join(PROJECT, 'workflows'))).filter((one) =>
			one.endsWith('.json'),
		);
		expect(workflows).toHaveLength(files.length);
		const told = workflows.find(({ name }) => name === 'When a call is over, act on its outcome');
		await expect.poll(async () => await api.listExecutions(told?.id ?? '')).toHaveLength(1);
		const [ofEvent] = await api.listExecutions(told?.id ?? '');
		const event = await api.waitForExecution(ofEvent.id);
		expect(itemsOf(event, 'VideoSDK Trigger').map(({ json }) => json)).toMatchObject([ANSWERED]);
		await call.editor.goto(`${origin}/workflow/${told?.id}/executions/${ofEvent.id}`);
		await call.editor.getByTestId('execution-preview-label').first().waitFor();
		await call.editor.getByText('Succeeded').first().waitFor();
	} finally {
		await call.browser.close();
		expect(await started.end()).toBe(0);
	}
});
