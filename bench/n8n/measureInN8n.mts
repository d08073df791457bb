// What placing calls costs in a real n8n, beside a bare loop over n8n's own request helper.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { WHOLE_N8N } from '../../scripts/n8nLines.mts';
import { say } from '../../scripts/progress.mjs';
import { countIn, countsIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { PACKAGE_FLAGS, packagesIn } from '../packages.mts';
import { startBenchN8n, type BenchN8n, type Sample } from './benchN8n.mts';
import type { Look } from './lookNode.mts';
import { longestModesOf, modesOf, pacedModesOf, REFERENCES, twilio, type Mode } from './modes.mts';
import { n8nTables } from './n8nTables.mts';
import { OUTSIDE, startOutsideN8n, type OutsideN8n } from './outsideN8n.mts';

const WARM_UP_ITEMS = 200;
/** Longer lists are placed less often: they spread less, and take their time. */
const OFTEN_UP_TO = 1000;
/** Of the rounds: such lists spread little, as most of their time is the server's. */
const PACED_SHARE = 1 / 3;
/** Answers that take their time: fewer items where few are under way at once, as they are waited for. */
const PACED_ITEMS = { most: 1000, forEachAtOnce: 200 };
export const PACED_DELAY_MS = 100;
/** Longer lists make n8n itself hold its loop for seconds. */
const LOOKED_AT_UP_TO = 10_000;

/** What one mode took, round by round. */
export interface Result {
	package: string;
	mode: string;
	items: number;
	/** Where answers take their time. */
	atOnce?: number;
	/** A round that could not be measured is undefined. */
	samples: Array<Sample | undefined>;
	look?: Look;
	failure?: string;
}

/**
 * `--items 100,1000`, `--rounds 3`, `--at-once 1,5,20,50`, `--modes gateway,keys`, `--no-looks`,
 * `--package <tgz or checkout>` and `--against <commit>` (several may be given; this checkout when none
 * is), `--profile <folder>`, `--json`.
 */
export async function measureInN8n(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		allowNegative: true,
		options: {
			...PACKAGE_FLAGS,
			items: { type: 'string', default: '100,1000' },
			rounds: { type: 'string', default: '3' },
			'at-once': { type: 'string', default: '1,5,20,50' },
			looks: { type: 'boolean', default: true },
			modes: { type: 'string', default: '' },
			profile: { type: 'string' },
			json: { type: 'boolean', default: false },
		},
	});
	const plan: Plan = {
		items: countsIn('items', values.items),
		rounds: countIn('rounds', values.rounds),
		atOnce: countsIn('at-once', values['at-once']),
		looks: values.looks,
		words: values.modes.split(',').filter((word) => word !== ''),
	};
	const profiled = values.profile === undefined ? [] : profilingTo(values.profile);
	const results: Result[] = [];
	for (const { name, tarball } of await packagesIn(values)) {
		say(`${name}: starting n8n`);
		const n8n = await startBenchN8n(tarball, profiled);
		try {
			results.push(...(await measure(n8n, name, plan)));
		} finally {
			await n8n.stop();
		}
	}
	const machine = `n8n ${WHOLE_N8N['2.x'].version}; ${machineInWords()}; ${loadInWords()}`;
	console.log(
		values.json
			? JSON.stringify({ machine, plan, results }, null, '\t')
			: `${machine}\n\n${n8nTables(results)}`,
	);
}

/** Node writes a profile there when n8n ends, for the browser's developer tools. */
const profilingTo = (folder: string) => ['--cpu-prof', `--cpu-prof-dir=${resolve(folder)}`];

interface Plan {
	items: number[];
	rounds: number;
	atOnce: number[];
	/** Whether memory and what holds up n8n are looked at. */
	looks: boolean;
	/** Modes whose names have one of these in them, and the bare loops; all without any. */
	words: string[];
}

async function measure(n8n: BenchN8n, name: string, plan: Plan): Promise<Result[]> {
	const outside = startOutsideN8n(n8n.server);
	try {
		return await measureModes(n8n, outside, name, plan);
	} finally {
		outside.stop();
	}
}

