import type { PageRequest, PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { jsonText } from './jsonText.mts';
import { showIn } from './showIn.mts';
import { timeOf } from './times.mts';
import { tokenWords } from './tokenWords.mts';

/** What n8n has asked, the newest first, with what its token says. */
export function showRequests({ requests, apiKey }: PageState): void {
	showIn('request-count', requests.length === 0 ? '' : String(requests.length));
	showIn(
		'request-list',
		requests.length === 0
			? element('p', { class: 'hint' }, 'n8n has asked nothing so far.')
			: element(
					'ul',
					{ class: 'plain', role: 'list' },
					...requests.map((request) => requestLine(request, apiKey)),
				),
	);
}

function requestLine(request: PageRequest, apiKey: string): HTMLElement {
	const { at, method, path, status, placedCallId, body } = request;
	const answer = status === null ? 'no answer' : String(status);
	return element(
		'li',
		{ 'data-key': `${at} ${method} ${path}` },
		element(
			'details',
			{},
			element(
				'summary',
				{},
				timeOf(at),
				element('span', { class: 'grow' }, element('b', {}, method), ` ${path}`),
				element(
					'span',
					{ class: `status ${status !== null && status < 400 ? '' : 'bad'}` },
					answer,
				),
			),
			element(
				'p',
				{},
				placedCallId === undefined ? 'It made no phone ring.' : 'It made a phone ring.',
			),
			element('h4', {}, 'What its token says'),
			element(
				'ul',
				{ class: 'claims' },
				...tokenWords(request, apiKey).map((words) => element('li', {}, words)),
			),
			body === '' ? '' : element('h4', {}, 'What was sent'),
			body === '' ? '' : jsonText('What was sent', body),
		),
	);
}
