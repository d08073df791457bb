import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

import { installN8nHost } from '../../scripts/n8nHostInstall.mts';

const TWILIO = 'https://api.twilio.com';

/** The nodes that the benchmark needs beside the package, where n8n loads every `*.node.js`. */
export async function writeBenchNodes(folder: string, serverUrl: string): Promise<string> {
	const custom = join(folder, 'custom');
	await mkdir(custom);
	await writeNode(custom, 'bareLoopNode.mts', 'BareLoop.node.js');
	await writeNode(custom, 'lookNode.mts', 'BenchLook.node.js');
	await copyTwilioNode(custom, serverUrl);
	return custom;
}

async function writeNode(custom: string, source: string, file: string): Promise<void> {
	const { outputText } = ts.transpileModule(
		await readFile(join(import.meta.dirname, source), 'utf8'),
		{ compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } },
	);
	await writeFile(join(custom, file), outputText);
}

/** n8n's own node, as it is installed, with another address. */
async function copyTwilioNode(custom: string, serverUrl: string): Promise<void> {
	const install = await installN8nHost('2.x');
	const from = join(install, 'node_modules/n8n-nodes-base/dist/nodes/Twilio');
	for (const file of ['Twilio.node.js', 'GenericFunctions.js']) {
		const text = await readFile(join(from, file), 'utf8');
		await writeFile(join(custom, file), text.replaceAll(TWILIO, serverUrl));
	}
}
