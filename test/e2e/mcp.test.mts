import type { INode } from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { CALLING_NODE, useCallingN8n } from '../support/callingN8n.mts';
import { openMcpSession, type McpClient, type ToolResult } from '../support/mcpClient.mts';

const { api, host, sandbox, credential, restart } = useCallingN8n();

const TOOL = 'Phone_a_person';
const ANNA = '+4790000001';
const BERT = '+4790000002';
let servers = 0;

/** A published MCP Server Trigger with the node as its tool: number and key are left to the model. */
async function publishServer(parameters: INode['parameters'] = {}): Promise<string> {
	const path = `phone-${++servers}`;
	const { id } = await api().createWorkflow({
		name: `Phone over MCP (${servers})`,
		nodes: [
			{
				name: 'MCP Server',
				type: '@n8n/n8n-nodes-langchain.mcpTrigger',
				typeVersion: 2,
				webhookId: path,
				parameters: { path },
			},
			{
				name: TOOL.replaceAll('_', ' '),
				type: 'n8n-nodes-videosdk.videoSdkTool',
				typeVersion: 1,
				credentials: { videoSdkApi: { id: credential().id, name: credential().name } },
				parameters: {
					resource: 'call',
					operation: 'outboundSipCall',
					callThrough: 'trunk',
					trunkId: 'trunk_987654321',
					to: "={{ $fromAI('to', 'Whom to call', 'string') }}",
					from: '+11234567890',
					displayName: 'John Doe',
					meetingId: { __rl: true, mode: 'id', value: 'abcd-efgh-ijkl' },
					options: { deduplicationKey: "={{ $fromAI('key', 'Name of the call', 'string') }}" },
					...parameters,
				},
			},
		],
		connections: {
			[TOOL.replaceAll('_', ' ')]: {
				ai_tool: [[{ node: 'MCP Server', type: 'ai_tool', index: 0 }]],
			},
		},
	});
	await api().activateWorkflow(id);
	return `${host().url}/mcp/${path}`;
}

const textOf = ({ content }: ToolResult) => content.map(({ text }) => text).join('\n');
const phone = async (client: McpClient, to: string, key: string) =>
	await client.call(TOOL, { to, key });

describe(`a client of n8n's MCP Server Trigger (${CALLING_NODE} as its tool)`, () => {
	test('that calls the tool twice with one key makes the phone ring once, and is told the refusal as an error', async () => {
		const client = await openMcpSession(await publishServer());
		expect((await client.tools()).map(({ name }) => name)).toContain(TOOL);
		const first = await phone(client, ANNA, 'reminder');
		expect(first.isError ?? false).toBe(false);
		expect(textOf(first)).toContain('The call was placed');
		const second = await phone(client, ANNA, 'reminder');
		expect(second.isError).toBe(true);
		expect(textOf(second)).toContain('the Deduplication Key "reminder" was used');
		expect(textOf(second)).toContain('No phone has rung');
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('that calls it twice at the same moment, in one session or in two, makes the phone ring once', async () => {
		const url = await publishServer();
		const [one, other] = [await openMcpSession(url), await openMcpSession(url)];
		const told = await Promise.all([
			phone(one, ANNA, 'at once'),
			phone(one, '0047 900 00 001', 'at once'),
			phone(other, ANNA, 'at once'),
		]);
		expect(told.filter(({ isError }) => isError)).toHaveLength(2);
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('that gives another person the same key calls them too, as models call every key "reminder"', async () => {
		const client = await openMcpSession(await publishServer());
		for (const to of [ANNA, BERT]) await phone(client, to, 'reminder');
		await phone(client, ANNA, 'second reminder');
		expect(sandbox().rings()).toEqual({ [ANNA]: 2, [BERT]: 1 });
	});

	test('whose call was refused by VideoSDK may use the key again', async () => {
		const client = await openMcpSession(await publishServer());
		const on = { path: '/v2/sip/outbound-call', to: ANNA };
		sandbox().addFault({ on, fault: { kind: 'status', status: 400 } });
		const first = await phone(client, ANNA, 'again');
		expect(first.isError).toBe(true);
		expect(textOf(first)).toContain('VideoSDK refused the request');
		expect((await phone(client, ANNA, 'again')).isError ?? false).toBe(false);
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});

	test('is told of a number that cannot be dialed as an error', async () => {
		const client = await openMcpSession(await publishServer());
		const told = await phone(client, '12', 'short');
		expect(told.isError).toBe(true);
		expect(textOf(told)).toContain('"To" is "12"');
		expect(sandbox().rings()).toEqual({});
	});

	test('a key outlives a restart of n8n', async () => {
		const url = await publishServer();
		await phone(await openMcpSession(url), ANNA, 'lasting');
		await restart();
		const again = await phone(await openMcpSession(url), ANNA, 'lasting');
		expect(again.isError).toBe(true);
		expect(sandbox().rings()).toEqual({ [ANNA]: 1 });
	});
});
