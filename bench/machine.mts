import { cpus, loadavg, totalmem } from 'node:os';

/** The machine in words, for above a table. */
export function machineInWords(): string {
	const [{ model = 'a CPU without a name' } = {}, ...others] = cpus();
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return `${model.trim()}, ${others.length + 1} cores, ${gigabytes} GB, ${process.platform}, Node ${process.versions.node}`;
}

/** Others at work spoil times: what there was to do in the last minute, beside what is measured. */
export function loadInWords(): string {
	return `load of the last minute: ${(loadavg()[0] ?? 0).toFixed(1)}`;
}
