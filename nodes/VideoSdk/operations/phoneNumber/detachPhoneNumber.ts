import { toPhoneNumberItem } from '../../../../videosdk/phoneNumber.ts';
import { advised } from '../../api/advised.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_NUMBER, phoneNumberField, phoneNumberOf } from './phoneNumberFields.ts';

/** Takes a number from its gateways; to do it twice does no harm. */
export const detachPhoneNumber = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Detach',
		value: 'detach',
		action: 'Detach a phone number from its gateways',
		description: 'Take a number from its gateways. The account keeps it.',
	},
	fields: [phoneNumberField],
	plan: ({ phoneNumber }) => phoneNumberOf(phoneNumber),
	run: async ({ api }, number) => {
		const detaching = api.phoneNumbers.detach(number);
		return toPhoneNumberItem(await advised({ 'Phone Number': number }, NO_SUCH_NUMBER, detaching));
	},
});
