import { z } from 'zod';

const MAX_TIMES = 100;
const MAX_HELD = 1000;

/** `order` says which of the held deliveries, counted from 0, is sent first, second and so on. */
const holdSchema = z
	.object({
		count: z.number().int().positive().max(MAX_HELD),
		order: z.array(z.number().int()).optional(),
		/** A random order, the same for the same seed. */
		seed: z.number().int().optional(),
	})
	.strict()
	.refine(({ order, seed }) => order === undefined || seed === undefined, 'Either order or seed')
	.refine(
		({ count, order }) =>
			order === undefined || (order.length === count && order.every((_, at) => order.includes(at))),
		'"order" must name each number from 0 to count - 1 once',
	);

/**
 * What a delivery says of a call: the call as the docs show it in a list, or only what consumers of call
 * events are known to read.
 */
export const PAYLOADS = ['asDocumented', 'asConsumersReadIt'] as const;

export type Payload = (typeof PAYLOADS)[number];

/** How deliveries are sent. Nothing of this is documented of the real service but the signature. */
export const deliveryHabitsSchema = z
	.object({
		payload: z.enum(PAYLOADS),
		/** How often each delivery is sent. */
		times: z.number().int().positive().max(MAX_TIMES),
		/** By the sandbox's clock. */
		delaySeconds: z.number().min(0),
		/** So many deliveries are held back and then sent at once: null = none. */
		hold: holdSchema.nullable(),
		signature: z.enum(['good', 'none', 'wrongKey']),
		/** What happens to a body after it was signed. */
		body: z.enum(['asSigned', 'altered', 'reindented']),
		/** How often a delivery that gets no answer, or one from 500 on, is sent again: at once. */
		retries: z.number().int().min(0).max(MAX_TIMES),
		/** How long a receiver may take to answer, in real time. */
		answerSeconds: z.number().positive().max(600),
	})
	.strict();

export type DeliveryHabits = z.infer<typeof deliveryHabitsSchema>;

export const DEFAULT_HABITS: DeliveryHabits = {
	payload: 'asDocumented',
	times: 1,
	delaySeconds: 0,
	hold: null,
	signature: 'good',
	body: 'asSigned',
	retries: 0,
	answerSeconds: 10,
};
