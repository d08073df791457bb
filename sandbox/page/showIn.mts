/** Which of the elements of a list one is, so that it stays itself when others come before it. */
const KEY = 'data-key';
/** The person at the page opens and closes these. */
const NOT_OURS = 'open';

/**
 * Makes what an element contains look like `wanted`, and leaves alone what is so already: focus,
 * scrolling, opened details and what is selected stay as they are.
 */
export function showIn(id: string, ...wanted: Array<Node | string>): void {
	const built = document.createDocumentFragment();
	built.append(...wanted);
	adaptChildren(part(id), built);
}

/** One of the elements that index.html has. */
export function part<T extends HTMLElement = HTMLElement>(id: string): T {
	const found = document.getElementById(id);
	if (!found) throw new Error(`index.html has no element "${id}".`);
	return found as T;
}

function adaptChildren(shown: Element, wanted: ParentNode): void {
	const wantedKeys = new Set([...wanted.children].map(keyOf));
	for (const child of [...shown.children]) {
		if (keyOf(child) !== null && !wantedKeys.has(keyOf(child))) child.remove();
	}
	let next = shown.firstChild;
	for (const child of [...wanted.childNodes]) {
		const same = isSame(next, child) ? next : keyed(shown, child);
		if (!same) {
			shown.insertBefore(child, next);
			continue;
		}
		if (same === next) next = next.nextSibling;
		else shown.insertBefore(same, next);
		if (same instanceof Element && child instanceof Element) {
			adaptAttributes(same, child);
			adaptChildren(same, child);
		} else if (same.nodeValue !== child.nodeValue) same.nodeValue = child.nodeValue;
	}
	while (next) {
		const after: ChildNode | null = next.nextSibling;
		next.remove();
		next = after;
	}
}

function adaptAttributes(shown: Element, wanted: Element): void {
	for (const { name } of [...shown.attributes]) {
		if (name !== NOT_OURS && !wanted.hasAttribute(name)) shown.removeAttribute(name);
	}
	for (const { name, value } of [...wanted.attributes]) {
		if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
	}
}

const keyOf = (node: Node | null) => (node instanceof Element ? node.getAttribute(KEY) : null);

const isSame = (shown: ChildNode | null, wanted: ChildNode): shown is ChildNode =>
	shown?.nodeName === wanted.nodeName && keyOf(shown) === keyOf(wanted);

function keyed(shown: Element, wanted: ChildNode): ChildNode | undefined {
	const key = keyOf(wanted);
	return key === null ? undefined : [...shown.children].find((child) => keyOf(child) === key);
}
