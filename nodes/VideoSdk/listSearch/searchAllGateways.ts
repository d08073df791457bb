import { GATEWAY_ID_KEYS, type Direction } from '../../../videosdk/gateway.ts';
import { isRecord, text } from '../../../videosdk/wire.ts';
import type { Api } from '../api/index.ts';
import type { ListOrder, ListPage } from '../api/pages.ts';
import { searchNamed } from './fillList.ts';

/** Fills the list of gateways of both directions: VideoSDK keeps the two apart. */
export const searchAllGateways = searchNamed({
	page: async (api, order) => {
		const pages = await Promise.all([
			pageOf(api, order, 'outbound'),
			pageOf(api, order, 'inbound'),
		]);
		const hasNext = pages.some((page) => page.hasNext);
		return { rows: pages.flatMap(({ rows }) => rows), hasNext };
	},
	idKeys: GATEWAY_ID_KEYS,
	nameOf: ({ name, direction }) => [text(name), direction].filter(Boolean).join(', '),
	none: {
		message: 'There are no gateways in this VideoSDK account yet',
		hint: 'Make one in the VideoSDK dashboard under Telephony and open this list again.',
	},
});

async function pageOf(api: Api, order: ListOrder, direction: Direction): Promise<ListPage> {
	const { rows, ...page } = await api.gateways.page(order, direction);
	return { ...page, rows: rows.filter(isRecord).map((row) => ({ ...row, direction })) };
}
