import { isGenuine, mayBeSigned, type SignedDelivery } from '../../../videosdk/webhookSignature.ts';
import { BoundedMap } from '../time/boundedMap.ts';

/** `unknown`: VideoSDK may have signed it, with a key that could not be had yet. */
export type SignatureVerdict = 'genuine' | 'forged' | 'unknown';

/**
 * How often a host is asked for its key: so many times at once, and once more for each pause. Whatever
 * strangers send, it is asked no more than that.
 */
export const MOST_FETCHES = 5;
export const FETCH_AGAIN_SECONDS = 60;

/** Hosts come from credentials, so they are few. */
const MOST_HOSTS = 100;

interface HostKey {
	publicKey?: string;
	/** How many fetches have begun so far, and which of them has brought the key. */
	begun: number;
	broughtBy: number;
	/** Whether it brings a key. */
	fetching?: Promise<boolean>;
	/** How many fetches are left, fractions included, and as of when. */
	allowance: number;
	countedAt: number;
}

export interface KeyRing {
	/** @param ask fetches the key of the host; undefined = there is none to be had */
	check(
		host: string,
		delivery: Omit<SignedDelivery, 'publicKey'>,
		ask: () => Promise<string | undefined>,
	): Promise<SignatureVerdict>;
}

/**
 * Keeps the public key of each host. When a check fails, VideoSDK may have changed its key: it is asked
 * again, once for all who wait. Forged is only what does not fit a key that was asked for after the
 * delivery had come.
 *
 * @param now in milliseconds
 */
export function createKeyRing(now: () => number = Date.now): KeyRing {
	const keys = new BoundedMap<string, HostKey>(MOST_HOSTS);

	function keyOf(host: string): HostKey {
		const known = keys.get(host);
		if (known) return known;
		const key = { begun: 0, broughtBy: 0, allowance: MOST_FETCHES, countedAt: now() };
		keys.set(host, key);
		return key;
	}

	function isAllowed(key: HostKey): boolean {
		// By a clock that was set back, the last time would lie ahead.
		const seconds = Math.max(0, now() - key.countedAt) / 1000;
		key.allowance = Math.min(MOST_FETCHES, key.allowance + seconds / FETCH_AGAIN_SECONDS);
		key.countedAt = now();
		if (key.allowance < 1) return false;
		key.allowance -= 1;
		return true;
	}

	async function fetchKey(key: HostKey, ask: () => Promise<string | undefined>): Promise<boolean> {
		const nth = ++key.begun;
		try {
			const publicKey = await ask();
			// While VideoSDK cannot be asked, the key that was good so far still is.
			if (publicKey === undefined) return false;
			key.publicKey = publicKey;
			key.broughtBy = nth;
			return true;
		} catch {
			return false;
		} finally {
			key.fetching = undefined;
		}
	}

	return {
		async check(host, delivery, ask) {
			if (!mayBeSigned(delivery)) return 'forged';
			const key = keyOf(host);
			const begunBefore = key.begun;
			const fits = () =>
				key.publicKey !== undefined && isGenuine({ ...delivery, publicKey: key.publicKey });
			while (!fits()) {
				if (key.broughtBy > begunBefore) return 'forged';
				if (!key.fetching && !isAllowed(key)) return 'unknown';
				key.fetching ??= fetchKey(key, ask);
				if (!(await key.fetching) && !fits()) return 'unknown';
			}
			return 'genuine';
		},
	};
}
