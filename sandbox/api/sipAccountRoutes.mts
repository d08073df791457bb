import type { Hono } from 'hono';
import { z } from 'zod';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toPhoneNumber, toRule, toTrunk } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { contains } from './contains.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1).optional();
/** One value per comma: so the vendor's SDK joins lists (src/http/client.ts). */
const textList = z
	.string()
	.transform((joined) => joined.split(','))
	.optional();

/** Filters: ListRoutingRulesParams, ListPhoneNumbersParams of the vendor's SDK. */
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

/** What is set up for telephony: trunks, routing rules and phone numbers. */
export function sipAccountRoutes(app: Hono<ApiEnv>, { sip, settings }: SandboxState): void {
	const pageRule = () => ({ defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit });

	// No page of the docs lists trunks.
	app.get('/v2/sip-trunk/:trunkId', (c) => {
		const trunk = sip.trunk(c.req.param('trunkId'));
		if (!trunk) throw new Refusal(404, 'Trunk not found.');
		return c.json(toTrunk(trunk));
	});

	app.get('/v2/sip/routing-rule', (c) => {
		const { search, type, ruleIds, roomType, ...page } = checked(ruleQuery, c.req.query());
		const found = sip.rules
			.all()
			.filter(
				(rule) =>
					(type ?? rule.type) === rule.type &&
					(ruleIds?.includes(rule.id) ?? true) &&
					(roomType?.includes(rule.room.type) ?? true) &&
					contains(search, rule.name, ...rule.numbers),
			);
		return c.json(toPage(found, page, pageRule(), toRule));
	});

	app.get('/v2/sip/routing-rule/:ruleId', (c) => {
		const rule = sip.rules.get(c.req.param('ruleId'));
		if (!rule) throw new Refusal(404, 'Routing rule not found.');
		return c.json(toRule(rule));
	});

	app.get('/v2/sip/phone-numbers', (c) => {
		const { search, ...page } = checked(numberQuery, c.req.query());
		const found = sip.numbers.all().filter(({ name, e164 }) => contains(search, name, e164));
		return c.json(
			toPage(found, page, pageRule(), (number) => toPhoneNumber(number, sip, settings)),
		);
	});

	// By the number itself, not by its id: docs page "Get Phone Number by e164".
	app.get('/v2/sip/phone-numbers/:e164', (c) => {
		const number = sip.numbers.get(c.req.param('e164'));
		if (!number) throw new Refusal(404, 'Phone number not found.');
		return c.json(toPhoneNumber(number, sip, settings));
	});
}
