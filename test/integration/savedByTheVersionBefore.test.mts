// What executions and workflows have saved never changes: these were run by an earlier version of the
// package in a real n8n, and are taken up by this one.
import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { mintToken } from '../../videosdk/token.ts';
import { origins, ringsOfEach, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadParkedEngine, type ParkedExecution } from '../support/parkedEngine.mts';
import {
	asIfJustRun,
	savedExecution,
	savedTrigger,
	type SavedExecution,
} from '../support/savedExecution.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';

const { call, credential, engine, sandbox } = useCallingWorkflow();

const WAYS = ['trunk', 'gateway', 'routingRule'];

const saved = (name: string) => asIfJustRun(savedExecution(name), sandbox());
const retry = async ({ to, parameters, data }: SavedExecution, changes: INode['parameters'] = {}) =>
	await call({ to, parameters: { ...parameters, ...changes }, retryOf: data });
const rings = ({ to }: SavedExecution) => ringsOfEach(sandbox(), to);
const adopted = (items: INodeExecutionData[]) => items.map(({ json }) => json.adopted ?? false);
/** The room that was made for each, by the number that is called into it. */
const roomsOf = ({ to, rooms }: SavedExecution) => to.map((one, item) => [one, rooms[item].roomId]);

/** A request to VideoSDK by somebody else. */
async function send(path: string, body: IDataObject): Promise<void> {
	const { apiKey, apiSecret, clock, url } = sandbox();
	const issuedAt = Math.floor(clock.now() / 1000);
	const { ok } = await fetch(`${url}${path}`, {
		method: 'POST',
		headers: {
			authorization: mintToken({ apiKey, apiSecret, issuedAt, lifetimeSeconds: 60 }),
			'content-type': 'application/json',
		},
		body: JSON.stringify(body),
	});
	expect(ok).toBe(true);
}

describe.each(WAYS)('an execution that an earlier version has run through a %s', (way) => {
	test('failed as one of three was refused: Retry calls that one, and nobody a second time', async () => {
		const execution = saved(`refused-${way}`);
		expect(rings(execution)).toEqual([1, 0, 1]);
		const retried = await retry(execution);
		expect(retried.error).toBeUndefined();
		expect(origins(retried)).toEqual([0, 1, 2]);
		expect(rings(execution)).toEqual([1, 1, 1]);
	});

	test('failed as the answer to a call was lost that the list did not show: Retry finds the call now, and calls nobody', async () => {
		const execution = saved(`answerLost-${way}`);
		expect(rings(execution)).toEqual([1, 1, 1]);
		const retried = await retry(execution);
		expect(retried.error).toBeUndefined();
		expect(adopted(retried.items)).toEqual([false, true, false]);
		const lost = execution.calls.find(({ to }) => to === execution.to[1]);
		expect(retried.items[1].json.callId).toBe(lost?.callId);
		expect(rings(execution)).toEqual([1, 1, 1]);
	});

	test('had made a room for a call that was refused: Retry calls into that room, and makes no other', async () => {
		const execution = saved(`newMeeting-${way}`);
		const retried = await retry(execution);
		expect(retried.error).toBeUndefined();
		expect(rings(execution)).toEqual([1, 1, 1]);
		const roomsCalled = sandbox()
			.calls()
			.map(({ to, roomId }) => [to, roomId]);
		expect(roomsCalled.sort()).toEqual(roomsOf(execution));
	});
});

test('an execution of an earlier version with a call of which nobody knows: Retry calls nobody, and says so', async () => {
	const execution = saved('notPlaced');
	const retried = await retry(execution);
	expect(retried.error?.message).toContain('Item 2 of 3: It is unknown whether');
	expect(retried.error?.context).toMatchObject({ details: { callMayExist: true } });
	expect(rings(execution)).toEqual([1, 0, 1]);
});

test('the same, and then "Dial Again If Not Found" is chosen: Retry calls that one once', async () => {
	const execution = saved('notPlaced');
	const options = { whenUnknown: 'dialAgainIfNotFound' };
	const retried = await retry(execution, { options });
	expect(retried.error).toBeUndefined();
	expect(rings(execution)).toEqual([1, 1, 1]);
});

