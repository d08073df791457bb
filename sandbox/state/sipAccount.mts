import type { SandboxSettings } from './settings.mts';
import { SEED_GATEWAYS, SEED_NUMBERS, SEED_RULES, SEED_TRUNK } from './sipSeed.mts';

export type Direction = 'inbound' | 'outbound';

/** A connection to a carrier; the docs call it a gateway, the vendor's SDK a trunk. */
export interface SipGateway {
	id: string;
	direction: Direction;
	name: string;
	/** Outbound only. */
	address: string | null;
	numbers: readonly string[];
	auth: { username: string; password: string } | null;
	transport: 'udp' | 'tcp' | 'tls';
	tags: readonly string[];
}

/** What the first generation of the API knows in place of gateways. */
export interface SipTrunk {
	trunkId: string;
	auth: { username: string; password: string };
	name: string;
	domain: string;
	direction: Direction;
	numbers: readonly string[];
}

export interface SipRule {
	id: string;
	type: Direction;
	name: string;
	numbers: readonly string[];
	/** The room that every call lands in; null = a new room for each call. */
	staticRoomId: string | null;
	tags: readonly string[];
}

export interface SipNumber {
	phoneNumberId: string;
	e164: string;
	name: string;
	inboundGatewayId: string | null;
	outboundGatewayId: string | null;
}

/** What has been set up for telephony. Nobody changes it: the sandbox offers no route for that. */
export interface SipAccount {
	gateways(direction: Direction): readonly SipGateway[];
	gateway(id: string): SipGateway | undefined;
	trunk(id: string): SipTrunk | undefined;
	rules(): readonly SipRule[];
	rule(id: string): SipRule | undefined;
	numbers(): readonly SipNumber[];
	number(e164: string): SipNumber | undefined;
}

export function createSipAccount(settings: Pick<SandboxSettings, 'emptyAccount'>): SipAccount {
	const seeded = <T,>(items: readonly T[]) => (settings.emptyAccount ? [] : items);
	return {
		gateways: (direction) =>
			seeded(SEED_GATEWAYS).filter((gateway) => gateway.direction === direction),
		gateway: (id) => seeded(SEED_GATEWAYS).find((gateway) => gateway.id === id),
		trunk: (id) => seeded([SEED_TRUNK]).find(({ trunkId }) => trunkId === id),
		rules: () => seeded(SEED_RULES),
		rule: (id) => seeded(SEED_RULES).find((rule) => rule.id === id),
		numbers: () => seeded(SEED_NUMBERS),
		number: (e164) => seeded(SEED_NUMBERS).find((number) => number.e164 === e164),
	};
}
