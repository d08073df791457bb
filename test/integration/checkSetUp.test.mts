import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VideoSDK } from '@videosdk.live/server-sdk';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { BROKEN_ACCOUNTS } from '../../sandbox/index.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { loadTriggerEngine, type EngineTrigger } from '../support/triggerEngine.mts';

const { sandbox, credential, engine } = useCallingWorkflow();

interface Row {
	check: string;
	ok: boolean | null;
	found: string;
	problem: string;
	howToMend: string;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** What stands in front of n8n and takes what comes from outside. */
let answer: Answer;
/** Method and path of what came. */
let asked: string[] = [];
const front = createServer((request, response) => {
	asked.push(`${request.method} ${request.url}`);
	answer(request, response);
});
beforeAll(() => new Promise<void>((listening) => front.listen(0, '127.0.0.1', listening)));
afterAll(() => front.close());
const frontUrl = () => `http://127.0.0.1:${(front.address() as AddressInfo).port}`;

const says =
	(status: number, body: object | string, headers: Record<string, string> = {}): Answer =>
	(_request, response) => {
		const isText = typeof body === 'string';
		const type = isText ? 'text/html' : 'application/json';
		response.writeHead(status, { 'content-type': type, ...headers });
		response.end(isText ? body : JSON.stringify(body));
	};

/** As n8n answers whoever wants to resume an execution that is under way. */
const asN8n = says(409, { code: 409, message: 'The execution "1" is running already.' });

afterEach(() => void vi.unstubAllEnvs());
beforeEach(() => {
	answer = asN8n;
	asked = [];
});

const ALL = ['outboundCalls', 'inboundCalls', 'batchCalls', 'callEvents'];

interface CheckOrder {
	checkFor?: string[];
	waitingAt?: string;
	executionId?: null;
	apiSecret?: string;
	baseUrl?: string;
}

async function check({
	checkFor = ALL,
	waitingAt = `${frontUrl()}/webhook-waiting`,
	executionId,
	...changes
}: CheckOrder = {}): Promise<Row[]> {
	const { items, error } = await engine().run({
		credential: { ...credential(), ...changes },
		items: [{}],
		parameters: { resource: 'account', operation: 'checkSetUp', checkFor },
		webhookWaitingBaseUrl: waitingAt,
		executionId,
	}).finished;
	if (error) throw new Error(error.message);
	return items.map(({ json }) => json as unknown as Row);
}

/** By their names, but for what n8n never tells unless its environment may be read. */
const unhealthy = (rows: Row[]) =>
	Object.fromEntries(
		rows
			.filter(({ check: name, ok }) => ok !== true && name !== 'Queue mode')
			.map(({ check: name, ...row }) => [name, row]),
	);

const named = (problem: RegExp, howToMend: RegExp, ok: boolean | null = false) => ({
	ok,
	found: expect.any(String),
	problem: expect.stringMatching(problem),
	howToMend: expect.stringMatching(howToMend),
});

test('a healthy account: every check is all right, says what it has seen, changes nothing and rings nobody', async () => {
	// Else nobody can tell whether n8n is in queue mode.
	vi.stubEnv('N8N_BLOCK_ENV_ACCESS_IN_NODE', 'false');
	const rows = await check();
	expect(rows.map(({ check: name, ok }) => [name, ok])).toEqual([
		['Connection', true],
		['Key and secret', true],
		['Clock', true],
		['Telephony', true],
		['Outbound gateways', true],
		['Inbound gateways', true],
		['Phone numbers', true],
		['Outbound routing rules', true],
		['Inbound routing rules', true],
		['Batch calls', true],
		['Address of n8n', true],
		['Way to n8n', true],
		['Triggers', true],
		['Other webhooks', true],
		['Signature key', true],
		['Queue mode', true],
	]);
	for (const { check: name, found, problem, howToMend } of rows) {
		expect({ name, problem, howToMend }).toEqual({ name, problem: '', howToMend: '' });
		expect(found, name).not.toBe('');
	}
	expect(rows[6].found).toMatch(
		/^29 of 30 numbers attached to these gateways: \+12025550160, .* and 24 more$/,
	);
	expect(
		new Set(
			sandbox()
				.journal()
				.map(({ method }) => method),
		),
	).toEqual(new Set(['GET']));
	expect(sandbox().rings()).toEqual({});
	expect(asked).toEqual([expect.stringMatching(/^GET \/webhook-waiting\/execution-\d+/)]);
});

test('what is not used is not missed: of an empty account, only calls out are asked for', async () => {
	sandbox().breakAccount('empty');
	const rows = await check({ checkFor: ['outboundCalls'] });
	expect(rows.map(({ check: name }) => name)).toEqual([
		...['Connection', 'Key and secret', 'Clock', 'Telephony'],
		...['Outbound gateways', 'Phone numbers', 'Outbound routing rules', 'Queue mode'],
	]);
	expect(Object.keys(unhealthy(rows))).toEqual(['Outbound gateways', 'Phone numbers']);
	expect(asked).toEqual([]);
});

const AT_TELEPHONY = ['Outbound gateways', 'Inbound gateways', 'Phone numbers'].concat(
	...['Outbound routing rules', 'Inbound routing rules', 'Triggers', 'Other webhooks'],
);
/** What could not be looked at because of something else. */
const unseen = (names: string[], howToMend: RegExp) =>
	Object.fromEntries(
		names.map((name) => [name, named(/^It could not be looked at/, howToMend, null)]),
	);

const NOT_OPEN = /^Not open to this account or key.*HTTP 403/;
const NOT_PAID = /^Not open to this account.*HTTP 402/;
const NO_BATCH = {
	'Batch calls': named(
		/No outbound routing rule has a phone number that calls/,
		/Give an outbound rule/,
	),
};
const NO_RULES_IN = {
	'Inbound routing rules': named(/There is no routing rule/, /Create an inbound routing rule/),
};

const EXPECTED: Record<string, object> = {
	otherSecret: {
		'Key and secret': named(/did not accept the API key and secret/, /copy key and secret again/),
		...unseen(['Telephony', 'Batch calls', ...AT_TELEPHONY], /what the rows before this one say/),
	},
	clockOff: {
		'Key and secret': named(
			/With a wrong clock, right ones are refused/,
			/Set the clock right first/,
			null,
		),
		Clock: named(/is 3\d\d\d seconds behind VideoSDK's/, /Set the clock of n8n's machine right/),
		...unseen(['Telephony', 'Batch calls', ...AT_TELEPHONY], /what the rows before this one say/),
	},
	noTelephony: {
		Telephony: named(NOT_OPEN, /Switch it on/),
		'Batch calls': named(NOT_OPEN, /Switch it on/),
		...unseen(AT_TELEPHONY, /what the row "Telephony" says/),
	},
	notPaid: {
		Telephony: named(NOT_PAID, /the plan and the balance/),
		'Batch calls': named(NOT_PAID, /the plan and the balance/),
		...unseen(AT_TELEPHONY, /what the row "Telephony" says/),
	},
	empty: {
		'Outbound gateways': named(/no outbound gateway, so no call can go out/, /Create one/),
		'Inbound gateways': named(/no inbound gateway, so no call from outside/, /Create one/),
		'Phone numbers': named(
			/has no phone number/,
			/Add those of your carrier by resource Phone Number/,
		),
		...NO_RULES_IN,
		...NO_BATCH,
	},
	noOutboundGateway: {
		'Outbound gateways': named(/no outbound gateway, so no call can go out/, /Create one/),
		'Phone numbers': named(/attached to an outbound gateway/, /Attach a number to an outbound/),
		...NO_RULES_IN,
		...NO_BATCH,
	},
	gatewaysWithoutNumbers: {
		'Outbound gateways': named(
			/No outbound gateway has a phone number: US 01/,
			/Give it the numbers/,
		),
	},
	gatewayOff: {
		'Outbound gateways': named(
			/1 outbound gateway switched off: US 01 .*gw_out_01/,
			/Switch it on/,
		),
	},
	numbersInboundOnly: {
		// Gateways of the older kind may have numbers that VideoSDK does not list.
		'Phone numbers': named(
			/numbers of the outbound gateways are not among those .*: \+12025550198/,
			/All is well if outbound calls work with them/,
			null,
		),
		...NO_RULES_IN,
		...NO_BATCH,
	},
	rulesInboundOnly: {
		// Calls through a gateway need none, and what this account calls through is not known.
		'Outbound routing rules': named(
			/No routing rule is outbound, all 26/,
			/All is well if calls go out through a gateway or trunk.*Create an outbound/,
			null,
		),
		...NO_BATCH,
	},
	ruleOfMissingGateway: {
		'Outbound routing rules': named(
			/rr_out_01\) names the gateway gw_gone/,
			/Change or delete the rule/,
		),
	},
	ruleOfMissingNumber: {
		'Outbound routing rules': named(/names \+12025550198, which is no number/, /Change or delete/),
	},
	ruleOfMissingAgent: {
		// It may run on a machine of the user's own, which VideoSDK does not list.
		'Outbound routing rules': named(
			/agent_gone/,
			/All is well if the agent runs on a machine/,
			null,
		),
	},
	deadWebhook: {
		'Other webhooks': named(
			/at http:\/\/127.0.0.1:9\/calls\?token=\(hidden\) .*refused/,
			/remove it/,
		),
	},
	noSignatureKey: {
		'Signature key': named(/does not give the key.*HTTP 500/, /triggers take no event/),
	},
	unreadableSignatureKey: {
		'Signature key': named(/no RSA key/, /triggers take no event/),
	},
};

