// A real browser for the e2e tests: Chromium as the system has it, driven by playwright-core.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

import { installWithApt } from '../../scripts/aptInstall.mts';
import type { Login } from './n8nApi.mts';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MACOS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** How long a busy machine may take over anything: Playwright itself gives it half a minute. */
export const PATIENCE_MS = 300_000;

export async function openBrowser(): Promise<Browser> {
	// n8n's spelling; Playwright's own would be data-testid.
	selectors.setTestIdAttribute('data-test-id');
	return await chromium.launch({
		executablePath: await findBrowser(),
		headless: true,
		timeout: PATIENCE_MS,
		args: FLAGS,
	});
}

/** Logs the page in as a person does, and waits for n8n's overview. */
export async function logIn(page: Page, n8nUrl: string, login: Login): Promise<void> {
	await page.goto(`${n8nUrl}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(login.email);
	await page.locator('input[name="password"]').fill(login.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((url) => !url.pathname.startsWith('/signin'));
}

/** The path of Chromium or Chrome; installs Chromium where that can be done without asking. */
export async function findBrowser(): Promise<string> {
	const wanted = process.env.CHROMIUM_PATH;
	if (wanted) {
		if (existsSync(wanted)) return wanted;
		throw new Error(`CHROMIUM_PATH is ${wanted}, but there is no such file.`);
	}
	const found = installedBrowser();
	if (found) return found;
	await installWithApt('Chromium', 'chromium');
	if (existsSync(DEBIAN_CHROMIUM)) return DEBIAN_CHROMIUM;
	throw new Error(
		'No Chromium or Chrome was found. Install it (Debian: sudo apt-get install chromium), or ' +
			'set CHROMIUM_PATH to the program, then run the same command again.',
	);
}

function installedBrowser(): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
	return [DEBIAN_CHROMIUM, ...onPath, MACOS].find((file) => existsSync(file));
}
