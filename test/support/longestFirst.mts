import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files of all parts in one order, those first that took longest the last time: the last worker to
 * end has then the least left to do. A file that was not run here yet counts as long, a big one as longer.
 */
export class LongestFirst extends BaseSequencer {
	async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const duration = (file: TestSpecification) =>
			this.ctx.cache.getTestSpecificationResult(file)?.duration ?? Infinity;
		const group = (file: TestSpecification) => file.project.config.sequence.groupOrder;
		// Where both are unknown, the difference is no number, and the order stays.
		return sorted.sort((a, b) => group(a) - group(b) || duration(b) - duration(a) || 0);
	}
}
