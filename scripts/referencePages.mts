// The pages in docs/reference/, made from the node as its sources say it now, so that they cannot say
// anything else than the form in n8n; and docs/sdk-coverage.md, made from them and VideoSDK's own SDK.
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	ICredentialType,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import prettier from 'prettier';

import { coveragePage, type ReferenceLink } from './coveragePage.mts';
import { PROJECT } from './projectFolders.mts';
import { runTool } from './runTool.mts';

export interface ReferencePage {
	file: string;
	/** Undefined = there is none yet. */
	now: string | undefined;
	/** Undefined = nothing is behind it any more. */
	wanted: string | undefined;
}

interface Described {
	node: INodeType['description'];
	trigger: INodeType['description'];
	recordingTrigger: INodeType['description'];
	credential: ICredentialType;
}

const FOLDER = join(PROJECT, 'docs/reference');
const COVERAGE_FILE = join(PROJECT, 'docs/sdk-coverage.md');
const REPOSITORY = 'https://github.com/n8n-nodes-videosdk/n8n-nodes-videosdk';
/** A list with more choices than this, such as all countries, is not written out. */
const MOST_CHOICES = 20;
const NOT_SHOWN = ['notice', 'hidden'];
const INTRO =
	'What the form in n8n says of each field; `npm run docs` writes this page. "When added" is what a field begins with once you have added it.';

/** Where more is told than the form says. */
const EXPLAINED: Readonly<Record<string, string>> = {
	call: '[Calls](../calls.md), [waiting](../waiting.md), [safety](../safety.md) and [a phone rings once](../rings-once.md) explain more.',
	agent: '[Voice agents](../agents.md) explains more.',
	webhook: '[VideoSDK Trigger](../trigger.md) explains what leftover webhooks are.',
	account: '[Check Set-Up](../check-set-up.md) explains what comes out.',
	trigger: '[VideoSDK Trigger](../trigger.md) explains more.',
	'recording-trigger':
		'[VideoSDK Recording Trigger](../recording-trigger.md) explains more. How often it looks is said by n8n\'s own field "Poll Times".',
	credential: 'The [README](../../README.md#the-credential-videosdk-api) explains more.',
};

/** All pages as they are, and as they have to be. Builds the node first: an older one would tell lies. */
export async function referencePages(): Promise<ReferencePage[]> {
	const { sdkVersion, ...described } = await buildAndLoad();
	const reference = pagesOf(described);
	const wanted = new Map<string, string>();
	for (const [file, text] of [
		...reference.map(([name, page]) => [join(FOLDER, `${name}.md`), page]),
		[COVERAGE_FILE, coveragePage(linksTo(reference, described), sdkVersion)],
	]) {
		const settings = await prettier.resolveConfig(file);
		wanted.set(file, await prettier.format(text, { ...settings, filepath: file }));
	}
	const present = (await readdir(FOLDER).catch(() => [])).map((name) => join(FOLDER, name));
	const files = [...new Set([...wanted.keys(), ...present])];
	return await Promise.all(
		files.map(async (file) => ({
			file,
			now: await readFile(file, 'utf8').catch(() => undefined),
			wanted: wanted.get(file),
		})),
	);
}

async function buildAndLoad(): Promise<Described & { sdkVersion: string }> {
	await runTool('gulp', ['--silent'], { quietStdout: true });
	const load = createRequire(join(PROJECT, 'package.json'));
	const { VideoSdk } = load('./dist/nodes/VideoSdk/VideoSdk.node.js');
	const { VideoSdkTrigger } = load('./dist/nodes/VideoSdk/VideoSdkTrigger.node.js');
	const recordingTriggerFile = './dist/nodes/VideoSdk/VideoSdkRecordingTrigger.node.js';
	const { VideoSdkRecordingTrigger } = load(recordingTriggerFile);
	const { VideoSdkApi } = load('./dist/credentials/VideoSdkApi.credentials.js');
	return {
		node: (new VideoSdk() as INodeType).description,
		trigger: (new VideoSdkTrigger() as INodeType).description,
		recordingTrigger: (new VideoSdkRecordingTrigger() as INodeType).description,
		credential: new VideoSdkApi() as ICredentialType,
		sdkVersion: load('./package.json').devDependencies['@videosdk.live/server-sdk'],
	};
}

