import { createAlarm } from '../state/alarm.mts';
import type { Clock } from '../state/clock.mts';
import type { SandboxWebhook } from '../state/webhookStore.mts';
import { DEFAULT_HABITS } from './deliveryHabits.mts';
import type { DeliveryHabits } from './deliveryHabits.mts';
import { isLoopback, postDelivery } from './postDelivery.mts';
import { createQueues } from './queues.mts';
import { inSendingOrder } from './sendingOrder.mts';
import type { SigningKey } from './signingKey.mts';
import { writtenDelivery } from './writtenDelivery.mts';

/** One sending of one event to one webhook, as it went over the wire. */
export interface Delivery {
	/** When it was sent, by the sandbox's clock, in epoch milliseconds. */
	at: number;
	webhookId: string;
	url: string;
	/** undefined for a hand-made body that names none. */
	event?: string;
	body: string;
	headers: Record<string, string>;
	/** 1 = the first time; more = a retry. */
	attempt: number;
	/** null as long as there is no answer, for ever when there is none. */
	status: number | null;
	/** Why there was no answer. */
	error?: string;
}

/** What is to be sent, before it is signed. */
type Letter = Pick<Delivery, 'webhookId' | 'url' | 'event' | 'body' | 'attempt'>;

export interface DeliveryDesk {
	habits(): DeliveryHabits;
	/** What is held back is sent when nothing is to be held any more. */
	change(habits: Partial<DeliveryHabits>): void;
	send(
		to: ReadonlyArray<Pick<SandboxWebhook, 'id' | 'url'>>,
		event: string | undefined,
		body: string,
	): void;
	/** Sends what is held back, also when it is not as much as planned. */
	release(): void;
	all(): Delivery[];
	/** Newest first. */
	latest(count: number): Delivery[];
	/** No delivery is under way; what is held back or delayed is not. */
	settled(): Promise<void>;
	reset(): void;
	stop(): void;
}

export function createDeliveryDesk(clock: Clock, key: SigningKey): DeliveryDesk {
	let habits = DEFAULT_HABITS;
	let held: Letter[] = [];
	let delayed: Array<{ at: number; letter: Letter }> = [];
	let deliveries: Delivery[] = [];
	let broken = new AbortController();
	/** By URL: a receiver gets its deliveries in the order that was planned. */
	const queues = createQueues();

	const alarm = createAlarm(
		clock,
		() => delayed[0]?.at,
		() => {
			const now = clock.now();
			const due = delayed.filter(({ at }) => at <= now);
			delayed = delayed.filter(({ at }) => at > now);
			due.forEach(({ letter }) => post(letter));
		},
	);

	function release(): void {
		const letters = inSendingOrder(held, habits.hold);
		held = [];
		letters.forEach(delay);
	}

	function delay(letter: Letter): void {
		if (habits.delaySeconds === 0) return post(letter);
		delayed.push({ at: clock.now() + habits.delaySeconds * 1000, letter });
		delayed.sort((one, other) => one.at - other.at);
		alarm.look();
	}

	function post(letter: Letter): void {
		const { retries } = habits;
		const limitMs = habits.answerSeconds * 1000;
		const { body, headers } = writtenDelivery(letter.body, habits, key);
		const delivery: Delivery = { at: clock.now(), ...letter, body, headers, status: null };
		deliveries.push(delivery);
		if (!isLoopback(letter.url)) {
			delivery.error = 'Not sent: the sandbox sends to this machine (localhost) only.';
			return;
		}
		const { signal } = broken;
		queues.add(letter.url, async () => {
			if (signal.aborted) return;
			await carry(delivery, AbortSignal.any([signal, AbortSignal.timeout(limitMs)]));
			const isLost = delivery.status === null || delivery.status >= 500;
			if (isLost && letter.attempt <= retries && !signal.aborted) {
				post({ ...letter, attempt: letter.attempt + 1 });
			}
		});
	}

	function breakOff(): void {
		held = [];
		delayed = [];
		broken.abort();
		broken = new AbortController();
	}

	return {
		habits: () => ({ ...habits }),
		change(changes) {
			// What is held back goes out in the order that it was held back for.
			if (changes.hold === null) release();
			habits = { ...habits, ...changes };
		},
		send(to, event, body) {
			for (const { id, url } of to) {
				for (let copy = 0; copy < habits.times; copy += 1) {
					const letter = { webhookId: id, url, event, body, attempt: 1 };
					if (habits.hold) held.push(letter);
					else delay(letter);
					if (habits.hold && held.length >= habits.hold.count) release();
				}
			}
		},
		release,
		all: () => deliveries.map((delivery) => structuredClone(delivery)),
		latest: (count) => structuredClone(deliveries.slice(-count).reverse()),
		settled: () => queues.settled(),
		reset() {
			breakOff();
			habits = DEFAULT_HABITS;
			deliveries = [];
			alarm.look();
		},
		stop() {
			breakOff();
			alarm.stop();
		},
	};
}

async function carry(delivery: Delivery, signal: AbortSignal): Promise<void> {
	const { url, body, headers } = delivery;
	try {
		delivery.status = await postDelivery(url, body, headers, signal);
	} catch (error) {
		const reason = signal.aborted ? signal.reason : error;
		delivery.error = reason instanceof Error ? reason.message : String(reason);
	}
}
