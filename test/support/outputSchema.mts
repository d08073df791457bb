import type { IDataObject } from 'n8n-workflow';

/** What n8n's editor reads of a JSON schema: names and types, so that fields can be dragged. */
export interface OutputSchema {
	type: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null';
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

/** What stands under these is named by whoever uses the node: no field of it can be known before a run. */
const NAMED_BY_USERS = new Set(['metadata', 'counts', 'headers', 'transcriptUrls']);

/** Of items that came out, in the order in which their fields were seen first. */
export function outputSchemaOf(items: readonly IDataObject[]): OutputSchema {
	return ofValues(items);
}

/** Of these nothing but null may have come, and what is no text does not come. */
const TEXT_IF_ANYTHING = new Set(['reason']);

/** The type of a value that is null now and then is that of the others: n8n shows one. */
function ofValues(values: readonly unknown[], name = ''): OutputSchema {
	const known = values.filter((value) => value !== null && value !== undefined);
	const types = [...new Set(known.map(typeOf))];
	if (types.length > 1) throw new Error(`"${name}" is now a ${types.join(', now a ')}`);
	const [type = TEXT_IF_ANYTHING.has(name) ? 'string' : 'null'] = types;
	// Of a list that was empty each time, nobody knows what is in it.
	if (type === 'array') return { type, items: ofValues(known.flat(), name) };
	if (type !== 'object') return { type };
	if (NAMED_BY_USERS.has(name)) return { type, properties: {} };
	const records = known as IDataObject[];
	const names = [...new Set(records.flatMap(Object.keys))];
	const ofName = (one: string): [string, OutputSchema] => [
		one,
		ofValues(
			records.map((record) => record[one]),
			one,
		),
	];
	return { type, properties: Object.fromEntries(names.map(ofName)) };
}

function typeOf(value: unknown): OutputSchema['type'] {
	if (Array.isArray(value)) return 'array';
	const type = typeof value;
	if (type === 'string' || type === 'number' || type === 'boolean') return type;
	return 'object';
}

/** Each field of a schema as a path: "webhook.events". */
export function fieldsOf({ properties, items }: OutputSchema, path = ''): string[] {
	const own = Object.entries(properties ?? {}).flatMap(([name, schema]) => {
		const below = path === '' ? name : `${path}.${name}`;
		return [below, ...fieldsOf(schema, below)];
	});
	return [...own, ...(items ? fieldsOf(items, `${path}[]`) : [])];
}
