import { serve } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RequestListeners } from './api/journalRequests.mts';
import { checked } from './api/refusal.mts';
import { brokenAccount } from './brokenAccounts.mts';
import { createApp, createFileHost } from './createApp.mts';
import { faultOrderSchema } from './faults/faultOrder.mts';
import type { FaultOrder } from './faults/faultOrder.mts';
import { scenarioOf } from './scenarios.mts';
import type { SandboxDispatch } from './state/agentStore.mts';
import type { BatchRow } from './state/batchFile.mts';
import type { BatchOrder, SandboxBatch } from './state/batchStore.mts';
import type { NewCall, SandboxCall } from './state/callStore.mts';
import { SCRIPTED_MODEL_PATH } from './scriptedModel/modelRoutes.mts';
import { INBOX_PATH } from './inbox/inboxRoutes.mts';
import type { Clock } from './state/clock.mts';
import { phoneIn } from './state/inboundCalls.mts';
import type { InboundCall } from './state/inboundCalls.mts';
import type { JournalEntry } from './state/journal.mts';
import type { SandboxRecording, SandboxTranscription } from './state/recordingStore.mts';
import type { NewRoom } from './state/roomStore.mts';
import { createSandboxState } from './state/sandboxState.mts';
import type { Posted } from './state/sandboxState.mts';
import { settingsSchema } from './state/settings.mts';
import type { SandboxSettings } from './state/settings.mts';
import type { SipConnector, SipGateway, SipNumber, SipRule } from './state/sipAccount.mts';
import { SEED_NUMBER_ID, SEED_RULE_ID } from './state/sipSeed.mts';
import type { SandboxWebhook } from './state/webhookStore.mts';
import { runBatches } from './webhooks/batchNews.mts';
import { sendByHand, tellCallNews } from './webhooks/callNews.mts';
import { tellRoomNews } from './webhooks/roomNews.mts';
import type { Delivery } from './webhooks/deliveryDesk.mts';
import { deliveryHabitsSchema } from './webhooks/deliveryHabits.mts';
import type { DeliveryHabits } from './webhooks/deliveryHabits.mts';

export type { Fault, FaultOrder } from './faults/faultOrder.mts';
export { BUSY_AGENT_ID, SEED_AGENT_ID, SELF_HOSTED_AGENT_ID } from './state/agentStore.mts';
export type { SandboxDispatch } from './state/agentStore.mts';
export type { BatchRecord, SandboxBatch } from './state/batchStore.mts';
export type { NewCall, SandboxCall } from './state/callStore.mts';
export type { JournalEntry } from './state/journal.mts';
export type { Posted } from './state/sandboxState.mts';
export type { SandboxRecording, SandboxTranscription } from './state/recordingStore.mts';
export type { NewRoom } from './state/roomStore.mts';
export type { SandboxSettings } from './state/settings.mts';
export type { SipConnector, SipGateway, SipNumber, SipRule } from './state/sipAccount.mts';
export type { SandboxWebhook } from './state/webhookStore.mts';
export type { Delivery } from './webhooks/deliveryDesk.mts';
export { PAYLOADS } from './webhooks/deliveryHabits.mts';
export type { DeliveryHabits, Payload } from './webhooks/deliveryHabits.mts';
export { toEventData } from './wire/webhookWire.mts';
export { SEED_GATEWAY_ID, SEED_NUMBER, SEED_NUMBER_ID, SEED_RULE_ID } from './state/sipSeed.mts';
export { BROKEN_ACCOUNTS } from './brokenAccounts.mts';
export { SCENARIOS, WAITING_NUMBER } from './scenarios.mts';

/** Fixed, so that they can stand in examples; they open nothing but a sandbox. */
export const DEFAULT_API_KEY = 'sandbox-key';
export const DEFAULT_API_SECRET = 'sandbox-secret-not-a-real-one';

/** Longer than any pause in a test, so that no client loses a race for a kept-alive connection. */
const KEEP_ALIVE_MS = 60_000;

export interface SandboxOptions extends RequestListeners {
	/** 0 = any free port, the default. */
	port?: number;
	host?: string;
	apiKey?: string;
	apiSecret?: string;
}

