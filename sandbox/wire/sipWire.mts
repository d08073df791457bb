import type { SandboxSettings } from '../state/settings.mts';
import type {
	SipAccount,
	SipConnector,
	SipGateway,
	SipNumber,
	SipRule,
	SipTrunk,
} from '../state/sipAccount.mts';

type Habits = Pick<SandboxSettings, 'passwordsMasked' | 'accountAnswers'>;

/**
 * Field set: docs pages "Fetch Inbound/Outbound SIP Gateway"; `enableDtmf`: vendor's SDK. Whether `auth`
 * has the password in clear is not documented.
 */
export function toGateway({ direction, ...gateway }: SipGateway, { passwordsMasked }: Habits) {
	if (!passwordsMasked || gateway.auth === null) return gateway;
	return { ...gateway, auth: { ...gateway.auth, password: '********' } };
}

/** Field set: docs page "Get-Sip-Trunk-By-Id", the password in clear. */
export const toTrunk = (trunk: SipTrunk): SipTrunk => trunk;

/** Field set: docs page "Fetch Routing Rule". */
export function toRule(
	{ headers, room, createdAt, updatedAt, ...rule }: SipRule,
	{ passwordsMasked }: Habits,
) {
	const pin = passwordsMasked && room.pin !== null ? '****' : room.pin;
	return {
		...rule,
		room: { ...room, pin },
		...(rule.type === 'outbound' ? { headers } : { headersToAttributes: headers }),
		createdAt: new Date(createdAt).toISOString(),
		updatedAt: new Date(updatedAt).toISOString(),
	};
}

/** A number with its gateways, null where it is attached to none: docs page "Get Phone Number". */
export function toPhoneNumber(number: SipNumber, { gateways }: SipAccount, habits: Habits) {
	const gatewayOf = (id: string | null) => {
		const gateway = id === null ? undefined : gateways.get(id);
		return gateway ? toGateway(gateway, habits) : null;
	};
	const { phoneNumberId, e164, origin, name, createdAt, updatedAt } = number;
	return {
		phoneNumber: {
			...{ phoneNumberId, e164 },
			countryCode: 'US',
			provider: 'sandbox',
			...{ origin, status: 'ACTIVE', name },
			createdAt: new Date(createdAt).toISOString(),
			updatedAt: new Date(updatedAt).toISOString(),
		},
		inbound: gatewayOf(number.inboundGatewayId),
		outbound: gatewayOf(number.outboundGatewayId),
	};
}

/** Where in the URL the key stands is not documented. */
export function toConnector(
	{ key, createdAt, ...connector }: SipConnector,
	{ connectorKey }: Pick<SandboxSettings, 'connectorKey'>,
) {
	const ingress = `https://connect.videosdk.example/${connector.provider}/${connector.id}`;
	return {
		...connector,
		webhookUrl: connectorKey === 'inPath' ? `${ingress}/${key}` : `${ingress}?key=${key}`,
		createdAt: new Date(createdAt).toISOString(),
	};
}

/**
 * How an answer about one thing of the account looks. Docs and SDK have it bare; public code reads a
 * `data` as well, and of updates some pages print a message alone.
 */
export function toAccountAnswer(
	thing: object,
	{ accountAnswers }: Habits,
	isUpdate = false,
): object {
	if (accountAnswers === 'inData') return { message: 'Success', data: thing };
	if (accountAnswers === 'messageAfterUpdate' && isUpdate)
		return { message: 'Updated successfully' };
	return thing;
}
