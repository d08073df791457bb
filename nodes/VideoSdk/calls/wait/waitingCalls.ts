import type { Failure } from '../../errors/failure.ts';
import type { WatchedCall } from './watchedCall.ts';

interface Waiter {
	/** Since when the call is waited for, in milliseconds since 1970. */
	since: number;
	resolve(): void;
	reject(failure: Failure): void;
}

/** The calls that are waited for, in the order in which they came, and who waits for each. */
export class WaitingCalls {
	readonly #waiters = new Map<WatchedCall, Waiter>();

	get size(): number {
		return this.#waiters.size;
	}

	has(call: WatchedCall): boolean {
		return this.#waiters.has(call);
	}

	[Symbol.iterator](): IterableIterator<WatchedCall> {
		return this.#waiters.keys();
	}

	/** Resolves when the call is dismissed. */
	add(call: WatchedCall): Promise<void> {
		return new Promise<void>((resolve, reject) => {
			this.#waiters.set(call, { since: Date.now(), resolve, reject });
		});
	}

	/** The call need not be waited for any more. */
	dismiss(call: WatchedCall): void {
		const waiter = this.#waiters.get(call);
		this.#waiters.delete(call);
		waiter?.resolve();
	}

	dismissWhere(isOver: (call: WatchedCall, since: number) => boolean): void {
		for (const [call, { since }] of [...this.#waiters]) {
			if (isOver(call, since)) this.dismiss(call);
		}
	}

	/** Nothing is waited for any more, and this is why. */
	rejectAll(failure: Failure): void {
		const waiters = [...this.#waiters.values()];
		this.#waiters.clear();
		for (const waiter of waiters) waiter.reject(failure);
	}

	/** Since when the youngest has been waited for, in milliseconds since 1970. */
	youngestSince(): number {
		return Math.max(...[...this.#waiters.values()].map(({ since }) => since));
	}

	/** When the time of the first is up, in milliseconds since 1970. */
	nearestDeadline(): number {
		return Math.min(...[...this].map(({ deadline }) => deadline));
	}
}