describe('A broken account is named rightly, with what to do, and nothing else is blamed', () => {
	test.each(BROKEN_ACCOUNTS)('$name: $title', async ({ name }) => {
		sandbox().breakAccount(name);
		expect(unhealthy(await check())).toEqual(EXPECTED[name]);
		expect(
			new Set(
				sandbox()
					.journal()
					.map(({ method }) => method),
			),
		).toEqual(new Set(['GET']));
		expect(sandbox().rings()).toEqual({});
	});

	test('there are twelve at least', () => {
		expect(BROKEN_ACCOUNTS.length).toBeGreaterThanOrEqual(12);
	});
});

test('a base URL where nobody is: the connection is named, and nothing else is blamed', async () => {
	const rows = unhealthy(await check({ baseUrl: 'http://127.0.0.1:9' }));
	expect(rows).toMatchObject({
		Connection: named(/could not be reached at 127.0.0.1:9/, /^Check the Base URL/),
		'Key and secret': named(/could not be looked at/, /rows before this one/, null),
	});
	expect(Object.values(rows).filter(({ ok }) => ok === false)).toHaveLength(1);
});

test('a credential without a secret, or with a base URL that must not be used, is named as such', async () => {
	const noSecret = { 'Key and secret': named(/no API key or no API secret/, /credential/) };
	expect(unhealthy(await check({ apiSecret: '' }))).toMatchObject(noSecret);
	const noBaseUrl = { 'Key and secret': named(/must begin with https/, /credential/) };
	expect(unhealthy(await check({ baseUrl: 'http://videosdk.example' }))).toMatchObject(noBaseUrl);
});

