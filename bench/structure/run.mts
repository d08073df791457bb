// A process of its own for each checkout and question, so that neither counts nor warm code of one are in
// another: `node --import ownSources.mts run.mts <checkout> <question>` prints JSON.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { INodeType } from 'n8n-workflow';

import { BATCH_MODES, type BatchMode, type ListCost } from '../batch/batchModes.mts';
import { numberAt, THROUGH_GATEWAY } from '../calls.mts';
import { countsIn } from '../flags.mts';
import { GROWING_MODES, type GrowingMode } from '../growth/growingModes.mts';
import { median } from '../statistics.mts';
import { functionsRun, isOurs, type FunctionRun } from './coverage.mts';
import { createEngine, type Execute } from './engine.mts';
import { profile } from './profile.mts';

export const ITEMS = 300;
export const READER = 'parseDestination';
const ROUNDS = 7;
const TOP = 10;
const STACK_FRAMES = 200;
/** Items, for the growth: fewer spread. */
const LEAST_MEASURED = 3000;

/** What one item runs through. */
export interface OneItem {
	files: number;
	functions: number;
	/** Each of them. */
	ran: FunctionRun[];
	/** Undefined where no function has that name. */
	readings?: number;
	/** Functions of the project from the node's `execute` down to n8n's HTTP helper. */
	frames: string[];
	/** The stack leads up to `execute`; else frames are missing. */
	isWhole: boolean;
}

/** Milliseconds. */
export interface Cpu {
	/** The first list of the process, and the median of later ones; less what the bare loop takes. */
	first: number;
	later: number;
	bareFirst: number;
	bareLater: number;
}

/** Of the time in or below our code, in the first list of the process and in later ones. */
export type Shares = Record<'first' | 'later', Share>;

interface Share {
	readings: number;
	/** What takes most time of its own. */
	top: Array<{ name: string; share: number }>;
}

const QUESTIONS = { oneItem, cpu, shares, growth, batch };

async function oneItem(root: string, nodeType: INodeType): Promise<OneItem> {
	let stack = '';
	const onRequest = () => {
		stack = new Error().stack ?? '';
	};
	const engine = await createEngine(nodeType, { onRequest });
	Error.stackTraceLimit = STACK_FRAMES;
	await engine.run(THROUGH_GATEWAY, itemsFrom(0, 1));
	const ran = await functionsRun(root, async () => {
		await engine.run(THROUGH_GATEWAY, itemsFrom(1, 1));
	});
	const frames = stack
		.split('\n')
		.filter((line) => line.includes(root) && isOurs(root, placeIn(line)));
	const isWhole = / VideoSdk\.execute | ExecuteContext\.execute /.test(frames.at(-1) ?? '');
	const readings = ran.filter(({ name }) => name === READER);
	return {
		files: new Set(ran.map(({ file }) => file)).size,
		functions: ran.length,
		ran,
		...(readings.length > 0
			? { readings: readings.reduce((sum, { times }) => sum + times, 0) }
			: {}),
		frames: frames.map((line) => line.trim().replace(root, '')),
		isWhole,
	};
}

async function cpu(_root: string, nodeType: INodeType): Promise<Cpu> {
	const [ours, bare] = [
		await createEngine(nodeType),
		await createEngine(nodeType, { execute: bareLoop }),
	];
	const times: Record<'ours' | 'bare', number[]> = { ours: [], bare: [] };
	for (let round = 0; round <= ROUNDS; round++) {
		const items = itemsFrom(round * ITEMS, ITEMS);
		times.bare.push(await cpuOf(async () => await bare.run(THROUGH_GATEWAY, items)));
		times.ours.push(await cpuOf(async () => await ours.run(THROUGH_GATEWAY, items)));
	}
	const [first, ...later] = times.ours.map((time, round) => time - (times.bare[round] ?? 0));
	const [bareFirst, ...bareLater] = times.bare;
	return {
		first: first ?? 0,
		later: median(later),
		bareFirst: bareFirst ?? 0,
		bareLater: median(bareLater),
	};
}

