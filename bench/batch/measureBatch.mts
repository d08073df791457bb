// What it costs to hand a long list over as a batch, beside placing its calls one by one: in n8n's own
// engine, with requests to a server in a process of its own.
import { parseArgs } from 'node:util';

import { say } from '../../scripts/progress.mjs';
import { PROJECT } from '../../scripts/projectFolders.mts';
import { checkoutAt } from '../checkout.mts';
import { countIn } from '../flags.mts';
import { loadInWords, machineInWords } from '../machine.mts';
import { startStubServer } from '../n8n/stubServer.mts';
import { median } from '../statistics.mts';
import { askOfCheckout } from '../structure/askOfCheckout.mts';
import { tableOf } from '../table.mts';
import { BATCH_MODES, type BatchMode, type ListCost } from './batchModes.mts';

/** `--items 25000`, `--rounds 3`, `--json`. */
export async function measureBatch(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: {
			items: { type: 'string', default: '25000' },
			rounds: { type: 'string', default: '3' },
			json: { type: 'boolean', default: false },
		},
	});
	const [items, rounds] = [countIn('items', values.items), countIn('rounds', values.rounds)];
	const modes = Object.keys(BATCH_MODES) as BatchMode[];
	const costs = new Map<BatchMode, ListCost[]>(modes.map((mode) => [mode, []]));
	const checkout = checkoutAt(PROJECT);
	const server = await startStubServer();
	try {
		for (let round = 0; round < rounds; round++) {
			for (const mode of modes) {
				say(`Round ${round + 1} of ${rounds}: ${mode}`);
				await server.reset(0);
				// Each in a process of its own.
				const asked = [mode, values.items, server.url];
				costs.get(mode)?.push(await askOfCheckout<ListCost>(checkout, 'batch', ...asked));
			}
		}
	} finally {
		server.close();
	}
	const machine = `${machineInWords()}; ${loadInWords()}`;
	if (values.json) {
		console.log(JSON.stringify({ machine, items, costs: Object.fromEntries(costs) }, null, '\t'));
		return;
	}
	const of = (mode: BatchMode, what: keyof ListCost) =>
		(costs.get(mode) ?? []).map((cost) => cost[what]);
	const rows = modes.map((mode) => {
		const single = mode.includes('all rules') ? 'single calls, all rules' : 'single calls';
		const alone = of(single, 'cpuMs');
		const ratios = of(mode, 'cpuMs').map((cpu, round) => cpu / (alone[round] ?? NaN));
		return [
			mode,
			`${(median(of(mode, 'cpuMs')) / items).toFixed(3)} ms`,
			`${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`,
			`${(median(of(mode, 'peakBytes')) / items / 1024).toFixed(1)} KB`,
		];
	});
	const head = [`${items} items`, 'CPU an item', 'To single calls', 'Memory an item, at most'];
	console.log(`${machine}\n\n${tableOf(head, rows)}`);
}