test('an earlier version has dialed again as it found nothing, and was answered nothing again: Retry does not dial a third time', async () => {
	const execution = saved('dialedAgain');
	const retried = await retry(execution);
	expect(retried.error?.message).toContain('Item 2 of 3: It is unknown whether');
	expect(rings(execution)).toEqual([1, 0, 1]);
});

test('an execution of an earlier version that has learned what became of two calls, and was refused the third: Retry calls that one, and asks no more about the two', async () => {
	// VideoSDK has forgotten them.
	const execution = asIfJustRun({ ...savedExecution('outcomesKnown'), calls: [] }, sandbox());
	sandbox().clock.setSpeed(20);
	const retried = await retry(execution);
	expect(retried.items.map(({ json }) => json.outcome)).toEqual([
		'rejected',
		'answered',
		'answered',
	]);
	expect(rings(execution)).toEqual([0, 1, 0]);
});

describe('Deduplication Keys of an earlier version', () => {
	test('Retry calls the one that was refused, and nobody a second time', async () => {
		const execution = saved('keys');
		engine().takeKeys(execution.keys ?? []);
		const retried = await retry(execution);
		expect(retried.error).toBeUndefined();
		expect(rings(execution)).toEqual([1, 1, 1]);
	});

	test('a new execution calls only whose key is free', async () => {
		const execution = saved('keys');
		engine().takeKeys(execution.keys ?? []);
		const { to, parameters } = execution;
		const { items } = await call({ to, parameters });
		expect(items.map(({ json }) => json.outcome)).toEqual(['skipped', 'placed', 'skipped']);
		expect(rings(execution)).toEqual([1, 1, 1]);
	});
});

describe('an execution of an earlier version in which the answer to a transfer was lost', () => {
	/** VideoSDK has taken the request whose answer was lost. */
	async function transferred(): Promise<SavedExecution> {
		const execution = saved('transferLost');
		const { transferTo } = execution.parameters;
		sandbox().clock.advance(5000);
		const [{ callId }] = sandbox().calls();
		await send('/v2/sip/call/transfer', { callId, transferTo });
		return execution;
	}

	test('Retry finds the transfer, and the phone does not ring again', async () => {
		const execution = await transferred();
		const { transferTo } = execution.parameters;
		const retried = await retry(execution);
		expect(retried.error).toBeUndefined();
		expect(retried.items[0].json).toMatchObject({ adopted: true, transferTo });
		expect(sandbox().ringsOf(String(transferTo))).toBe(1);
	});

	test('Retry with somebody else to transfer to says that the call has gone, and rings nobody', async () => {
		const execution = await transferred();
		const { transferTo } = execution.parameters;
		const other = '+4790991009';
		const retried = await retry(execution, { transferTo: other });
		expect(retried.error?.message).toContain(`so it was not transferred to ${other}`);
		expect(ringsOfEach(sandbox(), [String(transferTo), other])).toEqual([1, 0]);
	});
});

