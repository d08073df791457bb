import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { SEED_AGENT_ID, SEED_GATEWAY_ID } from '../../sandbox/index.mts';
import { leaksFound } from '../support/audit.mts';
import { useCallingWorkflow } from '../support/callingWorkflow.mts';
import { leaksIn } from '../support/leaks.mts';
import type { FinishedRun, RunOrder } from '../support/workflowEngine.mts';

const { call, sandbox, engine, credential } = useCallingWorkflow();

const SOMEBODY = '+4790000001';

const expectNoLeak = (...texts: string[]) =>
	expect(texts.flatMap((text) => leaksIn(text, sandbox().apiSecret))).toEqual([]);
const expectNoLeakOf = ({ saved, items, error, wholeError }: FinishedRun) =>
	expectNoLeak(saved, JSON.stringify(items), JSON.stringify(error ?? {}), wholeError);

test('the search for leaks finds a secret, a token, a password and an Authorization header', () => {
	const { apiSecret } = sandbox();
	const token = 'eyJhbGciOiJIUzI1NiJ9.eyJhcGlrZXkiOiJ4In0.c2lnbmF0dXJl';
	for (const leak of [apiSecret, token, 'not-a-secret-01', '"Authorization":""']) {
		expect(leaksIn(`{"here":"${leak}"}`, apiSecret)).not.toEqual([]);
	}
});

test('every run of every test is searched: a secret that VideoSDK says back is found in the item, and in what n8n saves', async () => {
	const { apiSecret } = sandbox();
	const parameters = { participantId: apiSecret };
	const { items } = await call({ to: [SOMEBODY], parameters });
	expect(items[0].json).toMatchObject({ participantId: apiSecret });
	expect(leaksFound().length).toBeGreaterThanOrEqual(2);
});

/** Answers with all that it was sent, as a careless proxy does. */
async function withEcho(
	answer: (headers: IncomingMessage['headers'], response: ServerResponse) => void,
	use: (baseUrl: string, tokens: string[]) => Promise<void>,
): Promise<void> {
	const tokens: string[] = [];
	const server = createServer((request, response) => {
		tokens.push(String(request.headers.authorization));
		answer(request.headers, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	try {
		await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, tokens);
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}

describe.each([400, 401, 500])('a server that answers HTTP %d and repeats the token', (status) => {
	test.each([
		['as a message', 'application/json', (token: string) => JSON.stringify({ message: token })],
		['as a web page', 'text/html', (token: string) => `<html><title>${token}</title></html>`],
		['as plain text', 'text/plain', (token: string) => `You sent ${token}`],
	])('%s does not get it into an error or an execution', async (_how, type, body) => {
		await withEcho(
			({ authorization = '' }, response) => {
				response.writeHead(status, { 'content-type': type }).end(body(authorization));
			},
			async (baseUrl, tokens) => {
				const run = await call({ to: [SOMEBODY], credential: { ...credential(), baseUrl } });
				expect(tokens[0]).toMatch(/^eyJ/);
				expect(run.status).toBe('error');
				expectNoLeakOf(run);
			},
		);
	});
});

test.each([false, true])(
	'a server that answers a call through a trunk with the token and a password gets neither into the item (Raw Answer: %s)',
	async (rawAnswer) => {
		await withEcho(
			({ authorization = '' }, response) => {
				const trunk = { auth: { username: 'anna', password: 'not-a-secret-trunk' } };
				const told = { note: `You sent ${authorization}`, accessToken: 'not-a-secret-token' };
				const answer = { statusCode: 200, message: 'Success', participantId: 'p1', trunk, ...told };
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
			},
			async (baseUrl) => {
				const run = await call({
					to: [SOMEBODY],
					credential: { ...credential(), baseUrl },
					options: { rawAnswer },
				});
				expect(run.items[0].json).toMatchObject({
					...{ statusCode: 200, message: 'Success', participantId: 'p1' },
					trunk: { auth: { username: 'anna', password: '(hidden)' } },
					...{ note: 'You sent (hidden)', accessToken: '(hidden)' },
				});
				expectNoLeakOf(run);
			},
		);
	},
);

test('no list of the editor shows the password of a gateway or trunk', async () => {
	const methods = Object.keys(engine().nodeType.methods?.listSearch ?? {});
	expect(methods.length).toBeGreaterThan(0);
	const parameters = { agentId: SEED_AGENT_ID, roomId: 'abcd-efgh-ijkl' };
	const order = { credential: credential(), parameters };
	for (const method of methods) {
		expectNoLeak(JSON.stringify(await engine().searchList({ method, ...order })));
	}
	expect(sandbox().journal().length).toBeGreaterThanOrEqual(methods.length);
});

test("no operation's output shows a secret, with Raw Answer on", async () => {
	const throughGateway = {
		callThrough: 'gateway',
		gatewayId: { __rl: true, mode: 'id', value: SEED_GATEWAY_ID },
		from: '',
	};
	const options = { rawAnswer: true };
	expectNoLeakOf(await call({ to: [SOMEBODY], options, parameters: throughGateway }));
	const [{ callId }] = sandbox().calls();
	const run = async (operation: string, parameters: RunOrder['parameters']) =>
		await engine().run({
			credential: credential(),
			items: [{}],
			parameters: { resource: 'call', operation, options, ...parameters },
		}).finished;
	const runs = [
		await run('get', { callId }),
		await run('getAll', {}),
		await run('end', { callId }),
	];
	expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
	for (const one of runs) expectNoLeakOf(one);
});
