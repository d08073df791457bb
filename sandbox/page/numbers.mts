import type { PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { part, showIn } from './showIn.mts';

/** What happens at which number. A click copies it. */
export function showNumbers({ scenarios }: PageState): void {
	showIn(
		'number-list',
		...scenarios.map(({ number, title }) =>
			element(
				'li',
				{ 'data-key': number },
				element(
					'button',
					{
						...{ type: 'button', 'data-do': 'copy', 'data-of': number },
						title: 'Copy the number',
						'aria-label': `Copy ${number}`,
					},
					number,
				),
				element('span', {}, title),
			),
		),
	);
}

export async function copyNumber(number: string): Promise<void> {
	await navigator.clipboard.writeText(number);
	showIn('announcement', `${number} is copied.`);
	const button = part('number-list').querySelector(`[data-of="${CSS.escape(number)}"]`);
	button?.animate?.([{ opacity: 0.3 }, { opacity: 1 }], 400);
}
