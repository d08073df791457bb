import { median } from '../statistics.mts';
import type { Sample } from './benchN8n.mts';
import type { Result } from './measureInN8n.mts';

/** What is looked at in one sample. */
export type Figure = (sample: Sample) => number;

export const cpuPerItem: Figure = ({ cpuMs, items }) => cpuMs / items;
export const timePerItem: Figure = ({ nodeMs, items }) => nodeMs / items;
export const othersBusy: Figure = ({ otherCores }) => otherCores;

/** NaN where nothing could be measured. */
export const medianOf = ({ samples }: Result, figure: Figure): number =>
	median(samples.filter((sample) => sample !== undefined).map(figure));

/** The median, in words. */
export function told(result: Result, figure: Figure, digits: number, unit = ''): string {
	const value = medianOf(result, figure);
	return Number.isNaN(value) ? '-' : `${value.toFixed(digits)}${unit}`;
}

/**
 * Round by round, what a mode took against what another took.
 *
 * @param results those of the other mode are looked for in here, by package, items and pace
 */
export function ratiosTo(
	reference: string,
	{ result, results }: { result: Result; results: Result[] },
	figure: Figure,
): number[] {
	const other = results.find((one) => one.mode === reference && isLike(one, result));
	return result.samples.flatMap((sample, round) => {
		const peer = other?.samples[round];
		return sample && peer ? [figure(sample) / figure(peer)] : [];
	});
}

/** Measured alike, in the same n8n. */
export const isLike = (one: Result, other: Result): boolean =>
	one.package === other.package && one.items === other.items && one.atOnce === other.atOnce;