test.each([
	['a fault', { kind: 'status', status: 500, body: { message: 'As ordered' } }, /HTTP 500/],
	[
		'a rate limit of a minute',
		{ kind: 'status', status: 429, headers: { 'Retry-After': '60' }, body: {} },
		/within 20 seconds, or asked to be asked later/,
	],
	['no answer for 40 seconds', { kind: 'stall', seconds: 40 }, /within 20 seconds/],
] as const)('%s at one list hides nothing of the others', async (_what, fault, problem) => {
	sandbox().breakAccount('deadWebhook');
	sandbox().addFault({ on: { path: '/v2/sip/routing-rule' }, times: 9, fault });
	expect(unhealthy(await check())).toEqual({
		'Outbound routing rules': named(problem, /again in a few minutes/, null),
		'Inbound routing rules': named(problem, /again in a few minutes/, null),
		'Batch calls': named(problem, /again in a few minutes/, null),
		...EXPECTED.deadWebhook,
	});
});

test('called by a program outside of any execution, nobody can tell whose n8n answers', async () => {
	answer = says(404, { code: 404, message: 'The execution "__UNKNOWN__" does not exist.' });
	const rows = unhealthy(await check({ executionId: null }));
	expect(rows).toEqual({
		'Way to n8n': named(/cannot be told whether it is this one/, /by hand/, null),
	});
});

