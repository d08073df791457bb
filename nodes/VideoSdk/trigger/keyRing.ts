import { isGenuine, type SignedDelivery } from '../../../protocol/webhookSignature.ts';

/** `unknown`: there is no key to check it with. */
export type Verdict = 'genuine' | 'forged' | 'unknown';

/** How long a host is left alone after it was asked for its key, whatever arrives meanwhile. */
const PAUSE_MS = 60_000;
/** Hosts come from credentials, so they are few. */
const MOST_HOSTS = 100;

interface HostKey {
	publicKey?: string;
	askedAt: number;
	asking?: Promise<void>;
}

export interface KeyRing {
	/** @param ask fetches the key of the host; undefined = there is none to be had. It must not throw. */
	check(
		host: string,
		delivery: Omit<SignedDelivery, 'publicKey'>,
		ask: () => Promise<string | undefined>,
	): Promise<Verdict>;
}

/**
 * Keeps the public key of each host. When a check fails, VideoSDK may have changed its key: it is
 * asked again, once for all who wait, and at most once a minute.
 *
 * @param now in milliseconds
 */
export function createKeyRing(now: () => number = Date.now): KeyRing {
	const keys = new Map<string, HostKey>();

	function keyOf(host: string): HostKey {
		const known = keys.get(host);
		if (known) return known;
		const [oldest] = keys.keys();
		if (keys.size >= MOST_HOSTS && oldest !== undefined) keys.delete(oldest);
		const key = { askedAt: -Infinity };
		keys.set(host, key);
		return key;
	}

	async function ask(key: HostKey, fetchKey: () => Promise<string | undefined>): Promise<void> {
		key.askedAt = now();
		// While VideoSDK cannot be asked, the key that was good so far still is.
		key.publicKey = (await fetchKey()) ?? key.publicKey;
		key.asking = undefined;
	}

	return {
		async check(host, delivery, fetchKey) {
			const key = keyOf(host);
			const fits = () =>
				key.publicKey !== undefined && isGenuine({ ...delivery, publicKey: key.publicKey });
			if (fits()) return 'genuine';
			// A clock that was set back must not lock out a new key until it has caught up.
			if (Math.abs(now() - key.askedAt) >= PAUSE_MS) key.asking = ask(key, fetchKey);
			await key.asking;
			if (fits()) return 'genuine';
			return key.publicKey === undefined ? 'unknown' : 'forged';
		},
	};
}
