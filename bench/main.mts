// `npm run bench -- n8n`, `-- batch`, `-- growth`, `-- load`, `-- queue` and `-- structure`; see bench/README.md.
import { measureBatch } from './batch/measureBatch.mts';
import { measureGrowth } from './growth/measureGrowth.mts';
import { measureLoad } from './load/measureLoad.mts';
import { measureInN8n } from './n8n/measureInN8n.mts';
import { measureQueue } from './queue/measureQueue.mts';
import { measureStructure } from './structure/measureStructure.mts';

const PARTS = {
	n8n: measureInN8n,
	batch: measureBatch,
	growth: measureGrowth,
	load: measureLoad,
	queue: measureQueue,
	structure: measureStructure,
};

const [name = '', ...args] = process.argv.slice(2);
const measure = Object.hasOwn(PARTS, name) ? PARTS[name as keyof typeof PARTS] : undefined;
try {
	if (!measure) throw new Error(`Say what to measure: ${Object.keys(PARTS).join(' or ')}.`);
	await measure(args);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
}
