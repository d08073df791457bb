// n8n's editor in a real browser, for the e2e tests.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
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
		/** Opens a node of a workflow: what it is set to, what goes in and what comes out. */
		openNode: async (workflowId: string, name: string): Promise<void> => {
			await page.goto(`${host().url}/workflow/${workflowId}`);
			await page.getByTestId('canvas-node').filter({ hasText: name }).first().dblclick();
			await page.getByTestId('node-parameters').waitFor();
		},
	};
}
