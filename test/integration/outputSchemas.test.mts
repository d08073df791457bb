import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';
import { beforeEach, expect, test } from 'vitest';
import { CURRENT_VERSION } from '../../nodes/VideoSdk/fields/nodeVersions.ts';
import { operations } from '../../nodes/VideoSdk/operations/index.ts';
import { SEED_AGENT_ID, SEED_GATEWAY_ID, SEED_NUMBER } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { LAUNCH, people } from '../support/launchingWorkflow.mts';
import { outputSchemaOf } from '../support/outputSchema.mts';
import { byId } from '../support/resourceOperations.mts';
import type { RunOrder } from '../support/workflowEngine.mts';

// The schemas that n8n's editor shows before a node has run are what comes out here, without Details and Raw
// Answer. `npx vitest run test/integration/outputSchemas.test.mts -u` writes them anew.

const FOLDER = resolve(import.meta.dirname, '../../nodes/VideoSdk/__schema__');
const VERSION_FOLDER = `v${[...String(CURRENT_VERSION).split('.'), '0', '0'].slice(0, 3).join('.')}`;

const { sandbox, credential, engine } = useCallingWorkflow();

const ROOM = 'cust-omer-call';
const BUSY = '+12025550101';
const NEVER_ANSWERS = '+12025550102';
const ANSWERS = '+12025550103';
const TALKS = '+12025550100';
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const GATEWAY = { callThrough: 'gateway', gatewayId: byId(SEED_GATEWAY_ID), from: '' };

const TRUNK = {
	...{ callThrough: 'trunk', trunkId: 'trunk_987654321', displayName: 'John Doe' },
	from: '+11234567890',
};

/** What came out of each operation in the test so far, by its name. */
const cameOut = new Map<string, IDataObject[]>();
beforeEach(() => cameOut.clear());

/** Runs an operation, "call:get", and keeps what comes out of it. */
async function run(
	name: string,
	parameters: IDataObject = {},
	{ items = [{}], ...order }: Partial<RunOrder> = {},
): Promise<IDataObject[]> {
	const [resource, operation] = name.split(':');
	const finished = await engine().run({
		...{ credential: credential(), items, settings: { onError: 'continueRegularOutput' } },
		...order,
		parameters: { ...parameters, resource, operation } as RunOrder['parameters'],
	}).finished;
	expect([name, finished.error?.message]).toEqual([name, undefined]);
	const jsons = finished.items.map(({ json }) => json);
	const failed = jsons.find(({ error, to }) => error !== undefined && to === undefined);
	expect([name, failed]).toEqual([name, undefined]);
	cameOut.set(name, [...(cameOut.get(name) ?? []), ...jsons]);
	return jsons;
}

/** The schema of each operation that was run in the test is that of what came out. */
async function compareSchemas(...resources: readonly string[]): Promise<void> {
	const names = operations
		.filter(({ resource }) => resources.includes(resource))
		.map(({ resource, option }) => `${resource}:${option.value}`);
	expect([...cameOut.keys()].sort()).toEqual(names.sort());
	for (const [name, items] of cameOut) {
		const file = resolve(FOLDER, VERSION_FOLDER, `${name.replace(':', '/')}.json`);
		const style = await resolveConfig(file);
		const json = await format(JSON.stringify(outputSchemaOf(items)), { ...style, parser: 'json' });
		await expect(json).toMatchFileSnapshot(file);
	}
}

const freeze = () => sandbox().clock.freeze();
const pass = (seconds: number) => sandbox().clock.advance(seconds * 1000);

/** Somebody is on the phone in the room, and stays there until the clock is turned on. */
function talk(): string {
	freeze();
	sandbox().addCalls({
		...{ via: 'gateway', from: SEED_NUMBER, to: TALKS, roomId: ROOM, gatewayId: SEED_GATEWAY_ID },
		participantId: 'customer',
	});
	pass(5);
	return String(sandbox().calls()[0]?.callId);
}

