import type { PageDelivery, PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { jsonText } from './jsonText.mts';
import { showIn } from './showIn.mts';
import { timeOf } from './times.mts';

/** Who is told of calls, and what was sent, the newest first. */
export function showWebhooks({ webhooks, deliveries }: PageState): void {
	showIn('webhook-count', deliveries.length === 0 ? '' : `${deliveries.length} sent`);
	showIn(
		'webhook-list',
		element('h3', {}, 'Who is told'),
		webhooks.length === 0
			? element(
					'p',
					{ class: 'hint' },
					'Nobody. A workflow with VideoSDK Trigger registers itself when it is published or tested.',
				)
			: element(
					'ul',
					{ class: 'plain', role: 'list' },
					...webhooks.map(({ id, url, events }) =>
						element(
							'li',
							{ 'data-key': id },
							element('code', {}, url),
							element('p', { class: 'hint' }, events.join(', ')),
						),
					),
				),
		...(deliveries.length === 0
			? []
			: [
					element('h3', {}, 'What was sent'),
					element('ul', { class: 'plain', role: 'list' }, ...deliveries.map(deliveryLine)),
				]),
	);
}

/** Like `answered 200 by localhost:5678`. */
export function answerWords({ status, error, attempt }: PageDelivery, receiver: string): string {
	const retry = attempt > 1 ? `, attempt ${attempt}` : '';
	if (status !== null) return `answered ${status} by ${receiver}${retry}`;
	return error === undefined
		? `under way to ${receiver}${retry}`
		: `not taken by ${receiver}: ${error}${retry}`;
}

export const hostOf = ({ url }: PageDelivery) => (URL.canParse(url) ? new URL(url).host : url);

function deliveryLine(delivery: PageDelivery): HTMLElement {
	const { at, event, status, attempt, body, url } = delivery;
	const isTaken = status !== null && status < 300;
	return element(
		'li',
		{ 'data-key': `${at} ${url} ${event ?? ''} ${attempt}` },
		element(
			'details',
			{},
			element(
				'summary',
				{},
				timeOf(at),
				element('span', { class: 'grow' }, event ?? 'made by hand'),
				element('span', { class: `status ${isTaken ? '' : 'bad'}` }, String(status ?? 'none')),
			),
			element('p', {}, answerWords(delivery, url)),
			jsonText('What was sent', body),
		),
	);
}
