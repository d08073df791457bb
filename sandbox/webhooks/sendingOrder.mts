import type { DeliveryHabits } from './deliveryHabits.mts';

/** The held deliveries in the order in which they are to be sent; they may be fewer than planned. */
export function inSendingOrder<T>(held: readonly T[], hold: DeliveryHabits['hold']): T[] {
	if (hold?.seed !== undefined) return shuffled(held, hold.seed);
	return (hold?.order ?? held.map((_, at) => at)).flatMap((at) => held.slice(at, at + 1));
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
	const random = randomFrom(seed);
	return items
		.map((item) => ({ item, rank: random() }))
		.sort((one, other) => one.rank - other.rank)
		.map(({ item }) => item);
}

/** mulberry32, a public-domain generator of a few lines. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
}