/** The name of each page and what stands on it. */
function pagesOf({ node, credential, ...triggers }: Described): Array<[string, string]> {
	const { trigger, recordingTrigger } = triggers;
	const pageOf = ({ displayName, properties }: INodeType['description']): [string, string[]] => [
		displayName,
		[blocksOf(properties, displayName)],
	];
	const resources = choicesOf(node.properties, 'resource');
	const pages: Array<[string, string, string[]]> = [
		...resources.map(({ name, value }): [string, string, string[]] => [
			String(value),
			`Resource ${name}`,
			resourceSections(node.properties, String(value)),
		]),
		['trigger', ...pageOf(trigger)],
		['recording-trigger', ...pageOf(recordingTrigger)],
		['credential', credential.displayName, [fieldList(credential.properties, [], noNote)]],
	];
	return pages.map(([name, title, sections]) => {
		const intro = [INTRO, EXPLAINED[name] ?? ''].join(' ').trim();
		return [name, [`# ${title}`, intro, ...sections].join('\n\n')];
	});
}

/** Where on the reference pages each operation is told of, and each node and the credential. */
function linksTo(
	pages: ReadonlyArray<[string, string]>,
	{ node: { properties } }: Described,
): ReferenceLink[] {
	const titleOf = (text: string) => text.slice('# '.length, text.indexOf('\n'));
	return [
		...pages.map(([key, text]) => ({ key, name: titleOf(text), target: `reference/${key}.md` })),
		...choicesOf(properties, 'resource').flatMap((resource) =>
			operationsOf(properties, String(resource.value)).map(({ name, value }) => ({
				key: `${resource.value}:${value}`,
				name: `${resource.name} > ${name}`,
				target: `reference/${resource.value}.md${anchorOf(name)}`,
			})),
		),
	];
}

const anchorOf = (heading: string) => `#${heading.toLowerCase().replaceAll(' ', '-')}`;

function operationsOf(properties: INodeProperties[], resource: string): INodePropertyOptions[] {
	return properties
		.filter(({ name, displayOptions }) => {
			return name === 'operation' && displayOptions?.show?.resource?.includes(resource);
		})
		.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
}

function resourceSections(properties: INodeProperties[], resource: string): string[] {
	const operations = operationsOf(properties, resource);
	const contents = operations.map(({ name }) => `[${name}](${anchorOf(name)})`);
	const sections = operations.flatMap(({ name, value, description = '' }) => [
		`## ${name}`,
		sentence(description),
		blocksOf(fieldsOf(properties, resource, String(value)), name),
	]);
	return [contents.join(' · '), ...sections];
}

