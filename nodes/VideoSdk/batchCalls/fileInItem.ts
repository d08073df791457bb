import type { IExecuteFunctions } from 'n8n-workflow';
import { BATCH_FILE_TYPES, MOST_BATCH_FILE_BYTES, type BatchFile } from '../api/batchCalls.ts';
import { Failure, invalidInput } from '../errors/failure.ts';

const FIELD = 'Input Data Field Name';
const MEGABYTE = 1024 * 1024;

/**
 * The file in a binary field of an item.
 *
 * @throws Failure for one that VideoSDK would not take; found before anything is uploaded
 */
export async function fileInItem(
	context: IExecuteFunctions,
	item: number,
	field: string,
): Promise<BatchFile> {
	const binary = context.getInputData()[item].binary?.[field];
	if (binary === undefined) {
		const named = Object.keys(context.getInputData()[item].binary ?? {});
		const there = named.length === 0 ? 'no file' : `files in ${named.join(', ')} only`;
		throw invalidInput(FIELD, field, `the item has ${there}`);
	}
	const { fileName = '', mimeType } = binary;
	const extension = extensionOf(fileName, mimeType);
	if (extension === undefined) {
		const what = [fileName, mimeType].filter(Boolean).join(', ');
		throw invalidInput(FIELD, field, `it has "${what}". VideoSDK takes CSV, XLS and XLSX files`);
	}
	const bytes = await context.helpers.getBinaryDataBuffer(item, field);
	if (bytes.byteLength === 0) throw invalidInput(FIELD, field, 'the file in it is empty');
	if (bytes.byteLength > MOST_BATCH_FILE_BYTES) throw tooLarge(bytes.byteLength);
	return { name: nameOf(fileName, extension), bytes };
}

function extensionOf(fileName: string, mimeType: string): string | undefined {
	const own = /\.([A-Za-z]+)$/.exec(fileName)?.[1].toLowerCase();
	if (own !== undefined && own in BATCH_FILE_TYPES) return own;
	const [type] = mimeType.split(';', 1);
	return Object.entries(BATCH_FILE_TYPES).find(([, known]) => known === type)?.[0];
}

/** VideoSDK goes by the end of the name; the rest is for whoever looks at it there. */
function nameOf(fileName: string, extension: string): string {
	const plain = fileName.replace(/\.[^.]*$/, '').replace(/[^A-Za-z0-9]+/g, '-');
	return `${plain.replace(/^-+|-+$/g, '').slice(0, 60) || 'batch'}.${extension}`;
}

function tooLarge(bytes: number): Failure {
	return new Failure({
		code: 'tooLarge',
		message: `The file has ${Math.ceil((bytes / MEGABYTE) * 10) / 10} MB, and VideoSDK takes 5 MB`,
		hint: 'Nobody was called. Read the file with Extract From File and use Launch From Items, which makes as many batches as it takes.',
		callMayExist: false,
	});
}
