import { clockProblem } from '../../api/clockOff.ts';
import type { Failure } from '../../errors/failure.ts';
import type { Settled } from '../../errors/failureOf.ts';
import { fine, notSeen, unclear, wrong, wrongBy, type Verdict } from './setUpRow.ts';

/** The answer to a request that every key may send. */
export type Access = Settled<{ clockOffset?: number }>;

/** What kept a request from getting to VideoSDK, or its answer from coming back. */
const NO_CONNECTION: ReadonlySet<Failure['facts']['code']> = new Set([
	...(['notReached', 'notTrusted', 'proxyRefused', 'redirected', 'answerLost'] as const),
	'unreadableAnswer',
]);

const CHECK_BASE_URL =
	"Check the Base URL in the credential: VideoSDK's own is https://api.videosdk.live.";

/** @param host where VideoSDK is looked for; undefined when the credential does not tell */
export function checkConnection(access: Access, host: string | undefined): Verdict {
	if (access.ok) return fine(`VideoSDK answers at ${host}`);
	const { code, httpStatus, message } = access.failure.facts;
	if (code === 'notFound') return wrong(message, CHECK_BASE_URL);
	if (NO_CONNECTION.has(code)) return wrongBy(access.failure);
	return httpStatus === undefined ? notSeen(access.failure) : fine(`VideoSDK answers at ${host}`);
}

export function checkKey(access: Access): Verdict {
	if (access.ok) return fine('VideoSDK takes them');
	const { failure } = access;
	const { code, message, clockOffset } = failure.facts;
	if (code === 'unauthorized' && clockProblem(clockOffset) !== undefined) {
		return unclear(
			`With a wrong clock, right ones are refused as well: ${message}`,
			'Set the clock right first, as the row "Clock" says, then run this again.',
		);
	}
	if (code === 'forbidden') {
		return wrong(
			message,
			'Choose an API key in the VideoSDK dashboard that may use the server API, or ask VideoSDK.',
		);
	}
	if (code === 'unauthorized' || code === 'invalidInput') return wrongBy(failure);
	return notSeen(failure);
}

/** @param answers the first that tells the time counts */
export function checkClock(...answers: Access[]): Verdict {
	const offsets = answers.map((one) => (one.ok ? one.value : one.failure.facts).clockOffset);
	const offset = offsets.find((one) => one !== undefined);
	if (offset === undefined) {
		return unclear(
			'No answer of VideoSDK tells the time',
			"Compare the clock of n8n's machine with another one.",
		);
	}
	const problem = clockProblem(offset);
	const seconds = Math.round(Math.abs(offset) / 1000);
	if (problem === undefined) return fine(`No more than ${seconds + 1} seconds off VideoSDK's`);
	return wrong(
		problem,
		"Set the clock of n8n's machine right, and have it kept right (NTP). Tokens carry the time: with a wrong one they are refused.",
	);
}

export function checkTelephony(calls: Settled<unknown>): Verdict {
	return calls.ok ? fine('The list of calls can be read') : notOpen(calls.failure);
}

/** Why a part of VideoSDK cannot be used. */
export function notOpen(failure: Failure): Verdict {
	const { code, message, httpStatus } = failure.facts;
	if (code === 'forbidden') {
		return wrong(
			`Not open to this account or key: ${message}`,
			'Switch it on in the VideoSDK dashboard, or ask VideoSDK to. Another API key of the account may be allowed more.',
		);
	}
	if (httpStatus === 402) {
		return wrong(
			`Not open to this account: ${message}`,
			'Check the plan and the balance of the account in the VideoSDK dashboard.',
		);
	}
	if (code === 'notFound') {
		return wrong(`Nothing of it is there: ${message}`, CHECK_BASE_URL);
	}
	return code === 'serverError' ? wrongBy(failure) : notSeen(failure);
}
