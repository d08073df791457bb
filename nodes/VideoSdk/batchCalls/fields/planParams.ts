import { WEEKDAYS } from '../../../../telephony/callingWindow.ts';
import { readTimeZone } from '../../../../telephony/timeZoneName.ts';
import { localTimeOf, zoneOf, type Zone } from '../../../../telephony/wallClock.ts';
import { BATCH_RETRY_STATUSES } from '../../../../videosdk/batchCall.ts';
import type { BatchPlan } from '../../api/batchCalls.ts';
import { emptyInput, invalidInput } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { isPlainRecord } from '../../fields/fieldValues.ts';

// What the fields of a batch's plan say, as VideoSDK takes it. Each throws a Failure for what it could not take.

const MINUTE_MS = 60_000;
/** A clock on a wall shows whole minutes, and nobody wants to be too late by one. */
const LATE_BY_MS = 5 * MINUTE_MS;
const TIME = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** @param fallback the name of the zone that is meant when the field is empty */
export function batchZoneOf(value: unknown, fallback: string): Zone {
	const given = fieldText(value);
	const zone = readTimeZone(given || fallback);
	if ('problem' in zone) throw invalidInput('Time Zone', given, zone.problem);
	const clock = zoneOf(zone.name);
	if (clock !== undefined && !/^[+-]/.test(zone.name)) return clock;
	const reason = 'VideoSDK takes the name of a time zone only, such as Europe/Oslo';
	throw invalidInput('Time Zone', zone.name, reason);
}

/**
 * When a batch begins, by the clocks of its zone.
 *
 * @param startAt ISO 8601
 * @param advice what is wrong, and what to do, when that is over
 */
export function startOf(
	startAt: string,
	zone: Zone,
	advice: string,
): Required<Pick<BatchPlan, 'scheduledTime' | 'scheduledDate'>> {
	const at = Math.ceil(Date.parse(startAt) / MINUTE_MS) * MINUTE_MS;
	if (at < Date.now() - LATE_BY_MS) throw invalidInput('Start At', startAt, advice);
	const local = localTimeOf(at, zone);
	return { scheduledTime: local.slice(11, 16), scheduledDate: local.slice(0, 10) };
}

export function hoursOf(
	allowedHours: object | undefined,
): Pick<BatchPlan, 'allowedFrom' | 'allowedUntil'> {
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
export function daysOf(daysOfWeek: readonly string[] | undefined): Pick<BatchPlan, 'daysOfWeek'> {
	if (daysOfWeek === undefined) return {};
	if (daysOfWeek.length === 0) {
		throw emptyInput('Days', 'choose at least one, or remove the option');
	}
	return { daysOfWeek: WEEKDAYS.flatMap((day, index) => (daysOfWeek.includes(day) ? index : [])) };
}

export function retryOf(batchRetry: object | undefined): Pick<BatchPlan, 'retry'> {
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
