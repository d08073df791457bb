import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longer than this begins first, whatever part it belongs to. */
const LONG_MS = 10_000;

/** These take minutes, however short they are written: they wait in earnest, or for many deliveries. */
const WAITS = ['tryAgain', 'triggerForgery', 'queueMode', 'editor', 'n8n1x', 'waiting'];

/**
 * Those files first that took longest the last time: the last worker to end has then the least left to do.
 * A file that was not run here yet counts as long, a big one as longer, one that waits as longest. A process that several files of
 * one part share goes on as long as the next file is of that part, so these follow each other, but for
 * the long ones.
 */
export class LongestFirst extends BaseSequencer {
	async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const sorted = await super.sort(files);
		const duration = (file: TestSpecification) =>
			this.ctx.cache.getTestSpecificationResult(file)?.duration ?? Infinity;
		const group = (file: TestSpecification) => file.project.config.sequence.groupOrder;
		const isShort = (file: TestSpecification) => Number(duration(file) < LONG_MS);
		const waits = ({ moduleId }: TestSpecification) =>
			WAITS.some((name) => moduleId.endsWith(`/${name}.test.mts`));
		const part = (file: TestSpecification) => this.ctx.projects.indexOf(file.project);
		// Where both are unknown, the difference is no number, and the order stays.
		return sorted.sort(
			(a, b) =>
				group(a) - group(b) ||
				isShort(a) - isShort(b) ||
				Number(waits(b)) - Number(waits(a)) ||
				part(a) - part(b) ||
				duration(b) - duration(a) ||
				0,
		);
	}
}
