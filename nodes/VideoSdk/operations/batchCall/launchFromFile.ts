import { FILE_EXCEPTIONS, fileFields } from '../../batchCalls/fields/fileFields.ts';
import { launchFromFile as launch } from '../../batchCalls/launchFromFile.ts';
import type { Operation } from '../../node/runOperation.ts';

/** Has VideoSDK call everybody in a file, on its own servers. */
export const launchFromFile: Operation = {
	resource: 'batchCall',
	option: {
		name: 'Launch From File',
		value: 'launchFromFile',
		action: 'Launch a batch call from a file',
		description: 'Have VideoSDK call everybody in a CSV, XLS or XLSX file',
	},
	fields: fileFields,
	exceptions: FILE_EXCEPTIONS,
	execute: launch,
};
