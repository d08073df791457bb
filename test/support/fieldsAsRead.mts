import type { INodeProperties } from 'n8n-workflow';
import { readFields, type FieldExceptions } from '../../nodes/VideoSdk/node/readFields.ts';

/** What of an operation says how its fields are read. */
export interface Described {
	fields: readonly INodeProperties[];
	exceptions?: FieldExceptions;
}

export interface FieldSetting {
	/** The zone of the workflow. */
	timeZone?: string;
	/** What the workflow stores, where it is not the values themselves: expressions. */
	stored?: Record<string, unknown>;
}

/**
 * The fields of an operation as its functions get them, when n8n has worked out their expressions to
 * these values. A field that is not among them is not shown.
 */
export function fieldsAsRead(
	{ fields, exceptions = {} }: Described,
	values: object,
	{ timeZone = 'UTC', stored = values as Record<string, unknown> }: FieldSetting = {},
): Record<string, unknown> {
	const read: Record<string, unknown> = {};
	const given = values as Record<string, unknown>;
	const source = { valueOf: ({ name }: INodeProperties) => given[name], stored, timeZone };
	readFields(fields, exceptions, source, read);
	return read;
}
