import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';
import { parseBaseUrl } from '../../../videosdk/baseUrl.ts';
import { REQUEST_TIMEOUT_SECONDS } from '../../../videosdk/requestTimeout.ts';
import type { Api, ApiAnswer, ApiRequest, RawReply } from './exchange.ts';
import { explainAnswer, explainError, type Exchange } from './explainError.ts';
import { credentialFailure } from './networkFault.ts';
import { sendPatiently, type RateLimitHold } from './retry.ts';
import { deadline } from '../time/deadline.ts';

const CREDENTIAL = 'videoSdkApi';
/** The socket's own time limit starts anew with each byte; this one does not. */
const DEADLINE_MARGIN_SECONDS = 1;

/** What sending needs of n8n. */
export type ApiContext = Pick<IExecuteFunctions | ILoadOptionsFunctions, 'getCredentials'> & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

/** The same context, but for requests that go on when the workflow is stopped. */
export function withoutStop(context: IExecuteFunctions): ApiContext {
	return {
		helpers: context.helpers,
		getCredentials: async (type, itemIndex) => await context.getCredentials(type, itemIndex),
	};
}

/** The only way out to VideoSDK. Every failure it throws is a `Failure` that says what to do next. */
export function createApi(context: ApiContext, signal?: AbortSignal): Api {
	// Shared by all requests of a run: one rate limit holds back all of them.
	const hold: RateLimitHold = { until: 0, isHopeless: false };
	const sendAs =
		(effect: 'safe' | 'once') => async (request: ApiRequest, beforeEach?: () => Promise<void>) => {
			const host = await hostOf(context);
			const attempt = async () => {
				await beforeEach?.();
				return await exchange(context, request, { effect, host });
			};
			return await sendPatiently(attempt, { effect, hold, signal });
		};
	return { send: sendAs('safe'), sendOnce: sendAs('once') };
}

/** For messages; the credential itself resolves addresses, and refuses a base URL that it may not use. */
async function hostOf(context: ApiContext): Promise<string> {
	const credential = await context
		.getCredentials<{ baseUrl?: string }>(CREDENTIAL)
		.catch((error: Error) => {
			throw credentialFailure(error.message);
		});
	const { url } = parseBaseUrl(credential.baseUrl ?? '');
	return url === undefined ? 'the base URL' : new URL(url).host;
}

async function exchange(
	context: ApiContext,
	request: ApiRequest,
	about: Exchange,
): Promise<ApiAnswer> {
	const { timeoutSeconds = REQUEST_TIMEOUT_SECONDS } = request;
	const sending = withDeadline(sendRaw(context, request, timeoutSeconds), timeoutSeconds);
	const reply = await sending.catch((error: unknown) => {
		throw explainError(error, about);
	});
	return explainAnswer(reply, about);
}

async function sendRaw(
	context: ApiContext,
	request: ApiRequest,
	timeoutSeconds: number,
): Promise<RawReply> {
	const options: IHttpRequestOptions = {
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
	const send = context.helpers.httpRequestWithAuthentication;
	return (await send.call(context as IExecuteFunctions, CREDENTIAL, options)) as RawReply;
}

async function withDeadline(reply: Promise<RawReply>, seconds: number): Promise<RawReply> {
	const tooLate = deadline((seconds + DEADLINE_MARGIN_SECONDS) * 1000);
	const late = new Promise<never>((_resolve, reject) => {
		tooLate.addEventListener('abort', () =>
			reject(Object.assign(new Error('no complete answer'), { code: 'ETIMEDOUT' })),
		);
	});
	return await Promise.race([reply, late]);
}

function withoutEmpty(query: ApiRequest['query']): IDataObject | undefined {
	if (!query) return undefined;
	const filled = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
	return Object.fromEntries(filled);
}
