// A chat model that says what a test has written down, over the API of OpenAI's models that many
// others speak too. n8n's node "OpenAI Chat Model" takes it for one of them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import {
	refusalReply,
	turnReply,
	type ModelRequest,
	type Reply,
	type ShownTool,
	type Turn as AnsweredTurn,
} from '../../sandbox/scriptedModel/chatWire.mts';

/** What the model does when it is asked: it calls tools, ends with a text, or fails. */
export type Turn = AnsweredTurn | { status: number };

export interface ScriptedModel {
	/** The base URL for n8n's OpenAI credential. */
	url: string;
	/** Forgets what was before, and does this, turn by turn. */
	script(...turns: Turn[]): void;
	/** How often the model was asked. */
	timesAsked(): number;
	/** The tools that the model may call. */
	tools(): ShownTool[];
	/** What the tools have answered, as the model was told it last; oldest first. */
	toldByTools(): unknown[];
	close(): Promise<void>;
}

export async function startScriptedModel(): Promise<ScriptedModel> {
	let turns: Turn[] = [];
	let requests: ModelRequest[] = [];
	let callsMade = 0;

	const replyTo = (request: ModelRequest): Reply => {
		requests.push(request);
		const turn = turns.shift();
		if (!turn) return refusalReply(400, 'The script has no turn left.');
		if ('status' in turn) return refusalReply(turn.status, 'The script lets the model fail here.');
		return turnReply(request, turn, () => `call_${++callsMade}`);
	};

	const server = createServer(async (request, response) => {
		const { status, type, body } = request.url?.endsWith('/chat/completions')
			? replyTo((await json(request)) as ModelRequest)
			: refusalReply(404, `The scripted model has no ${request.method} ${request.url}.`);
		response.writeHead(status, { 'content-type': type }).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
		script: (...wanted) => {
			turns = wanted;
			requests = [];
		},
		timesAsked: () => requests.length,
		tools: () => (requests.at(-1)?.tools ?? []).map((tool) => tool.function),
		toldByTools: () =>
			(requests.at(-1)?.messages ?? [])
				.filter(({ role }) => role === 'tool')
				.map(({ content }) => readAnswer(String(content))),
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** n8n tells what a tool answers as JSON, and nothing of an error that it swallowed. */
function readAnswer(content: string): unknown {
	return content === '' ? '' : JSON.parse(content);
}
