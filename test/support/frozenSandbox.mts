import { afterAll, beforeAll, beforeEach } from 'vitest';
import { startSandbox, type Sandbox } from '../../sandbox/index.mts';

/** A sandbox for the tests of one file: as new, and its clock frozen, before each test. */
export function useFrozenSandbox(): () => Sandbox {
	let started: Sandbox | undefined;
	const sandbox = () => {
		if (!started) throw new Error('The sandbox has not started yet.');
		return started;
	};

	beforeAll(async () => {
		started = await startSandbox();
	});
	beforeEach(() => {
		sandbox().reset();
		sandbox().clock.freeze();
	});
	afterAll(async () => await started?.close());
	return sandbox;
}
