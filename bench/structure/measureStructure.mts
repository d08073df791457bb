// What one item runs through, and what the sources look like: of this checkout, and of others beside it.
import { parseArgs } from 'node:util';

import { say } from '../../scripts/progress.mjs';
import { PROJECT } from '../../scripts/projectFolders.mts';
import { checkoutAt, type Checkout } from '../checkout.mts';
import { countIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { median } from '../statistics.mts';
import { askOfCheckout } from './askOfCheckout.mts';
import { castsIn, circlesIn, hooksIn, neverLinesIn, readSources } from './sources.mts';
import type { Cpu, OneItem, Shares } from './run.mts';
import { structureTable } from './structureTable.mts';

const DEFAULT_ROUNDS = '3';

export type Structure = Awaited<ReturnType<typeof withoutTimes>> & { cpu: Cpu };

/** `--code <folder>` (several may be given), `--rounds <n>`, `--json`. */
export async function measureStructure(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			code: { type: 'string', multiple: true, default: [] },
			rounds: { type: 'string', default: DEFAULT_ROUNDS },
			json: { type: 'boolean', default: false },
		},
	});
	const checkouts = [...values.code, PROJECT].map(checkoutAt);
	const times = await measureTimes(checkouts, countIn('rounds', values.rounds));
	const measured: Structure[] = [];
	for (const [place, checkout] of checkouts.entries()) {
		say(`${checkout.name}: counting`);
		measured.push({ ...(await withoutTimes(checkout)), cpu: medianOf(times[place] ?? []) });
	}
	const machine = `${machineInWords()}; ${loadInWords()}`;
	console.log(
		values.json
			? JSON.stringify({ machine, measured }, null, '\t')
			: `${machine}\n\n${structureTable(measured)}`,
	);
}

/** Checkouts in turn, so that whatever else the machine does meets them alike. */
async function measureTimes(checkouts: Checkout[], rounds: number): Promise<Cpu[][]> {
	const times: Cpu[][] = checkouts.map(() => []);
	for (let round = 1; round <= rounds; round++) {
		for (const [place, checkout] of checkouts.entries()) {
			say(`${checkout.name}: CPU, round ${round} of ${rounds}`);
			times[place]?.push(await askOfCheckout<Cpu>(checkout, 'cpu'));
		}
	}
	return times;
}

function medianOf(times: Cpu[]): Cpu {
	const of = (part: keyof Cpu) => median(times.map((time) => time[part]));
	return {
		first: of('first'),
		later: of('later'),
		bareFirst: of('bareFirst'),
		bareLater: of('bareLater'),
	};
}

async function withoutTimes(checkout: Checkout) {
	const sources = readSources(checkout.folder);
	return {
		name: checkout.name,
		oneItem: await askOfCheckout<OneItem>(checkout, 'oneItem'),
		shares: await askOfCheckout<Shares>(checkout, 'shares'),
		sources: sources.length,
		hooks: hooksIn(sources),
		circles: circlesIn(sources),
		neverLines: neverLinesIn(sources),
		casts: castsIn(sources),
	};
}
