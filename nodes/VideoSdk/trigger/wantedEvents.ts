import { CALL_EVENTS, CALL_SUMMARY, FINISHING_EVENTS } from '../../../videosdk/callEvent.ts';
import { Failure } from '../errors/failure.ts';

export type ListenFor = 'callFinished' | 'everyChange' | 'selectedEvents';

/** Among the selected events: the end of a call, whichever event tells of it. Workflows store the word. */
export const CALL_FINISHED = 'call-finished';

/** A transferred call has left VideoSDK, so its end is this event. */
const EVENTS_OF_CALL_FINISHED = [...FINISHING_EVENTS, 'call-transferred'] as const;

/**
 * What VideoSDK is asked to tell of calls. Of rooms and batches it is not asked here: each has a webhook of
 * its own, which is given to it when it is made.
 *
 * @param selected what the field "Events" holds
 * @param others what the fields "Room Events" and "Batch Events" hold
 * @throws Failure when nothing is selected
 */
export function wantedEvents(
	listenFor: ListenFor,
	selected: unknown,
	others: readonly string[] = [],
): string[] {
	if (listenFor === 'callFinished') return [...EVENTS_OF_CALL_FINISHED];
	if (listenFor === 'everyChange') return [...CALL_EVENTS];
	const events = new Set(Array.isArray(selected) ? selected.map(String) : []);
	if (events.delete(CALL_FINISHED)) EVENTS_OF_CALL_FINISHED.forEach((event) => events.add(event));
	// A voice agent's own post: VideoSDK knows no such event, and takes no registration for none at all.
	if (events.delete(CALL_SUMMARY) && events.size === 0) return ['call-hangup'];
	if (events.size > 0 || others.length > 0) return [...events];
	throw new Failure({
		code: 'invalidInput',
		message: 'No event is selected',
		hint: 'Select at least one in the field "Events", "Room Events" or "Batch Events" of the VideoSDK Trigger.',
		callMayExist: false,
	});
}
