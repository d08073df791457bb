// The pictures in docs/images/recipes/: the canvas of each example, as n8n's editor draws it.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { startSandbox } from '../sandbox/index.mts';
import { logIn, openBrowser } from '../test/support/browser.mts';
import { layN8nAsNew, OWNERS_LOGIN } from '../test/support/n8nAsNew.mts';
import { createN8nApi } from '../test/support/n8nApi.mts';
import { startN8nHost } from '../test/support/n8nHost.mts';
import {
	APPOINTMENTS,
	credentialsOfExamples,
	EXAMPLE_FILES,
	exampleFor,
} from './exampleWorkflows.mts';
import { packPackage } from './pack.mts';
import { PROJECT, SCRATCH } from './projectFolders.mts';

const PICTURES = join(PROJECT, 'docs/images/recipes');
/** Room for the widest example in its own size, beside n8n's menu. */
const VIEWPORT = { width: 1900, height: 1100 };
/** Of canvas around what lies on it. */
const MARGIN = 24;
/** Of its own size: a page shows it no larger, and it takes half as much to load. */
const SCALE = 0.75;

/** What the editor lays over the canvas, and what moves there. */
const ONLY_THE_CANVAS = `
	[data-test-id="canvas-controls"], [data-test-id="canvas-build-with-ai"], [data-test-id="logs-panel"],
	[class*="nodeButtonsWrapper"], [class*="executionButtons"] { visibility: hidden !important }
	* { transition: none !important; animation: none !important; caret-color: transparent !important }
`;

/** Takes a picture of each example, in an n8n and a browser of its own. Takes a minute or two. */
export async function takeRecipePictures(): Promise<void> {
	process.env.PACKAGE_TARBALL = await packPackage();
	await mkdir(SCRATCH, { recursive: true });
	const folder = await mkdtemp(join(SCRATCH, 'pictures-'));
	await layN8nAsNew(folder, '2.x');
	const sandbox = await startSandbox();
	const host = await startN8nHost({ folder, line: '2.x' });
	const browser = await openBrowser();
	try {
		const api = createN8nApi(host.url, '2.x');
		await api.login(OWNERS_LOGIN);
		const credentials = await Promise.all(
			credentialsOfExamples(sandbox).map(async (one) => await api.createCredential(one)),
		);
		const tables = { [APPOINTMENTS.name]: await api.ensureDataTable(APPOINTMENTS) };
		// Addresses stay as they are in the files.
		const prepared = { credentials, tables, inboxUrl: undefined };

		const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: SCALE });
		await logIn(page, host.url, OWNERS_LOGIN);
		await mkdir(PICTURES, { recursive: true });
		for (const file of EXAMPLE_FILES) {
			const workflow = await exampleFor(file, prepared);
			const { id } = await api.createWorkflow(workflow);
			await page.goto(`${host.url}/workflow/${id}`);
			const path = join(PICTURES, file.replace('.json', '.png'));
			await takePicture(page, { path, nodes: workflow.nodes.length });
			console.log(`${path} is taken.`);
		}
	} finally {
		await browser.close();
		await host.stop();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** Of what lies on the canvas, as soon as all of it is there. */
async function takePicture(page: Page, { path, nodes }: { path: string; nodes: number }) {
	const things = page.locator('.vue-flow__node');
	await things.nth(nodes - 1).waitFor();
	await page.addStyleTag({ content: ONLY_THE_CANVAS });
	await page.evaluate(async () => await document.fonts.ready);
	// With their names, which stand below them, and with the lines between them.
	const drawn = page.locator('.vue-flow__node, .vue-flow__node *, .vue-flow__edge path');
	const boxes = await drawn.evaluateAll((all) =>
		all
			// Buttons that come only under the pointer do not count.
			.filter((one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
			.map((one) => one.getBoundingClientRect())
			.filter(({ width, height }) => width > 0 || height > 0)
			.map(({ left, top, right, bottom }) => ({ left, top, right, bottom })),
	);
	const left = Math.min(...boxes.map((box) => box.left)) - MARGIN;
	const top = Math.min(...boxes.map((box) => box.top)) - MARGIN;
	const width = Math.max(...boxes.map((box) => box.right)) + MARGIN - left;
	const height = Math.max(...boxes.map((box) => box.bottom)) + MARGIN - top;
	await page.screenshot({ path, clip: { x: left, y: top, width, height } });
}
