import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { WorkflowInput } from '../support/n8nApi.mts';
import { A_CALL_MS, BUSY, HANGS_UP, NEVER_ANSWERS, useParkingN8n } from '../support/parkingN8n.mts';
import { useReceiver } from '../support/webhookReceiver.mts';

const { api, sandbox, credential, powerCut } = useParkingN8n();
const crm = useReceiver();

const EXAMPLE = resolve(import.meta.dirname, '../../workflows/lead-to-crm.json');
const PATH = 'new-lead';
const REFUSED = '+12025550140';
const LEADS = [
	{ leadId: 'L-1', name: 'Anna', phone: HANGS_UP, wants: 'a demo' },
	{ leadId: 'L-2', name: 'Bert', phone: BUSY, wants: 'a price' },
	{ leadId: 'L-3', name: 'Carla', phone: NEVER_ANSWERS, wants: 'a call' },
	{ leadId: 'L-4', name: 'Dora', phone: REFUSED, wants: 'help' },
];

/** The example, published, with the test's CRM in the place of the user's. */
async function publishExample(): Promise<string> {
	const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
	const { id: credentialId, name } = credential();
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.credentials && { credentials: { videoSdkApi: { id: credentialId, name } } }),
		...(node.name === 'Tell the CRM' && {
			parameters: { ...node.parameters, url: crm.url('/api/calls') },
		}),
	}));
	const { id } = await api().createWorkflow({ ...example, nodes });
	await api().activateWorkflow(id);
	return id;
}

const records = () => crm.received().map(({ json }) => json as { leadId: string });
const recordOf = (leadId: string) => records().filter((record) => record.leadId === leadId);

beforeEach(() => {
	// A recording takes its time.
	sandbox().changeSettings({ recordingDelaySeconds: 60, transcriptDelaySeconds: 30 });
});

test('each lead is phoned once, and the CRM gets one whole record for it, though n8n is killed during the calls and before a recording', async () => {
	const id = await publishExample();
	sandbox().clock.freeze();
	const executions: string[] = [];
	for (const lead of LEADS) {
		const execution = await api().runInProduction(id, PATH, lead);
		await api().waitForExecution(execution, { orWaiting: true });
		executions.push(execution);
	}
	// Nobody can be called at the fourth: the CRM is told at once.
	expect(recordOf('L-4')).toMatchObject([{ outcome: 'failed', phone: REFUSED }]);
	expect(records()).toHaveLength(1);

	await powerCut();
	sandbox().clock.advance(A_CALL_MS / 3);
	await sandbox().settled();
	await expect.poll(() => records().length).toBe(3);
	expect(recordOf('L-2')).toMatchObject([{ outcome: 'rejected', phone: BUSY }]);
	expect(recordOf('L-3')).toMatchObject([{ outcome: 'notAnswered', phone: NEVER_ANSWERS }]);

	// That call is over as well, and its recording is not there yet.
	expect((await api().getExecution(executions[0])).status).toBe('waiting');
	await powerCut();
	sandbox().clock.advance(A_CALL_MS);
	await sandbox().settled();
	const ended = await api().waitForExecution(executions[0]);
	expect(ended.status).toBe('success');
	expect(recordOf('L-1')).toMatchObject([
		{
			...{ outcome: 'answered', phone: HANGS_UP, talkSeconds: 5 },
			recording: expect.stringContaining(sandbox().cdnUrl),
			transcript: expect.stringContaining('agent: Hello'),
			summary: expect.stringContaining('What does the customer want'),
		},
	]);
	expect(records()).toHaveLength(LEADS.length);
	expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1, [NEVER_ANSWERS]: 1 });
	expect(
		sandbox()
			.dispatches()
			.map(({ metadata }) => metadata?.variables),
	).toHaveLength(4);
});
