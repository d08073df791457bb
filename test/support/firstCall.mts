// The story that the README begins with, by mouse: a workflow phones, a phone rings on the screen, somebody
// answers and hangs up, and the outcome stands in n8n.
import type { Browser, Locator, Page, ViewportSize } from 'playwright-core';

import { openBrowser, PATIENCE_MS } from './browser.mts';

export interface FirstCall {
	browser: Browser;
	/** n8n's editor, with the first example. */
	editor: Page;
	/** The sandbox's page. */
	phone: Page;
	/** What is pressed, in this order. */
	execute: Locator;
	/** There once the phone rings. */
	answer: Locator;
	hangUp: Locator;
	/** Waits until the call is over for n8n as well, and opens what came out. */
	openOutcome(): Promise<void>;
}

/** @param windows how large the two are */
export async function openFirstCall(
	[phoneUrl, editorUrl]: readonly string[],
	windows: { editor: ViewportSize; phone: ViewportSize },
): Promise<FirstCall> {
	const browser = await openBrowser();
	const context = await browser.newContext();
	context.setDefaultTimeout(PATIENCE_MS);
	const [phone, editor] = [await context.newPage(), await context.newPage()];
	await phone.setViewportSize(windows.phone);
	await editor.setViewportSize(windows.editor);
	await phone.goto(phoneUrl);
	await editor.goto(editorUrl);
	const execute = editor.getByTestId('execute-workflow-button');
	await execute.waitFor();
	const node = editor.locator('[data-test-id="canvas-node"][data-node-name="Phone a person"]');
	const button = (name: string) => phone.getByRole('button', { name, exact: true });

	return {
		browser,
		editor,
		phone,
		execute,
		answer: button('Answer'),
		hangUp: button('Hang Up'),
		openOutcome: async () => {
			await node.getByTestId('canvas-node-status-success').waitFor();
			await node.dblclick();
			await editor.getByTestId('output-panel').getByText('answered').first().waitFor();
		},
	};
}
