import type { Direction, SipGateway, SipNumber, SipRule, SipTrunk } from './sipAccount.mts';

/** More than two pages of each kind (10 in the API), so that paging shows in a dropdown. */
const GATEWAYS = 26;
const RULES = 26;
const NUMBERS = 30;

const count = <T,>(length: number, make: (index: number) => T): readonly T[] =>
	Array.from({ length }, (_, index) => make(index));
const twoDigits = (index: number) => String(index + 1).padStart(2, '0');

/** +1 202 555 0160 to 0189: reserved for fiction, and no scenario number is among them. */
const e164 = (index: number) => `+120255501${60 + index}`;

/** The last number is attached to nothing; the ones before share the first gateways. */
const isAttached = (index: number) => index < NUMBERS - 1;
const numbersOf = (of: number, size: number) =>
	count(NUMBERS, (index) => index)
		.filter((index) => isAttached(index) && index % size === of)
		.map(e164);

const gatewayId = (direction: Direction, index: number) =>
	`gw_${direction === 'outbound' ? 'out' : 'in'}_${twoDigits(index)}`;

const CARRIERS = ['US', 'India', 'Germany', 'Brazil'];
const phoneNumberId = (index: number) => `00000000-0000-4000-8000-0000000000${twoDigits(index)}`;
const carrier = (index: number) => `${CARRIERS[index % CARRIERS.length]} ${twoDigits(index)}`;

/** What a gateway has of which nobody has said anything. */
export const GATEWAY_DEFAULTS = {
	allowedAddresses: [],
	allowedNumbers: [],
	mediaEncryption: 'disable',
	record: false,
	noiseCancellation: false,
	enableDtmf: false,
	geoRegion: 'us002',
	metadata: {},
	tags: [],
} as const;

/** The same of a routing rule. */
export const RULE_DEFAULTS = {
	room: { type: 'dynamic', prefix: 'random', id: null, pin: null },
	agentId: null,
	agentMetadata: {},
	hidePhoneNumber: false,
	tags: [],
	apiKey: null,
	recording: false,
	dtmf: false,
	noiseCancellation: false,
	allowedNumbers: [],
	allowedIpAddresses: [],
	includeHeaders: 'NONE',
	headers: {},
} as const;

const INTO_ONE_ROOM = { type: 'static', prefix: null, id: 'abcd-efgh-ijkl' } as const;
const SET_UP_AT = Date.UTC(2025, 0, 6, 9);

const gateways = (direction: Direction) =>
	count<SipGateway>(GATEWAYS, (index) => ({
		id: gatewayId(direction, index),
		direction,
		name: `${carrier(index)} ${direction}`,
		address: direction === 'outbound' ? `sip${twoDigits(index)}.carrier.example:5061` : null,
		numbers: numbersOf(index, GATEWAYS),
		// The second one needs no login at its carrier.
		auth:
			index === 1
				? null
				: { username: `user${twoDigits(index)}`, password: `not-a-secret-${twoDigits(index)}` },
		transport: 'tls',
		...GATEWAY_DEFAULTS,
		metadata: { direction },
		tags: index === 0 ? ['default'] : [],
	}));

const rules = (type: Direction) =>
	count<SipRule>(RULES, (index) => ({
		id: `rr_${type === 'outbound' ? 'out' : 'in'}_${twoDigits(index)}`,
		type,
		name: `${carrier(index)} ${type} rule`,
		numbers: index === RULES - 1 ? [] : numbersOf(index, RULES),
		...RULE_DEFAULTS,
		...(index === 1 ? { room: { ...RULE_DEFAULTS.room, ...INTO_ONE_ROOM } } : {}),
		createdAt: SET_UP_AT,
		updatedAt: SET_UP_AT,
	}));

export const SEED_GATEWAYS = [...gateways('outbound'), ...gateways('inbound')];
export const SEED_RULES = [...rules('outbound'), ...rules('inbound')];
export const SEED_NUMBERS = count<SipNumber>(NUMBERS, (index) => ({
	phoneNumberId: phoneNumberId(index),
	e164: e164(index),
	name: `${carrier(index)} line`,
	origin: 'PURCHASED',
	createdAt: SET_UP_AT,
	updatedAt: SET_UP_AT,
	inboundGatewayId: isAttached(index) ? gatewayId('inbound', index % GATEWAYS) : null,
	outboundGatewayId: isAttached(index) ? gatewayId('outbound', index % GATEWAYS) : null,
}));

/** The trunk of the docs page "Out-Bound-Call", and the number that its sample calls from. */
export const SEED_TRUNK: SipTrunk = {
	trunkId: 'trunk_987654321',
	auth: { username: 'trunk-user', password: 'not-a-secret-trunk' },
	name: 'US trunk',
	domain: 'carrier.example',
	direction: 'outbound',
	numbers: ['+12025550199', '+11234567890'],
};

/** For examples and tests: the first gateway and the first rule, both with this as first number. */
export const SEED_GATEWAY_ID = gatewayId('outbound', 0);
export const SEED_RULE_ID = 'rr_out_01';
export const SEED_NUMBER = e164(0);
export const SEED_NUMBER_ID = phoneNumberId(0);
