import type { CallStore, SandboxCall } from './callStore.mts';
import { MAX_TIMER_MS } from './clock.mts';
import type { Clock } from './clock.mts';

/**
 * Waits by the sandbox's clock until a call is as wanted. One timer runs to the next planned change;
 * a clock that is pushed and a call that is changed by hand make it look again at once.
 */
export function waitForCall(
	{ clock, calls }: { clock: Clock; calls: CallStore },
	callId: string,
	isAsWanted: (call: SandboxCall) => boolean,
	signal: AbortSignal,
): Promise<void> {
	return new Promise((resolve) => {
		let timer: NodeJS.Timeout | undefined;
		const stopListening = [clock.changes.listen(look), calls.changes.listen(look)];
		signal.addEventListener('abort', finish, { once: true });
		look();

		function look() {
			clearTimeout(timer);
			const call = calls.get(callId);
			// A sandbox that was reset has no such call any more.
			if (signal.aborted || !call || isAsWanted(call)) return finish();
			const nextChange = calls.nextChangeAt(callId);
			const ms = nextChange === undefined ? undefined : clock.realMsUntil(nextChange);
			if (ms !== undefined) timer = setTimeout(look, Math.min(Math.ceil(ms), MAX_TIMER_MS));
		}

		function finish() {
			clearTimeout(timer);
			stopListening.forEach((stop) => stop());
			signal.removeEventListener('abort', finish);
			resolve();
		}
	});
}
