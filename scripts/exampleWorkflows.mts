// The examples in workflows/, and what has to be in an n8n for them to run at once with the sandbox.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import type {
	CredentialInput,
	DataTableInput,
	StoredCredential,
	WorkflowInput,
} from '../test/support/n8nApi.mts';
import { PROJECT } from './projectFolders.mts';

const FOLDER = join(PROJECT, 'workflows');

/** The files' names, such as `campaign.json`. */
export const EXAMPLE_FILES: readonly string[] = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.sort();

/** What of a sandbox the examples need. */
export interface SandboxForExamples {
	url: string;
	apiKey: string;
	apiSecret: string;
	modelUrl: string;
	inboxUrl: string;
}

/** The credentials that examples name, one of each type. The names are those that n8n itself proposes. */
export const credentialsOfExamples = (sandbox: SandboxForExamples): CredentialInput[] => [
	{
		name: 'VideoSDK account',
		type: 'videoSdkApi',
		data: { apiKey: sandbox.apiKey, apiSecret: sandbox.apiSecret, baseUrl: sandbox.url },
	},
	{
		// A script of the sandbox speaks in place of a model, whatever key it is given.
		name: 'OpenAI account',
		type: 'openAiApi',
		data: { apiKey: 'none-is-needed', url: sandbox.modelUrl },
	},
];

/** Addresses in the files where nobody answers, and the path of the inbox that stands in for each. */
const STAND_INS = {
	'https://crm.example.com': '/crm',
	'https://team.example.com': '/team',
} as const;

/** The sheet of appointment-reminders.json. Its outcomes are empty: nobody was reminded yet. */
export const APPOINTMENTS: DataTableInput = {
	name: 'Appointments',
	columns: [
		{ name: 'name', type: 'string' },
		{ name: 'phone', type: 'string' },
		{ name: 'appointment', type: 'string' },
		{ name: 'remindOn', type: 'date' },
		{ name: 'outcome', type: 'string' },
		{ name: 'remindedAt', type: 'date' },
	],
	rows: [
		{ name: 'Anna', phone: '+12025550103', appointment: 'Tuesday at 10 a.m.' },
		{ name: 'Bert', phone: '+12025550101', appointment: 'Tuesday at 11 a.m.' },
		{ name: 'Carla', phone: '+12025550102', appointment: 'Tuesday at 3 p.m.' },
	].map((row) => ({ ...row, remindOn: '2026-01-12T09:00:00.000Z' })),
};

/** What an n8n has for the examples. */
export interface Prepared {
	/** The sandbox's, for addresses where nobody answers; these stay as they are without it. */
	inboxUrl?: string;
	credentials: readonly StoredCredential[];
	/** IDs of data tables, by their names. */
	tables: Readonly<Record<string, string>>;
}

export async function readExample(file: string): Promise<WorkflowInput> {
	return JSON.parse(await readFile(join(FOLDER, file), 'utf8')) as WorkflowInput;
}

/** An example with the credentials, the tables and the stand-ins of an n8n, ready to be run in it. */
export async function exampleFor(file: string, prepared: Prepared): Promise<WorkflowInput> {
	const workflow = await readExample(file);
	return { ...workflow, nodes: workflow.nodes.map((node) => nodeFor(node, prepared)) };
}

type ExampleNode = WorkflowInput['nodes'][number];

function nodeFor(node: ExampleNode, { credentials, tables, inboxUrl }: Prepared): ExampleNode {
	const used = credentials.filter(({ type }) => node.credentials?.[type]);
	const { url, dataTableId } = node.parameters ?? {};
	const tableId = isTable(dataTableId) && tables[dataTableId.cachedResultName];
	return {
		...node,
		...(used.length > 0 && { credentials: namesOf(used) }),
		parameters: {
			...node.parameters,
			...(typeof url === 'string' && { url: addressFor(url, inboxUrl) }),
			...(tableId && { dataTableId: { ...dataTableId, value: tableId } }),
		},
	};
}

const namesOf = (credentials: readonly StoredCredential[]): INode['credentials'] =>
	Object.fromEntries(credentials.map(({ type, id, name }) => [type, { id, name }]));

const isTable = (value: unknown): value is { cachedResultName: string } =>
	typeof value === 'object' && value !== null && 'cachedResultName' in value;

function addressFor(url: string, inboxUrl: string | undefined): string {
	if (inboxUrl === undefined) return url;
	const found = Object.entries(STAND_INS).find(([address]) => url.startsWith(`${address}/`));
	if (!found) return url;
	const [address, path] = found;
	return `${inboxUrl}${path}${url.slice(address.length)}`;
}
