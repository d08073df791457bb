import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toGateway, toPhoneNumber, toRule, toTrunk } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1).optional();
/** One value per comma: so the vendor's SDK joins lists (src/http/client.ts). */
const textList = z
	.string()
	.transform((joined) => joined.split(','))
	.optional();

/** Filters: ListTrunksParams, ListRoutingRulesParams, ListPhoneNumbersParams of the vendor's SDK. */
const gatewayQuery = z.object({ ...pageQuery, id: text, search: text }).strict();
const numberQuery = z.object({ ...pageQuery, search: text }).strict();
const ruleQuery = z
	.object({
		...pageQuery,
		search: text,
		type: z.enum(['inbound', 'outbound']).optional(),
		ruleIds: textList,
		roomType: textList,
	})
	.strict();

/** What is set up for telephony: gateways, trunks, routing rules and phone numbers, to be read only. */
export function sipAccountRoutes(app: Hono<ApiEnv>, { sip, settings }: SandboxState): void {
	const pageRule = () => ({ defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit });

	for (const direction of ['inbound', 'outbound'] as const) {
		const path = `/v2/sip/${direction}-gateways`;
		app.get(path, (c) => {
			const { id, search, ...page } = checked(gatewayQuery, c.req.query());
			const found = sip
				.gateways(direction)
				.filter((gateway) => (id ?? gateway.id) === gateway.id && contains(search, gateway.name));
			return c.json(toPage(found, page, pageRule(), toGateway));
		});
		app.get(`${path}/:gatewayId`, (c) => {
			const id = c.req.param('gatewayId');
			const gateway = sip.gateways(direction).find((one) => one.id === id);
			if (!gateway) throw new Refusal(404, 'Gateway not found.');
			return c.json(toGateway(gateway));
		});
	}

	// No page of the docs lists trunks.
	app.get('/v2/sip-trunk/:trunkId', (c) => {
		const trunk = sip.trunk(c.req.param('trunkId'));
		if (!trunk) throw new Refusal(404, 'Trunk not found.');
		return c.json(toTrunk(trunk));
	});

	app.get('/v2/sip/routing-rule', (c) => {
		const { search, type, ruleIds, roomType, ...page } = checked(ruleQuery, c.req.query());
		const found = sip
			.rules()
			.filter(
				(rule) =>
					(type ?? rule.type) === rule.type &&
					(ruleIds?.includes(rule.id) ?? true) &&
					(roomType?.includes(rule.staticRoomId === null ? 'dynamic' : 'static') ?? true) &&
					contains(search, rule.name, ...rule.numbers),
			);
		return c.json(toPage(found, page, pageRule(), toRule));
	});

	app.get('/v2/sip/routing-rule/:ruleId', (c) => {
		const rule = sip.rule(c.req.param('ruleId'));
		if (!rule) throw new Refusal(404, 'Routing rule not found.');
		return c.json(toRule(rule));
	});

	app.get('/v2/sip/phone-numbers', (c) => {
		const { search, ...page } = checked(numberQuery, c.req.query());
		const found = sip.numbers().filter(({ name, e164 }) => contains(search, name, e164));
		return c.json(toPage(found, page, pageRule(), (number) => toPhoneNumber(number, sip)));
	});

	// By the number itself, not by its id: docs page "Get Phone Number by e164".
	app.get('/v2/sip/phone-numbers/:e164', (c) => {
		const number = sip.number(c.req.param('e164'));
		if (!number) throw new Refusal(404, 'Phone number not found.');
		return c.json(toPhoneNumber(number, sip));
	});
}

/** Searching is case-insensitive in all lists of the docs. */
function contains(search = '', ...values: string[]): boolean {
	return values.some((value) => value.toLowerCase().includes(search.toLowerCase()));
}
