import { BROKEN_ACCOUNTS } from '../brokenAccounts.mts';
import { SCENARIOS } from '../scenarios.mts';
import { isOver } from '../state/batchStore.mts';
import type { SandboxBatch } from '../state/batchStore.mts';
import { possibleActions } from '../state/callActions.mts';
import type { SandboxCall } from '../state/callStore.mts';
import { isFinal } from '../state/callWalk.mts';
import type { JournalEntry } from '../state/journal.mts';
import type { SandboxRecording } from '../state/recordingStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { Delivery } from '../webhooks/deliveryDesk.mts';

/** What the page shows, several times a second: more of each would make it slow, and nobody reads it. */
const SHOWN = {
	...{ calls: 30, callsInProgress: 30, requests: 40, deliveries: 60, recordings: 20 },
	batches: 10,
};
/** A body is shown so far. */
const SHOWN_CHARACTERS = 2000;
/** Some requests have a token in their body, for joining a room. */
const TOKEN = /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/g;

export type PageState = ReturnType<typeof pageState>;
export type PageCall = ReturnType<typeof shownCall>;
export type PageRecording = ReturnType<typeof shownRecording>;
export type PageDelivery = ReturnType<typeof shownDelivery>;
export type PageRequest = ReturnType<typeof shownRequest>;

/** What the page knows of the sandbox. No secret is in it. Times are epoch milliseconds. */
export function pageState(state: SandboxState) {
	const calls = state.calls.all();
	const inProgress = calls.filter(({ status }) => !isFinal(status));
	const wanted = new Set([
		...calls.slice(0, SHOWN.calls),
		...inProgress.slice(0, SHOWN.callsInProgress),
	]);
	const agents = agentsByRoom(state);
	return {
		baseUrl: state.baseUrl,
		apiKey: state.account.apiKey,
		now: state.clock.now(),
		/** How many times as fast as the real one its clock runs; 0 = it stands still. */
		speed: state.clock.speed(),
		callCount: calls.length,
		/** Of those that ring or talk, shown or not. */
		inProgressCount: inProgress.length,
		/** Newest first, as all lists here. */
		calls: calls.filter((call) => wanted.has(call)).map((call) => shownCall(call, agents, state)),
		requests: state.journal.latest(SHOWN.requests).map(shownRequest),
		webhooks: state.webhooks.all().map(({ id, url, events }) => ({ id, url, events })),
		deliveries: state.deliveries.latest(SHOWN.deliveries).map(shownDelivery),
		recordings: state.recordings.all().slice(0, SHOWN.recordings).map(shownRecording),
		batches: state.batches.all().slice(0, SHOWN.batches).map(shownBatch),
		faults: state.faults.orders(),
		scenarios: SCENARIOS.map(({ number, title }) => ({ number, title })),
		brokenAccounts: BROKEN_ACCOUNTS.map(({ name, title }) => ({ name, title })),
		inboundNumbers: inboundNumbers(state),
	};
}

/** The agent that was last sent into each room, by name where it has one. */
function agentsByRoom({ agents }: SandboxState): ReadonlyMap<string, string> {
	const names = new Map(agents.agents().map(({ agentId, name }) => [agentId, name]));
	return new Map(
		agents.dispatches().map(({ roomId, agentId }) => [roomId, names.get(agentId) ?? agentId]),
	);
}

function shownCall(
	call: SandboxCall,
	agents: ReadonlyMap<string, string>,
	{ rooms, sip, calls }: SandboxState,
) {
	const { legs: _, ...shown } = call;
	const { roomId, ruleId } = call;
	return {
		...shown,
		roomName: rooms.find(roomId)?.customRoomId,
		agent: agents.get(roomId) ?? sip.rules.get(ruleId ?? '')?.agentId ?? undefined,
		actions: possibleActions(call),
		/** How often the phone has rung so far, in all calls to it. */
		rings: calls.ringsOf(call.to),
	};
}

function shownRequest(entry: JournalEntry) {
	const { at, method, path, query, status, authorization, rawBody, placedCallId } = entry;
	const search = new URLSearchParams(query).toString();
	return {
		...{ at, method, status, authorization, placedCallId },
		path: search ? `${path}?${search}` : path,
		body: rawBody.slice(0, SHOWN_CHARACTERS).replace(TOKEN, '(token)'),
	};
}

function shownDelivery({ at, event, url, status, error, attempt, body }: Delivery) {
	const shownBody = body.slice(0, SHOWN_CHARACTERS);
	return { ...{ at, event, url, status, error, attempt, body: shownBody }, callId: callIdIn(body) };
}

function callIdIn(body: string): string | undefined {
	return /"callId":\s*"([^"]+)"/.exec(body)?.[1];
}

function shownRecording({
	id,
	type,
	sessionId,
	start,
	end,
	readyAt,
	isReady,
	hasFailed,
}: SandboxRecording) {
	return { ...{ id, type, sessionId, start, end, hasFailed }, readyAt: isReady ? readyAt : null };
}

function shownBatch({ batchId, order, status, records }: SandboxBatch) {
	const done = records.filter(isOver).length;
	return { batchId, name: order.batchName, status, people: records.length, done };
}

/** The numbers that can be phoned, and where a call to each goes. */
function inboundNumbers({ sip }: SandboxState) {
	const rules = sip.rules.all().filter(({ type }) => type === 'inbound');
	return rules
		.flatMap(({ name, numbers }) => numbers.map((number) => ({ number, rule: name })))
		.sort((one, other) => one.number.localeCompare(other.number));
}
