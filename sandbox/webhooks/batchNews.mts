import { createAlarm } from '../state/alarm.mts';
import { BATCH_EVENTS } from '../state/batchStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toBatchEventBody } from '../wire/batchWire.mts';

/**
 * Keeps the batches going by the sandbox's clock, and tells the webhook that each was launched with that
 * it has started and is completed. Gives back how to stop.
 */
export function runBatches(state: SandboxState): () => void {
	const { batches, calls, clock, deliveries } = state;
	const tellNews = () => {
		for (const news of batches.takeNews()) {
			const { batch, event } = news;
			const { webhook } = batch.order;
			const events: readonly string[] = webhook?.events ?? BATCH_EVENTS;
			if (!webhook || !events.includes(event)) continue;
			const body = toBatchEventBody(news, state, deliveries.habits().payload);
			const listener = { id: `batch ${batch.batchId}`, url: webhook.endpoint };
			deliveries.send([listener], event, body);
		}
	};
	const doWhatIsDue = () => {
		batches.catchUp();
		tellNews();
	};
	const alarm = createAlarm(clock, batches.nextAt, doWhatIsDue);
	const look = () => {
		tellNews();
		alarm.look();
	};
	const stops = [batches.changes.listen(look), calls.changes.listen(alarm.look)];
	return () => {
		stops.forEach((stop) => stop());
		alarm.stop();
	};
}
