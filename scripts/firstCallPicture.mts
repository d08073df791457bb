// `node scripts/run.mjs picture`: makes docs/images/first-call.gif, the moving picture that the README
// begins with. It starts everything as `npm start` does, plays the story in a browser, takes a picture
// of both windows at each step, and puts them together with ImageMagick (apt-get install imagemagick).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';

import { openFirstCall } from '../test/support/firstCall.mts';
import { startAsUser } from '../test/support/startedByUser.mts';
import { installWithApt } from './aptInstall.mts';
import { say } from './progress.mjs';
import { PROJECT, SCRATCH } from './projectFolders.mts';

const PICTURE = join(PROJECT, 'docs/images/first-call.gif');
const FOLDER = join(SCRATCH, 'n8n-of-picture');
const FRAMES = join(SCRATCH, 'picture');
const IMAGEMAGICK = '/usr/bin/convert';

/** Of the two windows; each frame has both side by side, this much smaller. */
const WINDOWS = { editor: { width: 1120, height: 720 }, phone: { width: 400, height: 720 } };
const GAP = 20;
const WIDTH = 960;
const SCALE = (WIDTH - GAP) / (WINDOWS.editor.width + WINDOWS.phone.width);
const COLORS = 96;

const RINGS_MS = 3_000;
const TALKS_MS = 5_000;

/** A picture, and how long it is shown. */
interface Frame {
	file: string;
	hundredths: number;
}

await rm(FRAMES, { recursive: true, force: true });
await mkdir(FRAMES, { recursive: true });
await installWithApt('ImageMagick', 'imagemagick');
if (!existsSync(IMAGEMAGICK)) throw new Error(`There is no ImageMagick at ${IMAGEMAGICK}.`);
const started = await startAsUser(FOLDER);
const call = await openFirstCall(started.opened, WINDOWS);
const canvas = await call.browser.newPage({
	viewport: { width: WIDTH, height: Math.round(WINDOWS.editor.height * SCALE) },
});
const frames: Frame[] = [];
try {
	await take(150);
	await take(60, call.execute);
	await call.execute.click();
	const placedAt = Date.now();
	await call.answer.waitFor();
	while (Date.now() - placedAt < RINGS_MS) {
		await take(35);
		await sleep(100);
	}
	await take(60, call.answer);
	await call.answer.click();
	const answeredAt = Date.now();
	await call.hangUp.waitFor();
	while (Date.now() - answeredAt < TALKS_MS) {
		await take(60);
		await sleep(700);
	}
	await take(60, call.hangUp);
	await call.hangUp.click();
	await call.phone.mouse.move(0, 0);
	await take(80);
	await call.openOutcome();
	// The columns of the table stand side by side, and not all are seen.
	await call.editor.getByTestId('output-panel').getByText('JSON', { exact: true }).click();
	await sleep(500);
	await take(400);
} finally {
	await call.browser.close();
	await started.end();
}
const pictures = frames.flatMap(({ file, hundredths }) => ['-delay', String(hundredths), file]);
await promisify(execFile)(IMAGEMAGICK, [
	...pictures,
	...['+dither', '-colors', String(COLORS), '-layers', 'OptimizeTransparency', '-loop', '0'],
	PICTURE,
]);
say(`${PICTURE} is made of ${frames.length} pictures.`);

/** @param pressed is pointed at */
async function take(hundredths: number, pressed?: Locator): Promise<void> {
	const [editor, phone] = await Promise.all([call.editor, call.phone].map(pictureOf));
	const box = await pressed?.boundingBox();
	const left = pressed?.page() === call.phone ? WINDOWS.editor.width * SCALE + GAP : 0;
	const pointer = box && {
		x: left + (box.x + box.width / 2) * SCALE,
		y: (box.y + box.height / 2) * SCALE,
	};
	await canvas.setContent(`
		<style>
			body { margin: 0; display: flex; gap: ${GAP}px; background: #fff; }
			img { height: ${WINDOWS.editor.height * SCALE}px; outline: 1px solid #bbb; outline-offset: -1px; }
			i { position: absolute; left: ${pointer?.x}px; top: ${pointer?.y}px; width: 26px; height: 26px;
				margin: -15px; border: 2px solid #ff4f64; border-radius: 50%; background: #ff4f6455; }
		</style>
		<img src="${editor}" /><img src="${phone}" />${pointer ? '<i></i>' : ''}`);
	const file = join(FRAMES, `${String(frames.length).padStart(3, '0')}.png`);
	await canvas.screenshot({ path: file });
	frames.push({ file, hundredths });
}

async function pictureOf(page: Page): Promise<string> {
	return `data:image/png;base64,${(await page.screenshot()).toString('base64')}`;
}
