import { expect, test } from 'vitest';
import { HANGS_UP, TRIGGER_NODE, useTriggerN8n } from '../support/triggerN8n.mts';

const { api, sandbox, credential, itemsTold, restart } = useTriggerN8n();

/** n8n looks once a minute. */
const ONE_LOOK_MS = 65_000;

test('n8n looks by itself: a call that is over starts the workflow once, with its recording, over a restart of n8n too', async () => {
	const { id, name } = credential();
	const workflow = await api().createWorkflow({
		name: 'On recordings',
		nodes: [
			{
				name: TRIGGER_NODE,
				type: 'n8n-nodes-videosdk.videoSdkRecordingTrigger',
				credentials: { videoSdkApi: { id, name } },
				parameters: {},
			},
			{ name: 'Done', type: 'n8n-nodes-base.noOp' },
		],
		connections: {
			[TRIGGER_NODE]: { main: [[{ node: 'Done', type: 'main' as const, index: 0 }]] },
		},
	});
	await api().activateWorkflow(workflow.id);
	const phone = () => {
		sandbox().addCalls({
			...{ via: 'gateway', to: HANGS_UP, roomId: 'cust-omer-call' },
			options: { recordAudio: true },
		});
		sandbox().clock.advance(60_000);
	};
	phone();
	const told = await itemsTold(workflow.id, 1);
	expect(told).toMatchObject([
		{ to: HANGS_UP, outcome: 'answered', isComplete: true, recording: { isReady: true } },
	]);
	await restart();
	phone();
	const [, ...later] = await itemsTold(workflow.id, 2);
	expect(later).toMatchObject([{ callId: sandbox().calls()[0].callId, isComplete: true }]);
	await new Promise((resolve) => setTimeout(resolve, ONE_LOOK_MS));
	expect(await itemsTold(workflow.id)).toHaveLength(2);
	await api().deactivateWorkflow(workflow.id);
});