export interface Sandbox {
	/** Like `http://127.0.0.1:43210`, without a slash at the end. */
	url: string;
	/** The same of the host that files lie at, which is another one. */
	cdnUrl: string;
	/** The Base URL for n8n's credential of OpenAI: a script speaks there in place of a chat model. */
	modelUrl: string;
	/** What is posted below this address is taken and kept, in place of a CRM or a chat. */
	inboxUrl: string;
	apiKey: string;
	apiSecret: string;
	/** Copies of all API requests so far, oldest first. Control requests are not kept. */
	journal(): JournalEntry[];
	/** What was posted to the inbox so far, oldest first. */
	inbox(): Posted[];
	/** How often each phone rang, by the number or URI exactly as it was dialed. */
	rings(): Record<string, number>;
	ringsOf(to: string): number;
	/** Newest first, as of now by the sandbox's clock. */
	calls(): SandboxCall[];
	/**
	 * A batch as it is after its file was parsed or, with an order, launched. What the order leaves out of
	 * number and rule is a pair that fits.
	 *
	 * @returns its ID
	 */
	addBatch(rows: readonly BatchRow[], order?: BatchOrder): string;
	/** Newest first, as of now, with their records. */
	batches(): SandboxBatch[];
	/** The files of batches that were uploaded, as text, the first one first. */
	uploads(): string[];
	/** Voice agents that were sent into rooms, oldest first. */
	dispatches(): SandboxDispatch[];
	addRooms(...rooms: NewRoom[]): void;
	/** Calls as requests would have placed them, oldest first; the phones ring. */
	addCalls(...calls: NewCall[]): void;
	/** Somebody phones a number of the account. */
	phoneIn(call: InboundCall): SandboxCall;
	/** Recordings and transcriptions, newest first, as of now. */
	recordings(): SandboxRecording[];
	transcriptions(): SandboxTranscription[];
	/**
	 * How calls to a number go, one after the other: like those to these numbers of scenarios. The last
	 * one counts for all further calls.
	 */
	script(to: string, ...like: string[]): void;
	addFault(order: FaultOrder): void;
	changeSettings(settings: Partial<SandboxSettings>): void;
	/** Lets something go wrong on the account: one of `BROKEN_ACCOUNTS`, by its name. */
	breakAccount(name: string): void;
	/** The gateways of the account as they are now, with their passwords. */
	gateways(): SipGateway[];
	/** Its routing rules, with their PINs. */
	rules(): SipRule[];
	/** Its phone numbers. */
	numbers(): SipNumber[];
	/** Its connectors, with their keys. */
	connectors(): SipConnector[];
	/** Registrations for call events, newest first. */
	webhooks(): SandboxWebhook[];
	/**
	 * Copies of all deliveries to webhooks so far, oldest first, repeated and failed ones too. They go
	 * to this machine only, to each URL one after the other; to any other host nothing is sent.
	 */
	deliveries(): Delivery[];
	/**
	 * How deliveries are sent from now on: what they say of a call, how often, how late, in which order,
	 * unsigned, wrongly signed, altered after signing, retried. What is left out stays as it is.
	 */
	changeDelivery(habits: Partial<DeliveryHabits>): void;
	/** Sends the deliveries that are held back, also when they are not as many as planned. */
	releaseDeliveries(): void;
	/**
	 * Sends a hand-made body to the webhooks that listen to its `webhookType`, or to all of them when
	 * it has none. A string is sent as it is, anything else as JSON.
	 */
	deliver(body: unknown): void;
	/** The signature that a genuine delivery of this body carries. */
	sign(body: string): string;
	/** From now on another key signs, and is served. */
	rotateKey(): void;
	/** Waits until no delivery is under way; held back and delayed ones are not. */
	settled(): Promise<void>;
	clock: Pick<Clock, 'now' | 'advance' | 'freeze' | 'setSpeed' | 'speed'>;
	/** Back to the state after the start: no calls, no webhooks, the seed rooms, the real time. */
	reset(): void;
	/** Breaks off whatever is still going on. */
	close(): Promise<void>;
}

