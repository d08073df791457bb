// The tables of fields in README.md, made from the built node, so that they cannot say anything else
// than the form in n8n.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';
import prettier from 'prettier';

import { PROJECT } from './projectFolders.mts';

export const README = join(PROJECT, 'README.md');
/**
 * In the README around each table: `<!-- fields of call.outboundSipCall -->`, or of `the trigger`, and
 * `<!-- end -->`.
 */
const TABLE = /<!-- fields of (?:(\w+)\.(\w+)|the trigger) -->[^]*?<!-- end -->/g;

/** The same for one block of fields: `<!-- collection safety of call.outboundSipCall -->`. */
const COLLECTION_TABLE = /<!-- collection (\w+) of (\w+)\.(\w+) -->[^]*?<!-- end -->/g;
/** A list with more choices than this, such as all countries, is not written out. */
const MOST_CHOICES = 20;

/** The README as it is, and as it has to be for the node that is built. */
export async function readmeForNode(): Promise<{ now: string; wanted: string }> {
	const load = createRequire(join(PROJECT, 'package.json'));
	const node: INodeType = new (load('./dist/nodes/VideoSdk/VideoSdk.node.js').VideoSdk)();
	const triggerFile = './dist/nodes/VideoSdk/VideoSdkTrigger.node.js';
	const trigger: INodeType = new (load(triggerFile).VideoSdkTrigger)();
	const now = await readFile(README, 'utf8');
	const filled = now.replace(TABLE, (_whole, resource?: string, operation = '') =>
		[
			`<!-- fields of ${resource === undefined ? 'the trigger' : `${resource}.${operation}`} -->`,
			resource === undefined
				? tablesOf(trigger.description.properties)
				: tablesOf(fieldsOf(node.description.properties, resource, operation)),
			'<!-- end -->',
		].join('\n\n'),
	);
	const complete = filled.replace(
		COLLECTION_TABLE,
		(_whole, name: string, resource: string, operation: string) =>
			[
				`<!-- collection ${name} of ${resource}.${operation} -->`,
				collectionTable(fieldsOf(node.description.properties, resource, operation), name),
				'<!-- end -->',
			].join('\n\n'),
	);
	const settings = await prettier.resolveConfig(README);
	return { now, wanted: await prettier.format(complete, { ...settings, filepath: README }) };
}

function tablesOf(fields: INodeProperties[]): string {
	const collection = (wanted: string) =>
		(fields.find(({ name }) => name === wanted)?.options ?? []) as INodeProperties[];
	const plain = fields.filter(({ type }) => !['collection', 'notice', 'hidden'].includes(type));
	return [
		table(['Field', '', 'Meaning'], plain, ({ required }) => (required ? 'needed' : ''), fields),
		// A filter that is not added does not filter: its default is only where the form begins.
		table(['Filter', '', 'Meaning'], collection('filters'), () => '', fields),
		// VideoSDK or the node decides what holds for an option that is not added.
		table(['Option', 'When added', 'Meaning'], collection('options'), defaultOf, fields),
		table(['Security', 'When not added', 'Meaning'], collection('security'), defaultOf, fields),
	]
		.filter((text) => text !== '')
		.join('\n\n');
}

function fieldsOf(
	properties: INodeProperties[],
	resource: string,
	operation: string,
): INodeProperties[] {
	const fields = properties.filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(resource) && show.operation?.includes(operation),
	);
	if (fields.length === 0) throw new Error(`The node has no fields for ${resource}.${operation}.`);
	return fields;
}

function collectionTable(fields: INodeProperties[], name: string): string {
	const found = fields.find((field) => field.name === name);
	if (!found) throw new Error(`The node has no collection "${name}".`);
	return table(
		['Rule', 'When added', 'Meaning'],
		found.options as INodeProperties[],
		defaultOf,
		fields,
	);
}

function table(
	heads: string[],
	fields: INodeProperties[],
	second: (field: INodeProperties) => string,
	all: INodeProperties[],
): string {
	if (fields.length === 0) return '';
	const rows = fields.map((field) => [
		field.displayName,
		second(field),
		[meaningOf(field), conditionOf(field, all)].filter((text) => text !== '').join('<br>'),
	]);
	return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function meaningOf({ description = '', type, options = [] }: INodeProperties): string {
	const isChoice = type === 'options' || type === 'multiOptions';
	if (!isChoice || options.length > MOST_CHOICES) return description;
	const choices = (options as Array<{ name: string; description?: string }>).map(
		({ name, description: meaning }) => `**${name}**: ${meaning}`,
	);
	const sentence = description.endsWith('.') ? description : `${description}.`;
	return [sentence, ...choices].join('<br>');
}

/** When a field is shown, in the words of the form: "Only with Call Through: Gateway". */
function conditionOf({ displayOptions }: INodeProperties, all: INodeProperties[]): string {
	const conditions = Object.entries(displayOptions?.show ?? {})
		.filter(([name]) => name !== 'resource' && name !== 'operation')
		.flatMap(([name, values]) => {
			const fields = all.filter((field) => field.name === name.replace('/', ''));
			const names = values?.map((value) => nameOf(value, fields)) ?? [];
			return fields[0] ? [`${fields[0].displayName}: ${names.join(' or ')}`] : [];
		});
	return conditions.length === 0 ? '' : `_Only with ${conditions.join(', ')}_`;
}

function nameOf(value: unknown, fields: INodeProperties[]): string {
	const choices = fields.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
	return choices.find((choice) => choice.value === value)?.name ?? String(value);
}

function defaultOf({ default: value, type, options = [] }: INodeProperties): string {
	if (typeof value === 'object') return '';
	if (type !== 'options') return String(value);
	const choices = options as Array<{ name: string; value: unknown }>;
	return choices.find((choice) => choice.value === value)?.name ?? '';
}
