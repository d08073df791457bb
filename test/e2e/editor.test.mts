import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { logIn, openBrowser } from '../support/browser.mts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';

const { host, login, sandbox, manualWorkflow } = useCallingN8n();

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

async function openNode(id: string): Promise<void> {
	await page.goto(`${host().url}/workflow/${id}`);
	await page.getByTestId('canvas-node').filter({ hasText: CALLING_NODE }).first().dblclick();
	await page.getByTestId('node-parameters').waitFor();
}

test('the node shows its fields by the names of the documentation', async () => {
	const { id } = await manualWorkflow();
	await openNode(id);
	const panel = page.getByTestId('node-parameters');
	for (const label of [
		'Resource',
		'Operation',
		'Call Through',
		'Trunk ID',
		'To',
		'From',
		'Display Name',
		'Meeting',
		'Participant ID',
	]) {
		await expect
			.poll(async () => await panel.getByText(label, { exact: true }).count(), { message: label })
			.toBeGreaterThan(0);
	}
	expect(await panel.innerText()).not.toContain('Custom API Call');
});

test("a person executes the node and sees VideoSDK's answer, and the phone rings once", async () => {
	const { id } = await manualWorkflow();
	await openNode(id);
	await page.getByTestId('node-execute-button').click();
	const output = page.getByTestId('output-panel');
	await output.getByText('Success').first().waitFor();
	await page.getByTestId('node-execute-button').getByText('Execute step').waitFor();
	// For the picture alone: until the message has slid in.
	await page.waitForTimeout(1000);
	await screenshot('node-executed');
	expect(sandbox().rings()).toEqual({ '+12025550100': 1 });
});

test('a person picks the meeting from the list: it scrolls on past the first page, and it is searchable', async () => {
	sandbox().addRooms(
		...Array.from({ length: 70 }, (_, index) => ({ customRoomId: `team-meeting-${index}` })),
	);
	const { id } = await manualWorkflow({ meetingId: { __rl: true, mode: 'list', value: '' } });
	await openNode(id);
	await page.getByTestId('parameter-input-meetingId').locator('input').last().click();
	const items = page.getByTestId('rlc-item');
	await items.first().waitFor();
	await screenshot('meeting-list');
	const onFirstPage = await items.count();
	await items.last().scrollIntoViewIfNeeded();
	await expect.poll(async () => await items.count()).toBeGreaterThan(onFirstPage);

	await page.getByTestId('rlc-search').fill('appointment');
	await expect.poll(async () => await items.count()).toBe(1);
	await items.first().click();
	await page.getByTestId('node-execute-button').click();
	await page.getByTestId('output-panel').getByText('Success').first().waitFor();
	const [call] = sandbox().calls();
	const placed = sandbox()
		.journal()
		.find(({ method }) => method === 'POST');
	expect(call.roomId).toBe((placed?.body as { meetingId: string }).meetingId);
});

test('a wrong destination is told in the editor, with what would be right', async () => {
	const { id } = await manualWorkflow({ to: '12' });
	await openNode(id);
	await page.getByTestId('node-execute-button').click();
	const output = page.getByTestId('output-panel');
	await output.getByText('it is too short').first().waitFor();
	await screenshot('wrong-destination');
	expect(sandbox().rings()).toEqual({});
});
