import { afterEach, vi } from 'vitest';

/**
 * A calendar that a test sets: hours pass at once, and at a moment that the test chooses. It stands
 * still otherwise. Timers go on as they do, so nothing else becomes faster or slower.
 */
export function useFakeDate() {
	afterEach(() => void vi.useRealTimers());
	return {
		setDate: (moment: string) => {
			if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
			vi.setSystemTime(moment);
		},
	};
}
