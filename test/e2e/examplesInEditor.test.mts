import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { useCallingN8n } from '../support/callingN8n.mts';
import { useEditorPage } from '../support/editorPage.mts';
import { personAtEditor } from '../support/personAtEditor.mts';
import { useReceiver } from '../support/webhookReceiver.mts';

const { host, login, sandbox } = useCallingN8n({ withEditor: true });
const { page, screenshot } = useEditorPage(host, login);
const crm = useReceiver();

// As the examples and the sandbox have them: one answers, one is busy, one never answers.
const [ANNA, BERT, CARLA] = ['+12025550103', '+12025550101', '+12025550102'];

/** Clicks for each task, as they are told at the end. */
const counted: string[] = [];

// Before it is there, n8n may still lead elsewhere.
beforeAll(async () => await page().getByText('Overview').first().waitFor());

beforeEach(() => sandbox().clock.setSpeed(100));
// Shown whether or not the tests pass.
afterAll(() => process.stdout.write(`${counted.join('\n')}\n`));

test('a person gets the recording of a call by clicks: imports the example, in which n8n finds the credential by its name, runs it, and has the sound file', async () => {
	const person = personAtEditor(page());
	await person.importExample('call-recording.json');
	await page().getByText('Download a recording').waitFor();
	await person.execute('Get the recording');
	await person.open('Get the recording');
	await person.output.getByText('video/mp4').waitFor();
	await person.output.getByRole('button', { name: 'Download' }).waitFor();
	await screenshot('example-recording');
	counted.push(`get the recording: ${person.inWords()}`);
	await person.close();
	expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
});

test('a person hands a call to a chosen voice agent by clicks: picks gateway, agent and version from their lists', async () => {
	const person = personAtEditor(page());
	await person.importExample('call-with-voice-agent.json');
	await person.open('Let the agent phone');
	await person.pick('gatewayId', 'India 02');
	await person.pick('agentId', 'Receptionist 02');
	await person.pick('agentVersionId', 'v1');
	await person.close();
	await person.execute('Was it answered?');
	await person.open('Let the agent phone');
	await person.output.getByText('ag_02').first().waitFor();
	await person.output.getByText('answered', { exact: true }).first().waitFor();
	await screenshot('example-voice-agent');
	counted.push(`hand the call to a chosen voice agent: ${person.inWords()}`);
	await person.close();
	const sent = sandbox().dispatches();
	expect(sent.map(({ agentId, versionId }) => [agentId, versionId])).toEqual([
		['ag_02', 'ver_02_1'],
		['ag_02', 'ver_02_1'],
	]);
	expect(sandbox().calls()).toMatchObject([{ gatewayId: 'gw_out_02' }, { gatewayId: 'gw_out_02' }]);
	expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1 });
});

test('a person gets transcript and summary of each call into the CRM: only the address of the CRM is typed', async () => {
	const person = personAtEditor(page());
	await person.importExample('call-summary-to-crm.json');
	await person.open('Write it to the CRM');
	await person.type('url', crm.url('/api/calls'));
	await person.close();
	await person.execute('Write it to the CRM');
	await person.open('Phone them');
	await person.scrollOutput();
	await person.output.getByText('Good to hear from you').first().waitFor();
	await person.output.getByText('what was promised').first().waitFor();
	await screenshot('example-summary');
	counted.push(`get transcript and summary: ${person.inWords()}`);
	await person.close();
	const records = crm.received().map(({ json }) => json as object);
	expect(records).toMatchObject([
		{ leadId: 'L-1001', outcome: 'answered', transcript: expect.stringContaining('Good to hear') },
		{ leadId: 'L-1002', outcome: 'rejected', transcript: '' },
		{ leadId: 'L-1003', outcome: 'notAnswered', transcript: '' },
	]);
	expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 1, [CARLA]: 1 });
});

test('a person has those called again who did not answer: only the pause is typed, and who answered is left in peace', async () => {
	const person = personAtEditor(page());
	await person.importExample('call-again.json');
	await person.open('A while later');
	await person.type('amount', '1');
	await person.choose('unit', 'Seconds');
	await person.close();
	await person.execute('Call again?');
	await person.open('Call again?');
	await person.output.getByText('False Branch (2 items)').waitFor();
	await screenshot('example-call-again');
	counted.push(`call again those who did not answer: ${person.inWords()}`);
	await person.close();
	expect(sandbox().rings()).toEqual({ [ANNA]: 1, [BERT]: 3, [CARLA]: 3 });
});
