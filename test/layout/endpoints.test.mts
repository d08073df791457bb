import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { PROJECT } from '../../scripts/projectFolders.mts';

const API = 'nodes/VideoSdk/api/';
/** How the path of an endpoint begins, of whichever version. */
const ENDPOINT = /\/v\d+\//;

interface Spelling {
	file: string;
	path: string;
}

const spellings: Spelling[] = readdirSync(join(PROJECT, 'nodes'), {
	recursive: true,
	encoding: 'utf8',
})
	.filter((file) => file.endsWith('.ts'))
	.flatMap((file) => spelledIn(join('nodes', file)));

/** Texts in the code, not in its comments. Of a text with values in it, its fixed parts. */
function spelledIn(file: string): Spelling[] {
	const text = readFileSync(join(PROJECT, file), 'utf8');
	const found: Spelling[] = [];
	const visit = (node: ts.Node): void => {
		const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
		if (isText && ENDPOINT.test(node.text)) found.push({ file, path: node.text });
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
	return found;
}

test('only api/ spells the paths of VideoSDK', () => {
	expect(spellings.length).toBeGreaterThan(5);
	const elsewhere = spellings.filter(({ file }) => !file.startsWith(API));
	expect(elsewhere.map(({ file, path }) => `${file} spells ${path}`)).toEqual([]);
});

test('each path of VideoSDK is spelled once', () => {
	const paths = spellings.map(({ path }) => path.replace(/\/$/, ''));
	expect(paths.filter((path, place) => paths.indexOf(path) !== place)).toEqual([]);
});
