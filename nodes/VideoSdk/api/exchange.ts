import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

// What goes to VideoSDK, what comes back, and what sends it.

export interface ApiRequest {
	method: IHttpRequestMethods;
	/** The path below the base URL; ids in it are percent-encoded by who builds it. */
	path: string;
	query?: Record<string, string | number | undefined>;
	body?: IDataObject;
	/** How long VideoSDK may take to answer; without it, as long as most requests get. */
	timeoutSeconds?: number;
	/** VideoSDK may answer it with a sentence in place of an object (server SDK, `recordings.ts`). */
	takesText?: boolean;
	/** VideoSDK answers it with a table in place of JSON. */
	takesCsv?: boolean;
}

export interface ApiAnswer {
	body: unknown;
	/** VideoSDK's clock minus ours in milliseconds, as far as the answer tells. */
	clockOffset?: number;
}

/** The only way out to VideoSDK. Every error that it throws is a `Failure` that says what to do next. */
export interface Client {
	/** Sends an idempotent request: again after a rate limit or a passing fault. */
	send(request: ApiRequest): Promise<ApiAnswer>;
	/**
	 * Sends a request that must not be carried out twice: again only after HTTP 429.
	 *
	 * @param beforeEach is waited for before each sending; what it throws is thrown, and nothing is sent
	 */
	sendOnce(request: ApiRequest, beforeEach?: BeforeEach): Promise<ApiAnswer>;
}

export type BeforeEach = () => Promise<void>;

/** What n8n answers when the whole response is asked for. */
export interface RawReply {
	statusCode: number;
	headers: Record<string, unknown>;
	body: unknown;
}
