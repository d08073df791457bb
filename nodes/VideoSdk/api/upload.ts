import { linkProblem } from '../../../videosdk/fileLink.ts';
import { Failure } from '../errors/failure.ts';
import { abortAfter } from '../time/deadline.ts';
import { sleep } from '../time/sleep.ts';
import type { ApiContext } from './client.ts';
import { readBaseUrl } from './credentialReader.ts';
import { networkFault } from './networkFault.ts';

export interface UploadLimits {
	/** For one try, from its beginning to the answer. */
	seconds: number;
	/** Ends it when the workflow is stopped. */
	signal?: AbortSignal;
}

/** To put the same file there twice does no harm: passing faults are tried again, as the server SDK does. */
const PAUSES_SECONDS = [1, 2];

/**
 * Puts a file where VideoSDK said that it may be put. The credential's token is never sent along: the link
 * itself opens the place, and what stands behind its "?" is in no error.
 *
 * @param link presigned, out of an answer of VideoSDK's
 * @throws Failure, also when the file may have come: it is of no use without a further request
 */
export async function uploadFile(
	context: ApiContext,
	link: string,
	file: { bytes: Uint8Array; contentType: string },
	limits: UploadLimits,
): Promise<void> {
	const problem = linkProblem(link, (await readBaseUrl(context)) ?? '');
	if (problem !== undefined) throw forbiddenPlace(link, problem);
	for (const pause of [...PAUSES_SECONDS, undefined]) {
		const failure = await putOnce(context, link, file, limits);
		if (failure === undefined) return;
		if (pause === undefined || !isPassing(failure)) throw failure;
		await sleep(pause * 1000, limits.signal);
	}
}

/** @returns why it did not get there; undefined = it did */
async function putOnce(
	context: ApiContext,
	link: string,
	{ bytes, contentType }: { bytes: Uint8Array; contentType: string },
	{ seconds, signal }: UploadLimits,
): Promise<Failure | undefined> {
	const late = abortAfter(seconds * 1000);
	const host = new URL(link).host;
	try {
		const { statusCode } = (await context.helpers.httpRequest({
			method: 'PUT',
			url: link,
			// A view of a larger buffer would be sent with all that lies around it.
			body: Buffer.from(bytes),
			headers: { 'content-type': contentType },
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The file goes nowhere that VideoSDK has not named.
			disableFollowRedirect: true,
			timeout: seconds * 1000,
			abortSignal: signal ? AbortSignal.any([late, signal]) : late,
		})) as { statusCode: number };
		return statusCode >= 200 && statusCode < 300 ? undefined : refused(host, statusCode);
	} catch (error) {
		if (signal?.aborted) {
			const hint = 'Nobody was called. Run the workflow again.';
			return failedUpload('cancelled', 'The workflow was stopped during the upload', hint);
		}
		const { code, message } = networkFault(error, host);
		const hint = `Nobody was called. Check that this n8n may reach ${host}, and try again.`;
		return failedUpload(code, message.replace('VideoSDK could', 'The file could'), hint);
	}
}

const isPassing = ({ facts: { code, httpStatus = 0 } }: Failure) =>
	['answerLost', 'notReached', 'rateLimited'].includes(code) || httpStatus >= 500;

function refused(host: string, status: number): Failure {
	const code = status === 429 ? 'rateLimited' : status >= 500 ? 'serverError' : 'refused';
	const message = `${host} did not take the file (HTTP ${status})`;
	const hint =
		'Nobody was called. Try again in a few minutes; the place for a file is open for some time only.';
	return failedUpload(code, message, hint, status);
}

function forbiddenPlace(link: string, problem: string): Failure {
	const host = (URL.canParse(link) && new URL(link).host) || 'an address that is none';
	return failedUpload(
		'refused',
		`The file is not put at ${host}: ${problem}`,
		'Nothing was sent there, and nobody was called. Ask VideoSDK about it.',
	);
}

function failedUpload(
	code: Failure['facts']['code'],
	message: string,
	hint: string,
	httpStatus?: number,
): Failure {
	return new Failure({ code, message, hint, httpStatus, callMayExist: false });
}