test('calls: an item for everything that can become of one', async () => {
	const outbound = async (to: readonly string[], more: IDataObject = {}) => {
		sandbox().clock.setSpeed(20);
		await run(
			'call:outboundSipCall',
			{
				...{ ...GATEWAY, putInto: 'newMeeting', to: '={{ $json.to }}' },
				...{ waitFor: 'end', waitLimit: 90, safety: {}, options: {} },
				...more,
			},
			{ items: to.map((one) => ({ to: one })) },
		);
	};
	await outbound([ANSWERS, BUSY, NEVER_ANSWERS]);
	await outbound([TALKS], { waitLimit: 1, options: { hangUpAtLimit: true } });
	await outbound([ANSWERS], TRUNK);
	const metadata = { entry: [{ key: 'campaign', value: 'spring' }] };
	await outbound([ANSWERS], { agentId: byId(SEED_AGENT_ID), options: { metadata } });
	const afterTheCall = ['recording', 'transcript', 'summary'];
	await outbound([ANSWERS, BUSY], { options: { afterTheCall } });
	sandbox().changeSettings({ recordingDelaySeconds: null });
	await outbound([ANSWERS], { options: { afterTheCall, afterLimit: 1 } });
	const tries = { when: ['rejected'], mostTries: 2, pauses: '1 min' };
	await outbound([BUSY], { safety: { mostCalls: 1 }, options: { tryAgain: { tries } } });
	await outbound(['+4790000001'], { safety: { allowedCountries: 'US', whenNotAllowed: 'skip' } });
	const lately = { notAgainWithin: 24 };
	await outbound([ANSWERS], { safety: lately });
	sandbox().script('+12025550113', BUSY);
	await outbound([`+12025550113, ${ANSWERS}, +12025550108`], {
		safety: lately,
		options: { tryAgain: { tries } },
	});
	await outbound(['+12025550109'], { ...TRUNK, safety: lately });
	const closed = { days: ['sunday'], from: '03:00', until: '03:01', timeZone: 'UTC' };
	const safety = { callingWindow: { window: closed } };
	await outbound([ANSWERS], { safety: { ...safety, outsideWindow: 'skip' } });
	await outbound([ANSWERS], { safety });
	const open = { days: DAYS, from: '00:00', until: '23:59', timeZone: '' };
	await outbound(['+1 202 555 0110 ext. 7', '+61 491 570 156'], {
		safety: { defaultCountry: 'US', callingWindow: { window: open } },
	});
	sandbox().addFault({ on: { to: '+12025550111' }, fault: { kind: 'reset', placed: true } });
	await outbound(['+12025550111'], { waitFor: 'nothing' });
	sandbox().changeSettings({ listTrunkCalls: false });
	await outbound([TALKS], { ...TRUNK, waitLimit: 1 });
	await outbound(['nobody']);

	const listed = await run('call:getAll', { returnAll: true });
	for (const { callId } of listed) await run('call:get', { callId });
	await run('call:switchRoom', { callId: talk(), roomId: byId('abcd-efgh-ijkl') });
	const ended = { callId: talk() };
	await run('call:end', ended);
	await run('call:end', ended);
	const transferred = { callId: talk(), transferTo: ANSWERS };
	await run('call:transfer', transferred);
	pass(60);
	await run('call:transfer', transferred);
	sandbox().addFault({
		on: { path: '/v2/sip/call/transfer' },
		fault: { kind: 'reset', placed: true },
	});
	const lost = { callId: talk(), transferTo: ANSWERS };
	sandbox().clock.setSpeed(20);
	await run('call:transfer', { ...lost, waitForTransfer: true });
	await compareSchemas('call');
});

test('batches', async () => {
	const launch = LAUNCH as unknown as IDataObject;
	const items = people(100, 101, 102, 103, 104, 105, 106);
	const variables = { variable: [{ name: 'first_name', value: 'Ann' }] };
	const [{ batchId }] = await run(
		'batchCall:launchFromItems',
		{ ...launch, agentVariables: variables },
		{ items },
	);
	const content = Buffer.from(`phoneNumber\r\n${ANSWERS}\r\n`).toString('base64');
	const data = { data: content, mimeType: 'text/csv', fileName: 'leads.csv' };
	const files: IBinaryKeyData[] = [{ data }];
	const options = { deduplicationKey: 'May' };
	for (let times = 0; times < 2; times++) {
		await run('batchCall:launchFromFile', { ...launch, options }, { files });
	}
	const batch = { batchId: byId(String(batchId)) };
	freeze();
	pass(3600);
	await run('batchCall:get', batch);
	await run('batchCall:getAll', { returnAll: true });
	await run('batchCall:getStats', batch);
	await run('batchCall:getRecords', { ...batch, returnAll: true });
	await run('batchCall:export', batch);
	const waiting = { waitFor: 'batchFinished', waitHow: 'keepRunning' };
	sandbox().clock.setSpeed(20);
	const plan = {
		batchRetry: { retry: { retryOn: ['not-answered'], maxAttempts: 2 } },
		allowedHours: { hours: { from: '08:00', until: '18:00' } },
		daysOfWeek: ['monday'],
	};
	const tomorrow = new Date(sandbox().clock.now() + 24 * 3_600_000).toISOString();
	const planned = {
		...{ ...launch, launchWhen: 'scheduled', startAt: tomorrow, batchTimeZone: 'UTC' },
		options: plan,
	};
	await run('batchCall:launchFromItems', { ...launch, ...waiting }, { items });
	const skipping = { safety: { allowedCountries: 'DE', whenNotAllowed: 'skip' } };
	await run('batchCall:launchFromItems', { ...launch, ...skipping }, { items });
	await run('batchCall:launchFromItems', { ...launch, safety: { notAgainWithin: 24 } }, { items });
	const given = { to: '(202) 555-0112', id: 'given' };
	const reading = { safety: { defaultCountry: 'US' } };
	await run('batchCall:launchFromItems', { ...launch, ...reading }, { items: [given] });
	const [later] = await run('batchCall:launchFromItems', planned, { items });
	const scheduled = { batchId: byId(String(later.batchId)) };
	await run('batchCall:get', scheduled);
	await run('batchCall:getAll', { returnAll: true });
	await run('batchCall:update', { ...scheduled, updateFields: { batchName: 'June' } });
	const [record] = await run('batchCall:getRecords', scheduled);
	await run('batchCall:deleteRecords', { ...scheduled, recordIds: String(record.recordId) });
	await run('batchCall:cancel', scheduled);
	await run('batchCall:delete', batch);
	await compareSchemas('batchCall');
});

