import type { Hono } from 'hono';
import { z } from 'zod';
import { failsTransfer } from '../scenarios.mts';
import { endCall, switchRoom, transferCall } from '../state/callActions.mts';
import type { ActionOutcome } from '../state/callActions.mts';
import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toCallAnswer } from '../wire/callWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { DIALABLE, isDialable } from './dialable.mts';
import { jsonBody } from './readBody.mts';
import { Refusal } from './refusal.mts';
import { CALL_MESSAGE } from './sipCallRoutes.mts';
import { verifiedClaims, type TokenIssuer } from './verifiedClaims.mts';

const callId = z.string().min(1);
const endSchema = z.object({ callId }).strict();

/** `transferTo`: docs page "Call Transfer"; the rest: TransferSipCallInput of the vendor's SDK. */
const transferSchema = z
	.object({
		callId,
		transferTo: z.string().refine(isDialable, DIALABLE),
		participant: z.record(z.unknown()).optional(),
		playDialtone: z.boolean().optional(),
	})
	.strict();

/** Docs page "Switch Room within Call" and SwitchRoomInput of the vendor's SDK. */
const switchRoomSchema = z
	.object({
		callId,
		roomId: z.string().min(1),
		token: z.string().min(1).optional(),
		participantId: z.string().min(1).optional(),
	})
	.strict();

export function callActionRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	const answer = (call: SandboxCall) => toCallAnswer(call, state.settings);

	// How the real service answers for a call that is over already is not known: 400 here.
	app.post('/v2/sip/call/end', (c) => {
		const ended = done(endCall(state.calls, jsonBody(c, endSchema).callId));
		return c.json({ message: CALL_MESSAGE, data: answer(ended) });
	});

	// The samples of both docs pages show the call as it was before, "answered": a good answer means
	// that the request was taken, and the statuses that follow tell what became of it.
	app.post('/v2/sip/call/transfer', (c) => {
		const body = jsonBody(c, transferSchema);
		const before = state.calls.get(body.callId);
		const fails = failsTransfer(body.transferTo);
		const call = done(transferCall(state.calls, body.callId, body.transferTo, fails));
		return c.json({ message: CALL_MESSAGE, data: answer(before ?? call) });
	});

	app.post('/v2/sip/call/switch-room', (c) => {
		const body = jsonBody(c, switchRoomSchema);
		const before = state.calls.get(body.callId);
		if (!before) throw noCall();
		const room = state.rooms.find(body.roomId);
		if (!room) throw new Refusal(404, 'Room not found.');
		const claims = body.token === undefined ? {} : joiningClaims(body.token, state);
		const participantId = agreed(body.participantId, claims.participantId, 'participant');
		const roomId = agreed(room.roomId, claims.roomId, 'room') ?? room.roomId;
		done(switchRoom(state.calls, body.callId, roomId, participantId));
		return c.json({ statusCode: 200, data: answer(before) });
	});
}

const noCall = () => new Refusal(404, 'Call not found.');

function done(outcome: ActionOutcome): SandboxCall {
	if (outcome === undefined) throw noCall();
	if (typeof outcome === 'string') throw new Refusal(400, outcome);
	return outcome;
}

/** What a token for joining is: docs page "Authentication" and src/auth/accessToken.ts of the SDK. */
function joiningClaims(token: string, issuer: TokenIssuer): Record<string, unknown> {
	const claims = verifiedClaims(token, issuer, 400);
	const { roles, permissions } = claims;
	if (Array.isArray(roles) && roles.length > 0 && !roles.includes('rtc')) {
		throw new Refusal(400, '"token": a token for joining has the role "rtc" or no roles.');
	}
	if (!Array.isArray(permissions) || !permissions.includes('allow_join')) {
		throw new Refusal(400, '"token": it lacks the permission "allow_join".');
	}
	return claims;
}

/** A token may be limited to one room and one participant. */
function agreed(asked: string | undefined, claimed: unknown, what: string): string | undefined {
	if (typeof claimed !== 'string') return asked;
	if (asked !== undefined && asked !== claimed) {
		throw new Refusal(400, `"token": it is for another ${what}.`);
	}
	return claimed;
}
