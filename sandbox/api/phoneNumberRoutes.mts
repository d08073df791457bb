import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { z } from 'zod';
import { newObjectId } from '../state/newId.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { Direction, SipGateway, SipNumber } from '../state/sipAccount.mts';
import { GATEWAY_DEFAULTS } from '../state/sipSeed.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toPhoneNumber } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { contains } from './contains.mts';
import { E164 } from './dialable.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1);
const e164 = z.string().regex(E164, 'must be a phone number like +12025550100');
const sipRegion = z.enum(['auto', 'us002', 'in002']);
const carrier = {
	address: text,
	auth: z.object({ username: text, password: text }).strict().optional(),
	transport: z.enum(['udp', 'tcp', 'tls']).optional(),
};
const mediaEncryption = z.enum(['enable', 'disable']).optional();

/** ListPhoneNumbersParams, CreatePhoneNumbersOptions and the like of the vendor's SDK (src/resources/sip.ts). */
const listQuery = z.object({ ...pageQuery, search: text.optional() }).strict();
const createSchema = z
	.object({
		name: text,
		phoneNumbers: z.array(e164).min(1),
		isShared: z.boolean().default(true),
		mediaEncryption,
		inbound: z.object({ sipRegion }).strict(),
		outbound: z.object({ ...carrier, sipRegion }).strict(),
	})
	.strict();
const detachSchema = z.object({ phoneNumber: e164 }).strict();
/** What only outbound gateways have is refused for inbound ones: docs page "Update SIP Gateway". */
const updateSchemas = {
	inbound: z.object({ name: text, mediaEncryption, sipRegion }).partial().strict(),
	outbound: z
		.object({ name: text, mediaEncryption, sipRegion, ...carrier })
		.partial()
		.strict(),
};

const idKey = { inbound: 'inboundGatewayId', outbound: 'outboundGatewayId' } as const;
const DIRECTIONS = ['inbound', 'outbound'] as const;

/** Numbers of the account: what is registered, and the gateways that it is attached to. */
export function phoneNumberRoutes(app: Hono<ApiEnv>, { sip, settings, clock }: SandboxState): void {
	const path = '/v2/sip/phone-numbers';

	app.post(path, (c) => {
		const { phoneNumbers, isShared, ...order } = jsonBody(c, createSchema);
		for (const number of phoneNumbers) checkUnattached(number);
		const groups = isShared ? [phoneNumbers] : phoneNumbers.map((number) => [number]);
		for (const numbers of groups) {
			const name = isShared ? order.name : `${order.name} ${numbers[0]}`;
			attach(numbers, order.name, {
				inbound: newGateway('inbound', { ...order, name, numbers }),
				outbound: newGateway('outbound', { ...order, name, numbers }),
			});
		}
		return c.json({ message: 'Phone numbers created successfully' });
	});

	app.get(path, (c) => {
		const { search, ...page } = checked(listQuery, c.req.query());
		const found = sip.numbers.all().filter(({ name, e164 }) => contains(search, name, e164));
		const rule = { defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit };
		return c.json(toPage(found, page, rule, (number) => toPhoneNumber(number, sip, settings)));
	});

	app.post(`${path}/detach`, (c) => {
		const {
			e164,
			inboundGatewayId: inbound,
			outboundGatewayId: outbound,
		} = known(jsonBody(c, detachSchema).phoneNumber);
		if (inbound === null && outbound === null) {
			throw new Refusal(400, 'The phone number is not attached to any gateway.');
		}
		detach(e164);
		return c.json({ message: 'Detached successfully', phoneNumber: e164, inbound, outbound });
	});

	// By the number itself, not by its id: docs page "Get Phone Number by e164".
	app.get(`${path}/:e164`, (c) => c.json(toPhoneNumber(known(c.req.param('e164')), sip, settings)));

	app.patch(`${path}/gateways/:gatewayId`, (c) => {
		const gateway = sip.gateways.get(c.req.param('gatewayId'));
		if (!gateway) throw new Refusal(404, 'Gateway not found.');
		const { sipRegion, ...changes } = jsonBody(c, updateSchemas[gateway.direction]);
		const kept = settings.gatewayUpdatesKeepAll ? gateway.geoRegion : null;
		sip.gateways.change(gateway.id, { ...changes, geoRegion: sipRegion ?? kept });
		return c.json({ message: 'Gateway updated successfully' });
	});

	// By its id, not by the number. Once more it is answered the same: docs page "Release Phone Number".
	app.post(`${path}/:phoneNumberId/release`, (c) => {
		const phoneNumberId = c.req.param('phoneNumberId');
		const number = sip.numbers.all().find((one) => one.phoneNumberId === phoneNumberId);
		const e164 = number?.e164 ?? sip.released.get(phoneNumberId);
		if (e164 === undefined) throw new Refusal(404, 'Phone number not found.');
		if (number) {
			detach(e164);
			for (const rule of sip.rules.all()) {
				sip.rules.change(rule.id, { numbers: rule.numbers.filter((one) => one !== e164) });
			}
			sip.numbers.remove(e164);
			sip.released.set(phoneNumberId, e164);
		}
		return c.json({ message: 'Phone number released successfully', phoneNumberId, e164 });
	});

	function known(number: string): SipNumber {
		const found = sip.numbers.get(number);
		if (found) return found;
		throw new Refusal(404, 'Phone number not found.');
	}

	function checkUnattached(number: string): void {
		const found = sip.numbers.get(number);
		const taken = DIRECTIONS.find((direction) => found?.[idKey[direction]]);
		if (taken === undefined) return;
		throw new Refusal(400, `${number} has an ${taken} gateway already.`);
	}

	type Order = Omit<z.output<typeof createSchema>, 'phoneNumbers' | 'isShared'>;

	function newGateway(
		direction: Direction,
		{ name, numbers, mediaEncryption = 'disable', ...order }: Order & { numbers: string[] },
	): SipGateway {
		const { sipRegion, ...rest } = { ...order[direction] };
		return sip.gateways.add({
			...{ id: newObjectId(), direction, name, numbers: [...numbers] },
			...{ address: null, auth: null, transport: 'tls' },
			...{ ...GATEWAY_DEFAULTS, mediaEncryption, geoRegion: sipRegion },
			...rest,
		});
	}

	function attach(numbers: string[], name: string, made: Record<Direction, SipGateway>): void {
		const gateways = { inboundGatewayId: made.inbound.id, outboundGatewayId: made.outbound.id };
		const at = clock.now();
		for (const number of numbers) {
			const changed = sip.numbers.change(number, { ...gateways, updatedAt: at });
			if (changed) continue;
			sip.numbers.add({
				...{ phoneNumberId: randomUUID(), e164: number, name, origin: 'BYOC', ...gateways },
				...{ createdAt: at, updatedAt: at },
			});
		}
	}

	/** Gateways that are left without a number stay: docs page "Detach Gateway". */
	function detach(number: string): void {
		for (const gateway of sip.gateways.all()) {
			sip.gateways.change(gateway.id, { numbers: gateway.numbers.filter((one) => one !== number) });
		}
		sip.numbers.change(number, { inboundGatewayId: null, outboundGatewayId: null });
	}
}
