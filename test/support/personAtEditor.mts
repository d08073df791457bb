// What a person does in n8n's editor, by mouse and keyboard alone, and counted.
import { resolve } from 'node:path';
import type { Locator, Page } from 'playwright-core';

const EXAMPLES = resolve(import.meta.dirname, '../../workflows');

export type PersonAtEditor = ReturnType<typeof personAtEditor>;

/** A person who sits at the editor; what was done so far is counted from here on. */
export function personAtEditor(page: Page) {
	let clicks = 0;
	let typings = 0;

	async function click(what: Locator): Promise<void> {
		clicks++;
		await what.click();
	}

	/** A text typed in place of the one that is there. */
	async function type(field: string, text: string): Promise<void> {
		await click(inputOf(field));
		typings++;
		await inputOf(field).fill(text);
	}

	const inputOf = (field: string) =>
		page.getByTestId(`parameter-input-${field}`).locator('input').last();

	/** Counts as two clicks, as n8n opens a node by a double click. */
	async function open(node: string): Promise<void> {
		clicks += 2;
		await nodeOnCanvas(page, node).dblclick();
		await page.getByTestId('node-parameters').waitFor();
	}

	async function close(): Promise<void> {
		await click(page.getByTestId('ndv-close-button'));
		await page.getByTestId('node-parameters').waitFor({ state: 'hidden' });
	}

	/** A new workflow of an example's file. In the dialog of the browser: the file, and Open. */
	async function importExample(file: string): Promise<void> {
		await click(page.getByTestId('universal-add'));
		await click(page.getByText('New workflow', { exact: true }));
		await page.getByText('Add first step').waitFor();
		await click(page.getByTestId('workflow-menu'));
		await page.getByText('Import', { exact: true }).hover();
		const chooser = page.waitForEvent('filechooser');
		await Promise.all([chooser, click(page.getByText('From file', { exact: true }))]);
		clicks += 2;
		await (await chooser).setFiles(resolve(EXAMPLES, file));
		await page.getByTestId('canvas-node').first().waitFor();
	}

	/** Chooses from the list of a field: one that VideoSDK's answer fills. */
	async function pick(field: string, choice: string): Promise<void> {
		await click(inputOf(field));
		await click(page.getByTestId('rlc-item').filter({ hasText: choice }));
		await page.getByTestId('rlc-item').first().waitFor({ state: 'hidden' });
	}

	/** Chooses from a field with choices of its own. */
	async function choose(field: string, choice: string): Promise<void> {
		await click(inputOf(field));
		await click(page.getByRole('option', { name: choice, exact: true }));
	}

	/** Adds one to the options of a node, or to its rules. */
	async function add(to: 'Safety' | 'Options', option: string): Promise<void> {
		const addButtons = page.getByTestId('collection-parameter-add');
		const button = to === 'Safety' ? addButtons.first() : addButtons.last();
		await click(button.locator('input'));
		const options = page.getByTestId('collection-parameter-option').filter({ visible: true });
		await click(options.getByText(option, { exact: true }));
	}

	/** Writes another expression, or a plain text, where an expression is. */
	async function typeExpression(field: string, text: string): Promise<void> {
		const code = page.getByTestId(`parameter-input-${field}`).locator('.cm-content').last();
		await click(code);
		typings++;
		await page.keyboard.press('ControlOrMeta+A');
		await page.keyboard.insertText(text);
		await page.getByTestId('inline-expression-editor-output').getByText(text).waitFor();
	}

	/** Executes the node that is open. */
	async function executeStep(): Promise<void> {
		await click(page.getByTestId('node-execute-button'));
	}

	/** Enters another secret into the credential of the node that is open. */
	async function typeSecret(secret: string): Promise<void> {
		await click(page.getByTestId('credential-edit-button'));
		const dialog = page.getByTestId('credential-edit-dialog');
		const input = dialog.getByTestId('parameter-input-apiSecret').locator('input').last();
		await click(input);
		typings++;
		await input.fill(secret);
		await click(page.getByTestId('credential-save-button'));
		await page.getByTestId('credentials-config-container-test-success').waitFor();
		await click(page.getByRole('button', { name: /close/i }).last());
		await dialog.waitFor({ state: 'hidden' });
	}

	/** Executes the workflow, and waits until its last node has done its work. */
	async function execute(lastNode: string): Promise<void> {
		await click(page.getByTestId('execute-workflow-button'));
		await nodeOnCanvas(page, lastNode).getByTestId('canvas-node-status-success').waitFor();
		await page.getByTestId('execute-workflow-button').getByText('Execute workflow').waitFor();
	}

	/** Turns the wheel over what has come out, down to its end. */
	async function scrollOutput(): Promise<void> {
		await page.getByTestId('output-panel').hover();
		await page.mouse.wheel(0, 10_000);
	}

	return {
		scrollOutput,
		...{ click, type, typeExpression, typeSecret, open, close, importExample },
		...{ add, pick, choose, execute, executeStep },
		output: page.getByTestId('output-panel'),
		inWords: () => `${clicks} clicks and ${typings === 0 ? 'nothing' : `${typings} text`} typed`,
	};
}

const nodeOnCanvas = (page: Page, name: string) =>
	page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