describe('an execution that an earlier version has parked', () => {
	let parkedEngine: Awaited<ReturnType<typeof loadParkedEngine>>;
	beforeAll(async () => void (parkedEngine = await loadParkedEngine()));
	const opened: ParkedExecution[] = [];
	afterEach(async () => {
		for (const execution of opened.splice(0)) await execution.close();
	});

	/** It rests, one of its calls is over, and the other goes on; VideoSDK tells it of what becomes of them. */
	async function rest(name: string) {
		sandbox().clock.freeze();
		const execution = saved(name);
		sandbox().clock.advance(5000);
		const parked = await parkedEngine.open({
			parameters: execution.parameters,
			credential: credential(),
			data: (resumeUrl) => withResumeUrl(execution, resumeUrl).data,
		});
		opened.push(parked);
		await send('/v2/sip/webhooks', { url: parked.resumeUrl, events: ['call-hangup'] });
		return { execution, parked, before: sandbox().rings() };
	}

	/** With an address of this test, and a token that no other execution of this process has had. */
	const withResumeUrl = (execution: SavedExecution, resumeUrl: string) =>
		JSON.parse(
			JSON.stringify(execution)
				.replaceAll('RESUME_URL', resumeUrl)
				.replaceAll('TOKEN', randomBytes(32).toString('hex')),
		) as SavedExecution;

	const outcomes = (parked: ParkedExecution) =>
		parked.items()?.map(({ json, pairedItem }) => [pairedItem, json.outcome]);
	const BOTH = [
		[{ item: 0 }, 'rejected'],
		[{ item: 1 }, 'answered'],
	];

	test.each(WAYS)(
		'through a %s goes on at the event of its last call, with the outcome of each, and nobody is called',
		async (way) => {
			const { parked, before } = await rest(`parked-${way}`);
			sandbox().deliver({ webhookType: 'call-hangup', data: { callId: 'of-somebody-else' } });
			await sandbox().settled();
			expect(parked.items()).toBeUndefined();
			sandbox().clock.advance(60_000);
			await expect.poll(() => outcomes(parked)).toEqual(BOTH);
			expect(sandbox().rings()).toEqual(before);
		},
	);

	test('of whose last call nobody tells goes on all the same, once any event has shown the node that it rests', async () => {
		const { parked, before } = await rest('parked-gateway');
		sandbox().deliver({ webhookType: 'call-hangup', data: { callId: 'of-somebody-else' } });
		await sandbox().settled();
		sandbox().changeDelivery({ hold: { count: 100 } });
		sandbox().clock.advance(60_000);
		await expect.poll(() => outcomes(parked)).toEqual(BOTH);
		expect(sandbox().rings()).toEqual(before);
	});

	test('and whose node n8n runs again, as when it was stopped: it tells what became of its calls, and calls nobody', async () => {
		const execution = saved('parked-stopped');
		sandbox().clock.advance(60_000);
		const before = sandbox().rings();
		const retried = await retry(execution, { waitHow: 'keepRunning' });
		expect(retried.items.map(({ json }) => json.outcome)).toEqual(['rejected', 'answered']);
		expect(sandbox().rings()).toEqual(before);
	});
});

describe.each(['signature', 'secretInUrl'])(
	'a trigger of an earlier version, by %s',
	(verifyBy) => {
		let triggers: Awaited<ReturnType<typeof loadTriggerEngine>>;
		beforeAll(async () => void (triggers = await loadTriggerEngine()));
		const started: EngineTrigger[] = [];
		afterEach(async () => {
			for (const trigger of started.splice(0)) await trigger.close();
		});

		/** It is registered, and n8n is started again with this version. */
		async function startAgain() {
			const { parameters, staticData, deliveries } = savedTrigger(`trigger-${verifyBy}`);
			// What was told then gets older every day, and is sent again here all the same.
			const security = { ...(parameters.security as IDataObject), maxAgeHours: 0 };
			const order = {
				...{ parameters: { ...parameters, security } },
				...{ credential: credential(), webhookId: 'saved' },
			};
			const then = await triggers.start({
				...order,
				staticData: inNode({ ...secretOf(staticData) }),
			});
			started.push(then);
			await then.activate();
			// What n8n is, where it is reached and what the sandbox calls the webhook is of this test.
			const { webhookId, address, instance } = then.staticData().production as IDataObject;
			const own = structuredClone(staticData);
			Object.assign(own.production, { webhookId, address, instance });
			const trigger = await triggers.start({ ...order, staticData: inNode(own) });
			started.push(trigger);
			const before = sandbox().webhooks();
			await trigger.activate();
			const { search } = new URL(before[0].url);
			return { trigger, before, url: trigger.url + search, deliveries };
		}

		const inNode = (own: IDataObject) => ({ 'node:VideoSDK Trigger': own });
		const secretOf = ({ secret }: IDataObject) => (secret === undefined ? {} : { secret });

		test('keeps its registration, and makes no second one', async () => {
			const { before, url } = await startAgain();
			expect(before).toHaveLength(1);
			expect(sandbox().webhooks()).toMatchObject([{ id: before[0].id, url }]);
		});

		test('does not tell again what it has told, and tells what is new', async () => {
			const { trigger, url, deliveries } = await startAgain();
			const deliver = async (body: string) => {
				const headers = { 'videosdk-signature': sandbox().sign(body) };
				return (await fetch(url, { method: 'POST', headers, body })).status;
			};
			for (const body of deliveries) expect(await deliver(body)).toBe(200);
			expect(trigger.items).toEqual([]);
			const event = JSON.parse(deliveries[0]) as { data: IDataObject };
			Object.assign(event.data, { callId: 'another-call', id: 'another-call' });
			expect(await deliver(JSON.stringify(event))).toBe(200);
			expect(trigger.items).toHaveLength(1);
		});
	},
);
