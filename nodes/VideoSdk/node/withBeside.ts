import type { IDataObject } from 'n8n-workflow';

/**
 * An item with other fields behind its own. Where both have a name, its own counts, unless it says nothing
 * (null).
 */
export function withBeside(json: IDataObject, beside: IDataObject = {}): IDataObject {
	const all = { ...json, ...beside };
	for (const [name, value] of Object.entries(json)) if (value !== null) all[name] = value;
	return all;
}
