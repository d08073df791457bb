import type { INodeExecutionData } from 'n8n-workflow';
import { afterEach, describe, expect, test } from 'vitest';
import { SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import type { RunOrder } from '../support/workflowEngine.mts';
import { isAsking } from '../support/openWork.mts';

// However a download ends, it lets go of the connection.
afterEach(async () => await expect.poll(isAsking).toBe(false));

const { sandbox, credential, engine } = useCallingWorkflow();

const ROOM = 'cust-omer-call';
const room = { __rl: true, mode: 'id', value: ROOM };

const start = (
	resource: string,
	operation: string,
	parameters: RunOrder['parameters'],
	more = {},
) =>
	engine().run({
		...{ credential: credential(), items: [{}], ...more },
		parameters: { resource, operation, ...parameters },
	});
const run = async (...order: Parameters<typeof start>) => await start(...order).finished;
const recording = async (operation: string, parameters: RunOrder['parameters']) =>
	await run('recording', operation, parameters);
const transcription = async (operation: string, parameters: RunOrder['parameters']) =>
	await run('transcription', operation, parameters);

/** Somebody is on the phone in the room, and stays there until the clock is turned on. */
function talk(options = {}): void {
	sandbox().clock.freeze();
	sandbox().addCalls({
		...{ via: 'gateway', to: '+12025550199', roomId: ROOM, gatewayId: SEED_GATEWAY_ID },
		...{ participantId: 'customer', options },
	});
	sandbox().clock.advance(5_000);
}

const talkIsOver = () => sandbox().clock.advance(90_000);

/** A recording of a talk that is over, or going to be. */
async function recorded(parameters: RunOrder['parameters'] = {}): Promise<string> {
	talk();
	await recording('start', { recordingType: 'room', roomId: room, ...parameters });
	return sandbox().recordings()[0]?.id ?? '';
}

/** Where the file of an item lies, in n8n. */
const fileOf = ({ items }: Awaited<ReturnType<typeof run>>, field = 'data') =>
	items[0]?.binary?.[field];
/** A text of an item, mostly an ID. */
const idIn = (item: INodeExecutionData | undefined, field = 'recordingId') =>
	String(item?.json[field]);
/** What was asked of hosts of files. */
const fileRequests = () =>
	sandbox()
		.journal()
		.filter(({ path }) => path.startsWith('/files/'));

describe('a recording', () => {
	test('is started, listed, stopped, and downloaded into the item once it is ready', async () => {
		talk();
		const started = await recording('start', { recordingType: 'room', roomId: room });
		expect(started.items[0]?.json).toEqual({
			...{ type: 'room', roomId: ROOM, started: true },
			message: 'Recording started successfully',
		});
		const filters = { filters: { roomId: ROOM } };
		const [running] = (await recording('getAll', filters)).items;
		expect(running?.json).toMatchObject({ type: 'room', isReady: false, roomId: ROOM });

		const stopped = await recording('stop', { recordingType: 'room', roomId: room });
		expect(stopped.items[0]?.json).toMatchObject({ stopped: true, roomId: ROOM });
		sandbox().clock.advance(5_000);
		const recordingId = idIn(running);
		const got = await recording('get', { recordingId });
		expect(got.items[0]?.json).toMatchObject({ recordingId, isReady: true, sizeBytes: 65536 });

		const downloaded = await recording('download', { recordingId });
		expect(downloaded.items[0]?.json).toMatchObject({
			...{ recordingId, fileName: `${recordingId}.mp4`, mimeType: 'video/mp4', sizeBytes: 65536 },
		});
		const file = fileOf(downloaded);
		expect(file).toMatchObject({ mimeType: 'video/mp4', fileName: `${recordingId}.mp4` });
		expect(Buffer.from(file?.data ?? '', 'base64')).toHaveLength(65536);
	});

	test('that is not ready yet is waited for; one that never comes is told, after the time that is set', async () => {
		const recordingId = await recorded();
		sandbox().clock.setSpeed(60);
		const waited = await recording('download', { recordingId });
		expect(fileOf(waited)).toBeDefined();

		sandbox().changeSettings({ recordingDelaySeconds: null });
		const never = await recording('download', { recordingId, options: { waitForFile: 3 } });
		expect(never.error?.message).toBe(
			`The recording "${recordingId}" is not ready, after 3 seconds of waiting`,
		);
		expect(never.error?.context.details).toMatchObject({ code: 'notReady', callMayExist: false });
	});

	test('that has failed at VideoSDK is told at once', async () => {
		talk();
		const sessionId = String(sandbox().calls()[0]?.sessionId);
		const session = { __rl: true, mode: 'id', value: sessionId };
		const channels = { channel1: 'customer', channel2: 'agent' };
		const merge = { recordingType: 'merge', sessionId: session, ...channels };
		const [job] = (await recording('start', merge)).items;
		const recordingId = idIn(job);
		expect(job?.json).toMatchObject({ status: 'running', isReady: false, sessionId });
		sandbox().changeSettings({ recordingsFail: true });
		talkIsOver();
		const { error } = await recording('download', { recordingType: 'merge', recordingId });
		expect(error?.message).toBe(`The recording "${recordingId}" has failed at VideoSDK`);
	});

	test.each(['merge', 'participant', 'room'] as const)(
		'of the sound of a call is found by its session where VideoSDK files it as %s',
		async (type) => {
			sandbox().changeSettings({ recordAudioAs: type });
			talk({ recordAudio: true });
			talkIsOver();
			const filters = { filters: { sessionId: String(sandbox().calls()[0]?.sessionId) } };
			const { items } = await recording('getAll', { recordingType: type, ...filters });
			expect(items).toMatchObject([{ json: { type, isReady: true } }]);
			const recordingId = idIn(items[0]);
			expect(
				fileOf(await recording('download', { recordingType: type, recordingId })),
			).toBeDefined();
		},
	);

	test('is downloaded by its link as well, with its name and no signature in the item', async () => {
		const recordingId = await recorded();
		talkIsOver();
		const [got] = (await recording('get', { recordingId })).items;
		const downloaded = await recording('download', { recordingId: idIn(got, 'url') });
		expect(downloaded.items[0]?.json).toMatchObject({ fileName: `${recordingId}.mp4` });
		expect(downloaded.items[0]?.json.url).toContain('X-Amz-Signature=(hidden)');
	});
});

describe('a download', () => {
	test.each([
		['of a CDN', true],
		['of VideoSDK itself', false],
	])('never takes a token to the host %s', async (_host, filesAtCdn) => {
		sandbox().changeSettings({ filesAtCdn });
		const recordingId = await recorded();
		talkIsOver();
		expect(fileOf(await recording('download', { recordingId }))).toBeDefined();
		expect(fileRequests()).toHaveLength(1);
		expect(fileRequests()[0]?.headers.authorization).toBeUndefined();
	});

	test('follows a link that sends on, and takes no token there either', async () => {
		const recordingId = await recorded();
		talkIsOver();
		const [got] = (await recording('get', { recordingId })).items;
		const path = `/files/${recordingId}.mp4`;
		sandbox().addFault({
			on: { path },
			fault: { kind: 'redirect', location: String(got?.json.url) },
		});
		expect(fileOf(await recording('download', { recordingId }))).toBeDefined();
		expect(fileRequests().map(({ headers }) => headers.authorization)).toEqual([
			...[undefined, undefined],
		]);
	});

	test.each([
		['http://192.168.1.1/a.mp4', 'it is not https'],
		['https://192.168.1.1/a.mp4', 'it leads into a network of its own'],
		['https://user:pass@example.com/a.mp4', 'it has a user name or password in it'],
		['file:///etc/passwd', 'it is no web address'],
	])('does not follow a link to %s', async (location, why) => {
		const recordingId = await recorded();
		talkIsOver();
		sandbox().addFault({ on: { path: '/files/*' }, fault: { kind: 'redirect', location } });
		const { error } = await recording('download', { recordingId });
		expect(error?.message).toContain(why);
		expect(error?.message).not.toContain('pass@');
	});

	test('of a file over the limit stops, whether or not it says before how long it is', async () => {
		sandbox().changeSettings({ recordingBytes: 3 * 1024 * 1024 });
		const recordingId = await recorded();
		talkIsOver();
		const options = { sizeLimit: 1 };
		for (const fileLengthTold of [true, false]) {
			sandbox().changeSettings({ fileLengthTold });
			const { error } = await recording('download', { recordingId, options });
			expect(error?.message).toBe('The file is larger than 1 MB');
			expect(error?.description).toContain('Raise Size Limit');
		}
		const whole = await recording('download', { recordingId, options: { sizeLimit: 3 } });
		expect(whole.items[0]?.json.sizeBytes).toBe(3 * 1024 * 1024);
	});

	test('of two gigabytes is refused before a byte of it comes', async () => {
		sandbox().changeSettings({ recordingBytes: 2 * 1024 ** 3 });
		const recordingId = await recorded();
		talkIsOver();
		const { error } = await recording('download', { recordingId });
		expect(error?.message).toBe('The file is larger than 500 MB');
	});

	test('that takes too long, or is stopped, ends', async () => {
		const recordingId = await recorded();
		talkIsOver();
		sandbox().addFault({
			on: { path: '/files/*' },
			times: 2,
			fault: { kind: 'drip', placed: true },
		});
		const slow = await recording('download', { recordingId, options: { timeLimit: 2 } });
		expect(slow.error?.message).toMatch(/did not send the whole file within 2 seconds/);

		const stopped = start('recording', 'download', { recordingId });
		await expect.poll(() => fileRequests().length).toBe(2);
		stopped.stop();
		const { error } = await stopped.finished;
		expect(error?.message).toBe('The workflow was stopped during the download');
	});

	test.each([
		[
			'a web page',
			{ kind: 'html', status: 200 },
			'sent a web page in place of the file',
			'unreadableAnswer',
		],
		[
			'a refusal',
			{ kind: 'status', status: 403, body: '<Error/>' },
			'does not give out the file',
			'forbidden',
		],
		['nothing', { kind: 'status', status: 404, body: '' }, 'The file is not there', 'notFound'],
		[
			'a fault',
			{ kind: 'status', status: 503, body: '' },
			'did not send the file (HTTP 503)',
			'serverError',
		],
		['a broken connection', { kind: 'reset' }, 'broke before', 'answerLost'],
	] as const)(
		'that gets %s tells so, without the signature of the link',
		async (_what, fault, words, code) => {
			const recordingId = await recorded();
			talkIsOver();
			sandbox().addFault({ on: { path: '/files/*' }, fault });
			const { error, wholeError } = await recording('download', { recordingId });
			expect(error?.message).toContain(words);
			expect(error?.context.details).toMatchObject({ code });
			expect(wholeError).not.toContain('X-Amz-Signature');
		},
	);

	test('of a recording in a storage of the account tells where it lies', async () => {
		const recordingId = await recorded();
		talkIsOver();
		const file = { filePath: 'calls/1.mp4', fileUrl: null };
		const fault = { kind: 'status', status: 200, body: { id: recordingId, file } } as const;
		sandbox().addFault({ on: { path: `/v2/recordings/${recordingId}` }, fault });
		const { error } = await recording('download', { recordingId });
		expect(error?.description).toContain('It lies in a storage of your own at calls/1.mp4');
	});
});

describe('what cannot be started or found', () => {
	test('a room with nobody in it, and an ID that VideoSDK does not know, are told with what to do', async () => {
		const nobody = await recording('start', { recordingType: 'room', roomId: room });
		expect(nobody.error?.description).toContain('Room is "cust-omer-call". Nothing was started.');
		expect(nobody.error?.description).toContain('Somebody must be in the room');
		const unknown = await recording('get', { recordingId: 'x' });
		expect(unknown.error?.description).toContain(
			'Recording ID is "x". Check the Recording ID and the Recording Type',
		);
		const written = await transcription('start', { roomId: room, language: 'en US' });
		expect(written.error?.message).toContain('"Language" is "en US"');
	});

	test('a start whose answer is lost is not sent twice, and the item says that it may have been carried out', async () => {
		talk();
		sandbox().addFault({
			on: { path: '/v2/recordings/start' },
			fault: { kind: 'reset', placed: true },
		});
		const { error } = await recording('start', { recordingType: 'room', roomId: room });
		expect(error?.description).toContain('may have been started all the same');
		expect(sandbox().recordings()).toHaveLength(1);
	});

	test.each([false, true])(
		'an answer in plain text (%s) counts, a web page in its place does not',
		async (plain) => {
			sandbox().changeSettings({ plainTextAnswers: plain });
			talk();
			const [started] = (await recording('start', { recordingType: 'room', roomId: room })).items;
			expect(started?.json).toMatchObject({ message: 'Recording started successfully' });
			sandbox().addFault({
				on: { path: '/v2/recordings/end' },
				fault: { kind: 'html', status: 200 },
			});
			const { error } = await recording('stop', { recordingType: 'room', roomId: room });
			expect(error?.message).toContain('not with VideoSDK');
		},
	);
});

describe('a transcription', () => {
	const LANGUAGES = 'agent: Καλημέρα\nこんにちは、田中です\nمرحبا\nПривіт 👋\n';

	test('of a live talk comes as text in whatever language, with a summary by a prompt of one’s own', async () => {
		sandbox().changeSettings({ transcript: LANGUAGES });
		talk();
		const summary = { summarize: true, summaryPrompt: 'Was wurde vereinbart' };
		const [started] = (
			await transcription('start', { roomId: room, language: 'ja_JP', ...summary })
		).items;
		expect(started?.json).toMatchObject({ roomId: ROOM, status: 'running', isReady: false });
		expect(sandbox().transcriptions()[0]).toMatchObject({ language: 'ja-JP' });
		const [stopped] = (await transcription('stop', { roomId: room })).items;
		sandbox().clock.advance(5_000);
		const transcriptionId = idIn(stopped, 'transcriptionId');
		const { items } = await transcription('download', { transcriptionId, parts: 'both' });
		expect(items[0]?.json).toMatchObject({
			...{ transcriptionId, isReady: true, roomId: ROOM, transcript: LANGUAGES },
			summary: 'Was wurde vereinbart: 4 lines were spoken.',
		});
	});

	test('of a recording is found by its room, and comes as data or as files', async () => {
		const recordingId = await recorded({ transcribe: true, summarize: true });
		talkIsOver();
		sandbox().clock.advance(5_000);
		const of = { transcriptionSource: 'recording' };
		const { items } = await transcription('getAll', { ...of, filters: { roomId: ROOM } });
		expect(items).toMatchObject([{ json: { recordingId, isReady: true, source: 'recording' } }]);
		const transcriptionId = idIn(items[0], 'transcriptionId');
		const json = await transcription('download', { ...of, transcriptionId, format: 'json' });
		expect(json.items[0]?.json.transcript).toMatchObject({
			segments: [{ start: 0 }, { start: 2 }],
		});
		const files = await transcription('download', {
			...{ ...of, transcriptionId, format: 'srt', parts: 'both', putOutAs: 'file' },
		});
		expect(fileOf(files, 'transcript')?.fileName).toBe(`${transcriptionId}.srt`);
		expect(fileOf(files, 'summary')?.fileName).toBe(`${transcriptionId}-summary.txt`);
	});

	test('comes by itself of a room that was made so, with a summary by one’s own prompt', async () => {
		const options = { autoRecord: 'summary', summaryPrompt: 'In kurz' };
		const [made] = (await run('room', 'create', { options })).items;
		const roomId = idIn(made, 'roomId');
		sandbox().clock.freeze();
		const to = { to: '+12025550199', gatewayId: SEED_GATEWAY_ID };
		sandbox().addCalls({ via: 'gateway', ...to, roomId });
		talkIsOver();
		talkIsOver();
		const of = { transcriptionSource: 'recording' };
		const { items } = await transcription('getAll', { ...of, filters: { roomId } });
		const transcriptionId = idIn(items[0], 'transcriptionId');
		const text = await transcription('download', { ...of, transcriptionId, parts: 'summary' });
		expect(text.items[0]?.json.summary).toBe('In kurz: 2 lines were spoken.');
	});

	test('without a summary, or that is no JSON, is told', async () => {
		talk();
		await transcription('start', { roomId: room });
		const [stopped] = (await transcription('stop', { roomId: room })).items;
		sandbox().clock.advance(5_000);
		const transcriptionId = idIn(stopped, 'transcriptionId');
		const { error } = await transcription('download', {
			...{ transcriptionId, parts: 'summary', options: { waitForFile: 0 } },
		});
		expect(error?.message).toContain('The summary of the transcription');
	});
});
