import type { Hono } from 'hono';
import { z } from 'zod';
import { newObjectId } from '../state/newId.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { Direction, SipRule } from '../state/sipAccount.mts';
import { RULE_DEFAULTS } from '../state/sipSeed.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toAccountAnswer, toRule } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { contains } from './contains.mts';
import { E164 } from './dialable.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1);
const texts = z.array(text).optional();
const pairs = z.record(z.string()).optional();
/** One value per comma: so the vendor's SDK joins lists (src/http/client.ts). */
const textList = z
	.string()
	.transform((joined) => joined.split(','))
	.optional();

/** ListRoutingRulesParams of the vendor's SDK (src/resources/sip.ts). */
const listQuery = z
	.object({
		...pageQuery,
		search: text.optional(),
		type: z.enum(['inbound', 'outbound']).optional(),
		ruleIds: textList,
		roomType: textList,
	})
	.strict();

/** What a change may name: UpdateRoutingRuleOptions of the vendor's SDK, in its wire names. */
const fields = {
	name: text,
	phoneNumbers: z
		.array(z.string().regex(E164, 'must be a phone number like +12025550100'))
		.optional(),
	room: z
		.object({
			type: z.enum(['static', 'dynamic']),
			prefix: z.enum(['blank', 'participantNumber', 'sipNumber', 'random']).optional(),
			id: text.optional(),
			pin: text.optional(),
		})
		.strict()
		.optional(),
	agentId: text.optional(),
	agentMetadata: z.record(z.unknown()).optional(),
	includeHeaders: z.enum(['ALL', 'SIP_X_HEADERS', 'NONE']).optional(),
	headers: pairs,
	headersToAttributes: pairs,
	allowedNumbers: texts,
	allowedIpAddresses: texts,
	tags: texts,
	recording: z.boolean().optional(),
	dtmf: z.boolean().optional(),
	noiseCancellation: z.boolean().optional(),
	hidePhoneNumber: z.boolean().optional(),
	apiKey: text.optional(),
};
const createSchema = z.object({ ...fields, type: z.enum(['inbound', 'outbound']) }).strict();
const updateSchema = z.object(fields).partial().strict();

/** What the switches of a gateway are set back to when an update does not name them. */
const SET_BACK = {
	recording: false,
	dtmf: false,
	noiseCancellation: false,
	hidePhoneNumber: false,
};

/** Routing rules: docs pages "Create/Update/Fetch/Fetch All/Delete Routing Rule". */
export function routingRuleRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	const { sip, settings, clock } = state;
	const path = '/v2/sip/routing-rule';

	app.post(path, (c) => {
		const { type, name, ...order } = jsonBody(c, createSchema);
		const id = `rr_${newObjectId()}`;
		const at = clock.now();
		const changes = changesOf({ ...order, name }, type, id);
		const rule = { ...{ id, type, name, numbers: [] }, ...RULE_DEFAULTS, ...changes };
		const made = sip.rules.add({ ...rule, createdAt: at, updatedAt: at });
		return c.json(toAccountAnswer(toRule(made, settings), settings), 201);
	});

	app.get(path, (c) => {
		const { search, type, ruleIds, roomType, ...page } = checked(listQuery, c.req.query());
		const found = sip.rules
			.all()
			.filter(
				(rule) =>
					(type ?? rule.type) === rule.type &&
					(ruleIds?.includes(rule.id) ?? true) &&
					(roomType?.includes(rule.room.type) ?? true) &&
					contains(search, rule.name, ...rule.numbers),
			);
		const pageRule = { defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit };
		return c.json(toPage(found, page, pageRule, (rule) => toRule(rule, settings)));
	});

	app.get(`${path}/:ruleId`, (c) => {
		const rule = known(c.req.param('ruleId'));
		return c.json(toAccountAnswer(toRule(rule, settings), settings));
	});

	app.patch(`${path}/:ruleId`, (c) => {
		const { id, type } = known(c.req.param('ruleId'));
		const body = jsonBody(c, updateSchema);
		if (Object.keys(body).length === 0) throw new Refusal(400, 'No editable fields provided');
		const setBack = settings.ruleUpdatesSetBack ? SET_BACK : {};
		const changes = { ...setBack, ...changesOf(body, type, id), updatedAt: clock.now() };
		const rule = sip.rules.change(id, changes) ?? known(id);
		return c.json(toAccountAnswer(toRule(rule, settings), settings, true));
	});

	app.delete(`${path}/:ruleId`, (c) => {
		const { id } = known(c.req.param('ruleId'));
		sip.rules.remove(id);
		return c.json({ message: 'Routing rule deleted successfully', ruleId: id });
	});

	function known(id: string): SipRule {
		const rule = sip.rules.get(id);
		if (rule) return rule;
		throw new Refusal(404, 'Routing rule not found.');
	}

	/** What the docs refuse with 400 is refused; all else becomes part of the rule. */
	function changesOf(
		body: z.output<typeof updateSchema>,
		type: Direction,
		id: string,
	): Partial<SipRule> {
		const { phoneNumbers, room, headers, headersToAttributes, apiKey, ...others } = body;
		if (headers && type === 'inbound') throw new Refusal(400, '"headers": outbound rules only.');
		if (headersToAttributes && type === 'outbound') {
			throw new Refusal(400, '"headersToAttributes": inbound rules only.');
		}
		if (apiKey !== undefined && apiKey !== state.account.apiKey) {
			throw new Refusal(400, 'Invalid API Key');
		}
		for (const number of phoneNumbers ?? []) checkNumber(number, type, id);
		const changed = headers ?? headersToAttributes;
		return {
			...others,
			...(phoneNumbers && { numbers: phoneNumbers }),
			...(room && { room: { prefix: null, id: null, pin: null, ...room } }),
			...(changed && { headers: changed }),
			...(apiKey !== undefined && { apiKey }),
		};
	}

	function checkNumber(number: string, type: Direction, ownId: string): void {
		if (!sip.numbers.get(number)) throw new Refusal(400, `There is no number ${number}.`);
		const isOther = (rule: SipRule) => rule.type === 'inbound' && rule.id !== ownId;
		const isTaken = sip.rules.all().some((rule) => isOther(rule) && rule.numbers.includes(number));
		if (type !== 'inbound' || !isTaken) return;
		throw new Refusal(400, `${number} is in another inbound routing rule.`);
	}
}
