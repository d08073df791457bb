import { describe, expect, test } from 'vitest';
import { SELF_POLL_HEADER } from '../../nodes/VideoSdk/calls/park/selfPoll.ts';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { liveMemoryMb, TELLS_MEMORY } from '../support/liveMemory.mts';
import { itemsOf } from '../support/n8nApi.mts';
import { bodyIn, EACH_PAYLOAD } from '../support/payloads.mts';
import {
	BUSY,
	expectedOutcomes,
	HANGS_UP,
	outcomesOf,
	useParkingN8n,
} from '../support/parkingN8n.mts';
import { send } from '../support/triggerN8n.mts';

const {
	api,
	host,
	sandbox,
	park,
	endCalls,
	parkingWorkflow,
	addBehind,
	isStillWaiting,
	testInEachPayload,
} = useParkingN8n(
	// n8n else makes a sandbox for expressions for each delivery: ten a second on a busy machine.
	useCallingN8n({ env: { N8N_EXPRESSION_ENGINE: 'legacy' }, nodeFlags: TELLS_MEMORY }),
);

const MANY = Number(process.env.PARKING_EVENTS ?? 1000);
const AT_ONCE = 20;
const FLOOD_LIMIT_MS = 40 * 60_000;
/** What n8n itself holds goes up and down a little; two kilobytes kept of each event would show. */
const MOST_GROWTH_MB = 4;

const looks = () =>
	sandbox()
		.journal()
		.filter(({ method, path }) => method === 'GET' && path.startsWith('/v2/sip/call')).length;

test(
	`${MANY} events of foreign calls and ${MANY} forged ones are each answered, and the execution goes on waiting`,
	async () => {
		const execution = await park([HANGS_UP, BUSY]);
		const [{ url }] = sandbox().webhooks();
		const [{ callId }] = sandbox().calls();
		const deliver = async (body: string, signature: string) =>
			await send(url, {
				headers: { 'content-type': 'application/json', 'videosdk-signature': signature },
				body,
			});
		// One in this payload, the next in the other.
		let written = 0;
		const eventOf = (id: string) => {
			const payload = EACH_PAYLOAD[written++ % EACH_PAYLOAD.length];
			const data = { callId: id, status: 'ended', metadata: {} };
			return JSON.stringify(bodyIn(payload, { webhookType: 'call-hangup', data }));
		};
		const flood = async (one: (n: number) => Promise<number>) => {
			const answers = new Map<number, number>();
			let next = 0;
			const sender = async () => {
				while (next < MANY) {
					const status = await one(next++);
					answers.set(status, (answers.get(status) ?? 0) + 1);
				}
			};
			await Promise.all(Array.from({ length: AT_ONCE }, sender));
			return Object.fromEntries(answers);
		};
		const foreign = async (n: number) => {
			const body = eventOf(`foreign-${n}`);
			return await deliver(body, sandbox().sign(body));
		};
		const forged = async () => await deliver(eventOf(callId), sandbox().sign('something else'));
		// Once before, so that what n8n loads for the first time is not counted.
		await flood(foreign);
		await flood(forged);
		const before = await liveMemoryMb(host());
		const reads = looks();
		expect(await flood(foreign)).toEqual({ 200: MANY });
		const { 401: refused = 0, 503: undecided = 0, ...others } = await flood(forged);
		expect([refused + undecided, others]).toEqual([MANY, {}]);
		const after = await liveMemoryMb(host());
		console.log(`Memory that n8n holds, before and after: ${before} and ${after} MB`);
		expect(after - before).toBeLessThan(MOST_GROWTH_MB);
		// The looks of the node itself, and no more.
		expect(looks() - reads).toBeLessThan(40);
		expect(await isStillWaiting(execution)).toBe(true);
		expect(await deliver('[]', sandbox().sign('[]'))).toBe(400);
		expect(await isStillWaiting(execution)).toBe(true);
		await endCalls();
		const ended = await api().waitForExecution(execution);
		expect(outcomesOf(ended)).toEqual(expectedOutcomes([HANGS_UP, BUSY]));
		expect(sandbox().rings()).toEqual({ [HANGS_UP]: 1, [BUSY]: 1 });
	},
	FLOOD_LIMIT_MS,
);

test('whoever asks a parked execution to look, without knowing its token, is turned away', async () => {
	const execution = await park([BUSY]);
	const [{ url }] = sandbox().webhooks();
	const headers = { [SELF_POLL_HEADER]: 'a guess' };
	expect(await send(url, { headers, body: '{}' })).toBe(401);
	expect(await isStillWaiting(execution)).toBe(true);
});

