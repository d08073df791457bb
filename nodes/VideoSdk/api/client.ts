import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { REQUEST_TIMEOUT_SECONDS } from '../../../videosdk/requestTimeout.ts';
import { CREDENTIAL, CredentialReader } from './credentialReader.ts';
import type { ApiAnswer, ApiRequest, BeforeEach, Client, RawReply } from './exchange.ts';
import { explainAnswer, explainError, type Exchange } from './explainError.ts';
import { Retry, type RateLimitHold } from './retry.ts';
import { failureOf } from '../errors/failureOf.ts';
import { withDeadline } from '../time/deadline.ts';

/** The socket's own time limit starts anew with each byte; this one does not. */
const DEADLINE_MARGIN_SECONDS = 1;

/** What sending needs of n8n. */
export type ApiContext = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'getCredentials'> & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication' | 'httpRequest'>;
};

/** The same context, but for requests that go on when the workflow is stopped. */
export function withoutStop(context: IExecuteFunctions): ApiContext {
	return {
		helpers: context.helpers,
		getCredentials: async (type, itemIndex) => await context.getCredentials(type, itemIndex),
	};
}

/** @param signal ends all waiting: for a rate limit, or before a request is repeated */
export function createClient(context: ApiContext, signal?: AbortSignal): Client {
	// Shared by all requests of a run: one rate limit holds back all of them.
	const hold: RateLimitHold = { until: 0, isHopeless: false };
	const credentials = new CredentialReader(context);
	const sendAs = async (
		isIdempotent: boolean,
		request: ApiRequest,
		beforeEach?: BeforeEach,
	): Promise<ApiAnswer> => {
		const { takesText, takesCsv } = request;
		const retry = new Retry({ isIdempotent, hold, signal });
		for (;;) {
			await retry.whenAllowed();
			const { data, host } = await credentials.read();
			try {
				await beforeEach?.();
				const about = { isIdempotent, takesText, takesCsv, host };
				const answer = await exchange(context, data, request, about);
				retry.noteSuccess();
				return answer;
			} catch (error) {
				await retry.before(failureOf(error));
			}
		}
	};
	return {
		send: (request) => sendAs(true, request),
		sendOnce: (request, beforeEach) => sendAs(false, request, beforeEach),
	};
}

async function exchange(
	context: ApiContext,
	data: ICredentialDataDecryptedObject,
	request: ApiRequest,
	about: Exchange,
): Promise<ApiAnswer> {
	const { timeoutSeconds = REQUEST_TIMEOUT_SECONDS } = request;
	const milliseconds = (timeoutSeconds + DEADLINE_MARGIN_SECONDS) * 1000;
	const send = context.helpers.httpRequestWithAuthentication;
	let reply: RawReply;
	try {
		const options = httpOptions(request, timeoutSeconds);
		const credentialsDecrypted = { id: '', name: '', type: CREDENTIAL, data };
		const sending = send.call(context as IExecuteFunctions, CREDENTIAL, options, {
			credentialsDecrypted,
		});
		reply = (await withDeadline(sending, milliseconds, noCompleteAnswer)) as RawReply;
	} catch (error) {
		throw explainError(error, about);
	}
	return explainAnswer(reply, about);
}

function httpOptions(request: ApiRequest, timeoutSeconds: number): IHttpRequestOptions {
	return {
		method: request.method,
		url: request.path,
		qs: withoutEmpty(request.query),
		body: request.body,
		headers: {
			accept: 'application/json',
			...(request.body ? { 'content-type': 'application/json' } : {}),
		},
		// Text, so that a cut or foreign answer is seen for what it is and not guessed at.
		encoding: 'text',
		returnFullResponse: true,
		// A 401 that is not thrown is not sent a second time by n8n.
		ignoreHttpStatusErrors: true,
		timeout: timeoutSeconds * 1000,
	};
}

const noCompleteAnswer = () =>
	Object.assign(new Error('no complete answer'), { code: 'ETIMEDOUT' });

function withoutEmpty(query: ApiRequest['query']): IDataObject | undefined {
	if (!query) return undefined;
	const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	return Object.fromEntries(filled);
}
