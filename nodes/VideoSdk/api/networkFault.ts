import { CREDENTIAL_PROBLEM } from '../../../videosdk/credentialProblem.ts';
import { isRecord } from '../../../videosdk/call.ts';
import { Failure, type FailureFacts } from '../errors/failure.ts';

/** Nothing left this machine, or nobody was there to take it. */
const NOT_REACHED: Record<string, string | undefined> = {
	ENOTFOUND: 'its name is not known',
	EAI_AGAIN: 'its name could not be looked up',
	ECONNREFUSED: 'it refused the connection',
	EADDRNOTAVAIL: 'there is no way to it',
	ERR_INVALID_URL: 'its address is not valid',
};

/**
 * Node's names for a certificate that was refused; each comes before anything is sent. Other errors
 * of TLS (ERR_SSL_…) may come after the request was read.
 */
const NOT_TRUSTED =
	/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_)/;

/** n8n's own words when its protection against server-side request forgery stops a request. */
const BLOCKED_BY_N8N = /^The request was blocked because /;

/** Whether n8n itself has stopped a request: of its address that says nothing. */
export function isBlockedByN8n(error: unknown): boolean {
	return BLOCKED_BY_N8N.test(wrapped(error).words);
}

/** The credential cannot be used; nothing was sent. */
export function credentialFailure(reason: string): Failure {
	return new Failure({
		code: 'invalidInput',
		message: reason,
		hint: 'Nothing was sent. Open the VideoSDK credential and correct it.',
		callMayExist: false,
	});
}

/** Explains why no answer came. `callMayExist` says whether the request may have been taken. */
export function networkFault(
	error: unknown,
	host: string,
): Pick<FailureFacts, 'code' | 'message' | 'hint' | 'callMayExist'> {
	const { code, words } = wrapped(error);
	if (code === CREDENTIAL_PROBLEM) return credentialFailure(words).facts;
	if (isBlockedByN8n(error)) {
		return {
			code: 'notReached',
			message: `n8n does not let this workflow reach ${host}: ${words}`,
			hint: 'Nothing was sent. Whoever runs this n8n decides by its SSRF protection which addresses may be reached.',
			callMayExist: false,
		};
	}
	const notReached = NOT_REACHED[code];
	// Node's own words for an error of the time before the connection stood.
	if (notReached ?? words.startsWith('connect ')) {
		return {
			code: 'notReached',
			message: `VideoSDK could not be reached at ${host}: ${notReached ?? 'it did not take the connection'}`,
			hint: 'Nothing was placed. Check the Base URL in the credential and the network of this n8n, then try again.',
			callMayExist: false,
		};
	}
	if (NOT_TRUSTED.test(code)) {
		return {
			code: 'notTrusted',
			message: `The certificate of ${host} is not trusted (${code})`,
			hint: 'Nothing was placed. Check the Base URL in the credential. Behind a company proxy, give n8n its certificate (NODE_EXTRA_CA_CERTS).',
			callMayExist: false,
		};
	}
	if (code === 'ERR_CANCELED') {
		return {
			code: 'cancelled',
			message: 'The workflow was stopped while VideoSDK had not answered yet',
			hint: 'Retry this execution to learn what became of the item: it looks before it dials.',
			callMayExist: true,
		};
	}
	const isTimeout = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return {
		code: 'answerLost',
		message: isTimeout
			? `${host} did not answer in time`
			: `The connection to ${host} broke before the answer was complete`,
		hint: 'Check the network of this n8n and try again in a few minutes.',
		callMayExist: true,
	};
}

/**
 * What n8n keeps of the error below: its code as `httpCode`, and its own words first among
 * `messages`. The error itself is only kept by n8n 2.x.
 */
function wrapped(error: unknown): { code: string; words: string } {
	if (!isRecord(error)) return { code: '', words: '' };
	const code = [error.code, error.httpCode].find((value) => typeof value === 'string');
	const words: unknown = Array.isArray(error.messages) ? error.messages[0] : undefined;
	return { code: String(code ?? ''), words: String(words ?? error.message ?? '') };
}
