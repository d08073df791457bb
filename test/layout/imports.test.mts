import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { PROJECT } from '../../scripts/projectFolders.mts';

/** From the top floor down: a room uses those below it, and none above. */
const FLOORS = [
	'nodes/VideoSdk',
	'nodes/VideoSdk/operations',
	'nodes/VideoSdk/calls',
	'nodes/VideoSdk/calls/park',
	'nodes/VideoSdk/calls/wait',
	'nodes/VideoSdk/calls/place',
	'nodes/VideoSdk/calls/voiceAgent',
	'nodes/VideoSdk/calls/transfer',
	'nodes/VideoSdk/calls/policy',
	'nodes/VideoSdk/calls/lookUp',
	'nodes/VideoSdk/calls/fields',
	'nodes/VideoSdk/trigger',
	'nodes/VideoSdk/listSearch',
	'nodes/VideoSdk/webhooks',
	'nodes/VideoSdk/api',
	'nodes/VideoSdk/once',
	'nodes/VideoSdk/node',
	'nodes/VideoSdk/fields',
	'nodes/VideoSdk/errors',
	'nodes/VideoSdk/time',
	'credentials',
	'videosdk',
	'telephony',
];
/** What knows neither n8n nor the network. */
const PURE = ['videosdk', 'telephony'];
/** The only room that waits. */
const TIME = 'nodes/VideoSdk/time';

interface Source {
	path: string;
	/** Of this project, those of types among them. */
	imports: string[];
	packages: string[];
	text: string;
}

const sources: Source[] = ['nodes', 'credentials', 'videosdk', 'telephony'].flatMap((folder) =>
	readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => read(join(folder, file))),
);

function read(path: string): Source {
	const text = readFileSync(join(PROJECT, path), 'utf8');
	const named = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
	const isOurs = (name: string) => name.startsWith('.');
	const imports = named
		.filter(isOurs)
		.map((name) => relative(PROJECT, join(PROJECT, dirname(path), name)));
	return { path, imports, packages: named.filter((name) => !isOurs(name)), text };
}

const floorOf = (path: string) =>
	Math.max(...FLOORS.map((room, floor) => (path.startsWith(`${room}/`) ? floor : -1)));

test('every file stands in a room that is known', () => {
	expect(sources.length).toBeGreaterThan(150);
	expect(sources.filter(({ path }) => floorOf(path) < 0).map(({ path }) => path)).toEqual([]);
});

test('a room uses only rooms below it', () => {
	const upwards = sources.flatMap(({ path, imports }) =>
		imports
			.filter((other) => floorOf(other) < floorOf(path))
			.map((other) => `${path} uses ${other}`),
	);
	expect(upwards).toEqual([]);
});

test('no file leads back to itself by its imports, of types neither', () => {
	const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
	const reached = (start: string) => {
		const seen = new Set<string>();
		const next = [...(importsOf.get(start) ?? [])];
		for (let path = next.pop(); path !== undefined; path = next.pop()) {
			if (seen.has(path)) continue;
			seen.add(path);
			next.push(...(importsOf.get(path) ?? []));
		}
		return seen;
	};
	expect(sources.map(({ path }) => path).filter((path) => reached(path).has(path))).toEqual([]);
});

describe('what a room must not know', () => {
	test.each(PURE)('%s knows no n8n and does nothing but think', (room) => {
		const packages = sources
			.filter(({ path }) => path.startsWith(`${room}/`))
			.flatMap((source) => source.packages);
		const allowed = /^(?:libphonenumber-js\/|jsonwebtoken$|node:crypto$|crypto$)/;
		expect(packages.filter((name) => !allowed.test(name))).toEqual([]);
	});

	test('only time/ has timers', () => {
		const timer =
			/\b(?:setTimeout|setInterval|setImmediate)\(|AbortSignal\.timeout|\bsleep\b[^;]*from 'n8n-workflow'/;
		const outside = sources.filter(({ path }) => !path.startsWith(`${TIME}/`));
		expect(outside.filter(({ text }) => timer.test(text)).map(({ path }) => path)).toEqual([]);
	});
});
