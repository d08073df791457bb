import type { Hono } from 'hono';
import { z } from 'zod';
import { waitForCall } from '../state/callWaiting.mts';
import { isFinal, isTalking } from '../state/callWalk.mts';
import type { NewCall, SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toCallAnswer } from '../wire/callWire.mts';
import type { ApiContext, ApiEnv } from './apiEnv.mts';
import { E164 } from './dialable.mts';
import { placeCall } from './placeCall.mts';
import { jsonBody } from './readBody.mts';
import { Refusal } from './refusal.mts';

/** Docs page "Call End": even ending a call is answered with this message. */
export const CALL_MESSAGE = 'Call initiated successfully';

const e164 = z.string().regex(E164, 'must be a phone number like +12025550100');
const text = z.string().min(1).optional();
const seconds = z.number().positive().optional();

/**
 * The body that `SipCallsResource.create` of the vendor's SDK sends (src/resources/sip.ts). The docs
 * print booleans and numbers as strings; the SDK sends JSON's own, and so it is asked for here.
 */
const sipCallSchema = z
	.object({
		sipCallTo: e164,
		sipCallFrom: e164.optional(),
		gatewayId: text,
		routingRuleId: text,
		destinationRoomId: text,
		participant: z.object({ id: text, name: text }).passthrough().optional(),
		metadata: z.record(z.unknown()).optional(),
		recordAudio: z.boolean().optional(),
		waitUntilAnswered: z.boolean().optional(),
		ringingTimeout: seconds,
		maxCallDuration: seconds,
		dtmf: z.boolean().optional(),
		mediaEncryption: z.enum(['enable', 'disable']).optional(),
		hidePhoneNumber: z.boolean().optional(),
		headers: z.record(z.string()).optional(),
		includeHeaders: z.enum(['ALL', 'SIP_X_HEADERS', 'NONE']).optional(),
	})
	.strict();

type SipCallBody = z.output<typeof sipCallSchema>;

export function sipCallRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.post('/v2/sip/call', async (c) => {
		const { sipCallTo, sipCallFrom, gatewayId, routingRuleId, destinationRoomId, ...rest } =
			jsonBody(c, sipCallSchema);
		const { metadata, ...options } = rest;
		const line = lineOf(state, { sipCallFrom, gatewayId, routingRuleId });
		const placed = placeCall(c, state, {
			via: 'gateway',
			to: sipCallTo,
			...line.identity,
			roomId: destinationRoomId ?? line.staticRoomId ?? state.rooms.create({}).roomId,
			displayName: options.participant?.name,
			participantId: options.participant?.id,
			metadata,
			options,
		});
		// The docs do not say whether this holds the answer back or only the callee's joining; the
		// former is what a client has to be ready for.
		const call = options.waitUntilAnswered ? await pickedUp(c, state, placed) : placed;
		// Nor do they say whether a call that was never answered is an error then.
		return c.json({ message: CALL_MESSAGE, data: toCallAnswer(call, state.settings) });
	});
}

interface Line {
	identity: Pick<NewCall, 'from' | 'gatewayId' | 'gatewayName' | 'ruleId' | 'ruleName'>;
	staticRoomId: string | null;
}

/** Which line the call goes out by: a gateway or a routing rule with one of its numbers. */
function lineOf(
	{ sip }: SandboxState,
	{
		sipCallFrom,
		gatewayId,
		routingRuleId,
	}: Pick<SipCallBody, 'sipCallFrom' | 'gatewayId' | 'routingRuleId'>,
): Line {
	// What the real service does with both is not known: refused, so that nobody depends on it.
	if ((gatewayId === undefined) === (routingRuleId === undefined)) {
		throw new Refusal(400, 'Either "gatewayId" or "routingRuleId" is required, not both.');
	}
	if (gatewayId !== undefined) {
		const gateway = sip.gatewaysOf('outbound').find(({ id }) => id === gatewayId);
		if (!gateway) throw new Refusal(404, `There is no outbound gateway "${gatewayId}".`);
		// Docs page "Make Outbound Call", older revision: from defaults to the gateway's first number.
		const from = numberOf(gateway.numbers, sipCallFrom ?? gateway.numbers[0], 'gateway');
		return { identity: { from, gatewayId, gatewayName: gateway.name }, staticRoomId: null };
	}
	const rule = sip.rules.get(routingRuleId ?? '');
	if (!rule) throw new Refusal(404, `There is no routing rule "${routingRuleId}".`);
	if (rule.type !== 'outbound') throw new Refusal(400, 'The routing rule is an inbound one.');
	if (sipCallFrom === undefined) {
		throw new Refusal(400, '"sipCallFrom" is required with "routingRuleId".');
	}
	const from = numberOf(rule.numbers, sipCallFrom, 'routing rule');
	const gateway = sip.gateways.get(sip.numbers.get(from)?.outboundGatewayId ?? '');
	return {
		identity: {
			from,
			ruleId: rule.id,
			ruleName: rule.name,
			gatewayId: gateway?.id,
			gatewayName: gateway?.name,
		},
		staticRoomId: rule.room.id,
	};
}

function numberOf(numbers: readonly string[], from: string | undefined, owner: string): string {
	if (from !== undefined && numbers.includes(from)) return from;
	throw new Refusal(400, `"sipCallFrom": ${from ?? 'nothing'} is not a number of the ${owner}.`);
}

/** Ringing ends by itself, at the latest with `ringingTimeout`, so this wait does, too. */
async function pickedUp(c: ApiContext, state: SandboxState, placed: SandboxCall) {
	const gone = new AbortController();
	c.env.outgoing.once('close', () => gone.abort());
	const isDecided = ({ status }: SandboxCall) => isTalking(status) || isFinal(status);
	await waitForCall(state, placed.callId, isDecided, gone.signal);
	return state.calls.get(placed.callId) ?? placed;
}