test('agents', async () => {
	const agent = { agentId: byId(SEED_AGENT_ID), meetingId: byId('abcd-efgh-ijkl') };
	await run('agent:dispatch', agent);
	await run('agent:dispatchManaged', { ...agent, agentVersionId: byId('ver_01_2') });
	await run('agent:getAll', { returnAll: true });
	await compareSchemas('agent');
});

test('rooms', async () => {
	const options = {
		...{ allowedParticipantIds: 'a, b', autoClose: 'session-ends', autoCloseAfter: 600 },
		...{ geoFence: 'eu001', webhookUrl: 'https://n8n.example.com/hook' },
		webhookEvents: ['recording-stopped'],
	};
	const [{ roomId }] = await run('room:create', { customRoomId: 'customer-4711', options });
	const room = { roomId: byId(String(roomId)) };
	await run('room:get', room);
	await run('room:getAll', { returnAll: true });
	await run('room:validate', room);
	await run('room:validate', { roomId: byId('zzzz-zzzz-zzzz') });
	await run('room:end', room);
	await compareSchemas('room');
});

test('sessions', async () => {
	talk();
	const roomId = byId(ROOM);
	const [{ sessionId }] = await run('session:getAll', { returnAll: true });
	const session = { sessionId: byId(String(sessionId)) };
	await run('session:get', session);
	await run('session:getParticipants', { participantsOf: 'room', roomId });
	await run('session:removeParticipant', { roomId, participant: byId('customer') });
	await run('session:getParticipants', { participantsOf: 'session', ...session });
	talk();
	await run('session:end', { roomId });
	await run('session:getAll', { returnAll: true });
	await compareSchemas('session');
});

test('recordings', async () => {
	talk();
	const roomId = byId(ROOM);
	const ofRoom = { recordingType: 'room', roomId };
	await run('recording:start', ofRoom);
	await run('recording:getAll', { recordingType: 'room', returnAll: true });
	await run('recording:stop', ofRoom);
	pass(5);
	const [{ recordingId }] = await run('recording:getAll', ofRoom);
	await run('recording:get', { recordingType: 'room', recordingId });
	await run('recording:download', { recordingType: 'room', recordingId });

	talk();
	const [{ sessionId }] = await run('recording:getAll', ofRoom);
	const session = { recordingType: 'merge', sessionId: byId(String(sessionId)) };
	await run('recording:start', { ...session, channel1: 'customer', channel2: 'b' });
	const participant = { recordingType: 'participant', roomId, participantId: 'customer' };
	await run('recording:start', participant);
	await run('recording:stop', participant);
	pass(90);
	for (const recordingType of ['merge', 'participant']) {
		for (const one of await run('recording:getAll', { recordingType, returnAll: true })) {
			await run('recording:get', { recordingType, recordingId: one.recordingId });
			await run('recording:download', { recordingType, recordingId: one.recordingId });
		}
	}
	await compareSchemas('recording');
});

test('transcriptions', async () => {
	talk();
	const roomId = byId(ROOM);
	await run('transcription:start', { roomId, summarize: true });
	const [{ transcriptionId }] = await run('transcription:stop', { roomId });
	pass(5);
	await run('transcription:getAll', { returnAll: true });
	await run('transcription:get', { transcriptionId });
	await run('transcription:download', { transcriptionId, parts: 'both' });

	await run('recording:start', {
		recordingType: 'room',
		roomId,
		transcribe: true,
		summarize: true,
	});
	pass(90);
	const ofRecording = { transcriptionSource: 'recording' };
	for (const one of await run('transcription:getAll', { ...ofRecording, returnAll: true })) {
		const other = { ...ofRecording, transcriptionId: one.transcriptionId };
		await run('transcription:get', other);
		await run('transcription:download', { ...other, parts: 'both' });
	}
	cameOut.delete('recording:start');
	await compareSchemas('transcription');
});

