import type { PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { part, showIn } from './showIn.mts';

/** The batches that VideoSDK calls by itself, if there are any. */
export function showBatches({ batches }: PageState): void {
	part('batches-part').hidden = batches.length === 0;
	showIn('batch-count', String(batches.length));
	showIn(
		'batch-list',
		element(
			'ul',
			{ class: 'plain', role: 'list' },
			...batches.map(({ batchId, name, status, people, done }) =>
				element(
					'li',
					{ 'data-key': batchId, class: 'line' },
					element('span', { class: 'grow' }, name ?? batchId),
					element('span', {}, `${done} of ${people} done`),
					element('span', { class: 'status' }, status),
				),
			),
		),
	);
}
