import { toPhoneNumberItem } from '../../../../videosdk/phoneNumber.ts';
import { fieldText } from '../../fields/fieldText.ts';
import { limitField, mostOf, returnAllField } from '../../fields/limit.ts';
import { defineOperation } from '../defineOperation.ts';

/** Lists the numbers of the account, one output item each. */
export const getManyPhoneNumbers = defineOperation({
	resource: 'phoneNumber',
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many phone numbers',
		description: 'List the numbers of the account',
	},
	fields: [
		returnAllField,
		limitField,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add filter',
			default: {},
			options: [
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: '555010',
					description: 'Only numbers with this text in them or in their name',
				},
			],
		},
	],
	plan: ({ filters, ...limits }) => ({
		search: fieldText(filters.search),
		most: mostOf(limits),
	}),
	run: async ({ api }, wanted) => (await api.phoneNumbers.list(wanted)).map(toPhoneNumberItem),
});
