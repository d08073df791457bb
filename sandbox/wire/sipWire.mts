import type { SipAccount, SipGateway, SipNumber, SipRule, SipTrunk } from '../state/sipAccount.mts';

const SET_UP_AT = '2025-01-06T09:00:00.000Z';

/**
 * Field set: docs pages "Fetch Inbound/Outbound SIP Gateway"; `enableDtmf`: vendor's SDK.
 * `auth` has the password in clear, as the service may give it: clients have to hide it themselves.
 */
export function toGateway({ direction, ...gateway }: SipGateway) {
	return {
		...gateway,
		allowedAddresses: [],
		allowedNumbers: [],
		mediaEncryption: 'disable',
		record: false,
		noiseCancellation: false,
		enableDtmf: false,
		geoRegion: 'us002',
		metadata: { direction },
	};
}

/** Field set: docs page "Get-Sip-Trunk-By-Id", the password in clear. */
export const toTrunk = (trunk: SipTrunk): SipTrunk => trunk;

/** Field set: docs page "Fetch Routing Rule". */
export function toRule({ staticRoomId, type, ...rule }: SipRule) {
	return {
		...rule,
		type,
		room: {
			type: staticRoomId === null ? 'dynamic' : 'static',
			prefix: staticRoomId === null ? 'random' : null,
			id: staticRoomId,
			pin: null,
		},
		agentId: null,
		agentMetadata: {},
		hidePhoneNumber: false,
		apiKey: null,
		recording: false,
		dtmf: false,
		noiseCancellation: false,
		allowedNumbers: [],
		allowedIpAddresses: [],
		includeHeaders: 'NONE',
		...(type === 'outbound' ? { headers: {} } : { headersToAttributes: {} }),
		createdAt: SET_UP_AT,
		updatedAt: SET_UP_AT,
	};
}

/** A number with its gateways, null where it is attached to none: docs page "Get Phone Number". */
export function toPhoneNumber(number: SipNumber, account: SipAccount) {
	const gatewayOf = (id: string | null) => {
		const gateway = id === null ? undefined : account.gateway(id);
		return gateway ? toGateway(gateway) : null;
	};
	return {
		phoneNumber: {
			phoneNumberId: number.phoneNumberId,
			e164: number.e164,
			countryCode: 'US',
			provider: 'sandbox',
			// The only origin that a docs page names ("Release Phone Number").
			origin: 'PURCHASED',
			status: 'ACTIVE',
			name: number.name,
			createdAt: SET_UP_AT,
			updatedAt: SET_UP_AT,
		},
		inbound: gatewayOf(number.inboundGatewayId),
		outbound: gatewayOf(number.outboundGatewayId),
	};
}
