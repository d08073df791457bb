import { ROW_KEY_COLUMN } from '../../../../videosdk/batchCall.ts';
import { deduplicationKeyOf, required } from '../../calls/fields/outboundParams.ts';
import { invalidInput, missingInput } from '../../errors/failure.ts';
import { batchWebhookOf } from '../../fields/batchCall.ts';
import { safeText } from '../../fields/safeText.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import type { BatchOrder } from '../../api/batchCalls.ts';
import type { launchFields } from './launchFields.ts';
import { batchZoneOf, daysOf, hoursOf, retryOf, startOf } from './planParams.ts';

/** What one item of "Launch From Items" says. */
export type LaunchParams = ParamsOf<typeof launchFields>;

/** What is the same for all rows of a launch. */
export interface LaunchPlan {
	/** Each batch of it, but for the ID and the number of its part. */
	batch: Omit<BatchOrder, 'batchId'>;
	numberColumn: string;
	/** How many rows a file has at most; Infinity = as many as fit. */
	mostRows: number;
	/** The name of the launch that counts for good. */
	launchKey?: string;
	/** Launch it once more when its answer was lost and nothing shows that it was launched. */
	launchAgainIfNotFound: boolean;
}

/**
 * What the fields order, but for the rows.
 *
 * @param timeZone of the workflow
 * @throws Failure for what VideoSDK could not take, found before anything is uploaded
 */
export function launchPlanOf(params: LaunchParams, timeZone: string): LaunchPlan {
	const { options } = params;
	return {
		batch: batchOrderOf(params, timeZone),
		numberColumn: numberColumnOf(options),
		mostRows: options.rowsPerBatch ?? Infinity,
		launchKey: launchKeyOf(options),
		launchAgainIfNotFound: options.whenUnknown === 'dialAgainIfNotFound',
	};
}

/** What a batch is ordered by, whatever its file is made of. */
type OrderParams = Pick<
	LaunchParams,
	'batchName' | 'phoneNumberId' | 'routingRuleId' | 'launchWhen' | 'startAt' | 'batchTimeZone'
> & {
	options: Pick<
		LaunchParams['options'],
		'allowedHours' | 'batchDescription' | 'batchEventsTo' | 'batchRetry' | 'daysOfWeek'
	>;
};

/** The order of a batch, but for its ID. The rest is as in `launchPlanOf`. */
export function batchOrderOf(params: OrderParams, timeZone: string): LaunchPlan['batch'] {
	const { options } = params;
	const description = safeText('Description', options.batchDescription);
	const webhook = batchWebhookOf(options.batchEventsTo);
	return {
		batchName: required('Batch Name', params.batchName),
		phoneNumberId: required('Caller ID', params.phoneNumberId),
		routingRuleId: required('Routing Rule', params.routingRuleId),
		...(description === '' ? {} : { description }),
		...(params.launchWhen === 'scheduled' ? scheduleOf(params, timeZone) : {}),
		...retryOf(options.batchRetry),
		...(webhook && { webhook }),
	};
}

/** Fields whose value is one for all rows, as messages name them. The name of the batch may have the time in it. */
const SHARED = {
	phoneNumberId: 'Caller ID',
	routingRuleId: 'Routing Rule',
	launchWhen: 'Launch',
	startAt: 'Start At',
	batchTimeZone: 'Time Zone',
	batchEventsTo: 'Batch Events To',
	daysOfWeek: 'Days',
	deduplicationKey: 'Deduplication Key',
	allowedHours: 'Hours',
	phoneNumberColumn: 'Phone Number Column',
	batchRetry: 'Retry',
	rowsPerBatch: 'Rows per Batch',
	waitFor: 'Wait For',
	batchWaitLimit: 'Wait Limit',
} as const;

/** The field in which an item says something else than the first about what is one for all; undefined = none. */
export function otherThanFirst(first: LaunchParams, params: LaunchParams): string | undefined {
	const [one, other] = [first, params].map(
		({ options, ...fields }): Record<string, unknown> => ({ ...options, ...fields }),
	);
	const different = Object.entries(SHARED).find(
		([name]) =>
			one[name] !== other[name] && JSON.stringify(one[name]) !== JSON.stringify(other[name]),
	);
	return different?.[1];
}

function scheduleOf({ startAt, batchTimeZone, options }: OrderParams, workflowZone: string) {
	if (startAt === '') throw missingInput('Start At');
	const zone = batchZoneOf(batchTimeZone, workflowZone);
	const advice = 'it is over. Choose a time to come, or Launch: Immediately';
	return {
		timing: 'scheduled' as const,
		timezone: zone.name,
		...startOf(startAt, zone, advice),
		...hoursOf(options.allowedHours),
		...daysOf(options.daysOfWeek),
	};
}

/** How the column with the numbers is named in the file. */
export function numberColumnOf({ phoneNumberColumn }: LaunchParams['options']): string {
	const name = safeText('Phone Number Column', phoneNumberColumn) || 'phoneNumber';
	if (name !== ROW_KEY_COLUMN) return name;
	throw invalidInput('Phone Number Column', name, 'the node has its own column of that name');
}

/** The name of the launch that counts for good; undefined without the option. */
export function launchKeyOf(
	options: Pick<LaunchParams['options'], 'deduplicationKey'>,
): string | undefined {
	const key = deduplicationKeyOf(options);
	if (key !== '') return key;
	const advice =
		'Give this launch a key, or remove the option: without a key nothing keeps it from being launched twice.';
	throw missingInput('Deduplication Key', advice);
}
