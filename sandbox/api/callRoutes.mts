import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toListedCall, toSingleCall } from '../wire/callWire.mts';
import { pageQuery, toPage } from '../wire/page.mts';
import type { ApiEnv } from './apiEnv.mts';
import { checked, Refusal } from './refusal.mts';

const DEFAULT_PER_PAGE = 10;
const A_DAY = 24 * 60 * 60 * 1000;

const text = z.string().min(1).optional();
const epochMs = z
	.string()
	.regex(/^\d{1,15}$/, 'must be a time in epoch milliseconds')
	.transform(Number)
	.optional();

/** Filters: docs page "Fetch All Calls" and ListCallsParams of the vendor's SDK. */
const listQuery = z
	.object({
		...pageQuery,
		roomId: text,
		sessionId: text,
		id: text,
		gatewayId: text,
		ruleId: text,
		type: z.enum(['inbound', 'outbound']).optional(),
		search: text,
		startDate: epochMs,
		endDate: epochMs,
	})
	.strict();

type Filters = z.output<typeof listQuery>;

export function callRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.get('/v2/sip/call', (c) => {
		const { page = 1, perPage = DEFAULT_PER_PAGE, ...filters } = checked(listQuery, c.req.query());
		const calls = state.calls.all().filter((call) => isListed(call) && passes(call, filters));
		return c.json({ statusCode: 200, ...toPage(calls, { page, perPage }, toListedCall) });
	});

	// Vendor's SDK only (src/resources/sip.ts, SipCallsResource.get).
	app.get('/v2/sip/call/:callId', (c) => {
		const call = state.calls.get(c.req.param('callId'));
		if (!call) throw new Refusal(404, 'Call not found.');
		return c.json({ data: toSingleCall(call) });
	});

	function isListed(call: SandboxCall): boolean {
		const { listTrunkCalls, listLagSeconds } = state.settings;
		if (call.via === 'trunk' && !listTrunkCalls) return false;
		return call.placedAt + listLagSeconds * 1000 <= state.clock.now();
	}
}

function passes(call: SandboxCall, filters: Filters): boolean {
	const { startDate = 0, endDate = Infinity, search, type, id, ...exact } = filters;
	const same = (['roomId', 'sessionId', 'gatewayId', 'ruleId'] as const).every(
		(field) => exact[field] === undefined || exact[field] === call[field],
	);
	return (
		same &&
		type !== 'inbound' &&
		(id === undefined || id === call.callId) &&
		(search === undefined || mentions(call, search)) &&
		call.start >= startDate &&
		call.start < endOfDay(endDate)
	);
}

/** The docs say "to/from numbers", the SDK "to/from/roomId"; case does not matter. */
function mentions({ to, from, roomId }: SandboxCall, search: string): boolean {
	const wanted = search.toLowerCase();
	return [to, from, roomId].some((value) => value?.toLowerCase().includes(wanted));
}

/** The whole last day counts (docs); taken as a day in UTC, which the docs leave open. */
const endOfDay = (at: number) => (Math.floor(at / A_DAY) + 1) * A_DAY;