async function shares(root: string, nodeType: INodeType): Promise<Shares> {
	const engine = await createEngine(nodeType);
	const shareOf = async (from: number, rounds: number): Promise<Share> => {
		const { below, top } = await profile(root, async () => {
			for (let round = from; round < from + rounds; round++) {
				await engine.run(THROUGH_GATEWAY, itemsFrom(round * ITEMS, ITEMS));
			}
		});
		return { readings: below(READER), top: top.slice(0, TOP) };
	};
	return { first: await shareOf(0, 1), later: await shareOf(1, ROUNDS) };
}

/** Milliseconds of CPU for one item, by the length of the list; short lists are placed several times. */
async function growth(
	_root: string,
	nodeType: INodeType,
	mode: string,
	lengths: string,
): Promise<Record<number, number>> {
	const parameters = GROWING_MODES[mode as GrowingMode];
	const engine = await createEngine(nodeType);
	let first = 0;
	const place = async (count: number) => {
		const items = itemsFrom(first, count).map((item, index) => ({
			...item,
			key: `${first + index}`,
		}));
		first += count;
		return await cpuOf(async () => await engine.run(parameters, items));
	};
	await place(LEAST_MEASURED);
	const grown: Record<number, number> = {};
	for (const count of countsIn('items', lengths)) {
		let took = 0;
		const times = Math.max(1, Math.round(LEAST_MEASURED / count));
		for (let time = 0; time < times; time++) took += await place(count);
		grown[count] = took / times / count;
	}
	return grown;
}

/** What a list costs that is called one by one, or launched as a batch. */
async function batch(
	_root: string,
	nodeType: INodeType,
	mode: string,
	count: string,
	url: string,
): Promise<ListCost> {
	const parameters = BATCH_MODES[mode as BatchMode];
	const engine = await createEngine(nodeType, { server: url });
	const people = (first: number, size: number) =>
		itemsFrom(first, size).map((item, index) => ({
			...item,
			...{ id: `person-${first + index}`, name: 'Ann', note: 'Prefers the morning, "before ten"' },
		}));
	await engine.run(parameters, people(0, LEAST_MEASURED));
	const [items] = [people(LEAST_MEASURED, countsIn('items', count)[0] ?? 0)];
	collectGarbage();
	const before = inUse();
	let most = before;
	const looking = setInterval(() => (most = Math.max(most, inUse())), LOOK_MS);
	const cpuMs = await cpuOf(async () => await engine.run(parameters, items));
	clearInterval(looking);
	return { cpuMs, peakBytes: Math.max(most, inUse()) - before };
}

const LOOK_MS = 5;

function inUse(): number {
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
}

/** What a node does at least: one request an item, one after the other. */
const bareLoop: Execute = async function () {
	const made = [];
	for (const [item, { json }] of this.getInputData().entries()) {
		const request = { method: 'POST', url: '/v2/sip/call', body: { sipCallTo: json.to } } as const;
		const answer = await this.helpers.httpRequestWithAuthentication.call(
			this,
			'videoSdkApi',
			request,
		);
		made.push({ json: answer.data, pairedItem: { item } });
	}
	return [made];
};

const itemsFrom = (first: number, count: number) =>
	Array.from({ length: count }, (_, index) => ({ to: numberAt(first + index) }));

async function cpuOf(work: () => Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

const placeIn = (line: string) => line.slice(line.indexOf('file://'));

if (import.meta.main) {
	const [code = '', question = '', mode = '', lengths = '', url = ''] = process.argv.slice(2);
	const root = pathToFileURL(join(code, '/')).href;
	const { VideoSdk } = await import(`${root}nodes/VideoSdk/VideoSdk.node.ts`);
	const answer = await QUESTIONS[question as keyof typeof QUESTIONS](
		root,
		new VideoSdk(),
		mode,
		lengths,
		url,
	);
	// n8n-core greets on stdout.
	console.log(`\n${JSON.stringify(answer)}`);
}
