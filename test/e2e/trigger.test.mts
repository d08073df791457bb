import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterEach, describe, expect } from 'vitest';
import { CALL_EVENTS } from '../../videosdk/callEvent.ts';
import { itemsOf, type WorkflowInput } from '../support/n8nApi.mts';
import {
	EVENTS_OF_A_CALL,
	HANGS_UP,
	send,
	TRIGGER_NODE,
	useTriggerN8n,
} from '../support/triggerN8n.mts';

const {
	api,
	host,
	sandbox,
	credential,
	credentialData,
	restart,
	powerCut,
	triggerWorkflow,
	publishedTrigger,
	place,
	phone,
	executionsOf,
	itemsTold,
	listen,
	urls,
	resetSandbox,
	testInEachPayload,
} = useTriggerN8n();

const everyChange = { listenFor: 'everyChange' };
const NEVER_ANSWERS = '+12025550102';
const BUSY = '+12025550101';

/** n8n loses itself in copying what it keeps of two test runs that listen at the same moment. */
const ONE_TEST_RUN_AT_A_TIME = { inTurn: true };

const published: string[] = [];
async function publish(parameters = {}) {
	const workflow = await publishedTrigger(parameters);
	published.push(workflow.id);
	return workflow;
}
afterEach(async () => {
	for (const id of published.splice(0)) await api().deactivateWorkflow(id);
});

/** In the order of their names: n8n runs executions side by side. */
const eventsTold = async (id: string, expected = 0) =>
	(await itemsTold(id, expected)).map(({ event }) => event).sort();
const ONE_CALL = [...EVENTS_OF_A_CALL].sort();
const TWO_CALLS = [...EVENTS_OF_A_CALL, ...EVENTS_OF_A_CALL].sort();

