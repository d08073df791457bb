import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { emptyInput } from '../errors/failure.ts';
import { readFields, type FieldExceptions } from '../node/readFields.ts';
import { fieldText } from '../fields/fieldText.ts';
import type { EventFilters, PlacedByFilter } from './eventFilters.ts';
import { triggerFields } from './triggerFields.ts';
import type { ListenFor } from './wantedEvents.ts';

/** What the trigger's fields say of the events that start the workflow. */
export interface TriggerParams {
	listenFor: ListenFor;
	events: string[];
	roomEvents: string[];
	batchEvents: string[];
	/** Whether the call of a room's event is looked up. */
	addCall: boolean;
	placedBy: PlacedByFilter['placedBy'];
	filters: EventFilters;
}

/** VideoSDK may have events that are not offered here. */
export const TRIGGER_FIELD_EXCEPTIONS: FieldExceptions = {
	takesOthers: ['events', 'roomEvents', 'batchEvents'],
	takesLists: ['from', 'to'],
};

/**
 * Asked before anything is registered, and for each event: what an expression gives may have changed.
 *
 * @throws Failure for a field that cannot be read: dropped, a filter would let every event through
 */
export function readTriggerFields(context: IHookFunctions | IWebhookFunctions): TriggerParams {
	const source = {
		valueOf: ({ name }: { name: string }): unknown => context.getNodeParameter(name),
		stored: context.getNode().parameters,
		timeZone: context.getTimezone(),
	};
	const params = readFields<TriggerParams>(triggerFields, TRIGGER_FIELD_EXCEPTIONS, source);
	checkMetadataKey(params.filters);
	return params;
}

/** A value of no key would be compared with nothing, and let every event through. */
export function checkMetadataKey({ metadataKey, metadataValue }: EventFilters): void {
	if (fieldText(metadataKey) !== '' || fieldText(metadataValue) === '') return;
	const reason = 'the "Metadata Value" is what has to stand under it. Fill it in, or remove both';
	throw emptyInput('Metadata Key', reason);
}
