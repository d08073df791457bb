import type { Direction } from '../../../../videosdk/gateway.ts';
import {
	gatewayOf,
	toPhoneNumberItem,
	type NumberGatewayOrder,
} from '../../../../videosdk/phoneNumber.ts';
import { withoutAbsent, type JsonObject } from '../../../../videosdk/wire.ts';
import type { Api } from '../../api/index.ts';
import { advised } from '../../api/advised.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import { invalidInput } from '../../errors/failure.ts';
import {
	addressField,
	addressOf,
	directionField,
	LOGIN_AS_GIVEN,
	loginOf,
	mediaEncryptionField,
	nameField,
	passwordField,
	regionField,
	transportField,
	usernameField,
} from '../../fields/carrier.ts';
import { safeText } from '../../fields/safeText.ts';
import { nothingToUpdate } from '../../fields/updateFields.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_NUMBER, phoneNumberField, phoneNumberOf } from './phoneNumberFields.ts';

const OUTBOUND_ONLY = { show: { '/direction': ['outbound'] } };
const ADVICE = `Nothing was changed. ${NO_SUCH_NUMBER}`;

/** Changes a gateway of a number, and of all numbers that share it; to do it twice does no harm. */
export const updateNumberGateway = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Update Gateway',
		value: 'updateGateway',
		action: 'Update the gateway of a phone number',
		description: 'Change a gateway of a number, for all that share it',
	},
	fields: [
		phoneNumberField,
		{
			...directionField,
			description: 'Which of its two gateways',
		},
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add field',
			default: {},
			options: [
				{ ...addressField, required: false, displayOptions: OUTBOUND_ONLY },
				mediaEncryptionField,
				{ ...nameField, required: false },
				{ ...passwordField, displayOptions: OUTBOUND_ONLY },
				regionField,
				{ ...transportField, displayOptions: OUTBOUND_ONLY },
				{ ...usernameField, displayOptions: OUTBOUND_ONLY },
			],
		},
	],
	exceptions: { asGiven: LOGIN_AS_GIVEN },
	plan: ({ phoneNumber, direction, updateFields }) => {
		const { name, mediaEncryption, geoRegion: sipRegion, address, transport } = updateFields;
		const changes = withoutAbsent<NumberGatewayOrder>({
			...{ name: safeText('Name', name) || undefined, mediaEncryption, sipRegion },
			// VideoSDK refuses the rest for an inbound gateway (docs page "Update SIP Gateway").
			...(direction === 'outbound' && {
				address: address ? addressOf(address) : undefined,
				auth: loginOf(updateFields.username, updateFields.password),
				transport,
			}),
		});
		if (Object.keys(changes).length === 0) throw nothingToUpdate();
		return { number: phoneNumberOf(phoneNumber), direction, changes };
	},
	run: async ({ api }, { number, direction, changes }) => {
		const work = changedNumber(api, number, direction, changes);
		const changed = advised({ 'Phone Number': number }, ADVICE, work);
		return toPhoneNumberItem(await withoutEcho(changes.auth?.password, changed));
	},
});

async function changedNumber(
	api: Api,
	number: string,
	direction: Direction,
	changes: NumberGatewayOrder,
): Promise<JsonObject> {
	const found = await api.phoneNumbers.read(number);
	if (!gatewayOf(found, direction)) {
		throw invalidInput('Phone Number', number, `it is attached to no ${direction} gateway`);
	}
	await api.phoneNumbers.changeGateway(found, direction, changes);
	return await api.phoneNumbers.read(number);
}