test('pages of any size are read to their end', async () => {
	sandbox().changeSettings({ pageSizeLimit: 7 });
	expect(unhealthy(await check())).toEqual({});
});

describe('The address of n8n', () => {
	test.each([
		['http://192.168.1.20:5678', /leads into a network of your own/],
		['https://n8n.internal', /leads into a network of your own/],
		['http://n8n.example.com', /is plain http/],
	])('%s: VideoSDK cannot get there, so nobody is asked', async (address, problem) => {
		const waitingAt = `${address}/webhook-waiting`;
		expect(unhealthy(await check({ waitingAt }))).toEqual({
			'Address of n8n': named(problem, /WEBHOOK_URL/),
			'Way to n8n': named(/not tried/, /Mend the address first/, null),
		});
	});

	test.each([
		['is under way', 409, { code: 409, message: 'The execution "1" is running already.' }],
		['has another key', 401, { error: 'Invalid token' }],
		[
			'was started by hand',
			500,
			{ code: 0, message: "Cannot read properties of undefined (reading 'resumeToken')" },
		],
	])('n8n says of this execution that it %s: it is this n8n', async (_what, status, body) => {
		answer = says(status, body);
		expect(unhealthy(await check())).toEqual({});
	});

	const LOGIN = '<html><title>Please log in</title></html>';
	test.each([
		[
			'another n8n answers',
			says(404, { code: 404, message: 'The execution "1" does not exist.' }),
			/does not know this execution/,
			/Point the address to this n8n/,
		],
		[
			'a proxy asks for a login',
			says(401, LOGIN),
			/asks for a login/,
			/as they are: without a login/,
		],
		[
			'a proxy sends on to another address',
			says(301, '', { location: 'https://n8n.example.com/webhook-waiting/1' }),
			/sent on to https:\/\/n8n.example.com \(HTTP 301\)/,
			/another address/,
		],
		[
			'a proxy has a fault',
			says(500, { message: 'Oops' }),
			/cannot reach n8n \(HTTP 500\)/,
			/tunnel/,
		],
		['a tunnel has lost n8n', says(502, 'Bad Gateway'), /cannot reach n8n \(HTTP 502\)/, /tunnel/],
		['a web page is there', says(200, LOGIN), /something else than n8n answers/, /page in between/],
	])('%s in its place: it is named', async (_what, given, problem, howToMend) => {
		answer = given;
		expect(unhealthy(await check())).toEqual({ 'Way to n8n': named(problem, howToMend) });
	});

	test('nobody answers there: it may be that n8n alone does not get to itself, and the row says so', async () => {
		const rows = await check({ waitingAt: 'http://127.0.0.1:9/webhook-waiting' });
		expect(unhealthy(rows)).toEqual({
			'Way to n8n': named(/Nobody answers at http:\/\/127.0.0.1:9/, /from outside your network/),
		});
	});

	test('what was seen from inside is not said to be seen from outside', async () => {
		const way = (await check()).find(({ check: name }) => name === 'Way to n8n');
		expect(way?.found).toMatch(/asked from where n8n runs.*no request that sends a test event/);
	});
});

