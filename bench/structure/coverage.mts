import { Session } from 'node:inspector/promises';

export interface FunctionRun {
	/** Below the checkout. */
	file: string;
	/** Empty for one without a name. */
	name: string;
	/** A function that awaits counts again each time it goes on. */
	times: number;
}

/**
 * The functions of the checkout that `work` runs through, as V8 counts them. What only the loading of
 * modules runs is not among them.
 *
 * @param root the checkout as a file URL with a slash at its end
 */
export async function functionsRun(
	root: string,
	work: () => Promise<void>,
): Promise<FunctionRun[]> {
	const session = new Session();
	session.connect();
	try {
		await session.post('Profiler.enable');
		await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
		// Each look sets the counts back.
		await session.post('Profiler.takePreciseCoverage');
		await work();
		const { result } = await session.post('Profiler.takePreciseCoverage');
		return result
			.filter(({ url }) => isOurs(root, url))
			.flatMap(({ url, functions }) =>
				functions
					// The first function of a script is the script.
					.filter(
						({ ranges: [{ count, startOffset }], functionName }) =>
							count > 0 && (startOffset > 0 || functionName !== ''),
					)
					.map(({ functionName, ranges: [{ count }] }) => ({
						file: url.slice(root.length),
						name: functionName,
						times: count,
					})),
			);
	} finally {
		session.disconnect();
	}
}

const BESIDE_THE_PRODUCT = /^(?:bench|scripts|test)\//;

export const isOurs = (root: string, url: string) =>
	url.startsWith(root) &&
	!url.includes('/node_modules/') &&
	!BESIDE_THE_PRODUCT.test(url.slice(root.length));
