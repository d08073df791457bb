import { WEEKDAYS } from '../../../../telephony/callingWindow.ts';
import { BATCH_RETRY_STATUSES, ROW_KEY_COLUMN } from '../../../../videosdk/batchCall.ts';
import { readTimeZone } from '../../../../telephony/timeZoneName.ts';
import { localTimeOf, zoneOf } from '../../../../telephony/wallClock.ts';
import { deduplicationKeyOf, required } from '../../calls/fields/outboundParams.ts';
import { emptyInput, invalidInput, missingInput } from '../../errors/failure.ts';
import { isPlainRecord } from '../../fields/fieldValues.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { safeText } from '../../fields/safeText.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import type { BatchOrder, BatchPlan } from '../../api/batchCalls.ts';
import type { launchFields } from './launchFields.ts';

/** What one item of "Launch From Items" says. */
export type LaunchParams = ParamsOf<typeof launchFields>;

const MINUTE_MS = 60_000;
/** A clock on a wall shows whole minutes, and nobody wants to be too late by one. */
const LATE_BY_MS = 5 * MINUTE_MS;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

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
	const { batchName, phoneNumberId, routingRuleId, options } = params;
	const description = safeText('Description', options.batchDescription);
	return {
		batch: {
			batchName: required('Batch Name', batchName),
			phoneNumberId: required('From Number', phoneNumberId),
			routingRuleId: required('Routing Rule', routingRuleId),
			...(description === '' ? {} : { description }),
			...(params.launchWhen === 'scheduled' ? scheduleOf(params, timeZone) : {}),
			...retryOf(options.batchRetry),
		},
		numberColumn: numberColumnOf(options),
		mostRows: options.rowsPerBatch ?? Infinity,
		launchKey: launchKeyOf(options),
		launchAgainIfNotFound: options.whenUnknown === 'dialAgainIfNotFound',
	};
}

/** Fields whose value is one for all rows, as messages name them. The name of the batch may have the time in it. */
const SHARED = {
	phoneNumberId: 'From Number',
	routingRuleId: 'Routing Rule',
	launchWhen: 'Launch',
	startAt: 'Start At',
	batchTimeZone: 'Time Zone',
	daysOfWeek: 'Days',
	deduplicationKey: 'Deduplication Key',
	allowedHours: 'Hours',
	phoneNumberColumn: 'Phone Number Column',
	batchRetry: 'Retry',
	rowsPerBatch: 'Rows per Batch',
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

function scheduleOf({ startAt, batchTimeZone, options }: LaunchParams, workflowZone: string) {
	if (startAt === '') throw missingInput('Start At');
	const zone = readTimeZone(fieldText(batchTimeZone) || workflowZone);
	if ('problem' in zone) throw invalidInput('Time Zone', fieldText(batchTimeZone), zone.problem);
	const clock = zoneOf(zone.name);
	if (clock === undefined || /^[+-]/.test(zone.name)) {
		const reason = 'VideoSDK takes the name of a time zone only, such as Europe/Oslo';
		throw invalidInput('Time Zone', zone.name, reason);
	}
	const at = Math.ceil(Date.parse(startAt) / MINUTE_MS) * MINUTE_MS;
	if (at < Date.now() - LATE_BY_MS) {
		throw invalidInput(
			'Start At',
			startAt,
			'it is over. Choose a time to come, or Launch: Immediately',
		);
	}
	const local = localTimeOf(at, clock);
	const days = daysIn(options);
	return {
		timing: 'scheduled' as const,
		timezone: zone.name,
		scheduledTime: local.slice(11, 16),
		scheduledDate: local.slice(0, 10),
		...hoursIn(options),
		...(days === undefined ? {} : { daysOfWeek: days }),
	};
}

function hoursIn({ allowedHours }: LaunchParams['options']) {
	if (allowedHours === undefined) return {};
	const hours: unknown = 'hours' in allowedHours ? allowedHours.hours : undefined;
	if (!isPlainRecord(hours)) throw emptyInput('Hours', 'fill in both times, or remove the option');
	return {
		allowedFrom: timeIn('Hours > From', hours.from),
		allowedUntil: timeIn('Hours > Until', hours.until),
	};
}

function timeIn(field: string, value: unknown): string {
	const text = fieldText(value);
	const [, hour, minute] = TIME.exec(text) ?? [];
	if (hour !== undefined) return `${hour.padStart(2, '0')}:${minute}`;
	throw invalidInput(field, text, 'it must be a time such as 09:00');
}

/** 0 is Sunday. */
function daysIn({ daysOfWeek }: LaunchParams['options']): number[] | undefined {
	if (daysOfWeek === undefined) return undefined;
	if (daysOfWeek.length === 0)
		throw emptyInput('Days', 'choose at least one, or remove the option');
	return WEEKDAYS.flatMap((day, index) => (daysOfWeek.includes(day) ? index : []));
}

function retryOf(batchRetry: object | undefined): Pick<BatchPlan, 'retry'> {
	if (batchRetry === undefined) return {};
	const retry: unknown = 'retry' in batchRetry ? batchRetry.retry : undefined;
	const { retryOn, maxAttempts } = isPlainRecord(retry) ? retry : {};
	const wanted = Array.isArray(retryOn) ? retryOn.map(fieldText) : [];
	const endings = BATCH_RETRY_STATUSES.filter((status) => wanted.includes(status));
	if (endings.length === 0) {
		throw emptyInput('Retry', 'choose after which endings people are called again, or remove it');
	}
	return { retry: { enabled: true, retryOn: endings, maxAttempts: Number(maxAttempts ?? 2) } };
}

/** How the column with the numbers is named in the file. */
export function numberColumnOf({ phoneNumberColumn }: LaunchParams['options']): string {
	const name = safeText('Phone Number Column', phoneNumberColumn) || 'phoneNumber';
	if (name !== ROW_KEY_COLUMN) return name;
	throw invalidInput('Phone Number Column', name, 'the node has its own column of that name');
}

/** The name of the launch that counts for good; undefined without the option. */
export function launchKeyOf(options: LaunchParams['options']): string | undefined {
	const key = deduplicationKeyOf(options);
	if (key !== '') return key;
	const advice =
		'Give this launch a key, or remove the option: without a key nothing keeps it from being launched twice.';
	throw missingInput('Deduplication Key', advice);
}