describe('VideoSDK Triggers of this n8n', () => {
	const triggers: EngineTrigger[] = [];
	afterEach(async () => {
		for (const trigger of triggers.splice(0)) await trigger.close();
	});

	async function publish(verifyBy: string): Promise<EngineTrigger> {
		const { start } = await loadTriggerEngine();
		const webhookId = `00000000-0000-4000-8000-00000000000${triggers.length}`;
		const parameters = { listenFor: 'everyChange', security: { verifyBy } };
		const order = { credential: credential(), address: frontUrl(), webhookId, parameters };
		const trigger = await start(order);
		await trigger.activate();
		triggers.push(trigger);
		return trigger;
	}

	/** As a proxy in front of n8n does. */
	const handOn =
		(trigger: EngineTrigger): Answer =>
		(request, response) => {
			if (request.url?.startsWith('/webhook-waiting/')) return asN8n(request, response);
			const { method, headers } = request;
			const target = new URL(request.url ?? '', trigger.url);
			const sent = httpRequest(target, { method, headers }, (reply) => {
				response.writeHead(reply.statusCode ?? 0, reply.headers);
				reply.pipe(response);
			});
			request.pipe(sent);
		};

	test.each(['signature', 'secretInUrl'])(
		'that check events by %s answer, and what they are asked starts nothing',
		async (verifyBy) => {
			const trigger = await publish(verifyBy);
			answer = handOn(trigger);
			const rows = await check();
			expect(unhealthy(rows)).toEqual({});
			const [{ found }] = rows.filter(({ check: name }) => name === 'Triggers');
			expect(found).toMatch(
				/^1 VideoSDK Trigger of this n8n. Asked from where n8n runs, they answer/,
			);
			expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
			expect(trigger.items).toEqual([]);
			expect(sandbox().webhooks()).toHaveLength(1);
		},
	);

	test.each([
		[
			'whose workflow is gone',
			says(404, { code: 404, message: 'The requested webhook "POST x" is not registered.' }),
			/its workflow is not published/,
		],
		[
			'with another secret',
			says(401, { message: 'The URL lacks the secret' }),
			/another secret by now/,
		],
		['behind a login', says(403, 'Forbidden'), /asks for a login \(HTTP 403\)/],
	])('%s would not hear of calls, and are named', async (_what, given, problem) => {
		await publish('signature');
		answer = (request, response) =>
			(request.url?.startsWith('/webhook-waiting/') ? asN8n : given)(request, response);
		const [{ id }] = sandbox().webhooks();
		expect(unhealthy(await check())).toEqual({
			Triggers: named(
				new RegExp(`^1 trigger would not hear of calls: ${id} at .*${problem.source}`),
				/Publish the workflow/,
			),
		});
	});
});

test("other programs, n8n's own Webhook nodes and parked executions are sent nothing that could start something", async () => {
	await register(`${frontUrl()}/webhook/my-own-node`);
	await register(`${frontUrl()}/webhook-waiting/7?parkedBy=x&parkedUntil=9999999999&parkedAs=1`);
	await register('http://10.0.0.7/calls');
	const [privateOne] = sandbox().webhooks();
	expect(unhealthy(await check())).toEqual({
		'Other webhooks': named(
			new RegExp(
				`^1 webhook .*${privateOne.id} at http://10.0.0.7/calls \\(the address leads into a network`,
			),
			/resource Webhook, Delete/,
		),
	});
	expect(asked.filter((line) => !line.startsWith('GET /webhook-waiting/execution'))).toEqual([
		'HEAD /webhook/my-own-node',
	]);
});

test('a program that takes POST alone and says so (HTTP 501) can be told of calls', async () => {
	await register(`${frontUrl()}/calls`);
	answer = (request, response) =>
		(request.method === 'HEAD' ? says(501, '') : asN8n)(request, response);
	expect(unhealthy(await check())).toEqual({});
	expect(asked).toContain('HEAD /calls');
});

/** As somebody does it who has VideoSDK's own SDK. */
async function register(url: string): Promise<void> {
	const { apiKey, apiSecret: secret, url: apiEndpoint } = sandbox();
	const vsdk = new VideoSDK({ apiKey, secret, apiEndpoint });
	await vsdk.sip.webhooks.create({ url, events: ['call-hangup'] });
}

describe('Queue mode is told where nodes may read the environment of n8n', () => {
	const queueMode = async () => (await check({ checkFor: [] })).at(-1);

	test('it may not be read: nobody can tell, and the row says so', async () => {
		vi.stubEnv('N8N_BLOCK_ENV_ACCESS_IN_NODE', 'true');
		expect(await queueMode()).toMatchObject(named(/does not tell its nodes/, /worker/, null));
	});

	test.each([
		['regular', { ok: true, found: 'n8n is not in queue mode' }],
		[undefined, { ok: true, found: 'n8n is not in queue mode' }],
		['queue', named(/in queue mode, and this was run by hand/, /Schedule Trigger/, null)],
	])('it says %s', async (mode, verdict) => {
		vi.stubEnv('N8N_BLOCK_ENV_ACCESS_IN_NODE', 'false');
		vi.stubEnv('EXECUTIONS_MODE', mode);
		expect(await queueMode()).toMatchObject(verdict);
	});
});
