import type { Hono } from 'hono';
import { z } from 'zod';
import { newObjectId } from '../state/newId.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import type { Direction, SipGateway } from '../state/sipAccount.mts';
import { GATEWAY_DEFAULTS } from '../state/sipSeed.mts';
import { pageQuery, SIP_PER_PAGE, toPage } from '../wire/page.mts';
import { toAccountAnswer, toGateway } from '../wire/sipWire.mts';
import type { ApiEnv } from './apiEnv.mts';
import { contains } from './contains.mts';
import { E164 } from './dialable.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

const text = z.string().min(1);
const texts = z.array(text);
const e164s = z.array(z.string().regex(E164, 'must be a phone number like +12025550100')).min(1);

/** ListTrunksParams of the vendor's SDK (src/resources/sip.ts). */
const listQuery = z.object({ ...pageQuery, id: text.optional(), search: text.optional() }).strict();

/** What both directions take besides a name and numbers: Create…TrunkOptions of the vendor's SDK. */
const options = {
	auth: z.object({ username: text, password: text }).strict().optional(),
	mediaEncryption: z.enum(['enable', 'disable']).optional(),
	record: z.boolean().optional(),
	noiseCancellation: z.boolean().optional(),
	enableDtmf: z.boolean().optional(),
	metadata: z.record(z.string()).optional(),
	tags: texts.optional(),
	geoRegion: z.enum(['auto', 'us002', 'in002']).optional(),
};
const required = { name: text, numbers: e164s };
const inboundOptions = {
	...options,
	allowedAddresses: texts.optional(),
	allowedNumbers: texts.optional(),
};
const transport = z.enum(['udp', 'tcp', 'tls']).optional();

const schemas = {
	inbound: {
		create: z.object({ ...required, ...inboundOptions }).strict(),
		update: z
			.object({ ...required, ...inboundOptions })
			.partial()
			.strict(),
	},
	outbound: {
		create: z.object({ ...required, address: text, transport, ...options }).strict(),
		// The allowed numbers are for an update only: UpdateOutboundTrunkOptions.
		update: z
			.object({
				...required,
				address: text,
				transport,
				...options,
				allowedNumbers: texts.optional(),
			})
			.partial()
			.strict(),
	},
};

/** What an update that does not name it sets back, as the vendor's SDK says of both directions. */
const SET_BACK = { record: false, noiseCancellation: false, enableDtmf: false, geoRegion: null };

/** Gateways of both directions: each direction has its own folder. */
export function gatewayRoutes(app: Hono<ApiEnv>, { sip, settings }: SandboxState): void {
	for (const direction of ['inbound', 'outbound'] as const) {
		const path = `/v2/sip/${direction}-gateways`;

		app.post(path, (c) => {
			const order = jsonBody(c, schemas[direction].create);
			checkName(direction, order.name);
			const gateway = sip.gateways.add({
				...{ id: newObjectId(), direction, address: null, auth: null, transport: 'tls' },
				...GATEWAY_DEFAULTS,
				geoRegion: null,
				...order,
			});
			return c.json(toAccountAnswer(toGateway(gateway, settings), settings));
		});

		app.get(path, (c) => {
			const { id, search, ...page } = checked(listQuery, c.req.query());
			const found = sip
				.gatewaysOf(direction)
				.filter((gateway) => (id ?? gateway.id) === gateway.id && contains(search, gateway.name));
			const rule = { defaultPerPage: SIP_PER_PAGE, limit: settings.pageSizeLimit };
			return c.json(toPage(found, page, rule, (gateway) => toGateway(gateway, settings)));
		});

		app.get(`${path}/:gatewayId`, (c) => {
			const gateway = known(direction, c.req.param('gatewayId'));
			return c.json(toAccountAnswer(toGateway(gateway, settings), settings));
		});

		app.patch(`${path}/:gatewayId`, (c) => {
			const { id, name } = known(direction, c.req.param('gatewayId'));
			const changes: Partial<SipGateway> = jsonBody(c, schemas[direction].update);
			if (changes.name !== undefined && changes.name !== name) checkName(direction, changes.name);
			const setBack = settings.gatewayUpdatesKeepAll ? {} : SET_BACK;
			const gateway = sip.gateways.change(id, { ...setBack, ...changes });
			if (!gateway) throw noGateway();
			return c.json(toAccountAnswer(toGateway(gateway, settings), settings, true));
		});

		app.delete(`${path}/:gatewayId`, (c) => {
			sip.gateways.remove(known(direction, c.req.param('gatewayId')).id);
			return c.json({ message: 'Gateway deleted successfully' });
		});
	}

	function known(direction: Direction, id: string): SipGateway {
		const gateway = sip.gateways.get(id);
		if (gateway?.direction === direction) return gateway;
		throw noGateway();
	}

	/** Docs page "Create Inbound SIP Gateway": names are unique. With which status is not said. */
	function checkName(direction: Direction, name: string): void {
		const isTaken = sip.gatewaysOf(direction).some((gateway) => gateway.name === name);
		if (!isTaken || settings.gatewayNamesTwice) return;
		throw new Refusal(400, `There is a gateway "${name}" already.`);
	}
}

const noGateway = () => new Refusal(404, 'Gateway not found.');
