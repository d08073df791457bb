import { z } from 'zod';

/** Most a `hugeBody` may send, so that a slip of the keyboard does not fill a disk. */
const MAX_HUGE_BODY_BYTES = 2 ** 30;
const MAX_STALL_SECONDS = 3600;

/** `placed: true` = the request is carried out first, so the phone rings, then the fault strikes. */
const placed = z.boolean().optional();
const status = z.number().int().min(200).max(599);
const headers = z.record(
	z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/, 'is no valid header name'),
	z.string().regex(/^[\t\x20-\x7e]*$/, 'must be printable ASCII'),
);

export const faultSchema = z.discriminatedUnion('kind', [
	z
		.object({
			kind: z.literal('status'),
			status,
			headers: headers.optional(),
			/** A string is sent as it is, anything else as JSON. */
			body: z.unknown(),
			placed,
		})
		.strict(),
	z.object({ kind: z.literal('reset'), placed }).strict(),
	z
		.object({
			kind: z.literal('stall'),
			seconds: z.number().positive().max(MAX_STALL_SECONDS),
			placed,
		})
		.strict(),
	z.object({ kind: z.literal('drip'), placed }).strict(),
	z.object({ kind: z.literal('truncatedJson'), placed }).strict(),
	z.object({ kind: z.literal('html'), status, placed }).strict(),
	z
		.object({
			kind: z.literal('hugeBody'),
			bytes: z.number().int().positive().max(MAX_HUGE_BODY_BYTES),
			placed,
		})
		.strict(),
	z
		.object({
			kind: z.literal('redirect'),
			location: z.string().regex(/^[\x21-\x7e]+$/, 'must be a URL'),
			status: z
				.number()
				.refine((code) => [301, 302, 303, 307, 308].includes(code), 'must be a redirect status')
				.optional(),
		})
		.strict(),
	/** The true answer, but calls in progress end after it was written and before it is sent. */
	z.object({ kind: z.literal('endDuring'), to: z.string().min(1).optional() }).strict(),
]);

export const faultOrderSchema = z
	.object({
		on: z
			.object({
				method: z.string().min(1).optional(),
				/** Exact, or a beginning followed by `*`. */
				path: z.string().startsWith('/').optional(),
				/** The dialed number or URI, exactly as sent. */
				to: z.string().min(1).optional(),
				/** The first matching request that is struck, counted from the order on; default 1. */
				nth: z.number().int().positive().optional(),
			})
			.strict(),
		/** How many requests are struck; default 1. */
		times: z.number().int().positive().optional(),
		fault: faultSchema,
	})
	.strict();

export type Fault = z.infer<typeof faultSchema>;
export type FaultOrder = z.infer<typeof faultOrderSchema>;

export const placesCall = (fault: Fault): boolean => 'placed' in fault && fault.placed === true;
