import { z } from 'zod';
import { E164 } from '../api/dialable.mts';
import type { SandboxCall } from './callStore.mts';
import type { WalkStep } from './callWalk.mts';
import type { SandboxState } from './sandboxState.mts';

const e164 = z.string().regex(E164, 'must be a phone number like +12025550100');

/** Somebody phones a number of the account. */
export const inboundCallSchema = z
	.object({
		/** Who phones. */
		from: e164,
		/** A number of the account. */
		to: e164,
		/** Whether somebody in the room, or an agent, answers; the caller hangs up then. */
		isAnswered: z.boolean().optional(),
	})
	.strict();

export type InboundCall = z.infer<typeof inboundCallSchema>;

/** `incoming` and `verified`: SipCallStatus of the vendor's SDK. The times are ours. */
const COMES_IN: readonly WalkStep[] = [
	{ status: 'incoming', afterSeconds: 0 },
	{ status: 'verified', afterSeconds: 1 },
];
const IS_ANSWERED: readonly WalkStep[] = [...COMES_IN, { status: 'answered', afterSeconds: 3 }];
const IS_MISSED: readonly WalkStep[] = [...COMES_IN, { status: 'missed', afterSeconds: 10 }];

/** The call, in the room that its routing rule says; a sentence says why it does not get through. */
export function phoneIn(
	{ calls, rooms, sip }: Pick<SandboxState, 'calls' | 'rooms' | 'sip'>,
	{ from, to, isAnswered = true }: InboundCall,
): SandboxCall | string {
	const gateway = sip.gateways.get(sip.numbers.get(to)?.inboundGatewayId ?? '');
	if (!gateway) return `${to} is attached to no inbound gateway: its carrier sends no call here.`;
	const rule = sip.rules
		.all()
		.find(({ type, numbers }) => type === 'inbound' && numbers.includes(to));
	if (!rule)
		return `No inbound routing rule has ${to}: VideoSDK does not know where to put the call.`;
	for (const { name, allowedNumbers } of [gateway, rule]) {
		if (allowedNumbers.length > 0 && !allowedNumbers.includes(from)) {
			return `"${name}" takes no calls from ${from}.`;
		}
	}
	return calls.place({
		...{ via: 'gateway', type: 'inbound', from, to },
		...{ gatewayId: gateway.id, gatewayName: gateway.name, ruleId: rule.id, ruleName: rule.name },
		roomId: rule.room.id ?? rooms.create({}).roomId,
		walk: isAnswered ? IS_ANSWERED : IS_MISSED,
	});
}
