import type { INodeProperties } from 'n8n-workflow';

/** In the words that all of n8n uses. */
export const outputFieldName = {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	required: true,
	default: 'data',
	hint: 'Where the file is put',
	description: 'Where the file is put',
} as const satisfies INodeProperties;

const DEFAULT_SIZE_LIMIT_MB = 500;
const DEFAULT_TIME_LIMIT_SECONDS = 600;
const DEFAULT_WAIT_LIMIT_SECONDS = 120;
const MEGABYTE = 1024 * 1024;

/** Among the options of what downloads, in the order of the alphabet. */
export const downloadOptions = [
	{
		displayName: 'Size Limit (MB)',
		name: 'sizeLimit',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: DEFAULT_SIZE_LIMIT_MB,
		description: 'A larger file is an error. 500 without this option.',
	},
	{
		displayName: 'Time Limit (Seconds)',
		name: 'timeLimit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 86400, numberPrecision: 0 },
		default: DEFAULT_TIME_LIMIT_SECONDS,
		description: 'For the download. 600 without this option.',
	},
	{
		displayName: 'Wait for It (Seconds)',
		name: 'waitForFile',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 86400, numberPrecision: 0 },
		default: DEFAULT_WAIT_LIMIT_SECONDS,
		description: 'Until VideoSDK has finished it. 120 without this option.',
	},
] as const satisfies INodeProperties[];

export interface DownloadOptions {
	sizeLimit?: number;
	timeLimit?: number;
	waitForFile?: number;
}

/** The limits of a download as its options say, or the usual ones. */
export function downloadLimits(options: DownloadOptions) {
	return {
		mostBytes: (options.sizeLimit ?? DEFAULT_SIZE_LIMIT_MB) * MEGABYTE,
		seconds: options.timeLimit ?? DEFAULT_TIME_LIMIT_SECONDS,
	};
}

/** How long to wait until there is something to download. */
export function readySeconds({ waitForFile }: DownloadOptions): number {
	return waitForFile ?? DEFAULT_WAIT_LIMIT_SECONDS;
}
