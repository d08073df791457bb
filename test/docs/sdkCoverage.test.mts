import { expect, test } from 'vitest';
import { operations, resources } from '../../nodes/VideoSdk/operations/index.ts';
import { coverageOf, SDK_COVERAGE } from '../../scripts/sdkCoverage.mts';
import { sdkMethods } from '../../scripts/sdkMethods.mts';
import { readPage } from './pages.mts';

const methods = sdkMethods();

/** Parts of the SDK that have nothing to do with calls: one reason may stand for all their methods. */
const APART =
	/^(?:hls|rtmp|transcodings|whip|whep|socketIngress|resourcePool|alertRules|incidents|api)\./;

test('the methods are found in the SDK itself, those of parts of its parts among them', () => {
	expect(methods).toEqual(expect.arrayContaining(['rooms.create', 'sip.trunks.inbound.update']));
	expect(methods.length).toBeGreaterThan(140);
});

test('each method of the SDK is done by a node, or the page says why not', () => {
	expect(methods.filter((method) => coverageOf(method) === undefined)).toEqual([]);
});

test('each method that has to do with calls, rooms and agents has a line of its own', () => {
	const ownLine = (method: string) => method in SDK_COVERAGE;
	expect(methods.filter((method) => !APART.test(method) && !ownLine(method))).toEqual([]);
});

test('no line is about a method that the SDK does not have', () => {
	const used = new Set(methods.map((method) => coverageOf(method)?.line));
	expect(Object.keys(SDK_COVERAGE).filter((line) => !used.has(line))).toEqual([]);
});

test('each operation that a line names is one of the node', () => {
	const known = new Set([
		...operations.map(({ resource, option }) => `${resource}:${option.value}`),
		...['trigger', 'recording-trigger', 'credential'],
	]);
	const named = Object.values(SDK_COVERAGE).flatMap((one) => ('by' in one ? one.by : []));
	expect(named.length).toBeGreaterThan(50);
	expect(named.filter((name) => !known.has(name))).toEqual([]);
});

test('the page has all lines, and leads to each resource of the node', () => {
	const { text } = readPage('docs/sdk-coverage.md');
	const rows = [...text.matchAll(/^\| `(\S+)` +\| \S/gm)].map(([, line]) => line);
	expect(rows.sort()).toEqual(Object.keys(SDK_COVERAGE).sort());
	for (const { value } of resources) expect(text).toContain(`reference/${value}.md`);
});
