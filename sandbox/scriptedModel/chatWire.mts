// The API of OpenAI's chat models ("chat completions"), which many others speak too: as much of it as
// n8n's node OpenAI Chat Model reads and sends.

/** What a model does when it is asked: it calls tools, or ends with a text. */
export type Turn = { calls: ToolCall[] } | { text: string };

export interface ToolCall {
	tool: string;
	input: Record<string, unknown>;
}

/** What n8n sends to the model. */
export interface ModelRequest {
	stream?: boolean;
	messages: ChatMessage[];
	tools?: Array<{ function: ShownTool }>;
}

export interface ChatMessage {
	role: string;
	content?: unknown;
	tool_call_id?: string;
	tool_calls?: Array<{ id: string; function: { name: string; arguments: string } }>;
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

export interface Reply {
	status: number;
	type: string;
	body: string;
}

/**
 * The answer to a request for this turn, streamed if n8n wants it so.
 *
 * @param callId makes the ID of each tool call
 */
export function turnReply(
	{ stream }: Pick<ModelRequest, 'stream'>,
	turn: Turn,
	callId: () => string,
): Reply {
	const message = messageOf(turn, callId);
	return stream ? streamed(message) : jsonReply(200, completion('chat.completion', { message }));
}

export const refusalReply = (status: number, message: string): Reply =>
	jsonReply(status, { error: { message } });

type Message = Record<string, unknown>;

function messageOf(turn: Turn, callId: () => string): Message {
	if ('text' in turn) return { role: 'assistant', content: turn.text };
	const toolCalls = turn.calls.map(({ tool, input }, index) => ({
		index,
		id: callId(),
		type: 'function',
		function: { name: tool, arguments: JSON.stringify(input) },
	}));
	return { role: 'assistant', content: null, tool_calls: toolCalls };
}

/** A stream of one piece, as old agents want it. */
const streamed = (delta: Message): Reply => ({
	status: 200,
	type: 'text/event-stream',
	body: `data: ${JSON.stringify(completion('chat.completion.chunk', { delta }))}\n\ndata: [DONE]\n\n`,
});

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
