// n8n's editor in a real browser, for the e2e tests.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { logIn, openBrowser, PATIENCE_MS } from './browser.mts';
import type { Login } from './n8nApi.mts';

const SCREENSHOTS = resolve(import.meta.dirname, '../../.sandbox/screenshots');

/** A page of the editor, logged in. Pictures lie in `.sandbox/screenshots`. */
export function useEditorPage(host: () => { url: string }, login: () => Login) {
	let browser: Browser | undefined;
	let page: Page;
	beforeAll(async () => {
		await mkdir(SCREENSHOTS, { recursive: true });
		browser = await openBrowser();
		page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.setDefaultTimeout(PATIENCE_MS);
		await logIn(page, host().url, login());
	});
	afterAll(async () => await browser?.close());

	return {
		page: () => page,
		screenshot: async (name: string) =>
			await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) }),
		/**
		 * Opens a node of a workflow: what it is set to, what goes in and what comes out.
		 *
		 * @param afresh loads the editor anew: it keeps the lists that it has read
		 */
		openNode: async (workflowId: string, name: string, afresh = false): Promise<void> => {
			const path = `/workflow/${workflowId}`;
			if (afresh || !page.url().includes('/workflow/')) await page.goto(`${host().url}${path}`);
			else await goWithinEditor(page, path);
			await page.getByTestId('canvas-node').filter({ hasText: name }).first().dblclick();
			await page.getByTestId('node-parameters').waitFor();
		},
	};
}

/** What Vue leaves at the element that it fills. */
type VueElement = Element & {
	__vue_app__?: {
		config: { globalProperties: { $router: { push(path: string): Promise<void> } } };
	};
};

/** Loading the editor takes seconds, going from one workflow to the next does not. What was not saved is left. */
async function goWithinEditor(page: Page, path: string): Promise<void> {
	const before = await page.getByTestId('canvas-node').first().elementHandle();
	await page.evaluate((to) => {
		const app = document.querySelector<VueElement>('#app')?.__vue_app__;
		void app?.config.globalProperties.$router.push(to);
	}, path);
	const leave = page.getByRole('button', { name: 'Leave without saving' });
	await expect
		.poll(async () => {
			if (await leave.isVisible()) await leave.click();
			return new URL(page.url()).pathname;
		})
		.toBe(path);
	await before?.waitForElementState('hidden');
}
