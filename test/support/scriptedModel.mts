// A chat model that says what a test has written down, over the API of OpenAI's models that many
// others speak too ("chat completions"). n8n's node "OpenAI Chat Model" takes it for one of them.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What the model does when it is asked: it calls tools, ends with a text, or fails. */
export type Turn = { calls: ToolCall[] } | { text: string } | { status: number };

export interface ToolCall {
	tool: string;
	input: Record<string, unknown>;
}

/** What n8n sends to the model. */
interface ModelRequest {
	stream?: boolean;
	messages: Array<{ role: string; content: unknown }>;
	tools?: Array<{ function: ShownTool }>;
}

/** A tool as the model sees it. */
export interface ShownTool {
	name: string;
	description: string;
	parameters: {
		properties: Record<string, { type: string; description?: string }>;
		required?: string[];
	};
}

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

interface Reply {
	status: number;
	type: string;
	body: string;
}

export async function startScriptedModel(): Promise<ScriptedModel> {
	let turns: Turn[] = [];
	let requests: ModelRequest[] = [];
	let callsMade = 0;

	const messageOf = (turn: Exclude<Turn, { status: number }>) => {
		if ('text' in turn) return { role: 'assistant', content: turn.text };
		const toolCalls = turn.calls.map(({ tool, input }, index) => ({
			index,
			id: `call_${++callsMade}`,
			type: 'function',
			function: { name: tool, arguments: JSON.stringify(input) },
		}));
		return { role: 'assistant', content: null, tool_calls: toolCalls };
	};

	const replyTo = (request: ModelRequest): Reply => {
		requests.push(request);
		const turn = turns.shift();
		if (!turn) return refusal(400, 'The script has no turn left.');
		if ('status' in turn) return refusal(turn.status, 'The script lets the model fail here.');
		return request.stream ? streamed(messageOf(turn)) : whole(messageOf(turn));
	};

	const server = createServer(async (request, response) => {
		const { status, type, body } = request.url?.endsWith('/chat/completions')
			? replyTo((await json(request)) as ModelRequest)
			: refusal(404, `The scripted model has no ${request.method} ${request.url}.`);
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

type Message = Record<string, unknown>;

const whole = (message: Message) => jsonReply(200, completion('chat.completion', { message }));

/** A stream of one piece, as old agents want it. */
const streamed = (delta: Message): Reply => ({
	status: 200,
	type: 'text/event-stream',
	body: `data: ${JSON.stringify(completion('chat.completion.chunk', { delta }))}\n\ndata: [DONE]\n\n`,
});

const refusal = (status: number, message: string) => jsonReply(status, { error: { message } });

const jsonReply = (status: number, body: unknown): Reply => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body),
});

const completion = (object: string, choice: { message: Message } | { delta: Message }) => ({
	id: 'completion',
	object,
	created: 0,
	model: 'scripted',
	choices: [{ index: 0, finish_reason: 'stop', ...choice }],
	usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});
