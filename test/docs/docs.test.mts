import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

import { typeErrorsIn } from './compile.mts';
import { DESCRIPTIONS, FORM_NAMES } from './formNames.mts';
import {
	anchorsOf,
	boldIn,
	codeIn,
	filesIn,
	linksOf,
	PAGES,
	PROJECT,
	readPage,
	type Page,
} from './pages.mts';

const REPOSITORY = 'https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk';

/** Pages made by a script or a test from what they tell of, and the log of versions, which stays as it was. */
const isTakenAsItIs = ({ file }: Page) =>
	/^(?:docs\/(?:reference\/|sdk-coverage|faults|numbering-changes)|CHANGELOG)/.test(file);

describe.each(PAGES.map((page) => ({ page, name: page.file })))('$name', ({ page }) => {
	test('every link leads somewhere', () => {
		expect(linksOf(page).filter((link) => leadsNowhere(page, link))).toEqual([]);
	});

	test('every file that is named exists', () => {
		const isPath = (code: string) => /^[\w.-]+\/[\w./-]*[\w/]$/.test(code);
		expect(codeIn(page).filter((code) => isPath(code) && !isFile(code))).toEqual([]);
	});

	if (!isTakenAsItIs(page)) {
		test('every name in bold is a field, a choice or an operation of the nodes', () => {
			expect(boldIn(page).flatMap(namesClaimedBy).filter(isUnknown)).toEqual([]);
		});

		test('every name in code marks stands in the code', () => {
			const isName = (code: string) => /^[a-z]+(?:[A-Z][a-z\d]*)+$/.test(code);
			expect(
				codeIn(page).filter((code) => isName(code) && !WORDS.has(code) && !OTHER_CODE.has(code)),
			).toEqual([]);
		});
	}

	test('no line of a table is longer than 160 characters', () => {
		const isWide = page.text.split('\n').some((line) => line.startsWith('|') && line.length > 160);
		expect(isWide).toBe(false);
	});
});

test.each([
	['README.md', 12_288],
	['CONTRIBUTING.md', 6_144],
])('%s has no more than %i bytes', (file, most) => {
	expect(readFileSync(join(PROJECT, file)).length).toBeLessThanOrEqual(most);
});

test('every test that the page of mutations names is there', () => {
	const rows = readPage('docs/mutations.md').text.matchAll(/^\|.*\| (\w+): (.+?)(?: …)? *\|$/gm);
	const named = [...rows].map(([, file, title]) => ({ file, title }));
	expect(named.length).toBeGreaterThan(25);
	const tests = filesIn('test', /\.test\.mts$/);
	const holds = (path: string, title: string) =>
		readFileSync(join(PROJECT, path), 'utf8').includes(title);
	const isThere = ({ file, title }: (typeof named)[number]) =>
		tests.some((path) => path.endsWith(`/${file}.test.mts`) && holds(path, title));
	expect(named.filter((one) => !isThere(one))).toEqual([]);
});

