import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const PROJECT = resolve(import.meta.dirname, '../..');

/** A page of the documentation, and what stands on it. */
export interface Page {
	/** From the project's folder on. */
	file: string;
	text: string;
	/** Without blocks of code, in which nothing is a link or bold. */
	prose: string;
}

export function readPage(file: string): Page {
	const text = readFileSync(join(PROJECT, file), 'utf8');
	return { file, text, prose: text.replace(/^```[^]*?^```$/gm, '') };
}

export function filesIn(folder: string, ending: RegExp): string[] {
	return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => ending.test(file))
		.map((file) => `${folder}/${file}`)
		.sort();
}

export const PAGES: readonly Page[] = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
	...filesIn('docs', /\.md$/),
].map(readPage);

/** Where the links of a page lead, pictures too. */
export function linksOf({ prose }: Page): string[] {
	const withoutCode = prose.replace(/`[^`\n]*`/g, '``');
	return [...withoutCode.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf({ prose }: Pick<Page, 'prose'>): string[] {
	const seen = new Map<string, number>();
	return [...prose.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
		const slug = heading
			.toLowerCase()
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const before = seen.get(slug) ?? 0;
		seen.set(slug, before + 1);
		return before === 0 ? slug : `${slug}-${before}`;
	});
}

/** What is bold in a line, and whether the line begins with it. */
export interface Bold {
	text: string;
	isLead: boolean;
}

export function boldIn({ prose }: Pick<Page, 'prose'>): Bold[] {
	return prose
		.split('\n')
		.filter((line) => !line.startsWith('#'))
		.flatMap((line) =>
			[...line.replace(/`[^`]*`/g, '``').matchAll(/\*\*(.+?)\*\*/g)].map(([, text], index) => ({
				text: text.replace(/[:,]$/, ''),
				isLead: index === 0 && /^(?:[-*|] |\d+\. )?\*\*/.test(line.trim()),
			})),
		);
}

/** The words in `code` marks. */
export function codeIn({ prose }: Pick<Page, 'prose'>): string[] {
	return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, text]) => text);
}
