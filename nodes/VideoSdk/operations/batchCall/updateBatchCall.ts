import type { INodeProperties } from 'n8n-workflow';
import {
	BATCH_RETRY_STATUSES,
	batchStatusIn,
	toBatchItem,
} from '../../../../videosdk/batchCall.ts';
import { isRecord, text, type JsonObject } from '../../../../videosdk/wire.ts';
import { advised } from '../../api/advised.ts';
import type { BatchPlan } from '../../api/batchCalls.ts';
import {
	daysField,
	descriptionField,
	hoursField,
	retryField,
} from '../../batchCalls/fields/planFields.ts';
import {
	batchZoneOf,
	daysOf,
	hoursOf,
	retryOf,
	startOf,
} from '../../batchCalls/fields/planParams.ts';
import { emptyInput, Failure } from '../../errors/failure.ts';
import { batchField, batchIdOf, NO_SUCH_BATCH } from '../../fields/batchCall.ts';
import { isRawWanted, rawAnswerFields } from '../../fields/rawAnswer.ts';
import { safeText } from '../../fields/safeText.ts';
import type { ParamsOf } from '../../node/paramsOf.ts';
import { defineOperation } from '../defineOperation.ts';

const updateFields = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	description: 'What is changed. All else stays as it is.',
	options: [
		{
			displayName: 'Batch Name',
			name: 'batchName',
			type: 'string',
			default: '',
			placeholder: 'Reminders for May',
			description: 'The name in the VideoSDK dashboard',
		},
		daysField,
		descriptionField,
		{
			displayName: 'Caller ID (From Number ID)',
			name: 'phoneNumberId',
			type: 'string',
			default: '',
			placeholder: '6c84fb90-12c4-11e1-840d-7b25c5ee775a',
			description: '"phoneNumberId" in the output of Get',
		},
		{
			...hoursField,
			description: 'By the clock of the Time Zone of the batch',
		},
		retryField,
		{
			displayName: 'Routing Rule ID',
			name: 'routingRuleId',
			type: 'string',
			default: '',
			placeholder: 'rr_abc123',
			description: 'An outbound rule that the Caller ID belongs to',
		},
		{
			displayName: 'Start At',
			name: 'startAt',
			type: 'dateTime',
			default: '',
			description: 'Without a zone in it, by the clock of the workflow, whatever Time Zone says',
		},
		{
			displayName: 'Time Zone',
			name: 'batchTimeZone',
			type: 'string',
			default: '',
			placeholder: 'Europe/Oslo',
			description: 'Of Hours and Days. A start that is not changed counts by it, too.',
		},
	],
} as const satisfies INodeProperties;

type Changes = ParamsOf<readonly [typeof updateFields]>['updateFields'];

/** As long as nobody was called. VideoSDK takes no change of the people's file or of who is told here. */
const EDITABLE = ['draft', 'scheduled', 'parsed'];

/**
 * Changes the plan of a batch. VideoSDK is sent the whole plan: nothing says that it keeps what is left out.
 */
export const updateBatchCall = defineOperation({
	resource: 'batchCall',
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update a batch call',
		description: 'Change the plan of a batch that has not begun',
	},
	fields: [batchField, updateFields, ...rawAnswerFields],
	plan: ({ batchId, updateFields: changes, ...others }) => ({
		...{ batchId: batchIdOf(batchId), raw: isRawWanted(others), changes },
		changed: changedPlan(changes),
	}),
	run: async ({ api, context }, { batchId, raw, changes, changed }) => {
		const given = { Batch: batchId };
		const batch = await advised(given, NO_SUCH_BATCH, api.batchCalls.get(batchId));
		assertEditable(batchId, batch);
		const plan = planAfter(batch, changes, changed, context.getTimezone());
		// One that is scheduled stays so. Of the others, nothing says that a change does not launch them.
		const isScheduled = batchStatusIn(batch) === 'scheduled';
		const order = isScheduled ? plan : { ...plan, saveAsDraft: true };
		const updating = api.batchCalls.update(batchId, order);
		return toBatchItem(await advised(given, NOT_CHANGED, updating), { raw });
	},
});

const NOT_CHANGED =
	'Nothing was changed. Caller ID (From Number ID) and Routing Rule ID must belong together, Start At must be to come, and a batch that has begun cannot be changed.';

/**
 * What the fields say by themselves.
 *
 * @throws Failure for what VideoSDK could not take
 */
