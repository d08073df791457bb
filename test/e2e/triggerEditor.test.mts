import { expect, test } from 'vitest';
import { useCallingN8n } from '../support/callingN8n.mts';
import { useEditorPage } from '../support/editorPage.mts';
import { HANGS_UP, TRIGGER_NODE, useTriggerN8n } from '../support/triggerN8n.mts';

const { host, login, sandbox, triggerWorkflow, phone, urls } = useTriggerN8n(
	useCallingN8n({ withEditor: true }),
);

const { page, screenshot, openNode } = useEditorPage(host, login);

async function openTrigger(parameters = {}): Promise<void> {
	const { id } = await triggerWorkflow(parameters);
	await openNode(id, TRIGGER_NODE);
}

test('the trigger shows its fields by the names of the documentation, and asks for events and a workflow where they are chosen', async () => {
	await openTrigger({ listenFor: 'selectedEvents', placedBy: 'workflow' });
	const panel = page().getByTestId('node-parameters');
	for (const label of [
		'Listen For',
		'Events',
		'Calls',
		'Placed by Workflow',
		'Filters',
		'Security',
	]) {
		await expect
			.poll(async () => await panel.getByText(label, { exact: true }).count(), { message: label })
			.toBeGreaterThan(0);
	}
	// What n8n itself reads is no field for people.
	expect(await panel.getByText('Options', { exact: true }).count()).toBe(0);
	await screenshot('trigger-fields');
});

test('a person listens for a test event, a call is over, and the event stands in the editor', async () => {
	await openTrigger();
	await page().getByTestId('node-execute-button').click();
	await expect.poll(urls).toHaveLength(1);
	await screenshot('trigger-listening');
	await phone();
	const output = page().getByTestId('output-panel');
	await output.getByText(HANGS_UP).first().waitFor();
	await output.getByText('call-hangup').first().waitFor();
	// For the picture alone: until the message has slid in.
	await page().waitForTimeout(1000);
	await screenshot('trigger-event');
	await expect.poll(() => sandbox().webhooks()).toEqual([]);
});
