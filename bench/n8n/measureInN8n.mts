// What placing calls costs in a real n8n, beside a bare loop over n8n's own request helper.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { WHOLE_N8N } from '../../scripts/n8nLines.mts';
import { say } from '../../scripts/progress.mjs';
import { countIn, countsIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { PACKAGE_FLAGS, packagesIn } from '../packages.mts';
import { startBenchN8n, type BenchN8n, type Sample } from './benchN8n.mts';
import { modesOf, pacedModesOf, REFERENCES, type Mode } from './modes.mts';
import { n8nTables } from './n8nTables.mts';

const WARM_UP_ITEMS = 200;
/** Longer lists are placed less often: they spread less, and take their time. */
const OFTEN_UP_TO = 1000;
/** Of the rounds: such lists spread little, as most of their time is the server's. */
const PACED_SHARE = 1 / 3;
export const PACED = { items: 1000, delayMs: 100 };

/** What one mode took, round by round. */
export interface Result {
	package: string;
	mode: string;
	items: number;
	/** Where answers take their time. */
	atOnce?: number;
	/** A round that could not be measured is undefined. */
	samples: Array<Sample | undefined>;
	failure?: string;
}

/**
 * `--items 100,1000`, `--rounds 3`, `--at-once 20,50`, `--modes gateway,keys`, `--package <tgz or
 * checkout>` (several may be given; this checkout when none is), `--profile <folder>`, `--json`.
 */
export async function measureInN8n(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			...PACKAGE_FLAGS,
			items: { type: 'string', default: '100,1000' },
			rounds: { type: 'string', default: '3' },
			'at-once': { type: 'string', default: '20,50' },
			modes: { type: 'string', default: '' },
			profile: { type: 'string' },
			json: { type: 'boolean', default: false },
		},
	});
	const plan: Plan = {
		items: countsIn('items', values.items),
		rounds: countIn('rounds', values.rounds),
		atOnce: countsIn('at-once', values['at-once']),
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
	/** Modes whose names have one of these in them, and the bare loops; all without any. */
	words: string[];
}

async function measure(n8n: BenchN8n, name: string, plan: Plan): Promise<Result[]> {
	const { credentials, server } = n8n;
	const isWanted = ({ name: mode }: Mode) =>
		REFERENCES.includes(mode) ||
		plan.words.length === 0 ||
		plan.words.some((word) => mode.includes(word));
	const modes = modesOf(credentials, server.url).filter(isWanted);
	for (const mode of modes) {
		say(`${name}: warming up, ${mode.name}`);
		await n8n.sample(mode, WARM_UP_ITEMS).catch(() => {});
	}
	const measured: Result[] = [];
	for (const items of plan.items) {
		const rounds = Math.max(1, Math.round(plan.rounds * Math.min(1, OFTEN_UP_TO / items)));
		const results = modes.map((mode) => ({ mode, result: resultOf(name, mode.name, items) }));
		await inTurn(results, rounds, async (mode) => await n8n.sample(mode, items));
		measured.push(...results.map(({ result }) => result));
	}
	for (const atOnce of plan.atOnce) {
		const results = pacedModesOf(credentials, server.url, atOnce)
			.filter(isWanted)
			.map((mode) => ({ mode, result: { ...resultOf(name, mode.name, PACED.items), atOnce } }));
		await inTurn(results, Math.ceil(plan.rounds * PACED_SHARE), async (mode) => {
			return await n8n.sample(mode, PACED.items, PACED.delayMs);
		});
		measured.push(...results.map(({ result }) => result));
	}
	return measured;
}

const resultOf = (name: string, mode: string, items: number): Result => ({
	package: name,
	mode,
	items,
	samples: [],
});

/** All modes once in each round, each round beginning with another. */
async function inTurn(
	modes: Array<{ mode: Mode; result: Result }>,
	rounds: number,
	sample: (mode: Mode) => Promise<Sample>,
): Promise<void> {
	for (let round = 0; round < rounds; round++) {
		const from = round % modes.length;
		for (const { mode, result } of [...modes.slice(from), ...modes.slice(0, from)]) {
			const at = result.atOnce === undefined ? '' : `, ${result.atOnce} at once`;
			const what = `${mode.name}, ${result.items} items${at}, round ${round + 1} of ${rounds}`;
			try {
				const taken = await sample(mode);
				result.samples[round] = taken;
				say(`${what}: CPU ${taken.cpuMs} ms, node ${taken.nodeMs} ms`);
			} catch (error) {
				result.failure = error instanceof Error ? error.message : String(error);
				say(`${what}: ${result.failure}`);
			}
		}
	}
}
