import { toPhoneNumberItem, type PhoneNumbersOrder } from '../../../../videosdk/phoneNumber.ts';
import { adviceOn } from '../../api/advised.ts';
import { createdOnce } from '../../api/startedOnce.ts';
import { withoutEcho } from '../../api/withoutEcho.ts';
import {
	addressField,
	addressOf,
	LOGIN_AS_GIVEN,
	loginOf,
	mediaEncryptionField,
	nameField,
	nameOf,
	ownNumbersOf,
	passwordField,
	regionField,
	transportField,
	usernameField,
} from '../../fields/carrier.ts';
import { textListParam } from '../../fields/fieldValues.ts';
import { defineOperation } from '../defineOperation.ts';

const ADVICE =
	'Nothing was created. A number that has a gateway already must be detached before it gets another.';

/** Adds numbers, one output item each. When the answer was lost, they are looked for. */
export const createPhoneNumbers = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create phone numbers',
		description: 'Add numbers that you have at a carrier. VideoSDK may charge for them.',
	},
	fields: [
		nameField,
		{
			displayName: 'Phone Numbers',
			name: 'numbers',
			type: 'string',
			required: true,
			default: '',
			placeholder: '+12025550100, +12025550101',
			description: 'With + and country code; commas between',
		},
		addressField,
		transportField,
		usernameField,
		passwordField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					...regionField,
					displayName: 'Inbound Region',
					name: 'inboundRegion',
					description: 'Where VideoSDK takes calls in',
				},
				mediaEncryptionField,
				{
					...regionField,
					displayName: 'Outbound Region',
					name: 'outboundRegion',
					description: 'Where VideoSDK hands calls over',
				},
				{
					displayName: 'Shared Gateways',
					name: 'isShared',
					type: 'boolean',
					default: false,
					description: 'Whether all share two gateways, as they do without this option',
				},
			],
		},
	],
	exceptions: { asGiven: LOGIN_AS_GIVEN, takesLists: ['numbers'] },
	plan: ({ options, ...params }) => {
		const order: PhoneNumbersOrder = {
			name: nameOf(params.name),
			phoneNumbers: ownNumbersOf('Phone Numbers', textListParam('Phone Numbers', params.numbers)),
			isShared: options.isShared,
			mediaEncryption: options.mediaEncryption,
			inbound: { sipRegion: options.inboundRegion ?? 'auto' },
			outbound: {
				address: addressOf(params.address),
				sipRegion: options.outboundRegion ?? 'auto',
				auth: loginOf(params.username, params.password),
				transport: params.transport,
			},
		};
		return order;
	},
	run: async ({ api }, order) => {
		const { phoneNumbers, outbound } = order;
		const advice = adviceOn({ 'Phone Numbers': phoneNumbers.join(', ') }, ADVICE);
		const creating = createdOnce('The numbers', advice, api.phoneNumbers.create(order));
		const found = await withoutEcho(outbound.auth?.password, creating);
		return phoneNumbers.map((phoneNumber) => ({
			phoneNumber,
			...found.map(toPhoneNumberItem).find((item) => item.phoneNumber === phoneNumber),
		}));
	},
});
