import { createAlarm } from '../state/alarm.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toEventBody } from '../wire/webhookWire.mts';
import { eventsOf } from './callEvents.mts';

/**
 * Tells every registered webhook of every change of a call, when it comes due by the sandbox's
 * clock. Gives back how to stop.
 */
export function tellCallNews(state: SandboxState): () => void {
	const { calls, clock } = state;
	const tellWhatIsDue = () => {
		for (const call of calls.untold.take()) {
			for (const event of eventsOf(call.status, state.settings.callUpdates)) {
				const listeners = state.webhooks.all().filter(({ events }) => events.includes(event));
				const { payload } = state.deliveries.habits();
				const body = toEventBody(event, call, state.settings, payload);
				state.deliveries.send(listeners, event, body);
			}
		}
	};
	const alarm = createAlarm(clock, calls.untold.nextAt, tellWhatIsDue);
	const stopListening = calls.changes.listen(alarm.look);
	return () => {
		stopListening();
		alarm.stop();
	};
}

/**
 * Sends a body that somebody made by hand: to the webhooks that listen to the event it names, or to
 * all of them when it names none. A string is sent as it is, anything else as JSON.
 */
export function sendByHand({ webhooks, deliveries }: SandboxState, body: unknown): void {
	const named: unknown = body instanceof Object ? Reflect.get(body, 'webhookType') : undefined;
	const event = typeof named === 'string' ? named : undefined;
	const listeners = webhooks
		.all()
		.filter(({ events }) => event === undefined || events.includes(event));
	deliveries.send(listeners, event, typeof body === 'string' ? body : JSON.stringify(body ?? null));
}
