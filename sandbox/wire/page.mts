import { z } from 'zod';

const positiveInteger = z
	.string()
	.regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1 on')
	.transform(Number);

export const pageQuery = { page: positiveInteger.optional(), perPage: positiveInteger.optional() };

export interface PageRequest {
	page: number;
	perPage: number;
}

/** The envelope that the docs show for lists: `pageInfo` and `data`. */
export function toPage<T, W>(items: T[], { page, perPage }: PageRequest, toWire: (item: T) => W) {
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
