const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const EXIT_CODE_WHEN_INTERRUPTED = 130;

/**
 * Ends `child` when this process is told to end, and this process then ends after it, so that
 * nothing goes on working in the background. Returns the function that unties them.
 */
export function tieToUs(child) {
	const end = () => child.kill('SIGTERM');
	const interrupted = () => {
		child.once('close', () => process.exit(EXIT_CODE_WHEN_INTERRUPTED));
		end();
	};
	process.once('exit', end);
	for (const signal of SIGNALS) process.once(signal, interrupted);
	return () => {
		process.off('exit', end);
		for (const signal of SIGNALS) process.off(signal, interrupted);
	};
}