function choicesOf(properties: INodeProperties[], name: string): INodePropertyOptions[] {
	const field = properties.find((property) => property.name === name);
	return (field?.options ?? []) as INodePropertyOptions[];
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

/** The fields of a form, and after them each block of fields that can be added. */
function blocksOf(fields: INodeProperties[], owner: string): string {
	const plain = fields.filter(({ type }) => type !== 'collection');
	const collections = fields.filter(({ type }) => type === 'collection');
	return [
		fieldList(plain, fields, ({ required }) => (required ? 'needed' : '')),
		...collections.flatMap((collection) => [
			`### ${owner}: ${collection.displayName}`,
			fieldList(collection.options as INodeProperties[], fields, noteOf[collection.name] ?? noNote),
		]),
	].join('\n\n');
}

type Note = (field: INodeProperties) => string;

const noNote: Note = () => '';

const whenAdded: Note = (field) => {
	const value = defaultOf(field);
	return value === '' ? '' : `when added: ${value}`;
};

/** A filter that is not added does not filter: its default is only where the form begins. */
const noteOf: Readonly<Record<string, Note>> = {
	// VideoSDK or the node decides what holds for an option that is not added.
	options: whenAdded,
	safety: whenAdded,
	security: (field) => `when not added: ${defaultOf(field)}`,
};

function fieldList(fields: INodeProperties[], all: INodeProperties[], note: Note): string {
	return fields
		.filter((field) => isOfToday(field) && !NOT_SHOWN.includes(field.type))
		.flatMap((field) => [
			[`- **${field.displayName}**${inBrackets(note(field))}`, aboutField(field, all)]
				.filter((text) => text !== '')
				.join(': '),
			...choiceLines(field),
			...partLines(field),
		])
		.join('\n');
}

/** Not only in nodes of before, which lie in workflows. */
const isOfToday = ({ displayOptions }: INodeProperties) =>
	displayOptions?.show?.['@version']?.includes(1) !== true;

const inBrackets = (text: string) => (text === '' ? '' : ` (${text})`);

function aboutField(field: INodeProperties, all: INodeProperties[]): string {
	const condition = conditionOf(field, all);
	return [sentence(field.description ?? ''), condition === '' ? '' : `_Only with ${condition}._`]
		.filter((text) => text !== '')
		.join(' ');
}

function choiceLines({ type, options = [] }: INodeProperties): string[] {
	const isChoice = type === 'options' || type === 'multiOptions';
	if (!isChoice || options.length > MOST_CHOICES) return [];
	const choices = options as INodePropertyOptions[];
	// Names that say it all, such as the days of the week.
	if (choices.every(({ description }) => description === undefined)) {
		return [`  - ${choices.map(({ name }) => `**${name}**`).join(', ')}`];
	}
	return choices.map(({ name, description = '' }) => `  - **${name}**: ${sentence(description)}`);
}

/** The fields of what can be added several times, such as a header's Name and Value. */
function partLines({ type, options = [] }: INodeProperties): string[] {
	if (type !== 'fixedCollection') return [];
	return (options as Array<{ values: INodeProperties[] }>)
		.flatMap(({ values }) => fieldList(values, values, whenAdded).split('\n'))
		.map((line) => `  ${line}`);
}

const sentence = (text: string) =>
	withLinks(text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

/** A link of a description, from a page in docs/reference/ on. */
const withLinks = (text: string) =>
	text.replace(/<a href="([^"]+)">([^<]+)<\/a>/g, (_, target: string, name: string) => {
		const page = target.startsWith(`${REPOSITORY}#`)
			? target.replace(REPOSITORY, '../../README.md')
			: target.replace(`${REPOSITORY}/blob/main/docs/`, '../');
		return `[${name}](${page})`;
	});

/** When a field is shown, in the words of the form: "Call Through: Gateway". */
function conditionOf({ displayOptions }: INodeProperties, all: INodeProperties[]): string {
	return Object.entries(displayOptions?.show ?? {})
		.filter(([name]) => !['resource', 'operation', '@version'].includes(name))
		.flatMap(([name, values]) => {
			const fields = all.filter((field) => field.name === name.replace('/', ''));
			const names = values?.map((value) => nameOf(value, fields)) ?? [];
			return fields[0] ? [`${fields[0].displayName}: ${names.join(' or ')}`] : [];
		})
		.join(', ');
}

function nameOf(value: unknown, fields: INodeProperties[]): string {
	const choices = fields.flatMap(({ options = [] }) => options as INodePropertyOptions[]);
	return choices.find((choice) => choice.value === value)?.name ?? String(value);
}

function defaultOf({ default: value, type, options = [] }: INodeProperties): string {
	const choices = options as INodePropertyOptions[];
	const named = (one: unknown) => choices.find((choice) => choice.value === one)?.name ?? '';
	if (Array.isArray(value)) return value.map(named).join(', ');
	if (typeof value === 'object') return '';
	return type === 'options' ? named(value) : String(value);
}
