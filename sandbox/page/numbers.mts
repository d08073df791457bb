import type { PageState } from '../control/pageState.mts';
import { element } from './element.mts';
import { showIn } from './showIn.mts';

const SAYS_COPIED_MS = 2000;
let copied: string | undefined;

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
				element('span', { class: 'copied' }, number === copied ? 'Copied' : ''),
				element('p', {}, title),
			),
		),
	);
}

/** Copies a number, and says so beside it for a moment. */
export async function copyNumber(number: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(number);
	} catch {
		// A browser may forbid it; the number can be selected all the same.
		return;
	}
	copied = number;
	setTimeout(() => (copied = undefined), SAYS_COPIED_MS);
	showIn('announcement', `${number} is copied.`);
}
