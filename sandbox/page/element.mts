type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/**
 * An element of HTML. Texts become text nodes and attributes are set as such, so whatever comes from
 * outside (numbers, names, metadata) is shown and never read as markup.
 */
export function element(tag: string, attributes: Attributes = {}, ...children: Child[]) {
	return filled(document.createElement(tag), attributes, children);
}

const SVG = 'http://www.w3.org/2000/svg';

const ICON_PATHS = {
	handset:
		'M6.6 3.5 9.3 3l2.3 5.3-2.1 2.2a14 14 0 0 0 5.9 5.9l2.2-2.1 5.3 2.3-.5 2.7a3 3 0 0 1-3 2.5A16.2 16.2 0 0 1 3.9 6.3a3 3 0 0 1 2.7-2.8Z',
	hangUp:
		'M12 8.5c-3.3 0-6.4.8-9 2.4a2.4 2.4 0 0 0-1 2.9l.9 2.2 4.3-.9.5-2.9a13 13 0 0 1 8.6 0l.5 2.9 4.3.9.9-2.2a2.4 2.4 0 0 0-1-2.9 17.3 17.3 0 0 0-9-2.4Z',
	voicemail: 'M6.5 8a4 4 0 1 0 3.5 6h4a4 4 0 1 0 3.5-6 4 4 0 0 0-3.5 6h-4a4 4 0 0 0-3.5-6Z',
};

/** A picture beside words that say the same: screen readers pass over it. */
export function icon(name: keyof typeof ICON_PATHS): SVGElement {
	const path = filled(document.createElementNS(SVG, 'path'), { d: ICON_PATHS[name] }, []);
	const attributes = { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' };
	return filled(document.createElementNS(SVG, 'svg'), attributes, [path]);
}

function filled<T extends Element>(made: T, attributes: Attributes, children: Child[]): T {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === true) made.setAttribute(name, '');
		else if (typeof value === 'string') made.setAttribute(name, value);
	}
	made.append(...children.filter((child) => child !== undefined && child !== false));
	return made;
}
