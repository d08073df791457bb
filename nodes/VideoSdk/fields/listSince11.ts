import type { INodeProperties } from 'n8n-workflow';
import { IN_VERSION_1, SINCE_1_1 } from './nodeVersions.ts';

interface ListedField<Name extends string> {
	displayName: string;
	name: Name;
	/** What can be entered where it is in no list. */
	placeholder: string;
	description: string;
}

interface ListOrder {
	/** The method that fills the list. */
	searchListMethod: string;
	entered?: { displayName: string; name: string };
	/** When it is shown, besides the version. */
	show?: typeof SINCE_1_1;
}

const BY_ID = { displayName: 'By ID', name: 'id' };

/**
 * A field that is a text in nodes of before, and chosen from a list in nodes of today. Of two fields with
 * one name the last reads both. Not for a group of fields: see findings/n8nLosesGroupWithTwins.sh.
 */
export function listSince11<const Name extends string>(
	{ placeholder, ...field }: ListedField<Name>,
	{ searchListMethod, entered = BY_ID, show = {} }: ListOrder,
) {
	return [
		{
			...field,
			type: 'string',
			displayOptions: { show: { ...IN_VERSION_1, ...show } },
			default: '',
			placeholder,
		},
		{
			...field,
			type: 'resourceLocator',
			displayOptions: { show: { ...SINCE_1_1, ...show } },
			default: { mode: 'list', value: '' },
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					typeOptions: { searchListMethod, searchable: true },
				},
				{ ...entered, type: 'string', placeholder },
			],
		},
	] as const satisfies INodeProperties[];
}