/** A local VideoSDK. It rings no phone. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const account = {
		apiKey: options.apiKey ?? DEFAULT_API_KEY,
		apiSecret: options.apiSecret ?? DEFAULT_API_SECRET,
	};
	const state = createSandboxState(account);
	const host = options.host ?? '127.0.0.1';
	const app = createApp(state, options);
	const server = await listen(app.fetch, options.port ?? 0, host);
	const fileHost = await listen(createFileHost(state, options).fetch, 0, host);
	const stops = [tellCallNews(state), tellRoomNews(state), runBatches(state)];
	const urlOf = (one: Server) => `http://${host.includes(':') ? `[${host}]` : host}:${portOf(one)}`;
	[state.baseUrl, state.cdnUrl] = [urlOf(server), urlOf(fileHost)];

	return {
		url: state.baseUrl,
		cdnUrl: state.cdnUrl,
		modelUrl: `${state.baseUrl}${SCRIPTED_MODEL_PATH}`,
		inboxUrl: `${state.baseUrl}${INBOX_PATH}`,
		...account,
		journal: () => state.journal.all(),
		inbox: () => structuredClone(state.inbox),
		rings: () => state.calls.rings(),
		ringsOf: (to) => state.calls.ringsOf(to),
		calls: () => state.calls.all(),
		addBatch(rows, order) {
			const batch = state.batches.createParsed(rows);
			const line = { phoneNumberId: SEED_NUMBER_ID, routingRuleId: SEED_RULE_ID };
			if (order) state.batches.launch(batch, { ...line, ...order });
			return batch.batchId;
		},
		batches: () => structuredClone(state.batches.all()),
		uploads: () => state.batches.uploads(),
		dispatches: () => state.agents.dispatches(),
		addCalls: (...calls) =>
			calls.forEach((call) => state.calls.place({ walk: scenarioOf(call.to)?.walk, ...call })),
		addRooms: (...rooms) => rooms.forEach((room) => state.rooms.create(room)),
		phoneIn(call) {
			const outcome = phoneIn(state, call);
			if (typeof outcome === 'string') throw new Error(outcome);
			return outcome;
		},
		recordings: () => state.recordings.all(),
		transcriptions: () => state.recordings.transcriptions(),
		script: (to, ...like) => void state.scripts.set(to, (rings) => like[rings] ?? like.at(-1)),
		addFault: (order) => state.faults.order(checked(faultOrderSchema, order)),
		changeSettings: (settings) =>
			void Object.assign(state.settings, checked(settingsSchema.partial(), settings)),
		breakAccount(name) {
			const account = brokenAccount(name);
			if (!account) throw new Error(`There is no broken account "${name}".`);
			account.breakIt(state);
		},
		gateways: () => structuredClone([...state.sip.gateways.all()]),
		rules: () => structuredClone([...state.sip.rules.all()]),
		numbers: () => structuredClone([...state.sip.numbers.all()]),
		connectors: () => structuredClone([...state.sip.connectors.all()]),
		webhooks: () => structuredClone(state.webhooks.all()),
		deliveries: () => state.deliveries.all(),
		changeDelivery: (habits) =>
			state.deliveries.change(checked(deliveryHabitsSchema.partial(), habits)),
		releaseDeliveries: () => state.deliveries.release(),
		deliver: (body) => sendByHand(state, body),
		sign: (body) => state.signingKey.sign(body),
		rotateKey: () => state.signingKey.rotate(),
		settled: () => state.deliveries.settled(),
		clock: state.clock,
		reset: () => state.reset(),
		async close() {
			stops.forEach((stop) => stop());
			state.deliveries.stop();
			await Promise.all([server, fileHost].map(closed));
		},
	};
}

const closed = (server: Server) =>
	new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});

type Fetch = Parameters<typeof serve>[0]['fetch'];

function listen(fetch: Fetch, port: number, hostname: string): Promise<Server> {
	return new Promise((resolve, reject) => {
		// The adapter would else replace the global Request and Response of the whole test process.
		const server = serve({ fetch, port, hostname, overrideGlobalObjects: false }, () => {
			server.off('error', reject);
			resolve(server);
		}) as Server;
		server.keepAliveTimeout = KEEP_ALIVE_MS;
		server.once('error', reject);
	});
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
