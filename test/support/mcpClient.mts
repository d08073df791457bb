// As much of the Model Context Protocol (2025-03-26, Streamable HTTP) as a client needs that calls tools.

export interface ToolResult {
	isError?: boolean;
	content: Array<{ type: string; text: string }>;
}

interface Answer {
	id?: number;
	result?: unknown;
	error?: { message: string };
}

export type McpClient = Awaited<ReturnType<typeof openMcpSession>>;

/** Opens a session with the MCP Server Trigger at `url`. */
export async function openMcpSession(url: string) {
	let session: string | undefined;
	let requests = 0;

	async function post(message: object): Promise<Response> {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				accept: 'application/json, text/event-stream',
				...(session ? { 'mcp-session-id': session } : {}),
			},
			body: JSON.stringify({ jsonrpc: '2.0', ...message }),
		});
		session = response.headers.get('mcp-session-id') ?? session;
		if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
		return response;
	}

	async function request(method: string, params: object = {}): Promise<unknown> {
		const id = ++requests;
		const text = await (await post({ id, method, params })).text();
		const answer = answersIn(text).find((one) => one.id === id);
		if (!answer) throw new Error(`No answer to ${method} in: ${text}`);
		if (answer.error) throw new Error(answer.error.message);
		return answer.result;
	}

	const clientInfo = { name: 'test', version: '1' };
	await request('initialize', { protocolVersion: '2025-03-26', capabilities: {}, clientInfo });
	await post({ method: 'notifications/initialized' });

	return {
		tools: async () => ((await request('tools/list')) as { tools: Array<{ name: string }> }).tools,
		call: async (name: string, input: object) =>
			(await request('tools/call', { name, arguments: input })) as ToolResult,
	};
}

/** An answer is JSON, or an event stream with JSON in it. */
function answersIn(text: string): Answer[] {
	const lines = text.split('\n').filter((line) => line.startsWith('data: '));
	const messages = lines.length > 0 ? lines.map((line) => line.slice('data: '.length)) : [text];
	return messages.filter(Boolean).map((message) => JSON.parse(message) as Answer);
}
