import { expect, test } from 'vitest';
import { CURRENT_VERSION } from '../../nodes/VideoSdk/fields/nodeVersions.ts';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { useCallingN8n } from '../support/callingN8n.mts';
import { useEditorPage } from '../support/editorPage.mts';

const { api, host, login, credential, sandbox } = useCallingN8n({ withEditor: true });
const editor = useEditorPage(host, login);

const TYPE = 'n8n-nodes-videosdk.videoSdk';

test('n8n gives out what the output of each operation has in it', async () => {
	for (const { resource, option } of operations) {
		const path = `${TYPE}/${CURRENT_VERSION}.0/${resource}/${option.value}.json`;
		const answer = await fetch(`${host().url}/schemas/${path}`);
		expect([path, answer.status]).toEqual([path, 200]);
		const { properties } = (await answer.json()) as { properties: object };
		expect(Object.keys(properties).length).toBeGreaterThan(0);
	}
});

test('the fields of a call can be dragged into the node behind it before anybody was called', async () => {
	const { id: credentialId, name } = credential();
	const { id } = await api().createWorkflow({
		name: 'Never run',
		nodes: [
			{ name: 'Go', type: 'n8n-nodes-base.manualTrigger' },
			{
				...{ name: 'Call', type: TYPE, typeVersion: CURRENT_VERSION },
				credentials: { videoSdkApi: { id: credentialId, name } },
				parameters: { resource: 'call', operation: 'outboundSipCall' },
			},
			{ name: 'Note', type: 'n8n-nodes-base.set', typeVersion: 3.4 },
		],
		connections: {
			Go: { main: [[{ node: 'Call', type: 'main', index: 0 }]] },
			Call: { main: [[{ node: 'Note', type: 'main', index: 0 }]] },
		},
	});
	await editor.openNode(id, 'Note', true);
	const input = editor.page().getByTestId('ndv-input-panel');
	const fields = input.getByTestId('run-data-schema-item');
	await fields.filter({ hasText: 'talkSeconds' }).first().waitFor();
	await editor.screenshot('fields-before-the-first-run');
	const boxes = await Promise.all(
		['to', 'outcome', 'reason', 'status'].map(async (field) => {
			const box = await input.getByText(field, { exact: true }).first().boundingBox();
			return box?.y ?? NaN;
		}),
	);
	expect(boxes).toEqual([...boxes].sort((one, other) => one - other));

	const { mouse } = editor.page();
	await input.getByText('outcome', { exact: true }).first().hover();
	await mouse.down();
	const area = editor.page().getByTestId('assignment-collection-drop-area');
	const box = await area.boundingBox();
	if (!box) throw new Error('There is nothing to drop a field on');
	await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 10 });
	await mouse.up();
	const parameters = editor.page().getByTestId('node-parameters');
	await expect.poll(async () => await parameters.innerText()).toContain('$json.outcome');
	expect(sandbox().rings()).toEqual({});
});
