import { isRecord } from '../../../videosdk/call.ts';
import { Failure, type FailureFacts } from '../errors/failure.ts';
import { clockProblem } from './clockOff.ts';
import { networkFault } from './networkFault.ts';
import type { ApiAnswer, RawReply } from './exchange.ts';
import { readReply, type Reply } from './readReply.ts';

/** What was asked, as far as an explanation needs it. */
export interface Exchange {
	/** Otherwise it must not be carried out twice, and a lost answer leaves open whether a phone rings. */
	isIdempotent: boolean;
	/** See `ApiRequest`. */
	takesText?: boolean;
	takesCsv?: boolean;
	/** Where the request went. */
	host: string;
}

type Explanation = Pick<FailureFacts, 'code' | 'message' | 'hint' | 'callMayExist'>;

/** Where it may be the account. */
const CHECK_SET_UP = 'Resource Account, Check Set-Up, tells what is wrong with the account.';

/** Explains why a request got no answer. */
export function explainError(error: unknown, { isIdempotent, host }: Exchange): Failure {
	const explanation = networkFault(error, host);
	return new Failure({
		...explanation,
		callMayExist: explanation.callMayExist && !isIdempotent,
	});
}

/**
 * The body of a good answer.
 *
 * @throws Failure for any answer that is not good: a refusal, a fault, or not VideoSDK's JSON
 */
export function explainAnswer(raw: RawReply, exchange: Exchange): ApiAnswer {
	const reply = readReply(raw);
	const status = statusOf(reply);
	const isGood = status >= 200 && status < 300;
	if (isGood && exchange.takesCsv && isTable(raw.body)) {
		return { body: raw.body, clockOffset: reply.clockOffset };
	}
	if (isGood && !exchange.takesCsv && isUsable(reply, exchange)) {
		return { body: reply.json ?? reply.sentence, clockOffset: reply.clockOffset };
	}
	const explanation = explainStatus(status, reply, exchange);
	throw new Failure({
		...explanation,
		callMayExist: explanation.callMayExist && !exchange.isIdempotent,
		httpStatus: status,
		requestId: reply.requestId,
		clockOffset: reply.clockOffset,
		retryAfterSeconds: status === 429 ? reply.retryAfterSeconds : undefined,
	});
}

/** What a proxy says has tags in it, and a fault is told in JSON. */
function isTable(body: unknown): body is string {
	return typeof body === 'string' && !/^\s*[<{[]/.test(body);
}

/** The older endpoints repeat the status inside the body; an error that is there is an error. */
function statusOf({ status, json }: Reply): number {
	if (status < 200 || status >= 300 || !isRecord(json)) return status;
	const inside = Number(json.statusCode);
	return inside >= 400 && inside < 600 ? inside : status;
}

function isUsable(
	{ json, sentence, isEmpty }: Reply,
	{ isIdempotent, takesText }: Exchange,
): boolean {
	if (takesText && (isEmpty || typeof (json ?? sentence) === 'string')) return true;
	// A list may be a bare array and a deletion may answer nothing; a placed call answers an object.
	return isIdempotent ? json !== undefined || isEmpty : isRecord(json);
}

function explainStatus(
	status: number,
	reply: Reply,
	{ host, isIdempotent }: Exchange,
): Explanation {
	const nothingPlaced = isIdempotent ? '' : 'Nothing was placed. ';
	const said = reply.message ? `: ${reply.message}` : '';
	const known = KNOWN_STATUSES[status];
	if (known) {
		const { sentence, hint, code, callMayExist = false } = known;
		return {
			code,
			message: `${sentence}${said}`,
			hint: `${callMayExist ? '' : nothingPlaced}${hint(reply)}`,
			callMayExist,
		};
	}
	if (status >= 500) {
		return {
			code: 'serverError',
			message: `VideoSDK had a fault (HTTP ${status})${said}`,
			hint: 'Try again in a few minutes. If it goes on, ask VideoSDK about it.',
			callMayExist: true,
		};
	}
	if (status >= 400) {
		return {
			code: 'refused',
			message: `VideoSDK refused the request (HTTP ${status})${said}`,
			hint: `${nothingPlaced}Check the fields of this item, the IDs among them. Caller ID must be one of the numbers of the trunk, gateway or routing rule. ${CHECK_SET_UP}`,
			callMayExist: false,
		};
	}
	if (status >= 300) {
		// 303 says that the request was carried out and the answer lies elsewhere.
		const callMayExist = status === 303;
		return {
			code: 'redirected',
			message: `${host} sent the request on to another address (HTTP ${status})`,
			hint: `${callMayExist ? '' : nothingPlaced}Redirects are not followed, as they would carry the token along. Check the Base URL in the credential: it must be VideoSDK's own address.`,
			callMayExist,
		};
	}
	return {
		code: 'unreadableAnswer',
		message: `${host} answered HTTP ${status}, but not with VideoSDK's JSON${said}`,
		hint: 'A proxy or firewall may have answered in its place, or the answer was cut. Check the Base URL in the credential and the network of this n8n.',
		callMayExist: true,
	};
}

interface KnownStatus {
	code: FailureFacts['code'];
	sentence: string;
	hint: (reply: Reply) => string;
	callMayExist?: boolean;
}

const KNOWN_STATUSES: Record<number, KnownStatus | undefined> = {
	401: {
		code: 'unauthorized',
		sentence: 'VideoSDK did not accept the API key and secret (HTTP 401)',
		hint: ({ clockOffset }) => {
			const problem = clockProblem(clockOffset);
			return problem === undefined
				? 'Open the VideoSDK credential, copy key and secret again from the API Keys page of the dashboard, and test it. An inactive account is refused in the same way.'
				: `${problem}. Set it right: tokens carry the time.`;
		},
	},
	402: {
		code: 'refused',
		sentence: 'VideoSDK refused the request (HTTP 402)',
		// The server SDK reads 402 as "not found" of some room endpoints, and a balance may be meant too.
		hint: () =>
			`VideoSDK answers 402 for a room that does not exist, and perhaps for an account without balance: check both. ${CHECK_SET_UP}`,
	},
	403: {
		code: 'forbidden',
		sentence: 'VideoSDK knows this API key but does not allow it this request (HTTP 403)',
		hint: () => `Check in the dashboard what this API key and account may do. ${CHECK_SET_UP}`,
	},
	404: {
		code: 'notFound',
		sentence: 'VideoSDK does not know what was asked for (HTTP 404)',
		hint: () =>
			'Check the IDs in this item, such as the trunk, gateway or routing rule and the room, and the Base URL in the credential.',
	},
	407: {
		code: 'proxyRefused',
		sentence: 'The proxy in front of this n8n asks for a login (HTTP 407)',
		hint: () => 'Put the user name and password of the proxy into the proxy settings of n8n.',
	},
	408: {
		code: 'answerLost',
		sentence: 'VideoSDK gave up on the request (HTTP 408)',
		hint: () => 'Try again in a few minutes.',
		callMayExist: true,
	},
	429: {
		code: 'rateLimited',
		sentence: 'VideoSDK takes no more requests for now (HTTP 429)',
		hint: ({ retryAfterSeconds }) =>
			`${retryAfterSeconds ? `Try again in ${Math.ceil(retryAfterSeconds)} seconds, and lower` : 'Lower'} "Calls at Once" or "Calls per Second" in the options.`,
	},
};
