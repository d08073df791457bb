import type { IDataObject } from 'n8n-workflow';
import { callRow } from '../../../../videosdk/callRow.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { Mask } from './maskNumbers.ts';
import type { WaitParams } from './waitParams.ts';

/** A call that was placed, as far as its item needs to know. */
interface Placed {
	params: Pick<WaitParams, 'waitFor' | 'to' | 'options'>;
	mask: Mask;
}

/** Of what VideoSDK's answer to a trunk's request speaks. */
export const ACCEPTED =
	'statusCode and message say that VideoSDK accepted the call, and outcome what became of it';

/**
 * The item of a call that was placed, as it comes out. What the ledger and a parked execution keep is all
 * that is known of it; what of that is shown is chosen here alone.
 *
 * @param json what is known of it
 */
export function placedItem({ params, mask }: Placed, json: IDataObject): IDataObject {
	const { waitFor, options } = params;
	const to = json.to ?? fieldText(params.to);
	const outcome = outcomeOf(waitFor, json.outcome);
	const reason = reasonOf(json, outcome);
	return mask(callRow({ ...json, to, outcome, reason }, options.details));
}

/** What nobody waited for is placed, and no more is said of it; a trunk's answer says nothing of its call. */
function outcomeOf(waitFor: string, outcome: unknown): string {
	const isOpen = outcome === undefined || (waitFor === 'nothing' && outcome === 'inProgress');
	return isOpen ? 'placed' : String(outcome);
}

/** A trunk's answer says "Success" of a call that was rejected as well. */
function reasonOf({ statusCode, reason }: IDataObject, outcome: string): string | null {
	const told = typeof reason === 'string' ? [reason] : [];
	const isOfRequest = statusCode !== undefined && !['placed', 'answered'].includes(outcome);
	const all = [...told, ...(isOfRequest ? [ACCEPTED] : [])];
	return all.length > 0 ? all.join('. ') : null;
}