const carrier = { address: 'sip.carrier.example', transport: 'tls' };
const login = { username: 'anna', password: 'typed by hand' };

test('gateways', async () => {
	const direction = 'outbound';
	const gateway = { direction, name: 'Sales', numbers: TALKS, ...carrier, ...login };
	const [{ gatewayId }] = await run('gateway:create', gateway);
	const ofGateway = { direction, gatewayId: byId(String(gatewayId)) };
	await run('gateway:get', ofGateway);
	await run('gateway:update', { ...ofGateway, updateFields: { tags: 'sales' } });
	await run('gateway:getAll', { direction, returnAll: true });
	await run('gateway:getAll', { direction: 'inbound', returnAll: true });
	await run('gateway:delete', ofGateway);
	await compareSchemas('gateway');
});

test('phone numbers', async () => {
	const numbers = { name: 'Desk', numbers: BUSY, ...carrier, ...login };
	await run('phoneNumber:create', numbers);
	const phoneNumber = byId(BUSY);
	await run('phoneNumber:get', { phoneNumber });
	await run('phoneNumber:getAll', { returnAll: true });
	const inbound = { phoneNumber, direction: 'inbound' };
	await run('phoneNumber:updateGateway', { ...inbound, updateFields: { name: 'Desk 2' } });
	await run('phoneNumber:detach', { phoneNumber });
	await run('phoneNumber:release', { phoneNumber });
	await compareSchemas('phoneNumber');
});

test('routing rules and what is connected by them', async () => {
	const rule = { direction: 'inbound', name: 'Desk', numbers: BUSY };
	await run('phoneNumber:create', { name: 'Desk', numbers: BUSY, ...carrier, ...login });
	const [{ ruleId }] = await run('routingRule:create', { ...rule, agentId: byId('ag_01') });
	const routingRule = { routingRuleId: byId(String(ruleId)) };
	await run('routingRule:get', routingRule);
	await run('routingRule:getAll', { returnAll: true });
	const oneRoom = { putCallsInto: 'room', roomId: byId(ROOM) };
	await run('routingRule:update', { ...routingRule, ...oneRoom });
	const outbound = { routingRuleId: byId('rr_out_05'), putCallsInto: 'unchanged' };
	const headers = { header: [{ name: 'X-Campaign', value: 'may' }] };
	await run('routingRule:update', { ...outbound, updateFields: { headers } });
	await run('routingRule:get', outbound);

	const connector = { provider: 'telnyx', name: 'Telnyx', ...routingRule };
	const [{ connectorId }] = await run('connector:create', connector);
	const connected = { connectorId: byId(String(connectorId)) };
	await run('connector:get', connected);
	await run('connector:getAll');
	await run('connector:rotateKey', connected);
	await run('connector:delete', connected);
	await run('routingRule:delete', routingRule);
	cameOut.delete('phoneNumber:create');
	await compareSchemas('routingRule', 'connector');
});

test('webhooks', async () => {
	const [{ webhookId }] = await run('webhook:create', { url: 'https://crm.example.com/hook' });
	const webhook = { webhookId: byId(String(webhookId)) };
	await run('webhook:get', webhook);
	const until = Math.floor(sandbox().clock.now() / 1000) - 60;
	const leftOver = `https://n8n.example.com/x?parkedBy=another-n8n&parkedUntil=${until}`;
	await run('webhook:create', { url: leftOver });
	await run('webhook:getAll');
	await run('webhook:update', { ...webhook, updateFields: { events: ['call-started'] } });
	await run('webhook:delete', webhook);
	await compareSchemas('webhook');
});

test('the account', async () => {
	await run('account:checkSetUp');
	await compareSchemas('account');
});

test('there is a schema for each operation, and none for another', async () => {
	const folder = resolve(FOLDER, VERSION_FOLDER);
	const files = await readdir(folder, { recursive: true, withFileTypes: true });
	const found = files
		.filter((file) => file.isFile())
		.map(({ parentPath, name }) => `${parentPath}/${name}`);
	const wanted = operations.map(
		({ resource, option }) => `${folder}/${resource}/${option.value}.json`,
	);
	expect(found.sort()).toEqual(wanted.sort());
	expect(await readdir(FOLDER)).toEqual([VERSION_FOLDER]);
});
