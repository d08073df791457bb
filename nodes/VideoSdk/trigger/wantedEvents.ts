import { CALL_EVENTS, FINISHING_EVENTS } from '../../../videosdk/callEvent.ts';
import { Failure } from '../errors/failure.ts';

export type ListenFor = 'callFinished' | 'everyChange' | 'selectedEvents';

/** A transferred call has left VideoSDK, so its end is this event. */
const EVENTS_OF_CALL_FINISHED = [...FINISHING_EVENTS, 'call-transferred'] as const;

/**
 * What VideoSDK is asked to tell.
 *
 * @param selected what the field "Events" holds
 * @throws Failure when nothing is selected
 */
export function wantedEvents(listenFor: ListenFor, selected: unknown): string[] {
	if (listenFor === 'callFinished') return [...EVENTS_OF_CALL_FINISHED];
	if (listenFor === 'everyChange') return [...CALL_EVENTS];
	const events = Array.isArray(selected) ? [...new Set(selected.map(String))] : [];
	if (events.length > 0) return events;
	throw new Failure({
		code: 'invalidInput',
		message: 'No event is selected',
		hint: 'Select at least one in the field "Events" of the VideoSDK Trigger.',
		callMayExist: false,
	});
}
