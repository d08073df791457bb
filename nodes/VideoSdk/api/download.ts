import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { fileNameIn, linkProblem } from '../../../videosdk/fileLink.ts';
import { Failure } from '../errors/failure.ts';
import { abortAfter } from '../time/deadline.ts';
import type { ApiContext } from './client.ts';
import { readBaseUrl } from './credentialReader.ts';
import { networkFault } from './networkFault.ts';

export interface DownloadLimits {
	mostBytes: number;
	/** From the first request until the last byte. */
	seconds: number;
}

export interface DownloadedFile {
	/** As n8n keeps it: where n8n keeps files on a disk or in a bucket, it was never whole in memory. */
	binary: IBinaryData;
	bytes: number;
}

/** What n8n takes a file from. Node's own name for it may not be imported into a node. */
type FileStream = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer | Uint8Array
>;

/** A file that has begun to come. */
interface OpenFile {
	stream: FileStream;
	/** Where it came from in the end. */
	link: string;
	status: number;
	contentType: string;
	/** How large it says it is; 0 when it does not. */
	bytes: number;
	/** Whether one can see that it came to its end: else what broke off in the middle looks whole. */
	hasEnd: boolean;
}

/** What a link leads to. A recording is neither empty nor a text. */
type Content = 'recording' | 'text';

