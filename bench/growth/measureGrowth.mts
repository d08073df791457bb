// How much more a list costs that is ten times as long: in n8n's own engine, with requests that are answered
// in the process, so that nothing else grows with it.
import { parseArgs } from 'node:util';

import { say } from '../../scripts/progress.mjs';
import { checkoutAt, type Checkout } from '../checkout.mts';
import { countsIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { PROJECT } from '../../scripts/projectFolders.mts';
import { askOfCheckout } from '../structure/askOfCheckout.mts';
import { tableOf } from '../table.mts';
import { GROWING_MODES, type GrowingMode } from './growingModes.mts';

/** Milliseconds of CPU for one item, by the length of the list. */
type Grown = Record<string, number>;

/** `--items 100,1000,10000,50000`, `--code <folder>` (several may be given), `--json`. */
export async function measureGrowth(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			items: { type: 'string', default: '100,1000,10000,50000' },
			code: { type: 'string', multiple: true, default: [] },
			json: { type: 'boolean', default: false },
		},
	});
	const lengths = countsIn('items', values.items);
	const measured: Array<{ checkout: string; mode: GrowingMode; grown: Grown }> = [];
	for (const checkout of [...values.code, PROJECT].map(checkoutAt)) {
		for (const mode of Object.keys(GROWING_MODES) as GrowingMode[]) {
			say(`${checkout.name}: ${mode}`);
			measured.push({ checkout: checkout.name, mode, grown: await grow(checkout, mode, lengths) });
		}
	}
	const machine = `${machineInWords()}; ${loadInWords()}`;
	const head = ['CPU an item', ...lengths.map((items) => `${items} items`)];
	const rows = measured.map(({ checkout, mode, grown }) => [
		`${checkout}, ${mode}`,
		...lengths.map((items) => `${(grown[items] ?? NaN).toFixed(2)} ms`),
	]);
	console.log(
		values.json
			? JSON.stringify({ machine, measured }, null, '\t')
			: `${machine}\n\n${tableOf(head, rows)}`,
	);
}

/** Each mode in a process of its own. */
const grow = async (checkout: Checkout, mode: string, lengths: number[]): Promise<Grown> =>
	await askOfCheckout<Grown>(checkout, 'growth', mode, lengths.join(','));
