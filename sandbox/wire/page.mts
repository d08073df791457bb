import { z } from 'zod';

const positiveInteger = z
	.string()
	.regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 on')
	.transform(Number);

export const pageQuery = { page: positiveInteger.optional(), perPage: positiveInteger.optional() };

export interface PageRequest {
	page?: number;
	perPage?: number;
}

/** How much a list gives at once: what it gives unasked, and at most. */
export interface PageRule {
	defaultPerPage: number;
	limit: number | null;
}

/** The envelope that the docs show for lists: `pageInfo` and `data`. */
export function toPage<T, W>(
	items: readonly T[],
	request: PageRequest,
	rule: PageRule,
	toWire: (item: T) => W,
) {
	const { page = 1, perPage: asked = rule.defaultPerPage } = request;
	const perPage = Math.min(asked, rule.limit ?? Infinity);
	const from = (page - 1) * perPage;
	return {
		pageInfo: {
			currentPage: page,
			perPage,
			lastPage: Math.max(1, Math.ceil(items.length / perPage)),
			total: items.length,
		},
		data: items.slice(from, from + perPage).map(toWire),
	};
}

/** Defaults: the vendor's SDK (src/http/pagination.ts) names 10 or 20, depending on the resource. */
export const SIP_PER_PAGE = 10;
export const ROOMS_PER_PAGE = 20;
