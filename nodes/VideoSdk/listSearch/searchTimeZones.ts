import type { INodeListSearchResult } from 'n8n-workflow';
import { timeZoneNames } from '../../../telephony/timeZoneName.ts';

/** Fills the list of time zones, or finds those with a text in their name: "new york" is America/New_York. */
export async function searchTimeZones(filter = ''): Promise<INodeListSearchResult> {
	const wanted = plain(filter);
	const names = timeZoneNames().filter((name) => plain(name).includes(wanted));
	return { results: names.map((name) => ({ name, value: name })) };
}

const plain = (text: string) => text.trim().toLowerCase().replaceAll('_', ' ');
