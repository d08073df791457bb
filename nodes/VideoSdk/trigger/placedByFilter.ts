import type { IPollFunctions, IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../../../videosdk/wire.ts';
import { fieldText } from '../fields/fieldText.ts';
import { originOf } from '../once/correlationKey.ts';
import type { PlacedByFilter } from './eventFilters.ts';

/** Whose calls are meant by the fields "Calls" and "Placed by Workflow". */
export function placedByFilter(
	context: IPollFunctions | IWebhookFunctions,
	placedBy: PlacedByFilter['placedBy'],
): PlacedByFilter {
	const { instance } = originOf(context);
	if (placedBy !== 'workflow') return { placedBy, origin: { instance, workflow: '' } };
	const chosen: unknown = context.getNodeParameter('workflowId', '');
	const workflow = fieldText(isRecord(chosen) ? chosen.value : chosen);
	return { placedBy, origin: { instance, workflow } };
}
