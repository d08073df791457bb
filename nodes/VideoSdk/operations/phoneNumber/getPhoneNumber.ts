import { toPhoneNumberItem } from '../../../../videosdk/phoneNumber.ts';
import { advised } from '../../api/advised.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_NUMBER, phoneNumberField, phoneNumberOf } from './phoneNumberFields.ts';

/** Tells what VideoSDK keeps of a number, and which gateways it is attached to. */
export const getPhoneNumber = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get a phone number',
		description: 'Look up a number and its gateways',
	},
	fields: [phoneNumberField],
	plan: ({ phoneNumber }) => phoneNumberOf(phoneNumber),
	run: async ({ api }, number) => {
		const reading = api.phoneNumbers.read(number);
		return toPhoneNumberItem(await advised({ 'Phone Number': number }, NO_SUCH_NUMBER, reading));
	},
});
