// What n8n has to wait for in earnest: all of it side by side, in one n8n.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CALLING_NODE } from '../support/callingN8n.mts';
import { itemsOf, type WorkflowInput } from '../support/n8nApi.mts';
import {
	BUSY,
	expectedOutcomes,
	NEVER_ANSWERS,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';
import { EACH_PAYLOAD } from '../support/payloads.mts';

const { api, sandbox, credential, testBesideOthers, ...n8n } = useParkingN8n();
const { callList, parkingWorkflow, park, endCalls, addBehind, isStillWaiting } = n8n;

const EXAMPLE = resolve(import.meta.dirname, '../../workflows/call-in-office-hours.json');
const MINUTE_MS = 60_000;
/** A time limit of a workflow: more than a busy machine takes to begin it and park it. */
const LIMIT_SECONDS = 20;
const LONGER_SECONDS = 22;

async function limitTime(id: string): Promise<void> {
	const workflow = await api().getWorkflow(id);
	await api().deactivateWorkflow(id);
	await api().updateWorkflow(id, { ...workflow, settings: { executionTimeout: LIMIT_SECONDS } });
	await api().activateWorkflow(id);
}

testBesideOthers(
	'the example for office hours: before they begin nobody is called, then the Wait node leads everybody back, and each phone rings once',
	'asDocumented',
	async (expect) => {
		// n8n's Wait node keeps less than 65 seconds in memory: this is longer, and rests in the database.
		const opens = Math.ceil((Date.now() + 1.2 * MINUTE_MS) / MINUTE_MS) * MINUTE_MS;
		const timeOfDay = (moment: number) => new Date(moment).toISOString().slice(11, 16);
		const window = {
			...{ from: timeOfDay(opens), until: timeOfDay(opens + 60 * MINUTE_MS), timeZone: 'UTC' },
			days: ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'],
		};
		const example = JSON.parse(await readFile(EXAMPLE, 'utf8')) as WorkflowInput;
		const { id: credentialId, name } = credential();
		const nodes = example.nodes.map((node) => {
			if (!node.credentials) return node;
			const safety = { outsideWindow: 'defer', callingWindow: { window } };
			const credentials = { videoSdkApi: { id: credentialId, name } };
			return { ...node, credentials, parameters: { ...node.parameters, safety } };
		});
		const { id } = await api().createWorkflow({ ...example, nodes });
		const execution = await api().runWorkflow(id);

		const waiting = await api().waitForExecution(execution, { orWaiting: true });
		expect(waiting.status).toBe('waiting');
		const callAt = new Date(opens).toISOString();
		const people = itemsOf(waiting, 'Phone them').map(({ json }) => json);
		expect(people.map((person) => [person.outcome, person.callAt])).toEqual(
			Array(4).fill(['deferred', callAt]),
		);
		expect(sandbox().rings()).toEqual({});

		const done = await api().waitForExecution(execution);
		expect(done.status).toBe('success');
		expect(sandbox().rings()).toEqual(
			Object.fromEntries(people.map(({ phone }) => [String(phone), 1])),
		);
	},
);

testBesideOthers(
	'a call through a trunk that the list does not show is parked for a minute and not for hours',
	'asDocumented',
	async (expect) => {
		sandbox().changeSettings({ listTrunkCalls: false });
		const parameters = { callThrough: 'trunk', from: '+11234567890', waitLimit: 3600 };
		const list = await parkingWorkflow({ parameters });
		const execution = await park([BUSY], list);
		const ended = await api().waitForExecution(execution);
		expect(itemsOf(ended, CALLING_NODE).map(({ json }) => json)).toMatchObject([
			{ outcome: 'timedOut', hint: expect.stringContaining('call list does not show') },
		]);
	},
);

testBesideOthers(
	'the time limit of the workflow ends the waiting, and with Hang Up on Stop the calls',
	'asDocumented',
	async (expect) => {
		sandbox().clock.freeze();
		const list = await parkingWorkflow({
			options: { hangUpOnStop: true },
			parameters: { waitHow: 'keepRunning' },
		});
		await limitTime(list.id);
		sandbox().addRooms({ roomId: 'room-0' });
		const execution = await callList(list, [NEVER_ANSWERS]);
		expect(execution.status).toBe('canceled');
		await expect
			.poll(() =>
				sandbox()
					.calls()
					.map(({ status }) => status),
			)
			.toEqual(['abandoned']);
	},
);

for (const payload of EACH_PAYLOAD) {
	testBesideOthers(
		`deliveries ${payload}: at the limit half of the calls are over: those tell their outcome, the others timedOut, all with call IDs`,
		payload,
		async (expect) => {
			const to = [BUSY, NEVER_ANSWERS, BUSY, NEVER_ANSWERS];
			const execution = await park(to, await parkingWorkflow({ parameters: { waitLimit: 20 } }));
			sandbox().clock.advance(5000);
			const ended = await api().waitForExecution(execution);
			const items = itemsOf(ended, CALLING_NODE).map(({ json }) => json);
			const [over, goesOn] = [{ outcome: 'rejected' }, { outcome: 'timedOut' }];
			expect(items).toMatchObject([over, goesOn, over, goesOn]);
			expect(new Set(items.map(({ callId }) => callId)).size).toBe(4);
			await expect.poll(n8n.urls).toEqual([]);
		},
	);

	testBesideOthers(
		`deliveries ${payload}: the time limit of the workflow does not run out while calls are parked`,
		payload,
		async (expect) => {
			const list = await parkingWorkflow();
			await limitTime(list.id);
			const execution = await park([BUSY], list);
			expect(await isStillWaiting(execution, LONGER_SECONDS)).toBe(true);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
		},
	);

	testBesideOthers(
		`deliveries ${payload}: the time limit of the workflow counts anew when the execution goes on`,
		payload,
		async (expect) => {
			const list = await parkingWorkflow();
			await limitTime(list.id);
			await addBehind(list.id, {
				...{ name: 'Long work', type: 'n8n-nodes-base.wait', typeVersion: 1.1 },
				webhookId: `long-work-${payload}`,
				parameters: { resume: 'timeInterval', amount: 60, unit: 'seconds' },
			});
			const execution = await park([BUSY], list);
			expect(await isStillWaiting(execution, LONGER_SECONDS)).toBe(true);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
			expect(ended.status).toBe('canceled');
		},
	);
}
