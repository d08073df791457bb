import { describe, expect, test } from 'vitest';
import { circlesIn, readSources } from '../../bench/structure/sources.mts';
import { PROJECT } from '../../scripts/projectFolders.mts';

/** From the top floor down: a room uses those below it, and none above. */
const FLOORS = [
	'nodes/VideoSdk',
	'nodes/VideoSdk/operations',
	'nodes/VideoSdk/recordingTrigger',
	'nodes/VideoSdk/batchCalls',
	'nodes/VideoSdk/calls',
	'nodes/VideoSdk/calls/park',
	'nodes/VideoSdk/batchCalls/outcomes',
	'nodes/VideoSdk/calls/wait',
	'nodes/VideoSdk/calls/place',
	'nodes/VideoSdk/calls/voiceAgent',
	'nodes/VideoSdk/calls/transfer',
	'nodes/VideoSdk/calls/policy',
	'nodes/VideoSdk/calls/after',
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

const sources = readSources(PROJECT);

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
	expect(circlesIn(sources).files).toEqual([]);
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
		expect(outside.filter(({ tree }) => timer.test(tree.text)).map(({ path }) => path)).toEqual([]);
	});
});
