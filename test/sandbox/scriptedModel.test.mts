import { expect, test } from 'vitest';
import { WHO_SPEAKS } from '../../sandbox/scriptedModel/agentScript.mts';
import { useFrozenSandbox } from '../support/frozenSandbox.mts';

const sandbox = useFrozenSandbox();

const PHONE = {
	function: {
		name: 'Phone_a_person',
		description: 'Phones a person',
		parameters: {
			properties: { to: { type: 'string' }, name: { type: 'string' }, message: { type: 'string' } },
		},
	},
};
const CLOCK = {
	function: { name: 'What_time_is_it', parameters: { properties: { zone: { type: 'string' } } } },
};
const task = (content: unknown) => ({ role: 'user', content });

async function ask(messages: object[], tools: object[] = [CLOCK, PHONE], stream = false) {
	const answer = await fetch(`${sandbox().modelUrl}/chat/completions`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', authorization: 'Bearer whatever' },
		body: JSON.stringify({ model: 'any', messages, tools, stream, temperature: 0 }),
	});
	expect(answer.status).toBe(200);
	return await answer.text();
}

interface Message {
	content: string | null;
	tool_calls?: Array<{ id: string; function: { name: string; arguments: string } }>;
}
const messageOf = (answer: string) =>
	(JSON.parse(answer) as { choices: [{ message: Message }] }).choices[0].message;
const callsIn = ({ tool_calls: calls = [] }: Message) =>
	calls.map(({ function: { name, arguments: input } }) => [name, JSON.parse(input)]);

test('it phones everybody whose number stands in the task, by the tool that takes a number', async () => {
	const message = 'Phone Anna at +12025550103, and then +1 202 555 0101.';
	expect(callsIn(messageOf(await ask([task(message)])))).toEqual([
		['Phone_a_person', { to: '+12025550103', name: 'Anna', message }],
		['Phone_a_person', { to: '+1 202 555 0101', name: '', message }],
	]);
});

test('then it tells what came of each call, and that no model was asked', async () => {
	const words = task('Phone Anna at +12025550103 and Bert at +12025550101.');
	const said = messageOf(await ask([words]));
	const [anna, bert] = said.tool_calls ?? [];
	const answer = (to: typeof anna, content: object) => ({
		...{ role: 'tool', tool_call_id: to?.id },
		content: JSON.stringify([content]),
	});
	const text = messageOf(
		await ask([
			words,
			{ role: 'assistant', ...said },
			answer(bert, { outcome: 'rejected' }),
			answer(anna, { outcome: 'answered', talkSeconds: 5 }),
		]),
	).content;
	expect(text).toBe(
		'Bert (+12025550101) was busy or declined. Anna (+12025550103) answered and talked for ' +
			`5 seconds. ${WHO_SPEAKS}`,
	);
});

test('without a number in the task, or a tool that phones, it says so and calls nothing', async () => {
	const noNumber = messageOf(await ask([task('Phone Anna.')]));
	const noTool = messageOf(await ask([task([{ type: 'text', text: 'Phone +12025550103' }])], []));
	expect([noNumber.content, noTool.content]).toEqual([
		expect.stringContaining('only numbers that stand in the task'),
		expect.stringContaining('no tool with a field for a phone number'),
	]);
	expect([noNumber, noTool].flatMap(callsIn)).toEqual([]);
});

test('it answers as a stream where n8n wants one, and n8n’s test of the credential is green', async () => {
	expect(await ask([task('Phone +12025550103')], [PHONE], true)).toMatch(
		/^data: \{.*Phone_a_person.*\}\n\ndata: \[DONE\]\n\n$/s,
	);
	expect((await fetch(`${sandbox().modelUrl}/models`)).status).toBe(200);
	expect(sandbox().journal()).toEqual([]);
});
