import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { CURRENT_VERSION } from '../../nodes/VideoSdk/fields/nodeVersions.ts';
import { EXAMPLE_FILES, readExample } from '../../scripts/exampleWorkflows.mts';
import { EXAMPLE_RUNS } from '../support/exampleRuns.mts';
import type { WorkflowInput } from '../support/n8nApi.mts';
import { PROJECT, readPage } from './pages.mts';

/** The newest version of each type of node that n8n 1.123 has as well. */
const NEWEST: Readonly<Record<string, number>> = {
	'@n8n/n8n-nodes-langchain.agent': 3,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.3,
	'n8n-nodes-base.dataTable': 1,
	'n8n-nodes-base.filter': 2.3,
	'n8n-nodes-base.httpRequest': 4.3,
	'n8n-nodes-base.if': 2.3,
	'n8n-nodes-base.manualTrigger': 1,
	'n8n-nodes-base.scheduleTrigger': 1.3,
	'n8n-nodes-base.set': 3.4,
	'n8n-nodes-base.splitOut': 1,
	'n8n-nodes-base.stickyNote': 1,
	'n8n-nodes-base.switch': 3.3,
	'n8n-nodes-base.wait': 1.1,
	'n8n-nodes-base.webhook': 2.1,
	'n8n-nodes-videosdk.videoSdk': CURRENT_VERSION,
	'n8n-nodes-videosdk.videoSdkTool': CURRENT_VERSION,
	'n8n-nodes-videosdk.videoSdkTrigger': 1,
};

const MOST_PICTURE_BYTES = 64 * 1024;
const MOST_WORDS_OF_A_NOTE = 150;
const MOST_LINES_OF_A_RECIPE = 10;

/** What n8n draws of a node: its square, and its name below. */
const NODE_WIDTH = 96;
const NODE_HEIGHT = 140;

type Node = WorkflowInput['nodes'][number];
const isNote = ({ type }: Node) => type.endsWith('.stickyNote');
const isTrigger = ({ type }: Node) => /trigger$|\.webhook$/i.test(type);

test('every example is run to its end by the tests, and has a recipe', () => {
	expect(Object.keys(EXAMPLE_RUNS).sort()).toEqual(EXAMPLE_FILES);
	expect(RECIPES.map(({ file }) => file).sort()).toEqual(EXAMPLE_FILES);
});

describe.each(EXAMPLE_FILES)('%s', (file) => {
	test('has one note, in few words: what it does, and what to set', async () => {
		const notes = (await readExample(file)).nodes.filter(isNote);
		expect(notes.map(({ name }) => name)).toEqual(['Read me']);
		const text = String(notes[0]?.parameters?.content);
		expect(text).toMatch(/^## [^\n]+\n/);
		expect(text).toMatch(/\*\*(?:With a VideoSDK account|With accounts of your own|To set)/i);
		expect(text.split(/\s+/).length).toBeLessThanOrEqual(MOST_WORDS_OF_A_NOTE);
	});

	test('has nodes that n8n 1.123 knows too, and none that nothing leads to', async () => {
		const { nodes, connections } = await readExample(file);
		const newer = nodes.filter(
			({ type, typeVersion = 1 }) => !(typeVersion <= (NEWEST[type] ?? 0)),
		);
		expect(newer.map(({ type, typeVersion }) => [type, typeVersion])).toEqual([]);
		const ledTo = new Set(
			Object.values(connections).flatMap((outputs) =>
				Object.values(outputs).flatMap((branches) =>
					branches.flatMap((branch) => (branch ?? []).map(({ node }) => node)),
				),
			),
		);
		const isReached = (node: Node) =>
			isNote(node) || isTrigger(node) || ledTo.has(node.name) || node.name in connections;
		expect(nodes.filter((node) => !isReached(node)).map(({ name }) => name)).toEqual([]);
	});

	test('lies tidily: nothing on the canvas covers anything else', async () => {
		const { nodes } = await readExample(file);
		const covered = nodes.flatMap((one, index) =>
			nodes
				.slice(index + 1)
				.filter((other) => overlap(boxOf(one), boxOf(other)))
				.map((other) => `${one.name} and ${other.name}`),
		);
		expect(covered).toEqual([]);
	});

	test('phones nobody: its numbers are those that are kept for fiction', async () => {
		const text = readFileSync(join(PROJECT, 'workflows', file), 'utf8');
		const numbers = text.match(/\+\d{6,}/g) ?? [];
		expect(numbers.filter((number) => !number.startsWith('+1202555'))).toEqual([]);
	});
});

interface Recipe {
	heading: string;
	file: string;
	lines: string[];
}

const RECIPES: Recipe[] = readPage('docs/recipes.md')
	.text.split(/^## /m)
	.slice(1)
	.map((part) => {
		const [heading = '', ...lines] = part.split('\n').filter((line) => line !== '');
		const file = /\]\(\.\.\/workflows\/([\w-]+\.json)\)/.exec(part)?.[1] ?? '';
		return { heading, file, lines };
	});

describe.each(RECIPES)('the recipe "$heading"', ({ file, lines }) => {
	test('tells in ten lines what it is for, what to set, what comes out and what to change', () => {
		expect(lines.length).toBeLessThanOrEqual(MOST_LINES_OF_A_RECIPE);
		for (const begin of ['- File: ', '- To set: ', '- Comes out: ', '- To change: ']) {
			expect(lines.filter((line) => line.startsWith(begin))).toHaveLength(1);
		}
	});

	test('has a picture of the canvas, and a small one', () => {
		const picture = `images/recipes/${file.replace('.json', '.png')}`;
		expect(lines.filter((line) => line.includes(`](${picture})`))).toHaveLength(1);
		const path = join(PROJECT, 'docs', picture);
		expect(existsSync(path)).toBe(true);
		expect(statSync(path).size).toBeLessThanOrEqual(MOST_PICTURE_BYTES);
	});
});

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

function boxOf(node: Node): Box {
	const [left = 0, top = 0] = node.position ?? [];
	const { width, height } = node.parameters ?? {};
	const [wide, high] = isNote(node) ? [Number(width), Number(height)] : [NODE_WIDTH, NODE_HEIGHT];
	return { left, top, right: left + wide, bottom: top + high };
}

const overlap = (one: Box, other: Box) =>
	one.left < other.right &&
	other.left < one.right &&
	one.top < other.bottom &&
	other.top < one.bottom;
