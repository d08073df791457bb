import { createCallStore } from './callStore.mts';
import { createClock } from './clock.mts';
import { createFaultDesk } from '../faults/faultDesk.mts';
import { createJournal } from './journal.mts';
import { createRoomStore } from './roomStore.mts';

/** Switches for what nobody outside VideoSDK knows about the real service. */
export interface SandboxSettings {
	/** Whether calls placed by POST /v2/sip/outbound-call appear in GET /v2/sip/call. */
	listTrunkCalls: boolean;
	/** How long a new call takes to appear in GET /v2/sip/call. */
	listLagSeconds: number;
}

const DEFAULT_SETTINGS: SandboxSettings = { listTrunkCalls: true, listLagSeconds: 0 };

export interface Account {
	apiKey: string;
	apiSecret: string;
}

/** Everything the sandbox remembers. Nothing in here knows what an answer looks like. */
export type SandboxState = ReturnType<typeof createSandboxState>;

export function createSandboxState(account: Account) {
	const clock = createClock();
	const state = {
		account,
		/** Set when the server listens; answers that contain links need it. */
		baseUrl: '',
		clock,
		calls: createCallStore(clock),
		rooms: createRoomStore(clock),
		journal: createJournal(),
		faults: createFaultDesk(),
		settings: { ...DEFAULT_SETTINGS },
		reset() {
			clock.reset();
			state.calls.reset();
			state.rooms.reset();
			state.journal.reset();
			state.faults.reset();
			Object.assign(state.settings, DEFAULT_SETTINGS);
		},
	};
	return state;
}
