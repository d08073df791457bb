// `npm run docs`: builds the node and writes docs/reference/ from it, and docs/sdk-coverage.md.
// `npm run docs -- faults` writes docs/faults.md as well: it runs the fault suite, which takes a minute.
// `npm run docs -- pictures` takes those of docs/recipes.md anew, in an n8n and a browser.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, relative } from 'node:path';

import { PROJECT } from './projectFolders.mts';
import { referencePages } from './referencePages.mts';
import { runTool } from './runTool.mts';

for (const { file, now, wanted } of await referencePages()) {
	const name = relative(PROJECT, file);
	if (wanted === undefined) {
		await rm(file);
		console.log(`${name} is gone: the node has nothing for it.`);
	} else if (now !== wanted) {
		await mkdir(dirname(file), { recursive: true });
		await writeFile(file, wanted);
		console.log(`${name} is new.`);
	} else {
		console.log(`${name} is as it has to be.`);
	}
}

if (process.argv.includes('faults')) {
	const suite = 'test/integration/faultSuite.test.mts';
	await runTool('vitest', ['run', suite], { env: { WRITE_DOCS: '1' } });
}

if (process.argv.includes('pictures')) {
	const { takeRecipePictures } = await import('./recipePictures.mts');
	await takeRecipePictures();
}
