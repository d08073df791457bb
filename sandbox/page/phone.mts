import type { PageCall } from '../control/pageState.mts';
import { otherNumber, outcomeOf, ownNumber, phaseOf, roomOf, since, wayOf } from './callWords.mts';
import { element, icon } from './element.mts';
import { clockTime, counter, dayOf } from './times.mts';

const BUTTONS = {
	answer: { name: 'Answer', picture: 'handset' },
	reject: { name: 'Decline', picture: 'hangUp' },
	hangup: { name: 'Hang Up', picture: 'hangUp' },
	voicemail: { name: 'Voicemail', picture: 'voicemail' },
} as const;

/** A phone that rings, talks, or has just hung up. */
export function phone(call: PageCall, now: number): HTMLElement {
	const phase = phaseOf(call);
	return element(
		'article',
		{
			'data-key': call.callId,
			'data-call': call.callId,
			class: `phone ${phase}`,
			'aria-label': `Phone of ${ownNumber(call)}`,
			tabindex: '-1',
		},
		element(
			'p',
			{ class: 'owner' },
			call.type === 'inbound' ? 'You phone from ' : '',
			element('b', {}, ownNumber(call)),
			call.displayName === undefined ? '' : ` · ${call.displayName}`,
		),
		element('div', { class: 'picture' }, icon(phase === 'over' ? 'hangUp' : 'handset')),
		...screen(call, now),
		element('div', { class: 'buttons' }, ...call.actions.map((action) => button(call, action))),
	);
}

function screen(call: PageCall, now: number): HTMLElement[] {
	const { outcome, words, lasted } = outcomeOf(call);
	if (phaseOf(call) === 'over') {
		return [
			element('h3', { class: 'state' }, words),
			element('p', { class: 'caller' }, otherNumber(call)),
			lines([
				...(lasted ? [['How long', lasted] as const] : []),
				['Outcome in n8n', outcome],
				['Room', roomOf(call)],
			]),
		];
	}
	return [
		element('h3', { class: 'state' }, stateOf(call, now)),
		element('p', { class: 'caller' }, otherNumber(call)),
		lines([
			['Room', roomOf(call)],
			...(call.agent === undefined ? [] : [['Agent', call.agent] as const]),
			['Through', wayOf(call)],
		]),
	];
}

function stateOf(call: PageCall, now: number): string {
	const isInbound = call.type === 'inbound';
	const answered = since(call, 'answered');
	if (answered !== undefined) {
		const what = call.answeredBy === 'voicemail' ? 'Voicemail' : talkingWords(call);
		return `${what} ${counter(now - answered)}`;
	}
	if (phaseOf(call) === 'connecting') return isInbound ? 'Calling' : 'Connecting';
	const rings = counter(now - (since(call, 'ringing') ?? since(call, 'verified') ?? now));
	return `${isInbound ? 'It rings' : 'Incoming call'} ${rings}`;
}

function talkingWords({ status, transferTo }: PageCall): string {
	if (status.startsWith('transfer') && status !== 'transfer-failed') {
		return `Being transferred to ${transferTo ?? 'somebody'}`;
	}
	return 'Talking';
}

function lines(pairs: ReadonlyArray<readonly [string, string]>): HTMLElement {
	return element(
		'dl',
		{ class: 'lines' },
		...pairs.map(([name, value]) =>
			element('div', {}, element('dt', {}, name), element('dd', {}, value)),
		),
	);
}

function button({ callId }: PageCall, action: PageCall['actions'][number]): HTMLElement {
	const { name, picture } = BUTTONS[action];
	return element(
		'button',
		{ 'data-key': action, 'data-do': action, 'data-of': callId, class: action, type: 'button' },
		icon(picture),
		name,
	);
}

/** A phone that nobody calls. */
export function restingPhone(now: number): HTMLElement {
	const [time] = clockTime(now).split(' ');
	return element(
		'article',
		{ 'data-key': 'resting', class: 'phone resting', 'aria-label': 'A phone at rest' },
		element('p', { class: 'big-clock' }, time?.slice(0, 5) ?? ''),
		element('p', { class: 'day' }, dayOf(now)),
		element('h3', { class: 'state' }, 'Nobody is calling'),
		element(
			'p',
			{ class: 'advice' },
			'Execute a workflow that calls ',
			element('b', {}, '+12025550110'),
			', and this phone rings until you answer.',
		),
	);
}
