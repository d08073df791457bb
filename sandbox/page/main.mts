import type { PageCall, PageState } from '../control/pageState.mts';
import { announce, isRinging } from './announcer.mts';
import { showBatches } from './batches.mts';
import { showCallList } from './callList.mts';
import { latest } from './callWords.mts';
import { breakAccount, cancelFaults, orderFault, resetSandbox, showFaults } from './faults.mts';
import { listenToKeys } from './keys.mts';
import { copyNumber, showNumbers } from './numbers.mts';
import { listenToPhoneIn, showInboundNumbers } from './phoneIn.mts';
import { showPhones } from './phones.mts';
import { showRequests } from './requests.mts';
import { ring } from './ringtone.mts';
import { ask, listenToSandbox } from './sandbox.mts';
import { part, showIn } from './showIn.mts';
import { clockTime } from './times.mts';
import { showTimeline } from './timeline.mts';
import { showWebhooks } from './webhooks.mts';

let state: PageState | undefined;
/** The call whose timeline somebody has asked for, until a new one comes. */
let chosenCallId: string | undefined;

function show(news: PageState): void {
	if (news.callCount !== state?.callCount) chosenCallId = undefined;
	state = news;
	const chosen = chosenCall(news);
	showPhones(news);
	showTimeline(news, chosen);
	showCallList(news, chosen);
	showRequests(news);
	showWebhooks(news);
	showBatches(news);
	showFaults(news);
	showNumbers(news);
	showInboundNumbers(news);
	showIn('clock', `${clockTime(news.now)}${clockWords(news.speed)}`);
	showIn(
		'account',
		`Base URL ${news.baseUrl}, API key ${news.apiKey}, API secret as printed at the start.`,
	);
	announce(news);
	ringIfWanted();
}

function chosenCall({ calls }: PageState): PageCall | undefined {
	return calls.find(({ callId }) => callId === chosenCallId) ?? latest(calls);
}

function clockWords(speed: number): string {
	if (speed === 1) return '';
	return speed === 0 ? ', stands still' : `, ${speed} times as fast`;
}

function ringIfWanted(): void {
	const isOn = part<HTMLInputElement>('sound').checked;
	ring(isOn && (state?.calls.some(isRinging) ?? false));
}

async function act(callId: string, action: string): Promise<void> {
	showIn('phone-problem', (await ask('POST', `/calls/${callId}/${action}`)) ?? '');
}

/** What the buttons do, by their `data-do`; `of` is their `data-of`. */
const ACTIONS: Readonly<Record<string, (of: string) => unknown>> = {
	answer: async (callId) => await act(callId, 'answer'),
	reject: async (callId) => await act(callId, 'reject'),
	hangup: async (callId) => await act(callId, 'hangup'),
	voicemail: async (callId) => await act(callId, 'voicemail'),
	show(callId) {
		chosenCallId = callId;
		if (state) show(state);
	},
	async copy(number) {
		await copyNumber(number);
		if (state) showNumbers(state);
	},
	fault: orderFault,
	cancelFaults,
	breakAccount,
	reset: resetSandbox,
};

document.addEventListener('click', ({ target }) => {
	const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
	if (button) void ACTIONS[button.dataset.do ?? '']?.(button.dataset.of ?? '');
});
part('sound').addEventListener('change', () => {
	// Within the click that switches it on, so that the browser lets it sound later.
	if (part<HTMLInputElement>('sound').checked) ring(true);
	ringIfWanted();
});
listenToPhoneIn();
listenToKeys(
	() => state?.calls ?? [],
	(callId, action) => void act(callId, action),
);
listenToSandbox(show, (isConnected) => {
	const notice = part('connection');
	notice.hidden = isConnected;
	showIn(
		'connection',
		isConnected ? '' : 'The sandbox does not answer. Waiting for it to come back.',
	);
});
