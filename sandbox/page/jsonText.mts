import { element } from './element.mts';

/** JSON to be read, in a box that scrolls by itself. Text that is no JSON is shown as it is. */
export function jsonText(label: string, value: unknown): HTMLElement {
	const attributes = { tabindex: '0', role: 'group', 'aria-label': label };
	return element('pre', attributes, pretty(value));
}

function pretty(value: unknown): string {
	try {
		return JSON.stringify(typeof value === 'string' ? JSON.parse(value) : value, null, 2) ?? '';
	} catch {
		return String(value);
	}
}
