import { createAgentStore } from './agentStore.mts';
import { createBatchStore } from './batchStore.mts';
import { createCallStore } from './callStore.mts';
import { createClock } from './clock.mts';
import { createFaultDesk } from '../faults/faultDesk.mts';
import { createJournal } from './journal.mts';
import { createRecordingStore } from './recordingStore.mts';
import { createRoomStore } from './roomStore.mts';
import { DEFAULT_SETTINGS } from './settings.mts';
import type { SandboxSettings } from './settings.mts';
import { createSipAccount } from './sipAccount.mts';
import type { Scripts } from './scripts.mts';
import { createWebhookStore } from './webhookStore.mts';
import { createDeliveryDesk } from '../webhooks/deliveryDesk.mts';
import { createSigningKey } from '../webhooks/signingKey.mts';

/** What a workflow has posted to the inbox, in place of a CRM or a chat. */
export interface Posted {
	/** By the sandbox's clock, in epoch milliseconds. */
	at: number;
	/** The path behind the inbox's own, such as `/crm/api/calls`. */
	to: string;
	/** Parsed; the text as it came where it is no JSON. */
	body: unknown;
}

export interface Account {
	apiKey: string;
	apiSecret: string;
}

/** Everything the sandbox remembers. Nothing in here knows what an answer looks like. */
export type SandboxState = ReturnType<typeof createSandboxState>;

export function createSandboxState(account: Account) {
	const clock = createClock();
	const signingKey = createSigningKey();
	const settings: SandboxSettings = { ...DEFAULT_SETTINGS };
	const rooms = createRoomStore(clock);
	const calls = createCallStore(clock);
	const scripts: Scripts = new Map();
	const sip = createSipAccount(settings);
	const inbox: Posted[] = [];
	const state = {
		account,
		/** Set when the server listens; answers that contain links need it. */
		baseUrl: '',
		/** The same of the host that files lie at. */
		cdnUrl: '',
		clock,
		agents: createAgentStore(clock, settings),
		calls,
		scripts,
		sip,
		batches: createBatchStore({ clock, settings, calls, scripts, sip }),
		rooms,
		recordings: createRecordingStore({ clock, settings, rooms, calls: () => calls.all() }),
		journal: createJournal(),
		inbox,
		faults: createFaultDesk(),
		webhooks: createWebhookStore(clock),
		signingKey,
		deliveries: createDeliveryDesk(clock, signingKey),
		settings,
		/** A moment as the service states it: its clock may be ahead of the true time. */
		stated: (at: number) => at + settings.clockSkewSeconds * 1000,
		reset() {
			// Before the clock: it may jump to the real time, and nobody shall hear of what comes due then.
			state.webhooks.reset();
			state.deliveries.reset();
			state.agents.reset();
			state.batches.reset();
			state.calls.reset();
			state.scripts.clear();
			state.signingKey.reset();
			clock.reset();
			state.rooms.reset();
			state.sip.reset();
			state.recordings.reset();
			state.journal.reset();
			inbox.length = 0;
			state.faults.reset();
			Object.assign(state.settings, DEFAULT_SETTINGS);
		},
	};
	return state;
}
