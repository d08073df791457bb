import type {
	PageCall,
	PageDelivery,
	PageRecording,
	PageRequest,
	PageState,
} from '../control/pageState.mts';
import { otherNumber, ownNumber, wayOf } from './callWords.mts';
import { element } from './element.mts';
import { jsonText } from './jsonText.mts';
import { showIn } from './showIn.mts';
import { lasting, timeOf, ZONE } from './times.mts';
import { answerWords, hostOf } from './webhooks.mts';

interface Moment {
	at: number;
	/** Among those of the same millisecond: a request comes before what it brings about. */
	order: number;
	line: HTMLElement;
}

/** All that is known of one call, in the order in which it happened. */
export function showTimeline(state: PageState, call: PageCall | undefined): void {
	if (!call) {
		const hint = 'No call so far. Its steps, webhooks and requests will stand here.';
		return showIn('timeline', element('p', { class: 'hint' }, hint));
	}
	const moments: Moment[] = [
		...state.requests.filter((one) => isAbout(call, one)).map(requestMoment),
		...call.timelog.map(({ status, at }) => stepMoment(call, status, at)),
		...state.recordings
			.filter(({ sessionId }) => sessionId === call.sessionId)
			.flatMap(recordingMoments),
		...state.deliveries.filter(({ callId }) => callId === call.callId).map(deliveryMoment),
	];
	moments.sort((one, other) => one.at - other.at || one.order - other.order);
	showIn(
		'timeline',
		element(
			'h3',
			{},
			call.type === 'inbound' ? 'Call in from ' : 'Call to ',
			element('span', { class: 'nowrap' }, ownNumber(call)),
		),
		element('p', { class: 'hint' }, `Times are in ${ZONE}.`),
		element('ol', { class: 'timeline' }, ...moments.map(({ line }) => line)),
		details(call),
	);
}

const isAbout = (call: PageCall, { placedCallId, path, body }: PageRequest) =>
	placedCallId === call.callId || path.includes(call.callId) || body.includes(call.callId);

function requestMoment({ at, method, path, status }: PageRequest): Moment {
	const what = `n8n asks: ${method} ${path.split('?')[0] ?? path}`;
	const answer = status === null ? 'without an answer' : `answered ${status}`;
	return { at, order: 0, line: moment('request', at, what, answer) };
}

function stepMoment(call: PageCall, status: string, at: number): Moment {
	const after = at - call.placedAt;
	return {
		at,
		order: 1,
		line: moment('step', at, status, after === 0 ? '' : `after ${lasting(after)}`),
	};
}

function recordingMoments({ type, start, end, readyAt, hasFailed }: PageRecording): Moment[] {
	const line = (at: number | null, what: string): Moment[] =>
		at === null ? [] : [{ at, order: 2, line: moment('recording', at, what, '') }];
	return [
		...line(start, `Recording (${type}) begins`),
		...line(end, hasFailed ? 'Recording has failed' : 'Recording ends'),
		...line(readyAt, 'Its file is there'),
	];
}

function deliveryMoment(delivery: PageDelivery): Moment {
	const { at, event } = delivery;
	const what = `Webhook: ${event ?? 'made by hand'}`;
	return {
		at,
		order: 2,
		line: moment('delivery', at, what, answerWords(delivery, hostOf(delivery))),
	};
}

function moment(kind: string, at: number, what: string, more: string): HTMLElement {
	return element(
		'li',
		{ class: kind },
		timeOf(at),
		element('span', {}, element('b', {}, what), more === '' ? '' : ` ${more}`),
	);
}

function details(call: PageCall): HTMLElement {
	const { callId, displayName, participantId, agent, metadata, rings, type } = call;
	const rows: Array<readonly [string, string | undefined]> = [
		['Caller ID (From)', type === 'inbound' ? ownNumber(call) : otherNumber(call)],
		['To', call.to],
		['Name', displayName],
		['Room', call.roomId],
		['Room name', call.roomName],
		['Agent', agent],
		['Through', wayOf(call)],
		[
			'Phone has rung',
			type === 'inbound' ? undefined : `${rings} ${rings === 1 ? 'time' : 'times'}`,
		],
		['Transfer to', call.transferTo],
		['Call ID', callId],
		['Participant', participantId],
	];
	return element(
		'div',
		{},
		element(
			'dl',
			{ class: 'rows' },
			...rows
				.filter(([, value]) => value !== undefined)
				.map(([name, value]) =>
					element('div', {}, element('dt', {}, name), element('dd', {}, value)),
				),
		),
		element('h4', {}, 'Metadata'),
		metadata === undefined
			? element('p', { class: 'hint' }, 'None came with this call.')
			: jsonText('Metadata of the call', metadata),
	);
}
