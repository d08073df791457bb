import { keep, type Kept } from './kept.mts';
import type { SandboxSettings } from './settings.mts';
import { SEED_GATEWAYS, SEED_NUMBERS, SEED_RULES, SEED_TRUNK } from './sipSeed.mts';

export type Direction = 'inbound' | 'outbound';
export type Encryption = 'enable' | 'disable';

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
	/** Inbound only. */
	allowedAddresses: readonly string[];
	allowedNumbers: readonly string[];
	mediaEncryption: Encryption;
	record: boolean;
	noiseCancellation: boolean;
	enableDtmf: boolean;
	geoRegion: string | null;
	metadata: Readonly<Record<string, string>>;
	tags: readonly string[];
	/** In no document: so a switched-off gateway may say it. */
	enabled?: boolean;
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

/** Where a rule puts calls: into one room, or into a new one each. */
export interface RuleRoom {
	type: 'static' | 'dynamic';
	/** How the ID of a new room begins. */
	prefix: 'blank' | 'participantNumber' | 'sipNumber' | 'random' | null;
	/** The one room. */
	id: string | null;
	pin: string | null;
}

export interface SipRule {
	id: string;
	type: Direction;
	name: string;
	numbers: readonly string[];
	/** In the older form alone: docs page "Create Routing Rule", old revision. */
	gatewayId?: string;
	room: RuleRoom;
	agentId: string | null;
	agentMetadata: Readonly<Record<string, unknown>>;
	hidePhoneNumber: boolean;
	tags: readonly string[];
	apiKey: string | null;
	recording: boolean;
	dtmf: boolean;
	noiseCancellation: boolean;
	allowedNumbers: readonly string[];
	allowedIpAddresses: readonly string[];
	includeHeaders: 'ALL' | 'SIP_X_HEADERS' | 'NONE';
	/** Outbound rules send these, inbound ones make attributes of those that come. */
	headers: Readonly<Record<string, string>>;
	/** Epoch milliseconds, as the next. */
	createdAt: number;
	updatedAt: number;
}

export interface SipNumber {
	phoneNumberId: string;
	e164: string;
	name: string;
	/** `PURCHASED` is the only one that the docs name: such a number is given back when it is released. */
	origin: 'PURCHASED' | 'BYOC';
	inboundGatewayId: string | null;
	outboundGatewayId: string | null;
	createdAt: number;
	updatedAt: number;
}

/** Takes calls of a provider in over its media stream: `Connector` of the vendor's SDK. */
export interface SipConnector {
	id: string;
	/** Part of its webhook URL. */
	key: string;
	provider: 'twilio' | 'plivo' | 'telnyx';
	name?: string;
	defaultRoomId?: string;
	defaultRuleId?: string;
	region?: string;
	createdAt: number;
}

/** What has been set up for telephony. */
export interface SipAccount {
	gateways: Kept<SipGateway>;
	gatewaysOf(direction: Direction): readonly SipGateway[];
	trunk(id: string): SipTrunk | undefined;
	rules: Kept<SipRule>;
	/** By their E.164. */
	numbers: Kept<SipNumber>;
	connectors: Kept<SipConnector>;
	/** Numbers that were given back, by their ids. */
	released: Map<string, string>;
	reset(): void;
}

export function createSipAccount(settings: Pick<SandboxSettings, 'emptyAccount'>): SipAccount {
	const isEmpty = () => settings.emptyAccount;
	const gateways = keep(SEED_GATEWAYS, ({ id }) => id, isEmpty);
	const rules = keep(SEED_RULES, ({ id }) => id, isEmpty);
	const numbers = keep(SEED_NUMBERS, ({ e164 }) => e164, isEmpty);
	const connectors = keep<SipConnector>([], ({ id }) => id, isEmpty);
	const released = new Map<string, string>();
	return {
		...{ gateways, rules, numbers, connectors, released },
		gatewaysOf: (direction) => gateways.all().filter((gateway) => gateway.direction === direction),
		trunk: (id) => (!isEmpty() && id === SEED_TRUNK.trunkId ? SEED_TRUNK : undefined),
		reset() {
			for (const kept of [gateways, rules, numbers, connectors]) kept.reset();
			released.clear();
		},
	};
}
