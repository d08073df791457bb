// What `npm start` finds or makes in its n8n: the owner, the sandbox's credential and the
// example workflow. Which ones they are is written down in the folder, for the next start.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import {
	createN8nApi,
	type CredentialInput,
	type Login,
	type N8nApi,
	type StoredCredential,
	type WorkflowInput,
} from '../test/support/n8nApi.mts';
import { PROJECT } from './projectFolders.mts';

const EXAMPLE = join(PROJECT, 'workflows/outbound-call.json');
const CREDENTIAL_TYPE = 'videoSdkApi';
// The name n8n itself proposes, so that an imported example finds it.
const CREDENTIAL_NAME = 'VideoSDK account';

interface Notes {
	login: Login;
	credentialId?: string;
	workflowId?: string;
}
export interface Example {
	api: N8nApi;
	login: Login;
	workflowId: string;
	workflowName: string;
}
export interface SandboxAccess {
	url: string;
	apiKey: string;
	apiSecret: string;
}

export async function prepareExample(
	n8nUrl: string,
	folder: string,
	{ sandbox, keepEdits }: { sandbox: SandboxAccess; keepEdits: boolean },
): Promise<Example> {
	const notesFile = join(folder, 'example.json');
	const api = createN8nApi(n8nUrl);
	const notes = await logInOrSetUp(api, notesFile);
	const credential = await ensureCredential(api, notes, sandbox);
	const workflow = await ensureWorkflow(api, keepEdits ? notes.workflowId : undefined, credential);
	await writeNotes(notesFile, {
		login: notes.login,
		credentialId: credential.id,
		workflowId: workflow.id,
	});
	return { api, login: notes.login, workflowId: workflow.id, workflowName: workflow.name };
}

async function logInOrSetUp(api: N8nApi, notesFile: string): Promise<Notes> {
	if (existsSync(notesFile)) {
		const notes = JSON.parse(await readFile(notesFile, 'utf8')) as Notes;
		await api.login(notes.login).catch((error: Error) => {
			throw new Error(
				`Could not log in to n8n as ${notes.login.email} with the password in ${notesFile}. ` +
					'If you changed it in n8n, put it there too; or delete the folder .sandbox to start ' +
					`anew.\n${error.message}`,
			);
		});
		return notes;
	}
	// n8n wants a capital letter and a digit.
	const password = `Local-${randomBytes(6).toString('hex')}-1`;
	const login = await api.setupOwner(password).catch((error: Error) => {
		throw new Error(
			`n8n has an owner already, but ${notesFile} with the password is gone. ` +
				`Delete the folder .sandbox to start anew.\n${error.message}`,
		);
	});
	// At once: without it nobody could log in to this n8n any more.
	await writeNotes(notesFile, { login });
	return { login };
}

async function ensureCredential(
	api: N8nApi,
	{ credentialId }: Notes,
	{ url, apiKey, apiSecret }: SandboxAccess,
): Promise<StoredCredential> {
	const wanted: CredentialInput = {
		name: CREDENTIAL_NAME,
		type: CREDENTIAL_TYPE,
		data: { apiKey, apiSecret, baseUrl: url },
	};
	// The sandbox may have another port this time. A credential deleted in n8n is made again.
	const updated = credentialId
		? await api.updateCredential(credentialId, wanted).catch(() => undefined)
		: undefined;
	return updated ?? (await api.createCredential(wanted));
}

async function ensureWorkflow(
	api: N8nApi,
	workflowId: string | undefined,
	credential: StoredCredential,
) {
	const stored = workflowId ? await api.getWorkflow(workflowId).catch(() => undefined) : undefined;
	if (stored && !stored.isArchived) return stored;
	const workflow = JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
	return await api.createWorkflow({
		...workflow,
		nodes: workflow.nodes.map((node) => withCredential(node, credential)),
	});
}

function withCredential(node: WorkflowInput['nodes'][number], { id, name }: StoredCredential) {
	if (!node.credentials?.[CREDENTIAL_TYPE]) return node;
	const credentials: INode['credentials'] = { [CREDENTIAL_TYPE]: { id, name } };
	return { ...node, credentials };
}

async function writeNotes(file: string, notes: Notes): Promise<void> {
	await writeFile(file, JSON.stringify(notes, null, '\t'), { mode: 0o600 });
}
