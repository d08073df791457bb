import { phoneNumberIdIn } from '../../../../videosdk/phoneNumber.ts';
import { advised } from '../../api/advised.ts';
import type { Api } from '../../api/index.ts';
import { withoutWhatWasAskedFor } from '../../api/unreadable.ts';
import { defineOperation } from '../defineOperation.ts';
import { NO_SUCH_NUMBER, phoneNumberField, phoneNumberOf } from './phoneNumberFields.ts';

const ADVICE = `Nothing was released by this. A number that was released before is no longer in the account. ${NO_SUCH_NUMBER}`;

/** Gives a number back. A lost answer is asked for again: VideoSDK answers the same once more. */
export const releasePhoneNumber = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Release for Good',
		value: 'release',
		action: 'Release a phone number for good',
		description: 'Give a number back, which cannot be undone: what you are billed changes',
	},
	fields: [phoneNumberField],
	plan: ({ phoneNumber }) => phoneNumberOf(phoneNumber),
	run: async ({ api }, number) => {
		const releasing = released(api, number);
		return await advised({ 'Phone Number': number }, ADVICE, releasing);
	},
});

/** VideoSDK releases by the ID, and finds by the number: it is read first, so that no other one goes. */
async function released(api: Api, number: string) {
	const phoneNumberId = phoneNumberIdIn(await api.phoneNumbers.read(number));
	if (phoneNumberId === undefined) throw withoutWhatWasAskedFor('the ID of the phone number');
	await api.phoneNumbers.release(phoneNumberId);
	return { phoneNumber: number, phoneNumberId, released: true };
}
