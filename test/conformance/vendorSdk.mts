import { VideoSDK } from '@videosdk.live/server-sdk';
import { useFrozenSandbox } from '../support/frozenSandbox.mts';

type Options = ConstructorParameters<typeof VideoSDK>[0];

/**
 * VideoSDK's own server SDK, unchanged, pointed at the sandbox: what it can work with is close
 * enough to the real service. The sandbox is as new, and its clock frozen, before each test.
 */
export function useVendorSdk() {
	const sandbox = useFrozenSandbox();

	const account = () => ({
		apiKey: sandbox().apiKey,
		secret: sandbox().apiSecret,
		apiEndpoint: sandbox().url,
		maxRetries: 0,
	});

	/** A client of the sandbox's account, or of another one. */
	const vsdk = (changes: Options = {}) => new VideoSDK({ ...account(), ...changes });

	/** The SDK has no method for this path, so its raw request signs, sends and reads instead. */
	const callByTrunk = (to: string, meetingId = 'abcd-efgh-ijkl', client = vsdk()) =>
		client.api.post<{ statusCode: number; message: string; participantId: string }>(
			'/v2/sip/outbound-call',
			{ body: { to, displayName: 'John Doe', meetingId, trunkId: 'trunk_987654321' } },
		);

	return { sandbox, vsdk, callByTrunk };
}

/** All items of all pages, as the SDK fetches them one after the other. */
export async function collect<T>(pages: AsyncIterable<T>): Promise<T[]> {
	const items = [];
	for await (const item of pages) items.push(item);
	return items;
}