async function measureModes(
	n8n: BenchN8n,
	outside: OutsideN8n,
	name: string,
	plan: Plan,
): Promise<Result[]> {
	const { credentials, server } = n8n;
	const isWanted = (mode: string) =>
		REFERENCES.includes(mode) ||
		plan.words.length === 0 ||
		plan.words.some((word) => mode.includes(word));
	const modes = modesOf(credentials, server.url).filter((mode) => isWanted(mode.name));
	for (const mode of modes) {
		say(`${name}: warming up, ${mode.name}`);
		await n8n.sample(mode, WARM_UP_ITEMS).catch(() => {});
	}
	const pacedTake = (mode: Mode, items: number, atOnce: number): Take => ({
		result: { ...resultOf(name, mode.name, items), atOnce },
		sample: async () => await n8n.sample(mode, items, PACED_DELAY_MS),
	});
	const measured: Result[] = [];
	for (const items of plan.items) {
		const rounds = Math.max(1, Math.round(plan.rounds * Math.min(1, OFTEN_UP_TO / items)));
		const takes = modes.map(
			(mode): Take => ({
				result: resultOf(name, mode.name, items),
				sample: async () => await n8n.sample(mode, items),
			}),
		);
		if (isWanted(OUTSIDE)) {
			const sample = async () => await outside.sample(items);
			takes.push({ result: resultOf(name, OUTSIDE, items), sample });
		}
		await inTurn(takes, rounds);
		measured.push(...takes.map(({ result }) => result));
	}
	let first = true;
	for (const atOnce of plan.atOnce) {
		const items = Math.min(PACED_ITEMS.most, PACED_ITEMS.forEachAtOnce * atOnce);
		const takes = pacedModesOf(credentials, server.url, atOnce)
			.filter((mode) => isWanted(mode.name))
			.map((mode) => pacedTake(mode, items, atOnce));
		const oneByOne = twilio(credentials);
		// It has one pace.
		if (first && isWanted(oneByOne.name)) {
			takes.push(pacedTake(oneByOne, PACED_ITEMS.forEachAtOnce, 1));
		}
		first = false;
		if (isWanted(OUTSIDE)) {
			const sample = async () => await outside.sample(items, PACED_DELAY_MS, atOnce);
			takes.push({ result: { ...resultOf(name, OUTSIDE, items), atOnce }, sample });
		}
		await inTurn(takes, Math.ceil(plan.rounds * PACED_SHARE));
		measured.push(...takes.map(({ result }) => result));
	}
	if (plan.looks)
		await lookAt(n8n, name, [...modes, ...longestModesOf(credentials)], plan, measured);
	return measured;
}

/** Once for each mode, after all else: sweeping up before and after spoils times. */
async function lookAt(
	n8n: BenchN8n,
	name: string,
	modes: readonly Mode[],
	plan: Plan,
	measured: Result[],
): Promise<void> {
	const items = Math.max(...plan.items.filter((one) => one <= LOOKED_AT_UP_TO), 0);
	if (items === 0) return;
	for (const mode of modes) {
		say(`${name}: looking at memory, ${mode.name}, ${items} items`);
		let result = measured.find(
			(one) => one.mode === mode.name && one.items === items && one.atOnce === undefined,
		);
		if (!result) measured.push((result = resultOf(name, mode.name, items)));
		try {
			result.look = await n8n.look(mode, items);
		} catch (error) {
			result.failure = error instanceof Error ? error.message : String(error);
		}
	}
}

const resultOf = (name: string, mode: string, items: number): Result => ({
	package: name,
	mode,
	items,
	samples: [],
});

/** What is measured in turn with others. */
interface Take {
	result: Result;
	sample(): Promise<Sample>;
}

/** All modes once in each round, each round beginning with another. */
async function inTurn(takes: readonly Take[], rounds: number): Promise<void> {
	for (let round = 0; round < rounds; round++) {
		const from = round % takes.length;
		for (const { result, sample } of [...takes.slice(from), ...takes.slice(0, from)]) {
			const at = result.atOnce === undefined ? '' : `, ${result.atOnce} at once`;
			const what = `${result.mode}, ${result.items} items${at}, round ${round + 1} of ${rounds}`;
			try {
				const taken = await sample();
				result.samples[round] = taken;
				say(`${what}: CPU ${Math.round(taken.cpuMs)} ms, node ${Math.round(taken.nodeMs)} ms`);
			} catch (error) {
				result.failure = error instanceof Error ? error.message : String(error);
				say(`${what}: ${result.failure}`);
			}
		}
	}
}
