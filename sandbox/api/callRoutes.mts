import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxCall } from '../state/callStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { toListedCall, toSingleCall } from '../wire/callWire.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import type { ApiEnv } from './apiEnv.mts';
import { epochMs } from './epochMs.mts';
import { checked, Refusal } from './refusal.mts';

const A_DAY = 24 * 60 * 60 * 1000;

const text = z.string().min(1).optional();

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

type Filters = Omit<z.output<typeof listQuery>, 'page' | 'perPage'>;

export function callRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.get('/v2/sip/call', (c) => {
		const { page, perPage, ...filters } = checked(listQuery, c.req.query());
		const calls = state.calls.all().filter((call) => isListed(call) && passes(call, filters));
		const rule = { defaultPerPage: SIP_PER_PAGE, limit: state.settings.pageSizeLimit };
		const toWire = (call: SandboxCall) => toListedCall(call, state.settings);
		return c.json({ statusCode: 200, ...toPage(calls, { page, perPage }, rule, toWire) });
	});

	// Vendor's SDK only (src/resources/sip.ts, SipCallsResource.get).
	app.get('/v2/sip/call/:callId', (c) => {
		const call = state.calls.get(c.req.param('callId'));
		if (!call || state.settings.callGetAnswers404) throw new Refusal(404, 'Call not found.');
		return c.json({ data: toSingleCall(call, state.settings) });
	});

	function isListed(call: SandboxCall): boolean {
		const { listTrunkCalls, listLagSeconds, vanishingCalls } = state.settings;
		if (call.via === 'trunk' && !listTrunkCalls) return false;
		const age = (state.clock.now() - call.placedAt) / 1000;
		return age >= listLagSeconds && age < (vanishingCalls ?? Infinity);
	}

	function passes(call: SandboxCall, { startDate = 0, endDate = Infinity, ...rest }: Filters) {
		const start = state.stated(call.start);
		return start >= startDate && start < endOfDay(endDate) && matches(call, rest);
	}
}

function matches(call: SandboxCall, filters: Filters): boolean {
	const { search, type, id } = filters;
	const same = (['roomId', 'sessionId', 'gatewayId', 'ruleId'] as const).every(
		(field) => filters[field] === undefined || filters[field] === call[field],
	);
	return (
		same &&
		(type === undefined || type === call.type) &&
		(id === undefined || id === call.callId) &&
		(search === undefined || mentions(call, search))
	);
}

/** The docs say "to/from numbers", the SDK "to/from/roomId"; case does not matter. */
function mentions({ to, from, roomId }: SandboxCall, search: string): boolean {
	const wanted = search.toLowerCase();
	return [to, from, roomId].some((value) => value?.toLowerCase().includes(wanted));
}

/** The whole last day counts (docs); taken as a day in UTC, which the docs leave open. */
const endOfDay = (at: number) => (Math.floor(at / A_DAY) + 1) * A_DAY;
