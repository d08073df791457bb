import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { parseBaseUrl } from '../../../videosdk/baseUrl.ts';
import { credentialFailure } from './networkFault.ts';

/** The credential's type, as n8n stores it. */
export const CREDENTIAL = 'videoSdkApi';

/** One that is changed is the changed one from then on, however long the execution goes on. */
const USED_FOR_MS = 60_000;

type CredentialSource = Pick<IExecuteFunctions, 'getCredentials'>;

/** What requests need of the credential. */
export interface CredentialInUse {
	/** As `getCredentials` of n8n gives it. */
	data: ICredentialDataDecryptedObject;
	/** Where requests go, for messages. */
	host: string;
}

/**
 * Reads the credential for many requests: n8n looks it up in its database and decrypts it each time it
 * is asked, which takes a third of what a request takes.
 */
export class CredentialReader {
	readonly #context: CredentialSource;
	#reading: Promise<CredentialInUse> | undefined;
	#usedUntil = 0;

	constructor(context: CredentialSource) {
		this.#context = context;
	}

	/** @throws Failure when n8n cannot give it; the next request then asks again */
	async read(): Promise<CredentialInUse> {
		if (Date.now() >= this.#usedUntil) this.#reading = undefined;
		if (this.#reading === undefined) {
			this.#reading = readCredential(this.#context);
			this.#usedUntil = Date.now() + USED_FOR_MS;
		}
		try {
			return await this.#reading;
		} catch (error) {
			this.#reading = undefined;
			throw credentialFailure(error instanceof Error ? error.message : String(error));
		}
	}
}

async function readCredential(context: CredentialSource): Promise<CredentialInUse> {
	const data = await context.getCredentials<{ baseUrl?: string }>(CREDENTIAL);
	const { url } = parseBaseUrl(data.baseUrl ?? '');
	// The credential itself refuses a base URL that it may not use.
	return { data, host: url === undefined ? 'the base URL' : new URL(url).host };
}

/** Where the credential says that VideoSDK lies; undefined when it names no place that may be used. */
export async function readBaseUrl(context: CredentialSource): Promise<string | undefined> {
	const credential = await context.getCredentials<{ baseUrl?: string }>(CREDENTIAL);
	return parseBaseUrl(credential.baseUrl ?? '').url;
}
