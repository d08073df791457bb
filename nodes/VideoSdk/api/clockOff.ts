/** A clock this far off is the likely cause of a refused token. */
const CLOCK_OFF_SECONDS = 60;

/**
 * What is wrong with n8n's clock, in one sentence; undefined when nothing is, or nobody can tell.
 *
 * @param clockOffset VideoSDK's clock minus ours, in milliseconds
 */
export function clockProblem(clockOffset: number | undefined): string | undefined {
	if (clockOffset === undefined || Math.abs(clockOffset) < CLOCK_OFF_SECONDS * 1000) {
		return undefined;
	}
	const seconds = Math.round(Math.abs(clockOffset) / 1000);
	return `The clock of this n8n is ${seconds} seconds ${clockOffset > 0 ? 'behind' : 'ahead of'} VideoSDK's`;
}