describe('deliveries in each payload', () => {
	testInEachPayload(
		'Stop ends a parked execution, its calls go on; a Retry of it does not wait again: it goes on with the call IDs, and nobody is rung',
		async () => {
			const execution = await park([BUSY, HANGS_UP]);
			const ids = (of: Array<{ callId?: unknown }>) => of.map(({ callId }) => callId).sort();
			const callIds = ids(sandbox().calls());
			await api().stopExecution(execution);
			expect((await api().waitForExecution(execution)).status).toBe('canceled');
			await endCalls();
			// What VideoSDK still tells of them is turned away by n8n.
			const answers = sandbox()
				.deliveries()
				.map(({ status }) => status);
			expect(new Set(answers)).toEqual(new Set([409]));
			const again = await api().retryExecution(execution);
			const retried = await api().waitForExecution(again);
			const items = itemsOf(retried, CALLING_NODE).map(({ json }) => json);
			expect(items).toMatchObject([{ outcome: 'timedOut' }, { outcome: 'timedOut' }]);
			expect(ids(items)).toEqual(callIds);
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [HANGS_UP]: 1 });
		},
	);

	testInEachPayload(
		'when one of two parked calls is over, the execution goes on waiting for the other',
		async () => {
			const to = [BUSY, HANGS_UP];
			const execution = await park(to);
			const before = looks();
			// The first is over, and the second was picked up.
			sandbox().clock.advance(5000);
			await sandbox().settled();
			await expect.poll(looks).toBeGreaterThan(before);
			// Each event makes the node look, one look a second.
			expect(await isStillWaiting(execution, 3)).toBe(true);
			await endCalls();
			expect(outcomesOf(await api().waitForExecution(execution))).toEqual(expectedOutcomes(to));
			expect(sandbox().rings()).toEqual({ [BUSY]: 1, [HANGS_UP]: 1 });
		},
	);

	testInEachPayload(
		'a workflow that is no longer published goes on when its parked calls are over',
		async () => {
			const list = await parkingWorkflow();
			const execution = await park([BUSY], list);
			await api().deactivateWorkflow(list.id);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
		},
	);

	testInEachPayload(
		'a workflow that is changed while its calls are parked goes on as it was',
		async () => {
			const list = await parkingWorkflow();
			const execution = await park([BUSY], list);
			await addBehind(list.id, { name: 'New', type: 'n8n-nodes-base.noOp' });
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(outcomesOf(ended)).toEqual(expectedOutcomes([BUSY]));
			expect(ended.data.resultData.runData).not.toHaveProperty('New');
		},
	);

	testInEachPayload(
		'whoever waits for the answer alone hears as soon as somebody has picked up',
		async () => {
			const list = await parkingWorkflow({ parameters: { waitFor: 'answer' } });
			const execution = await park([HANGS_UP], list);
			sandbox().clock.advance(5000);
			const ended = await api().waitForExecution(execution);
			const [{ json }] = itemsOf(ended, CALLING_NODE);
			expect(json).toMatchObject({ outcome: 'answered', status: 'answered', waitedBy: 'parked' });
		},
	);

	testInEachPayload(
		'a list with a bad number goes on with the error of one and the outcome of the other',
		async () => {
			const list = await parkingWorkflow({ settings: { onError: 'continueRegularOutput' } });
			const execution = await park([BUSY, 'nobody'], list);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			expect(itemsOf(ended, CALLING_NODE).map(({ json }) => json)).toMatchObject([
				{ outcome: 'rejected', waitedBy: 'parked' },
				{ error: expect.any(String), details: { callMayExist: false } },
			]);
		},
	);

	testInEachPayload(
		'with an error output the failed item leaves by it, also after parking',
		async () => {
			const list = await parkingWorkflow({ settings: { onError: 'continueErrorOutput' } });
			const execution = await park([BUSY, 'nobody'], list);
			await endCalls();
			const ended = await api().waitForExecution(execution);
			const outputs = ended.data.resultData.runData[CALLING_NODE].at(-1)?.data?.main ?? [];
			expect(outputs.map((items) => items?.map(({ json }) => json))).toMatchObject([
				[{ outcome: 'rejected' }],
				[{ error: expect.any(String) }],
			]);
		},
	);
});