/** What no recording begins with, in whatever format: a page, an error in JSON or XML. */
const MARKUP = /^\s*[<{]/;
const WEB_PAGE = /^\s*<(?:!doctype html|html)/i;

/** A CDN may send on to a bucket, and that to another region. */
const MOST_REDIRECTS = 5;
const MEGABYTE = 1024 * 1024;

/**
 * Streams the file behind a link into n8n's store of binary data. The credential's token is never sent
 * along: links name hosts of others. When it is broken off, n8n keeps nothing of the file (n8n 2.x).
 *
 * @param link out of an answer of VideoSDK's, or given by the user
 * @param content what it has to be
 * @throws Failure `tooLarge`, `cancelled` on Stop, or why the file cannot be had
 */
export async function downloadFile(
	context: IExecuteFunctions,
	link: string,
	limits: DownloadLimits,
	content: Content,
): Promise<DownloadedFile> {
	const signal = context.getExecutionCancelSignal();
	return await withFile(context, link, { limits, signal }, async ({ contentType, ...file }) => {
		let bytes = 0;
		const counted = file.stream.map((chunk: Uint8Array) => {
			if (bytes === 0) assertContent(chunk, content, file.link);
			bytes += chunk.length;
			assertSize(bytes, limits);
			return chunk;
		});
		const [mimeType] = contentType.split(';', 1);
		// A bucket that does not know the type of a file has this; then its name tells.
		const isUnknown = mimeType === '' || mimeType.endsWith('/octet-stream');
		const name = fileNameIn(file.link) ?? fileNameIn(link);
		const { prepareBinaryData } = context.helpers;
		const binary = await prepareBinaryData(counted, name, isUnknown ? undefined : mimeType.trim());
		if (bytes === 0 && content === 'recording') throw emptyFile(file.link);
		return { binary, bytes };
	});
}

/** Reads a text behind a link, in whatever language and encoding. The rest is as in `downloadFile`. */
export async function downloadText(
	context: ApiContext,
	link: string,
	limits: DownloadLimits,
	signal?: AbortSignal,
): Promise<string> {
	return await withFile(
		context,
		link,
		{ limits, signal },
		async ({ stream, contentType, ...file }) => {
			const chunks: Uint8Array[] = [];
			let bytes = 0;
			for await (const chunk of stream as AsyncIterable<Uint8Array>) {
				if (bytes === 0) assertContent(chunk, 'text', file.link);
				bytes += chunk.length;
				assertSize(bytes, limits);
				chunks.push(chunk);
			}
			return decoderFor(contentType).decode(Buffer.concat(chunks));
		},
	);
}

function decoderFor(contentType: string): InstanceType<typeof TextDecoder> {
	const charset = /charset="?([\w:-]+)/i.exec(contentType)?.[1];
	try {
		return new TextDecoder(charset ?? 'utf-8');
	} catch {
		return new TextDecoder();
	}
}

/** Opens a file, has it taken, and lets go of it whatever becomes of that. */
async function withFile<T>(
	context: ApiContext,
	link: string,
	{ limits, signal: stopped }: { limits: DownloadLimits; signal?: AbortSignal },
	take: (file: OpenFile) => Promise<T>,
): Promise<T> {
	const late = abortAfter(limits.seconds * 1000);
	const done = new AbortController();
	const over = AbortSignal.any([late, done.signal, ...(stopped ? [stopped] : [])]);
	let stream: FileStream | undefined;
	const breakOff = () => stream?.destroy();
	over.addEventListener('abort', breakOff);
	try {
		const file = await openFile(context, link, limits, over);
		stream = file.stream;
		// n8n's HTTP client speaks up here as well as where the stream is read; unheard, that ends n8n.
		stream.on('error', () => {});
		if (over.aborted) breakOff();
		assertGood(file);
		assertSize(file.bytes, limits);
		return await take(file);
	} catch (error) {
		if (stopped?.aborted) throw stoppedDownload();
		if (late.aborted) throw tooSlow(link, limits);
		throw error instanceof Failure ? error : brokenDownload(error, link);
	} finally {
		over.removeEventListener('abort', breakOff);
		// To destroy what n8n's HTTP client gives leaves the connection open, with what was sent behind it.
		done.abort();
		stream?.destroy();
	}
}

async function openFile(
	context: ApiContext,
	link: string,
	limits: DownloadLimits,
	abortSignal: AbortSignal,
): Promise<OpenFile> {
	const baseUrl = (await readBaseUrl(context)) ?? '';
	let address = link;
	for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
		const problem = linkProblem(address, baseUrl);
		if (problem !== undefined) throw forbiddenLink(address, problem);
		const reply = (await context.helpers.httpRequest({
			method: 'GET',
			url: address,
			// Of what is compressed, n8n's HTTP client takes a part for the whole.
			headers: { accept: '*/*', 'accept-encoding': 'identity' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// Followed here, where each address is looked at.
			disableFollowRedirect: true,
			timeout: limits.seconds * 1000,
			abortSignal,
		})) as { statusCode: number; headers: Record<string, unknown>; body: FileStream };
		const { statusCode, headers, body } = reply;
		const location = textOf(headers.location);
		if (statusCode >= 300 && statusCode < 400 && URL.canParse(location, address)) {
			body.destroy();
			address = new URL(location, address).href;
			continue;
		}
		return {
			...{ stream: body, link: address, status: statusCode },
			contentType: textOf(headers['content-type']),
			bytes: Number(headers['content-length'] ?? 0),
			hasEnd: 'content-length' in headers || 'transfer-encoding' in headers,
		};
	}
	throw failedDownload(
		'redirected',
		`${hostOf(link)} sends the download on again and again`,
		'Open the link in a browser to see where it leads, and ask VideoSDK, or whoever owns the storage, about it.',
	);
}

function textOf(header: unknown): string {
	return typeof header === 'string' ? header : '';
}

/** @throws Failure when it is no file that comes */
function assertGood({ status, contentType, link, hasEnd }: OpenFile): void {
	const host = hostOf(link);
	if (status === 404 || status === 410) {
		const hint = 'VideoSDK, or whoever owns the storage, may have deleted it.';
		throw failedDownload('notFound', `The file is not there (HTTP ${status} of ${host})`, hint);
	}
	if (status === 401 || status === 403) {
		const hint =
			'A link may hold for some time only: choose the recording or transcription by its ID, so that the node asks VideoSDK for a new one.';
		throw failedDownload('forbidden', `${host} does not give out the file (HTTP ${status})`, hint);
	}
	// A part of it (206) was not asked for.
	if (status !== 200) {
		const code = status === 429 ? 'rateLimited' : status >= 500 ? 'serverError' : 'refused';
		const message = `${host} did not send the file (HTTP ${status})`;
		throw failedDownload(code, message, 'Try again in a few minutes.');
	}
	if (/^\s*(?:text\/html|application\/xhtml)/i.test(contentType)) {
		throw notTheFile(link, 'a web page');
	}
	if (hasEnd) return;
	throw failedDownload(
		'unreadableAnswer',
		`${host} does not say where the file ends, so nobody could tell whether all of it came`,
		'A proxy may be in between: check the network of this n8n. If a part will do, download the link with the HTTP Request node of n8n.',
	);
}

/** @throws Failure when what comes begins like something else */
function assertContent(beginning: Uint8Array, content: Content, link: string): void {
	const written = Buffer.from(beginning.subarray(0, 64)).toString('latin1');
	if (WEB_PAGE.test(written)) throw notTheFile(link, 'a web page');
	if (content === 'recording' && MARKUP.test(written)) throw notTheFile(link, 'JSON or XML');
}

function notTheFile(link: string, what: string): Failure {
	const host = hostOf(link);
	const hint = `Nothing of it was kept. A proxy, a firewall or a login page may have answered in place of ${host}: check the network of this n8n. If not, try again in a few minutes.`;
	return failedDownload('unreadableAnswer', `${host} sent ${what} in place of the file`, hint);
}

function emptyFile(link: string): Failure {
	return failedDownload(
		'notReady',
		`The file at ${hostOf(link)} is empty`,
		'VideoSDK may not have written it yet: try again in a few minutes.',
	);
}

/** @throws Failure `tooLarge` */
function assertSize(bytes: number, { mostBytes }: DownloadLimits): void {
	if (bytes <= mostBytes) return;
	const most = `${Math.round((mostBytes / MEGABYTE) * 10) / 10} MB`;
	throw failedDownload(
		'tooLarge',
		`The file is larger than ${most}`,
		'Nothing of it was kept. Raise Size Limit in the options, if n8n has room for it, or hand on the link in place of the file.',
	);
}

function forbiddenLink(address: string, problem: string): Failure {
	return failedDownload(
		'refused',
		`The link to the file, at ${hostOf(address)}, is not followed: ${problem}`,
		'Nothing was sent there. If the link is right, download it with the HTTP Request node of n8n.',
	);
}

function tooSlow(link: string, { seconds }: DownloadLimits): Failure {
	return failedDownload(
		'answerLost',
		`${hostOf(link)} did not send the whole file within ${seconds} seconds`,
		'Nothing of it was kept. Raise Time Limit in the options, or try again later.',
	);
}

function stoppedDownload(): Failure {
	const hint = 'Nothing of the file was kept. Run the workflow again to download it.';
	return failedDownload('cancelled', 'The workflow was stopped during the download', hint);
}

/** No answer came, or it ended before its end. */
function brokenDownload(error: unknown, link: string): Failure {
	const { code, message } = networkFault(error, hostOf(link));
	const hint = `Nothing of the file was kept. Check that this n8n may reach ${hostOf(link)}, and try again.`;
	return failedDownload(code, message.replace('VideoSDK could', 'The file could'), hint);
}

function failedDownload(code: Failure['facts']['code'], message: string, hint: string): Failure {
	return new Failure({ code, message, hint, callMayExist: false });
}

/** Alone: what stands behind it may open the file. */
function hostOf(link: string): string {
	return URL.canParse(link) ? new URL(link).host : 'the link';
}