describe('deliveries in each payload', () => {
	describe('a call from beginning to end', () => {
		testInEachPayload(
			'starts a workflow at every change, in order, with the outcome; afterwards the account is as it was',
			async (payload) => {
				const isDocumented = payload === 'asDocumented';
				const { id } = await triggerWorkflow(everyChange);
				expect(sandbox().webhooks()).toEqual([]);
				await api().activateWorkflow(id);
				expect(sandbox().webhooks()).toMatchObject([{ events: [...CALL_EVENTS] }]);

				const callId = await place();
				for (const count of [1, 2, 3, 4]) {
					await expect.poll(async () => (await api().listExecutions(id)).length).toBe(count);
					// The call rings after 1 second, is answered after 4 and over after 9.
					sandbox().clock.advance(3000);
				}
				const told = await itemsTold(id, 4);
				const endedAt = Number(sandbox().calls()[0].end);
				expect(told.map(({ event }) => event)).toEqual(EVENTS_OF_A_CALL);
				expect(told.map(({ outcome }) => outcome)).toEqual([
					'inProgress',
					'inProgress',
					'answered',
					// Without its steps, nobody can say of an ended call whether it was answered.
					isDocumented ? 'answered' : null,
				]);
				expect(told.map(({ sequenceHint }) => sequenceHint)).toEqual([
					...[0, 1, 2, isDocumented ? 3 : 1000],
				]);
				const [, , , last] = sandbox().deliveries();
				expect(told.at(-1)).toMatchObject({
					callId,
					to: HANGS_UP,
					status: 'ended',
					roomId: 'abcd-efgh-ijkl',
					...(isDocumented
						? { direction: 'outbound', talkSeconds: 5 }
						: { occurredAt: new Date(endedAt).toISOString() }),
					body: JSON.parse(last.body),
				});

				await api().deactivateWorkflow(id);
				expect(sandbox().webhooks()).toEqual([]);
			},
		);

		testInEachPayload(
			'Call Finished starts one execution for each call, whatever became of it',
			async (payload) => {
				const isDocumented = payload === 'asDocumented';
				sandbox().changeSettings({ callUpdates: true });
				const { id } = await publish();
				for (const to of [HANGS_UP, NEVER_ANSWERS, BUSY]) await phone(to);
				const told = await itemsTold(id, 3);
				expect(told.map(({ to, outcome }) => [to, outcome])).toEqual([
					[HANGS_UP, isDocumented ? 'answered' : null],
					[NEVER_ANSWERS, 'notAnswered'],
					[BUSY, 'rejected'],
				]);
			},
		);

		testInEachPayload('the example workflow sorts calls by their outcome', async (payload) => {
			const isDocumented = payload === 'asDocumented';
			const file = resolve(import.meta.dirname, '../../workflows/call-events.json');
			const example = JSON.parse(await readFile(file, 'utf8')) as WorkflowInput;
			const { id: credentialId, name } = credential();
			const nodes = example.nodes.map((node) => ({
				...node,
				...(node.credentials ? { credentials: { videoSdkApi: { id: credentialId, name } } } : {}),
				...(node.webhookId ? { webhookId: randomUUID() } : {}),
			}));
			const { id } = await api().createWorkflow({ ...example, nodes });
			await api().activateWorkflow(id);
			published.push(id);
			for (const to of [HANGS_UP, BUSY]) await phone(to);
			const notes = async (node: string) => {
				const executions = await executionsOf(id, 2);
				const all = await Promise.all(
					executions.map(async (one) => itemsOf(await api().waitForExecution(one.id), node)),
				);
				return all.flat().map(({ json }) => json.note);
			};
			const spokenTo = await notes('Somebody was spoken to');
			const callBack = await notes('Call back later');
			expect(spokenTo).toEqual(isDocumented ? [`${HANGS_UP}: 5 seconds`] : []);
			expect(callBack).toContain(`${BUSY}: rejected`);
			expect([...spokenTo, ...callBack]).toHaveLength(2);
		});

		testInEachPayload(
			'only the calls of a certain workflow start the trigger that listens for them',
			async () => {
				const workflowId = { __rl: true, mode: 'id', value: 'another' };
				const ofAnother = await publish({ placedBy: 'workflow', workflowId });
				const ofAny = await publish({ placedBy: 'thisN8n' });
				await phone();
				expect(await itemsTold(ofAnother.id)).toEqual([]);
				expect(await itemsTold(ofAny.id, 1)).toHaveLength(1);
				const [{ metadata }] = sandbox().calls();
				const [, placer] = String(metadata?.n8nCorrelationKey).split('/');
				const ofThat = await publish({
					placedBy: 'workflow',
					workflowId: { __rl: true, mode: 'id', value: placer },
				});
				await phone();
				expect(await itemsTold(ofThat.id, 1)).toHaveLength(1);
			},
		);

		testInEachPayload(
			'each event sent three times, in any order, starts the workflow once',
			async () => {
				const { id } = await publish(everyChange);
				const finished = await publish();
				sandbox().changeDelivery({ times: 3, hold: { count: 15, seed: 7 } });
				await phone();
				expect(await eventsTold(id, 4)).toEqual(ONE_CALL);
				expect(await eventsTold(finished.id, 1)).toEqual(['call-hangup']);
				expect(sandbox().deliveries()).toHaveLength(15);
				expect(
					sandbox()
						.deliveries()
						.map(({ status }) => status),
				).toEqual(Array(15).fill(200));
			},
		);
	});

	describe('one registration for each trigger', () => {
		testInEachPayload(
			'after a restart of n8n: it is still there, once, and events come; what was told before is not told again',
			async () => {
				const { id } = await publish(everyChange);
				const before = sandbox().webhooks();
				await phone();
				const [first] = sandbox().deliveries();
				const sendAgain = async () => (await fetch(first.url, { method: 'POST', ...first })).status;
				expect(await sendAgain()).toBe(200);
				await restart();
				expect(sandbox().webhooks()).toEqual(before);

				expect(await sendAgain()).toBe(200);
				expect(await eventsTold(id, 4)).toEqual(ONE_CALL);
				await phone();
				expect(await eventsTold(id, 8)).toEqual(TWO_CALLS);
			},
		);

		testInEachPayload(
			'after n8n died without warning: it is found again, and not doubled',
			async () => {
				const { id } = await publish();
				const before = sandbox().webhooks();
				await powerCut();
				expect(sandbox().webhooks()).toEqual(before);
				await phone();
				expect(await eventsTold(id, 1)).toEqual(['call-hangup']);
			},
		);

		testInEachPayload(
			'published again with other events: there is one, with the new events',
			async () => {
				const workflow = await publish();
				const nodes = workflow.nodes.map((node) =>
					node.name === TRIGGER_NODE ? { ...node, parameters: everyChange } : node,
				);
				for (const changed of [nodes, nodes]) {
					await api().updateWorkflow(workflow.id, { ...workflow, nodes: changed });
					await api().activateWorkflow(workflow.id);
				}
				expect(sandbox().webhooks()).toMatchObject([{ events: [...CALL_EVENTS] }]);
				await phone();
				expect(await eventsTold(workflow.id, 4)).toEqual(ONE_CALL);
			},
		);

		testInEachPayload(
			'two workflows have one each; the one that ends takes only its own along',
			async () => {
				const one = await publish();
				const other = await publish();
				expect(new Set(urls()).size).toBe(2);
				await api().deactivateWorkflow(one.id);
				expect(urls()).toHaveLength(1);
				await phone();
				expect(await eventsTold(one.id)).toEqual([]);
				expect(await eventsTold(other.id, 1)).toEqual(['call-hangup']);
			},
		);

		testInEachPayload(
			'a test run beside production has its own, which is gone after the first event; production hears everything',
			async () => {
				const { id } = await publish(everyChange);
				const [production] = urls();
				await listen(id);
				expect(urls()).toHaveLength(2);
				expect(urls().filter((url) => url.includes('/webhook-test/'))).toHaveLength(1);
				await place();
				// n8n ends the test run behind its answer to the first event: one in the same instant would be told too.
				await expect.poll(urls).toEqual([production]);
				sandbox().clock.advance(60_000);
				const modes = (await executionsOf(id, 5)).map(({ mode }) => mode).sort();
				expect(modes).toEqual(['manual', 'webhook', 'webhook', 'webhook', 'webhook']);
				await phone();
				expect(await executionsOf(id, 9)).toHaveLength(9);
			},
			ONE_TEST_RUN_AT_A_TIME,
		);

		testInEachPayload(
			'the credential is deleted: a forged event is refused and starts nothing',
			async () => {
				const account = { name: 'For a while', type: 'videoSdkApi', data: credentialData() };
				const stored = await api().createCredential(account);
				const { id } = await publishedTrigger(everyChange, stored);
				const [url] = urls();
				await api().call('DELETE', `/credentials/${stored.id}`);
				const headers = { 'videosdk-signature': 'nonsense' };
				expect(await send(url, { headers, body: '{}' })).toBe(503);
				expect(await executionsOf(id)).toEqual([]);
				resetSandbox();
				await api()
					.deactivateWorkflow(id)
					.catch(() => undefined);
			},
		);

		testInEachPayload(
			'a test run that nobody ends by an event leaves nothing behind when it is stopped',
			async () => {
				const { id } = await triggerWorkflow();
				await listen(id);
				expect(urls()).toHaveLength(1);
				await api().call('DELETE', `/test-webhook/${id}`);
				await expect.poll(urls).toEqual([]);
			},
			ONE_TEST_RUN_AT_A_TIME,
		);

		testInEachPayload(
			'a registration that is gone already does not keep a workflow from being deactivated',
			async () => {
				const { id } = await publishedTrigger();
				resetSandbox();
				await api().deactivateWorkflow(id);
				expect(urls()).toEqual([]);
			},
		);

		testInEachPayload(
			'VideoSDK refuses the webhook: the workflow is not published, and the error says what to do',
			async () => {
				const { id } = await triggerWorkflow();
				sandbox().addFault({
					on: { method: 'POST', path: '/v2/sip/webhooks' },
					times: 100,
					fault: { kind: 'status', status: 400, body: { message: 'Too many webhooks' } },
				});
				await expect(api().activateWorkflow(id)).rejects.toThrow(
					/could not be registered.*Too many webhooks.*WEBHOOK_URL/,
				);
				expect(urls()).toEqual([]);
				await api().deactivateWorkflow(id);
			},
		);

		testInEachPayload(
			'an account that knows only the seven older events: the workflow is published with them, the log and each item say so',
			async () => {
				sandbox().changeSettings({ onlySevenEvents: true });
				const { id } = await publish(everyChange);
				expect(sandbox().webhooks()).toMatchObject([{ events: CALL_EVENTS.slice(0, 7) }]);
				await expect.poll(() => host().log()).toContain('takes only the older call events');
				await phone();
				expect(await itemsTold(id, 4)).toMatchObject(Array(4).fill({ eventsLimited: true }));
			},
		);
	});
});
