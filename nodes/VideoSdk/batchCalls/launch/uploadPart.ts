import type { BatchFile } from '../../api/batchCalls.ts';
import type { Api } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf, settled } from '../../errors/failureOf.ts';
import { fileOf, type FileRow, type Part } from '../rows/parts.ts';

/** As long as the server SDK waits (`batchcalls.ts`). */
const PARSED_WITHIN_SECONDS = 120;

const COLUMN_ADVICE =
	'Where VideoSDK asks for another name of the column with the numbers, enter it under "Phone Number Column" in the options.';

/**
 * Uploads a file of rows and has VideoSDK read it. The rest is as in `uploadToLaunch`.
 *
 * @param name of the batch
 */
export async function uploadPart(api: Api, name: string, part: Part<FileRow>): Promise<string> {
	const file = { name: fileNameOf(name), bytes: fileOf(part) };
	return await uploadToLaunch(api, name, file, COLUMN_ADVICE);
}

/**
 * Uploads a file and has VideoSDK read it. Nobody is called by that.
 *
 * @param name of the batch
 * @param advice what to do when VideoSDK cannot read it
 * @returns the ID of the batch that the file is of
 * @throws Failure that says in VideoSDK's words why it cannot be launched; nothing is left of the file then
 */
export async function uploadToLaunch(
	api: Api,
	name: string,
	file: BatchFile,
	advice: string,
): Promise<string> {
	let batchId: string | undefined;
	try {
		batchId = await api.batchCalls.upload(file);
		const { recordsUploaded } = await api.batchCalls.whenParsed(batchId, PARSED_WITHIN_SECONDS);
		if (recordsUploaded !== 0) return batchId;
	} catch (error) {
		const failure = failureOf(error);
		if (batchId !== undefined) await settled(api.batchCalls.remove(batchId));
		throw notUploaded(name, failure, advice);
	}
	await settled(api.batchCalls.remove(batchId));
	throw notUploaded(name, noRows(), advice);
}

/** Names in all scripts of the world stay in the batch: a file has plain letters. */
function fileNameOf(name: string): string {
	const plain = name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
	return `${plain.slice(0, 60) || 'batch'}.csv`;
}

function noRows(): Failure {
	return new Failure({
		code: 'refused',
		message: 'VideoSDK found no row in the file',
		hint: '',
		callMayExist: false,
	});
}

function notUploaded(name: string, { facts }: Failure, columnAdvice: string): Failure {
	const { code, message, httpStatus, requestId } = facts;
	if (code === 'cancelled') return stoppedBeforeLaunch();
	const isAboutColumns = code === 'refused' && httpStatus === undefined;
	const advice = isAboutColumns
		? columnAdvice
		: facts.hint.replace(/^(?:Nothing was placed|Nobody was called)\. /, '');
	return new Failure({
		...{ code, httpStatus, requestId },
		message: `The batch "${name}" was not launched: ${message}`,
		hint: `Nobody was called. ${advice}`,
		callMayExist: false,
	});
}

export function stoppedBeforeLaunch(): Failure {
	return new Failure({
		code: 'cancelled',
		message: 'The workflow was stopped before the batch with this item was launched',
		hint: 'Nobody was called for it. Run the workflow again to launch it.',
		callMayExist: false,
	});
}
