import { LAUNCH_EXCEPTIONS, launchFields } from '../../batchCalls/fields/launchFields.ts';
import { launchFromItems as launch } from '../../batchCalls/launchFromItems.ts';
import type { Operation } from '../../node/runOperation.ts';

/** Has VideoSDK call everybody who is an item, on its own servers. The items say in which batch they are. */
export const launchFromItems: Operation = {
	resource: 'batchCall',
	option: {
		name: 'Launch From Items',
		value: 'launchFromItems',
		action: 'Launch a batch call from items',
		description: 'Have VideoSDK call everybody on a list',
	},
	fields: launchFields,
	exceptions: LAUNCH_EXCEPTIONS,
	execute: launch,
};
