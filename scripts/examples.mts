// What `npm start` finds or makes in its n8n: the owner, all examples of workflows/, and what they need.
// Which ones they are is written down in the folder, for the next start.
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
	createN8nApi,
	type CredentialInput,
	type Login,
	type N8nApi,
	type StoredCredential,
	type StoredWorkflow,
	type WorkflowInput,
} from '../test/support/n8nApi.mts';
import {
	APPOINTMENTS,
	credentialsOfExamples,
	EXAMPLE_FILES,
	exampleFor,
	type Prepared,
	type SandboxForExamples,
} from './exampleWorkflows.mts';

const FIRST_EXAMPLE = 'outbound-call.json';

interface Notes {
	login: Login;
	/** The IDs of credentials in n8n, by type. */
	credentials: Record<string, string>;
	/** By file. The hash is that of what was loaded. */
	workflows: Record<string, { id: string; hash: string }>;
}
export interface Examples {
	api: N8nApi;
	login: Login;
	/** How many there are. */
	count: number;
	first: StoredWorkflow;
}

/** @param folder of n8n's data */
export async function prepareExamples(
	n8nUrl: string,
	folder: string,
	sandbox: SandboxForExamples,
): Promise<Examples> {
	const notesFile = join(folder, 'example.json');
	const api = createN8nApi(n8nUrl);
	const notes = await logInOrSetUp(api, notesFile);
	const prepared = await prepare(api, notes, sandbox);

	// The first one last: n8n lists on top what was changed last.
	for (const file of EXAMPLE_FILES.filter((one) => one !== FIRST_EXAMPLE)) {
		await ensureWorkflow(api, notes, file, await exampleFor(file, prepared));
	}
	const workflow = await exampleFor(FIRST_EXAMPLE, prepared);
	const first = await ensureWorkflow(api, notes, FIRST_EXAMPLE, workflow);
	await writeNotes(notesFile, notes);
	return { api, login: notes.login, count: EXAMPLE_FILES.length, first };
}

async function logInOrSetUp(api: N8nApi, notesFile: string): Promise<Notes> {
	if (existsSync(notesFile)) {
		const notes = JSON.parse(await readFile(notesFile, 'utf8')) as Partial<Notes> &
			Pick<Notes, 'login'>;
		await api.login(notes.login).catch((error: Error) => {
			throw new Error(
				`Could not log in to n8n as ${notes.login.email} with the password in ${notesFile}. ` +
					'If you changed it in n8n, put it there too; or delete the folder .sandbox to start ' +
					`anew.\n${error.message}`,
			);
		});
		return { credentials: {}, workflows: {}, ...notes };
	}
	// n8n wants a capital letter and a digit.
	const password = `Local-${randomBytes(6).toString('hex')}-1`;
	const login = await api.setupOwner(password).catch((error: Error) => {
		throw new Error(
			`n8n has an owner already, but ${notesFile} with the password is gone. ` +
				`Delete the folder .sandbox to start anew.\n${error.message}`,
		);
	});
	const notes: Notes = { login, credentials: {}, workflows: {} };
	// At once: without it nobody could log in to this n8n any more.
	await writeNotes(notesFile, notes);
	return notes;
}

/** What the examples need besides themselves. */
async function prepare(api: N8nApi, notes: Notes, sandbox: SandboxForExamples): Promise<Prepared> {
	const credentials: StoredCredential[] = [];
	for (const wanted of credentialsOfExamples(sandbox)) {
		const stored = await ensureCredential(api, notes.credentials[wanted.type], wanted);
		notes.credentials[wanted.type] = stored.id;
		credentials.push(stored);
	}
	const tables = { [APPOINTMENTS.name]: await api.ensureDataTable(APPOINTMENTS) };
	return { inboxUrl: sandbox.inboxUrl, credentials, tables };
}

async function ensureCredential(
	api: N8nApi,
	id: string | undefined,
	wanted: CredentialInput,
): Promise<StoredCredential> {
	// The sandbox may have another port this time. A credential deleted in n8n is made again.
	const updated = id ? await api.updateCredential(id, wanted).catch(() => undefined) : undefined;
	return updated ?? (await api.createCredential(wanted));
}

/**
 * An example that has changed since it was loaded, or whose sandbox is at another port, is loaded anew,
 * beside the one from before, which is published no longer: n8n has one workflow at each webhook's address.
 */
async function ensureWorkflow(
	api: N8nApi,
	notes: Notes,
	file: string,
	example: WorkflowInput,
): Promise<StoredWorkflow> {
	const hash = createHash('sha256').update(JSON.stringify(example)).digest('hex');
	const noted = notes.workflows[file];
	const known = noted && (await api.getWorkflow(noted.id).catch(() => undefined));
	if (known && noted.hash === hash && !known.isArchived) {
		// The sandbox has forgotten its webhooks, and may be at another port.
		if (example.active && known.active) {
			await api.deactivateWorkflow(known.id);
			await api.activateWorkflow(known.id);
		}
		return known;
	}
	if (known?.active) await api.deactivateWorkflow(known.id);
	const created = await api.createWorkflow(example);
	notes.workflows[file] = { id: created.id, hash };
	if (example.active) await api.activateWorkflow(created.id);
	return created;
}

async function writeNotes(file: string, notes: Notes): Promise<void> {
	await writeFile(file, JSON.stringify(notes, null, '\t'), { mode: 0o600 });
}
