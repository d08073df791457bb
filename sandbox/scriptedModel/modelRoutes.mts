import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { z } from 'zod';
import type { ApiEnv } from '../api/apiEnv.mts';
import { parseJson, readText } from '../api/readBody.mts';
import { checked } from '../api/refusal.mts';
import { nextTurn } from './agentScript.mts';
import { turnReply } from './chatWire.mts';

/** Where n8n's credential for OpenAI finds the script: as its Base URL, behind that of the sandbox. */
export const SCRIPTED_MODEL_PATH = '/scripted-model/v1';

const messageSchema = z.object({
	role: z.string(),
	content: z.unknown(),
	tool_call_id: z.string().optional(),
	tool_calls: z
		.array(
			z.object({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) }),
		)
		.optional(),
});
const toolSchema = z.object({
	function: z.object({
		name: z.string(),
		description: z.string().default(''),
		parameters: z.object({
			properties: z.record(z.object({ type: z.string().default('string') })).default({}),
		}),
	}),
});
const requestSchema = z.object({
	stream: z.boolean().optional(),
	messages: z.array(messageSchema),
	tools: z.array(toolSchema).optional(),
});

/**
 * A script that stands in for a chat model, so that examples with an AI agent run without a key. It is no
 * part of VideoSDK: it asks for no token, and nothing of it is kept.
 */
export function modelRoutes(app: Hono<ApiEnv>): void {
	const model = app.basePath(SCRIPTED_MODEL_PATH);
	model.get('/models', (c) =>
		c.json({ object: 'list', data: [{ id: 'scripted', object: 'model', owned_by: 'sandbox' }] }),
	);
	model.post('/chat/completions', async (c) => {
		const request = checked(requestSchema, parseJson((await readText(c.env.incoming)) ?? ''));
		const callId = () => `call_${randomUUID()}`;
		const { status, type, body } = turnReply(request, nextTurn(request), callId);
		return new Response(body, { status, headers: { 'content-type': type } });
	});
}
