import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { SEED_TRUNK } from '../state/sipSeed.mts';
import type { ApiEnv } from './apiEnv.mts';
import { DIALABLE, isDialable } from './dialable.mts';
import { placeCall } from './placeCall.mts';
import { jsonBody } from './readBody.mts';

/** The docs name the first number of the trunk as the default of `from`; any trunk is taken here. */
const [TRUNK_NUMBER] = SEED_TRUNK.numbers;

/**
 * Fields and required flags: docs page "Out-Bound-Call". How the real server takes unknown fields
 * or empty strings is not known; the sandbox refuses them so that a mistake on the wire is noticed.
 */
const outboundCallSchema = z
	.object({
		to: z.string().refine(isDialable, DIALABLE),
		from: z.string().min(1).optional(),
		displayName: z.string().min(1),
		// Any room: whether the real server knows the room before it dials is not known, and the
		// sample of the docs uses one that has not the room id format (abcde12345).
		meetingId: z.string().min(1),
		trunkId: z.string().min(1),
		participantId: z.string().min(1).optional(),
	})
	.strict();

export function outboundCallRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.post('/v2/sip/outbound-call', (c) => {
		const { meetingId, from = TRUNK_NUMBER, ...rest } = jsonBody(c, outboundCallSchema);
		const call = placeCall(c, state, { via: 'trunk', from, roomId: meetingId, ...rest });
		return c.json({ statusCode: 200, message: 'Success', participantId: call.participantId });
	});
}