function changedPlan(changes: Changes): BatchPlan {
	if (Object.keys(changes).length === 0) {
		throw emptyInput('Update Fields', 'add at least one field to change');
	}
	return {
		...filled('batchName', 'Batch Name', changes.batchName),
		...filled('phoneNumberId', 'Caller ID (From Number ID)', changes.phoneNumberId),
		...filled('routingRuleId', 'Routing Rule ID', changes.routingRuleId),
		...hoursOf(changes.allowedHours),
		...daysOf(changes.daysOfWeek),
		...retryOf(changes.batchRetry),
	};
}

/** Whoever adds a field wants it to say something. */
function filled(key: keyof BatchPlan, field: string, value: string | undefined): BatchPlan {
	if (value === undefined) return {};
	const told = safeText(field, value);
	if (told !== '') return { [key]: told };
	throw emptyInput(field, 'fill it in, or remove it');
}

/**
 * The whole plan as it shall be.
 *
 * @param workflowZone for a batch that has no time zone yet
 */
export function planAfter(
	batch: JsonObject,
	changes: Changes,
	changed: BatchPlan,
	workflowZone: string,
): BatchPlan {
	const now = planIn(batch);
	const description = descriptionAfter(now.description, changes.batchDescription);
	const { startAt = '', batchTimeZone = '' } = changes;
	const isScheduled = startAt !== '' || now.timing === 'scheduled';
	if (!isScheduled && (changed.allowedFrom ?? changed.daysOfWeek) !== undefined) {
		const field = changed.allowedFrom === undefined ? 'Days' : 'Hours';
		throw emptyInput('Start At', `VideoSDK keeps to ${field} in batches that are scheduled only`);
	}
	const zone = isScheduled ? batchZoneOf(batchTimeZone, now.timezone ?? workflowZone) : undefined;
	return {
		...{ ...now, ...changed, description },
		...(zone && { timing: 'scheduled', timezone: zone.name }),
		...(zone && startAt !== '' ? startOf(startAt, zone, 'it is over. Choose a time to come') : {}),
	};
}

/** What the node has put behind a description when it launched the batch: by it, the batch is found again. */
const LAUNCH_KEY = /\s*\(n8n [^()\s]+\)$/;

function descriptionAfter(now: string | undefined, wanted: string | undefined) {
	if (wanted === undefined) return now;
	const [key = ''] = LAUNCH_KEY.exec(now ?? '') ?? [];
	return `${safeText('Description', wanted)}${key}`.trim();
}

/** The plan as VideoSDK tells it, in the order in which it is sent. */
function planIn(batch: JsonObject): BatchPlan {
	const { timing, daysOfWeek, retry } = batch;
	return {
		batchName: text(batch.batchName),
		phoneNumberId: text(batch.phoneNumberId),
		routingRuleId: text(batch.routingRuleId),
		description: text(batch.description),
		timing: timing === 'scheduled' || timing === 'immediate' ? timing : undefined,
		timezone: text(batch.timezone),
		scheduledTime: text(batch.scheduledTime),
		scheduledDate: text(batch.scheduledDate),
		allowedFrom: text(batch.allowedFrom),
		allowedUntil: text(batch.allowedUntil),
		daysOfWeek:
			Array.isArray(daysOfWeek) && daysOfWeek.length > 0 ? daysOfWeek.map(Number) : undefined,
		retry: isRecord(retry) ? retryIn(retry) : undefined,
	};
}

function retryIn({ enabled, retryOn, maxAttempts }: JsonObject): BatchPlan['retry'] {
	const endings: unknown[] = Array.isArray(retryOn) ? retryOn : [];
	const known = BATCH_RETRY_STATUSES.filter((status) => endings.includes(status));
	return {
		enabled: enabled === true,
		...(known.length > 0 && { retryOn: known }),
		...(typeof maxAttempts === 'number' && { maxAttempts }),
	};
}

function assertEditable(batchId: string, batch: JsonObject): void {
	const status = batchStatusIn(batch);
	// One that nobody knows is VideoSDK's to refuse.
	if (status === undefined || EDITABLE.includes(status)) return;
	throw new Failure({
		code: 'refused',
		message: `The batch "${batchId}" is ${status}, so it can no longer be changed`,
		hint: 'Only a batch that is a draft, scheduled or parsed can be. Cancel ends one that is running.',
		callMayExist: false,
	});
}
