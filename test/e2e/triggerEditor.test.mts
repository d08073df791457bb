import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn, openBrowser } from '../support/browser.mts';
import { HANGS_UP, TRIGGER_NODE, useTriggerN8n } from '../support/triggerN8n.mts';

const { host, login, sandbox, triggerWorkflow, phone, urls } = useTriggerN8n();

const SCREENSHOTS = resolve(import.meta.dirname, '../../.sandbox/screenshots');

let browser: Browser;
let page: Page;
beforeAll(async () => {
	await mkdir(SCREENSHOTS, { recursive: true });
	browser = await openBrowser();
	page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
	await logIn(page, host().url, login());
});
afterAll(async () => await browser?.close());

const screenshot = async (name: string) =>
	await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });

async function openTrigger(parameters = {}): Promise<void> {
	const { id } = await triggerWorkflow(parameters);
	await page.goto(`${host().url}/workflow/${id}`);
	await page.getByTestId('canvas-node').filter({ hasText: TRIGGER_NODE }).first().dblclick();
	await page.getByTestId('node-parameters').waitFor();
}

test('the trigger shows its fields by the names of the documentation, and asks for events and a workflow where they are chosen', async () => {
	await openTrigger({ listenFor: 'selectedEvents', placedBy: 'workflow' });
	const panel = page.getByTestId('node-parameters');
	for (const label of [
		'Listen For',
		'Events',
		'Calls',
		'Placed by Workflow',
		'Filters',
		'Security',
	]) {
		await expect
			.poll(async () => await panel.getByText(label, { exact: true }).count(), { message: label })
			.toBeGreaterThan(0);
	}
	// What n8n itself reads is no field for people.
	expect(await panel.getByText('Options', { exact: true }).count()).toBe(0);
	await screenshot('trigger-fields');
});

test('a person listens for a test event, a call is over, and the event stands in the editor', async () => {
	await openTrigger();
	await page.getByTestId('node-execute-button').click();
	await expect.poll(urls).toHaveLength(1);
	await screenshot('trigger-listening');
	await phone();
	const output = page.getByTestId('output-panel');
	await output.getByText(HANGS_UP).first().waitFor();
	await output.getByText('call-hangup').first().waitFor();
	// For the picture alone: until the message has slid in.
	await page.waitForTimeout(1000);
	await screenshot('trigger-event');
	await expect.poll(() => sandbox().webhooks()).toEqual([]);
});