test('the links of the nodes and of the credential lead to headings of the README', () => {
	const anchors = new Set(anchorsOf(readPage('README.md')));
	const sources = [
		...filesIn('nodes', /\.(?:json|ts)$/),
		...filesIn('credentials', /\.ts$/),
		...filesIn('workflows', /\.json$/),
	].map((file) => readFileSync(join(PROJECT, file), 'utf8'));
	const links = sources.flatMap((text) => text.match(/https:\/\/github\.com\/[^\s"'`)\\]+/g) ?? []);
	const ours = links.filter((link) => link.startsWith(REPOSITORY));
	expect(ours.length).toBeGreaterThan(3);
	const broken = ours.filter((link) => {
		const rest = link.slice(REPOSITORY.length);
		if (rest === '') return false;
		if (rest.startsWith('#')) return !anchors.has(rest.slice(1));
		const [, file, , anchor] = /^\/blob\/main\/([^#]+)(#(.+))?$/.exec(rest) ?? [];
		return file === undefined || leadsNowhere(readPage('README.md'), `${file}#${anchor ?? ''}`);
	});
	expect(broken).toEqual([]);
});

describe('What the forms say of fields, choices and operations', () => {
	const wordsOf = (text: string) => text.replace(/<[^>]+>/g, '').split(/\s+/);

	test('is told in at most 25 words: more stands in docs/, behind a link', () => {
		expect(DESCRIPTIONS.length).toBeGreaterThan(300);
		const long = DESCRIPTIONS.filter(({ text }) => wordsOf(text).length > MOST_WORDS);
		expect(long.filter(({ name }) => !(name in LONGER))).toEqual([]);
		expect(Object.keys(LONGER).filter((name) => !long.some((one) => one.name === name))).toEqual(
			[],
		);
	});

	test('has its link at the end of a field, where n8n shows links: not in a choice', () => {
		const linked = DESCRIPTIONS.filter(({ text }) => text.includes('<'));
		expect(linked.length).toBeGreaterThan(20);
		const atTheEnd = /^[^<]+ <a href="https:[^"]+">More<\/a>\.$/;
		expect(linked.filter(({ text, isField }) => !isField || !atTheEnd.test(text))).toEqual([]);
	});
});

test('the operation that CONTRIBUTING shows compiles', () => {
	const [, sample] = /<!-- compiled by test\/docs -->\s+```ts\n([^]+?)```/.exec(
		readPage('CONTRIBUTING.md').text,
	) ?? [undefined, ''];
	expect(sample).toContain('defineOperation');
	expect(typeErrorsIn('nodes/VideoSdk/operations/call/sampleOfTheDocs.ts', sample)).toEqual([]);
});

function leadsNowhere(page: Page, link: string): boolean {
	if (/^(?:https?|mailto):/.test(link)) return false;
	const [path, anchor = ''] = link.split('#');
	const file = path === '' ? page.file : normalize(join(dirname(page.file), path));
	if (file.startsWith('..') || !existsSync(join(PROJECT, file))) return true;
	return anchor !== '' && !anchorsOf(readPage(file)).includes(anchor);
}

const MOST_WORDS = 25;

/** Names of what needs more words, each with the reason. There is none at present. */
const LONGER: Readonly<Record<string, string>> = {};

/** Files are named from the project's folder on, or from that of the nodes. */
const isFile = (path: string) =>
	['', 'nodes/VideoSdk', 'docs', 'test'].some((folder) =>
		existsSync(join(PROJECT, folder, path)),
	) || OTHER_PATHS.has(path);

/** Time zones, and what the commands write. */
const OTHER_PATHS = new Set([
	...['US/Eastern', 'Asia/Calcutta', 'Etc/UTC', 'Europe/Oslo', 'Area/City'],
	...['n8n-nodes-videosdk/', '.sandbox/'],
]);

/** Bold words that are no names of ours: n8n's own, and words that begin a line. */
const OTHER_BOLD = new Set([
	...['Execute workflow', 'Execute step', 'Retry', 'Stop', 'Executions', 'More details'],
	...['Settings', 'Community Nodes', 'Install', 'On Error', 'Continue', 'Retry On Fail'],
	...['Wait', 'Switch', 'AI Agent', 'MCP Server Trigger', 'API Keys', 'Poll Times'],
	...['Security', 'Report a vulnerability'],
	...['Found', 'Not found', 'Dialed', 'Rings', 'What', 'Measured', 'Nothing is an error'],
]);

/** Written small within a name: "Hang Up at the Limit". */
const SMALL = /^(?:a|an|and|at|by|for|if|in|into|not|of|on|or|the|through|to|until|with)$/;
const MOST_WORDS_OF_A_NAME = 3;

/**
 * Bold is a name, or it is stress. A name has capitals; and a few words within a line are one, too. Words
 * that begin a line, and sentences, are stress.
 */
function namesClaimedBy({ text, isLead }: { text: string; isLead: boolean }): string[] {
	if (/[.!?]$|^(?:HTTP )?\d+$/.test(text)) return [];
	const names = text.split(/: | > /);
	return names.filter((name) => {
		const words = name.split(' ');
		const hasCapitals = words.every((word) => SMALL.test(word) || /^[(\p{Lu}\d]/u.test(word));
		return hasCapitals || (!isLead && words.length <= MOST_WORDS_OF_A_NAME);
	});
}

const isUnknown = (name: string) => !FORM_NAMES.has(name) && !OTHER_BOLD.has(name);

/** Names of other software. */
const OTHER_CODE = new Set(['connectsToEmergencyNumber']);

/** All words of the sources. */
const WORDS = new Set(
	['nodes', 'telephony', 'videosdk', 'credentials', 'sandbox', 'scripts', 'test/support']
		.flatMap((folder) => filesIn(folder, /\.(?:ts|mts)$/))
		.flatMap((file) => readFileSync(join(PROJECT, file), 'utf8').match(/\w+/g) ?? []),
);
