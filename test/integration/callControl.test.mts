import jwt from 'jsonwebtoken';
import { describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/index.mts';
import { numbers, origins, useCallingWorkflow } from '../support/callingWorkflow.mts';
import { lasts } from '../support/lasts.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { call, sandbox, credential, engine } = useCallingWorkflow();

const ANNA = '+4790000001';
const TARGET = '+14155550123';
/** A target of the sandbox to which a transfer fails. */
const BAD_TARGET = '+12025550107';
const NEW_ROOM = 'efgh-ijkl-mnop';
/** The callee picks up after 4 seconds and hangs up after 34. */
const ANSWERED = 5;
const OVER = 60;

const start = (
	operation: string,
	parameters: RunOrder['parameters'],
	order: Partial<RunOrder> = {},
) =>
	engine().run({
		credential: credential(),
		items: [{}],
		...order,
		parameters: { resource: 'call', operation, options: {}, ...parameters },
	});

const run = async (...args: Parameters<typeof start>): Promise<FinishedRun> =>
	await start(...args).finished;

/** The requests since the calls were placed. */
const requests = () =>
	sandbox()
		.journal()
		.filter(({ path }) => path !== '/v2/sip/outbound-call');
const posts = () => requests().filter(({ method }) => method === 'POST');

/** A call that was placed so many seconds ago; in the sandbox time stands still from then on. */
async function callFor(seconds: number, to = ANNA): Promise<string> {
	sandbox().clock.freeze();
	await call({ to: [to] });
	sandbox().clock.advance(seconds * 1000);
	return sandbox().calls()[0].callId;
}

const fail = (path: string, fault: Fault) => sandbox().addFault({ on: { path }, fault });

describe('Get', () => {
	test('tells how a call went: its outcome, its times and, with Details, its steps', async () => {
		const callId = await callFor(OVER);
		const { items } = await run('get', { callId, options: { details: true } });
		expect(items).toEqual([
			{
				json: {
					callId,
					to: ANNA,
					from: '+11234567890',
					roomId: 'abcd-efgh-ijkl',
					status: 'ended',
					outcome: 'answered',
					reason: null,
					direction: 'outbound',
					sessionId: expect.any(String),
					startedAt: expect.stringMatching(/Z$/),
					answeredAt: expect.stringMatching(/Z$/),
					endedAt: expect.stringMatching(/Z$/),
					ringSeconds: 3,
					talkSeconds: 30,
					timeline: ['initiated', 'ringing', 'answered', 'ended'].map((status) => ({
						status,
						at: expect.any(String),
					})),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('tells how a call stands while it rings', async () => {
		const { items } = await run('get', { callId: await callFor(2) });
		expect(items[0].json).toMatchObject({ status: 'ringing', outcome: 'inProgress' });
		expect(items[0].json).not.toHaveProperty('endedAt');
	});

	test('reads statuses in capitals, as the docs print them, the same', async () => {
		const callId = await callFor(OVER);
		sandbox().changeSettings({ upperCaseStatuses: true });
		const { items } = await run('get', { callId });
		expect(items[0].json).toMatchObject({ status: 'ended', outcome: 'answered', talkSeconds: 30 });
	});

	test('asks the list where the endpoint for one call knows nothing', async () => {
		const callId = await callFor(OVER);
		await callFor(OVER, '+4790000002');
		const [known] = (await run('get', { callId })).items;
		sandbox().changeSettings({ callGetAnswers404: true });
		const [listed] = (await run('get', { callId })).items;
		expect(listed).toEqual(known);
		expect(requests().at(-1)).toMatchObject({ path: '/v2/sip/call', query: { id: callId } });
	});

	test('says of an unknown call what to check', async () => {
		const { error } = await run('get', { callId: 'no/such-call' });
		expect(error?.message).toBe('VideoSDK knows no call with the ID "no/such-call"');
		expect(error?.description).toContain('Check the Call ID of this item');
		expect(error?.context).toMatchObject({ details: { code: 'notFound', httpStatus: 404 } });
		expect(requests().map(({ path }) => path)).toEqual([
			'/v2/sip/call/no%2Fsuch-call',
			'/v2/sip/call',
		]);
	});

	test('"Raw Answer" adds what VideoSDK itself says of the call', async () => {
		const callId = await callFor(OVER);
		const { items } = await run('get', { callId, options: { rawAnswer: true } });
		expect(items[0].json.raw).toMatchObject({ id: callId, callId, type: 'outbound' });
	});
});

describe('Get Many', () => {
	const list = async (parameters: RunOrder['parameters'], order: Partial<RunOrder> = {}) =>
		await run('getAll', { returnAll: true, filters: {}, ...parameters }, order);

	test('"Return All" gives every call once, a page of 100 at a time', async () => {
		const to = numbers(130);
		await call({ to });
		const { items } = await list({});
		expect(items.map(({ json }) => json.to).sort()).toEqual(to);
		expect(requests().map(({ query }) => query)).toEqual([
			{ page: '1', perPage: '100' },
			{ page: '2', perPage: '100' },
		]);
	});

	test('gives 50 calls unless the user says otherwise, and asks for no more pages than that takes', async () => {
		await call({ to: numbers(130) });
		const { items } = await run('getAll', { filters: {} });
		expect(items).toHaveLength(50);
		expect(requests()).toHaveLength(1);
	});

	test('reaches the limit also where VideoSDK gives fewer calls at once than it is asked for', async () => {
		await call({ to: numbers(30) });
		sandbox().changeSettings({ pageSizeLimit: 10 });
		const { items } = await list({ returnAll: false, limit: 15 });
		expect(new Set(items.map(({ json }) => json.callId)).size).toBe(15);
		expect(requests()).toHaveLength(2);
	});

	test('every call is paired with the item that asked for it', async () => {
		await call({ to: [ANNA] });
		const listed = await list({}, { items: [{}, {}] });
		expect(origins(listed)).toEqual([0, 1]);
	});

	test('no calls means no items', async () => {
		const { status, items } = await list({});
		expect([status, items]).toEqual(['success', []]);
	});

	test('the limit counts the calls that have the wanted status', async () => {
		await callFor(OVER, '+4790000001');
		await callFor(OVER, '+4790000002');
		await callFor(OVER, '+12025550101');
		await callFor(2, '+4790000003');
		const wanted = async (status: string[], limit: number) =>
			(await list({ returnAll: false, limit, filters: { status } })).items.map(
				({ json }) => json.outcome,
			);
		expect(await wanted(['ended'], 5)).toEqual(['answered', 'answered']);
		expect(await wanted(['ended'], 1)).toEqual(['answered']);
		expect(await wanted(['rejected', 'ringing'], 5)).toEqual(['inProgress', 'rejected']);
	});

	test('filters by room, number and time are left to VideoSDK', async () => {
		const filters = {
			roomId: 'abcd-efgh-ijkl',
			search: ANNA,
			direction: 'outbound',
			startedFrom: '2026-01-01T00:00:00Z',
		};
		await list({ filters });
		expect(requests()[0].query).toEqual({
			roomId: 'abcd-efgh-ijkl',
			search: ANNA,
			type: 'outbound',
			startDate: String(Date.UTC(2026, 0, 1)),
			page: '1',
			perPage: '100',
		});
	});

	test('a fault on a later page is an error, and not a list that is too short', async () => {
		await call({ to: numbers(130) });
		sandbox().addFault({
			on: { path: '/v2/sip/call', nth: 2 },
			fault: { kind: 'status', status: 500, body: { message: 'As ordered' } },
		});
		const { error, items } = await list({});
		expect(error?.message).toContain('VideoSDK had a fault (HTTP 500): As ordered');
		expect(items).toEqual([]);
	});
});

describe('End', () => {
	test('hangs up', async () => {
		const callId = await callFor(ANSWERED);
		const { items } = await run('end', { callId });
		expect(items[0].json).toMatchObject({ callId, status: 'ended', outcome: 'answered' });
		expect(sandbox().calls()[0].status).toBe('ended');
		expect(posts()[0].rawBody).toBe(JSON.stringify({ callId }));
	});

	test('a call that is over already is no error: it is told how it went', async () => {
		const { items } = await run('end', { callId: await callFor(OVER) });
		expect(items[0].json).toMatchObject({ status: 'ended', talkSeconds: 30 });
	});

	test('is asked for again when the answer was lost', async () => {
		const callId = await callFor(ANSWERED);
		fail('/v2/sip/call/end', { kind: 'reset', placed: true });
		const { items } = await run('end', { callId });
		expect(items[0].json).toMatchObject({ callId, status: 'ended', outcome: 'answered' });
	});

	test('an unknown call is named, and what to check', async () => {
		const { error } = await run('end', { callId: 'unknown' });
		expect(error?.message).toContain('HTTP 404');
		expect(error?.description).toContain('Check the Call ID of this item');
	});

	test('a refusal that is not for the end of the call is told as it is', async () => {
		const callId = await callFor(ANSWERED);
		fail('/v2/sip/call/end', { kind: 'status', status: 409, body: { message: 'As ordered' } });
		const { error } = await run('end', { callId });
		expect(error?.message).toBe('VideoSDK refused the request (HTTP 409): As ordered');
		expect(error?.description).toContain('The call goes on.');
	});
});

describe('Transfer', () => {
	const transfer = (callId: string, more: RunOrder['parameters'] = {}, order = {}) =>
		start('transfer', { callId, transferTo: TARGET, waitForTransfer: false, ...more }, order);
	const waiting = { waitForTransfer: true };

	/** Time goes on in the sandbox as soon as VideoSDK has accepted the transfer. */
	async function waitedFor(seconds: number, ...order: Parameters<typeof transfer>) {
		const accepted = () => posts().filter(({ status }) => status === 200).length;
		const before = accepted();
		const running = transfer(...order);
		await expect.poll(accepted).toBe(before + 1);
		sandbox().clock.advance(seconds * 1000);
		return await running.finished;
	}

	test('is accepted: the other phone rings, and the item says no more than that', async () => {
		const callId = await callFor(ANSWERED);
		const { items } = await transfer(callId).finished;
		expect(items[0].json).toMatchObject({
			callId,
			transfer: 'accepted',
			transferTo: TARGET,
			outcome: 'answered',
		});
		expect(items[0].json).not.toHaveProperty('adopted');
		expect(posts()[0].rawBody).toBe(JSON.stringify({ callId, transferTo: TARGET }));
		expect(sandbox().ringsOf(TARGET)).toBe(1);
	});

	test('is waited for until the other side has the call', async () => {
		const callId = await callFor(ANSWERED);
		const { items } = await waitedFor(5, callId, waiting);
		expect(items[0].json).toMatchObject({ transfer: 'transferred', status: 'transferred' });
		expect(sandbox().ringsOf(TARGET)).toBe(1);
	});

	test('that fails is no error: the call goes on, and the item says so', async () => {
		const callId = await callFor(ANSWERED);
		const { items } = await waitedFor(5, callId, { ...waiting, transferTo: BAD_TARGET });
		expect(items[0].json).toMatchObject({ transfer: 'failed', status: 'transfer-failed' });
	});

	test('can be tried with another number after it failed', async () => {
		const callId = await callFor(ANSWERED);
		await transfer(callId, { transferTo: BAD_TARGET }).finished;
		sandbox().clock.advance(5_000);
		const { items } = await waitedFor(5, callId, waiting);
		expect(items[0].json).toMatchObject({ transfer: 'transferred', transferTo: TARGET });
		expect(items[0].json).not.toHaveProperty('adopted');
	});

	test('is not waited for longer than the limit', async () => {
		const callId = await callFor(ANSWERED);
		const { finished } = transfer(callId, { ...waiting, options: { waitLimit: 1 } });
		expect(await lasts(finished)).toBeLessThan(4_000);
		const { items } = await finished;
		expect(items[0].json).toMatchObject({ transfer: 'timedOut', status: 'transfer-initiated' });
	});

	test('of a call that ends meanwhile stays "accepted": more is not known', async () => {
		const callId = await callFor(33);
		const { items } = await waitedFor(2, callId, waiting);
		expect(items[0].json).toMatchObject({ transfer: 'accepted', status: 'ended' });
	});

	test('a look that fails while waiting does not end the waiting', async () => {
		const callId = await callFor(ANSWERED);
		sandbox().addFault({
			on: { path: `/v2/sip/call/${callId}`, nth: 2 },
			fault: { kind: 'status', status: 500, body: { message: 'As ordered' } },
		});
		const running = transfer(callId, waiting);
		await expect.poll(() => requests().some(({ status }) => status === 500)).toBe(true);
		sandbox().clock.advance(5_000);
		const { items } = await running.finished;
		expect(items[0].json).toMatchObject({ transfer: 'transferred' });
	});

	test('Stop ends the waiting', async () => {
		const callId = await callFor(ANSWERED);
		const running = transfer(callId, { ...waiting, options: { waitLimit: 600 } });
		await expect.poll(() => posts().length).toBe(1);
		running.stop();
		expect(await lasts(running.finished)).toBeLessThan(1_000);
		const sent = requests().length;
		await new Promise((resolve) => setTimeout(resolve, 1_500));
		expect(requests().length - sent).toBeLessThanOrEqual(1);
	});

	describe('rings the other phone once', () => {
		test('when the workflow asks twice', async () => {
			const callId = await callFor(ANSWERED);
			await transfer(callId).finished;
			sandbox().clock.advance(2_000);
			const { items } = await transfer(callId).finished;
			expect(items[0].json).toMatchObject({ transfer: 'accepted', adopted: true });
			sandbox().clock.advance(3_000);
			const later = await transfer(callId).finished;
			expect(later.items[0].json).toMatchObject({ transfer: 'transferred', adopted: true });
			expect(sandbox().ringsOf(TARGET)).toBe(1);
		});

		test('when two items ask for it at the same moment', async () => {
			const callId = await callFor(ANSWERED);
			const { items } = await transfer(callId, {}, { items: [{}, {}] }).finished;
			expect(items.map(({ json }) => json.adopted)).toEqual([undefined, true]);
			expect(sandbox().ringsOf(TARGET)).toBe(1);
		});

		test('when Retry On Fail repeats it for the sake of another item', async () => {
			const callId = await callFor(ANSWERED);
			const { status } = await transfer(
				'={{ $json.callId }}',
				{},
				{
					items: [{ callId }, { callId: 'unknown' }],
					settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
				},
			).finished;
			expect(status).toBe('error');
			expect(
				posts().filter(({ body }) => (body as { callId: string }).callId === callId),
			).toHaveLength(1);
			expect(sandbox().ringsOf(TARGET)).toBe(1);
		});

		test.each<[string, Fault]>([
			['a broken connection', { kind: 'reset', placed: true }],
			['a server error', { kind: 'status', status: 500, body: {}, placed: true }],
			['an answer that is cut', { kind: 'truncatedJson', placed: true }],
		])('when %s hides that it was accepted: the call itself tells', async (_what, fault) => {
			const callId = await callFor(ANSWERED);
			fail('/v2/sip/call/transfer', fault);
			const { items } = await transfer(callId).finished;
			expect(items[0].json).toMatchObject({ transfer: 'accepted', adopted: true });
			expect(sandbox().ringsOf(TARGET)).toBe(1);
		});
	});

	test('of which nobody can tell whether it was accepted is an error that says so', async () => {
		const callId = await callFor(ANSWERED);
		fail('/v2/sip/call/transfer', { kind: 'reset' });
		const { error } = await transfer(callId).finished;
		expect(error?.message).toContain('It is unknown whether the transfer of call');
		expect(error?.description).toContain('Look the call up with the operation Get');
		expect(error?.context).toMatchObject({ details: { code: 'callUnknown', callMayExist: true } });
		expect(posts()).toHaveLength(1);
	});

	test('is refused while the phone still rings, with what must be the case', async () => {
		const { error } = await transfer(await callFor(2)).finished;
		expect(error?.message).toContain('nobody has answered yet');
		expect(error?.description).toContain('It must be answered and not over yet');
		expect(sandbox().ringsOf(TARGET)).toBe(0);
	});

	describe('to another number while one is under way', () => {
		const OTHER = '+12025550105';

		test('is refused: nobody is told that somebody was rung who was not', async () => {
			const callId = await callFor(ANSWERED);
			await transfer(callId).finished;
			const { status, error } = await transfer(callId, { transferTo: OTHER }).finished;
			expect(status).toBe('error');
			expect(error?.message).toContain(
				`A transfer of this call is already under way (to ${TARGET}), so it was not transferred to ${OTHER}`,
			);
			expect(error?.description).toContain(`${OTHER} was not rung`);
			expect(error?.description).toContain('only when its status is "transfer-failed"');
			expect(error?.context).toMatchObject({
				details: { code: 'notAllowed', callMayExist: false },
			});
			expect([sandbox().ringsOf(TARGET), sandbox().ringsOf(OTHER)]).toEqual([1, 0]);
		});

		test('of the same list fails, and the first one goes on', async () => {
			const callId = await callFor(ANSWERED);
			const { items } = await transfer(
				callId,
				{ transferTo: '={{ $json.to }}' },
				{ items: [{ to: TARGET }, { to: OTHER }], settings: { onError: 'continueRegularOutput' } },
			).finished;
			expect(items[0].json).toMatchObject({ transfer: 'accepted', transferTo: TARGET });
			expect(items[1].json.error).toContain('already under way');
			expect([sandbox().ringsOf(TARGET), sandbox().ringsOf(OTHER)]).toEqual([1, 0]);
		});

		test('is refused when it is done as well', async () => {
			const callId = await callFor(ANSWERED);
			await transfer(callId).finished;
			sandbox().clock.advance(10_000);
			const { error } = await transfer(callId, { transferTo: OTHER }).finished;
			expect(error?.message).toContain(`This call has been transferred already (to ${TARGET})`);
			expect(error?.description).toContain('call the other person instead');
			expect(sandbox().ringsOf(OTHER)).toBe(0);
		});

		/** As another n8n, or the dashboard, would ask for it. */
		const transferByHand = async (callId: string, transferTo: string) => {
			const { apiKey, apiSecret, url } = sandbox();
			const claims = { apikey: apiKey, permissions: ['allow_join'], version: 2 };
			const answer = await fetch(`${url}/v2/sip/call/transfer`, {
				method: 'POST',
				headers: {
					authorization: jwt.sign(claims, apiSecret, { expiresIn: 60 }),
					'content-type': 'application/json',
				},
				body: JSON.stringify({ callId, transferTo }),
			});
			expect(answer.status).toBe(200);
		};

		test('is refused when somebody else has asked for the first: this item rang nobody', async () => {
			const callId = await callFor(ANSWERED);
			await transferByHand(callId, TARGET);
			const { error } = await transfer(callId, { transferTo: OTHER }).finished;
			expect(error?.message).toContain('already under way (nobody can tell to whom)');
			expect(error?.description).toContain('This item rang nobody');
			expect(error?.context).toMatchObject({
				details: { code: 'callUnknown', callMayExist: true },
			});
			expect([sandbox().ringsOf(TARGET), sandbox().ringsOf(OTHER)]).toEqual([1, 0]);
		});

		test('is the same one when VideoSDK itself tells that it goes to this number', async () => {
			const callId = await callFor(ANSWERED);
			await transferByHand(callId, TARGET);
			const { items } = await transfer(callId).finished;
			expect(items[0].json).toMatchObject({ transferTo: TARGET, adopted: true });
			expect(sandbox().ringsOf(TARGET)).toBe(1);
		});

		test('is made when the first was refused', async () => {
			const callId = await callFor(ANSWERED);
			fail('/v2/sip/call/transfer', { kind: 'status', status: 400 });
			expect((await transfer(callId).finished).status).toBe('error');
			const { items } = await transfer(callId, { transferTo: OTHER }).finished;
			expect(items[0].json).toMatchObject({ transfer: 'accepted', transferTo: OTHER });
			expect([sandbox().ringsOf(TARGET), sandbox().ringsOf(OTHER)]).toEqual([0, 1]);
		});
	});

	describe('goes only where a call may go', () => {
		test.each([
			['a premium-rate number', {}, '+1 900 555 1234', '+19005551234 is a premium-rate number'],
			['a satellite phone', {}, '+870 773 111 632', 'a satellite or global network'],
			['an emergency number', {}, '911', '911 is an emergency number'],
			['an emergency number in a SIP URI', {}, 'sip:911@sip.example.com', '911 is an emergency'],
			['a code in a SIP URI', {}, 'sip:*6719005551234@sip.example.com', 'a premium-rate number'],
			[
				'a country that is not allowed',
				{ allowedCountries: ['NO'] },
				TARGET,
				'Allowed are: Norway',
			],
			['a prefix that is not allowed', { allowedPrefixes: '+479' }, TARGET, 'Allowed are: +479'],
			['the do-not-call list', { doNotCall: [{ phone: TARGET }] }, TARGET, 'do-not-call list'],
			['a list that says nothing', { doNotCall: '={{ $json.list }}' }, TARGET, 'it is empty'],
		])('%s: nothing is sent, not even for the others', async (_what, safety, to, reason) => {
			const callId = await callFor(ANSWERED);
			const { status, error } = await transfer(
				callId,
				{ transferTo: '={{ $json.to }}', safety },
				{ items: [{ to: ANNA }, { to }] },
			).finished;
			expect(status).toBe('error');
			expect(error?.message).toContain(reason);
			expect(error?.description).toContain('No phone has rung for this item');
			expect(requests()).toEqual([]);
			expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
		});

		test('what is allowed is rung', async () => {
			const callId = await callFor(ANSWERED);
			const safety = {
				allowedCountries: ['NO'],
				allowNumbers: ['premiumRate'],
				defaultCountry: 'NO',
				doNotCall: [],
			};
			const { items } = await transfer(callId, { transferTo: '820 12 345', safety }).finished;
			expect(items[0].json).toMatchObject({ transfer: 'accepted', transferTo: '+4782012345' });
			expect(sandbox().ringsOf('+4782012345')).toBe(1);
		});

		test.each(['invoke', 'engine'] as const)(
			'an agent that calls its tool through %s is told why not, and what to do',
			async (through) => {
				const callId = await callFor(ANSWERED);
				const told = await engine().runAsTool({
					calls: [
						[{ to: '+1 900 555 1234' }],
						[{ to: '911' }],
						[{ to: 'sip:911@sip.example.com' }],
						[{ to: '+870 773 111 632' }],
					],
					through,
					credential: credential(),
					parameters: {
						operation: 'transfer',
						callId,
						transferTo: "={{ $fromAI('to', 'Whom to connect the call with', 'string') }}",
						waitForTransfer: false,
						options: {},
					},
				});
				expect(told).not.toEqual([]);
				for (const answer of told) {
					expect(JSON.stringify(answer)).toContain('must not be called');
					expect(JSON.stringify(answer)).toContain('No phone has rung');
					expect(JSON.stringify(answer)).toContain('tell whoever asked');
				}
				expect(requests()).toEqual([]);
				expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
			},
		);
	});

	test('to a number that cannot be dialed is refused before any phone rings', async () => {
		const callId = await callFor(ANSWERED);
		const { error } = await transfer(
			callId,
			{ transferTo: '={{ $json.to }}' },
			{ items: [{ to: TARGET }, { to: '12' }] },
		).finished;
		expect(error?.message).toContain('Item 2 of 2: "Transfer To" is "12"');
		expect(requests()).toEqual([]);
	});
});

describe('Switch Room', () => {
	const move = async (callId: string, more: RunOrder['parameters'] = {}) =>
		await run('switchRoom', {
			callId,
			roomId: { __rl: true, mode: 'id', value: NEW_ROOM },
			participantId: 'caller-1',
			...more,
		});
	const tokenSent = () => (posts().at(-1)?.body as { token: string }).token;

	async function callBesideRoom(): Promise<string> {
		sandbox().addRooms({ roomId: NEW_ROOM });
		return await callFor(ANSWERED);
	}

	test('moves the call', async () => {
		const callId = await callBesideRoom();
		const { items } = await move(callId);
		expect(items[0].json).toMatchObject({ callId, outcome: 'answered' });
		sandbox().clock.advance(2_000);
		expect(sandbox().calls()[0]).toMatchObject({ roomId: NEW_ROOM, participantId: 'caller-1' });
		expect(Object.keys(posts()[0].body as object)).toEqual([
			'callId',
			'roomId',
			'participantId',
			'token',
		]);
	});

	test('carries a token that lets this participant into this room for an hour, and nothing else', async () => {
		await move(await callBesideRoom());
		const claims = jwt.verify(tokenSent(), sandbox().apiSecret) as jwt.JwtPayload;
		expect(claims).toEqual({
			apikey: sandbox().apiKey,
			permissions: ['allow_join'],
			version: 2,
			roles: ['rtc'],
			participantId: 'caller-1',
			roomId: NEW_ROOM,
			iat: expect.any(Number),
			exp: Number(claims.iat) + 3600,
		});
	});

	test('without a participant ID the token is for the room alone', async () => {
		await move(await callBesideRoom(), { participantId: '' });
		expect(jwt.decode(tokenSent())).not.toHaveProperty('participantId');
		expect(posts()[0].body).not.toHaveProperty('participantId');
	});

	describe('the token is in nothing that n8n saves', () => {
		const expectNoToken = ({ saved }: FinishedRun) => {
			expect(tokenSent()).toMatch(/^eyJ/);
			expect(saved).not.toContain(tokenSent());
			expect(saved).not.toContain(sandbox().apiSecret);
			expect(saved).not.toMatch(/eyJ[\w-]+\./);
		};

		test('when all goes well', async () => {
			expectNoToken(await move(await callBesideRoom(), { options: { rawAnswer: true } }));
		});

		test.each<[string, Fault]>([
			['a refusal', { kind: 'status', status: 403, body: { message: 'No' } }],
			['a server error', { kind: 'status', status: 500, body: { message: 'Oh' } }],
			['a broken connection', { kind: 'reset' }],
			['a web page', { kind: 'html', status: 200 }],
		])('when %s comes back', async (_what, fault) => {
			const callId = await callBesideRoom();
			sandbox().addFault({ on: { path: '/v2/sip/call/switch-room' }, times: 3, fault });
			const finished = await move(callId);
			expect(finished.status).toBe('error');
			expectNoToken(finished);
		});

		test('when VideoSDK says it back, in its answer or in an error', async () => {
			const callId = await callBesideRoom();
			await move(callId);
			const token = tokenSent();
			const echo = {
				statusCode: 200,
				data: { callId, status: 'answered', token, note: `with ${token}` },
			};
			fail('/v2/sip/call/switch-room', { kind: 'status', status: 200, body: echo });
			const answered = await move(callId, { options: { rawAnswer: true } });
			expect(answered.items[0].json.raw).toMatchObject({
				token: '(hidden)',
				note: 'with (hidden)',
			});
			expectNoToken(answered);
			const message = `The token ${token} is not for this room`;
			fail('/v2/sip/call/switch-room', { kind: 'status', status: 400, body: { message } });
			const refused = await move(callId);
			expect(refused.error?.message).toContain('The token [token] is not for this room');
			expectNoToken(refused);
		});
	});

	test('into a room that does not exist says what is needed', async () => {
		const { error } = await move(await callFor(ANSWERED));
		expect(error?.message).toContain('Room not found');
		expect(error?.description).toContain('somebody must be in the new room already');
	});
});
