import type { ChatMessage, ModelRequest, ShownTool, Turn } from './chatWire.mts';

/** So that nobody takes the script for a model. */
export const WHO_SPEAKS = '(Said by the sandbox’s script: no AI model was asked.)';

interface Person {
	number: string;
	name: string;
}

/**
 * What the sandbox says in place of a chat model: it phones each number that stands in the task, by the
 * first tool that takes one, and then tells what came of it. It thinks nothing, and follows no other order.
 */
export function nextTurn({ messages, tools = [] }: ModelRequest): Turn {
	const task = messages.findLastIndex(({ role }) => role === 'user');
	const since = messages.slice(task + 1);
	const answers = since.filter(({ role }) => role === 'tool');
	if (answers.length > 0) {
		return said(answers.map((answer) => `${whomOf(answer, since)} ${whatCame(answer)}`).join(' '));
	}
	const order = textOf(messages[task]);
	const people = peopleIn(order);
	if (people.length === 0) {
		return said('I phone only numbers that stand in the task with +, such as +12025550103.');
	}
	const tool = tools.map((one) => one.function).find((one) => fieldsOf(one).some(isForNumber));
	if (!tool) return said('I was given no tool with a field for a phone number.');
	const calls = people.map((person) => ({ tool: tool.name, input: inputFor(tool, person, order) }));
	return { calls };
}

const said = (text: string): Turn => ({ text: `${text} ${WHO_SPEAKS}` });

/** "Anna at +12025550103": the name is the word before "at". */
function peopleIn(task: string): Person[] {
	return [...task.matchAll(/(?:(\p{Lu}[\p{L}-]*)\s+(?:at|on)\s+)?(\+\d[\d ()-]{5,}\d)/gu)].map(
		([, name = '', number = '']) => ({ name, number }),
	);
}

const fieldsOf = ({ parameters }: ShownTool) => Object.keys(parameters.properties);
const isForNumber = (field: string) => /^to$|phone|number/i.test(field);
const isForName = (field: string) => /name/i.test(field);

/** What is asked beside number and name is answered by the whole task. */
function inputFor(tool: ShownTool, { number, name }: Person, order: string) {
	const valueOf = (field: string) => {
		if (isForNumber(field)) return number;
		return isForName(field) ? name : order;
	};
	return Object.fromEntries(fieldsOf(tool).map((field) => [field, valueOf(field)]));
}

/** Whom the call was for that a tool answers about: it stands in what the script has asked of the tool. */
function whomOf(answer: ChatMessage, since: readonly ChatMessage[]): string {
	const asked = since
		.flatMap((message) => message.tool_calls ?? [])
		.find(({ id }) => id === answer.tool_call_id);
	const input = Object.entries(readObject(asked?.function.arguments ?? ''));
	const [name, number] = [isForName, isForNumber].map(
		(isFor) => input.find(([field]) => isFor(field))?.[1],
	);
	return name ? `${String(name)} (${String(number)})` : String(number);
}

/** How the node tells a model what came of a call. */
function whatCame({ content }: ChatMessage): string {
	const text = textOf({ role: 'tool', content });
	const { outcome, talkSeconds, error, result } = readObject(text);
	if (outcome === 'answered') return `answered and talked for ${String(talkSeconds ?? 0)} seconds.`;
	if (outcome === 'notAnswered') return 'did not answer.';
	if (outcome === 'rejected') return 'was busy or declined.';
	return `was not reached: ${String(error ?? outcome ?? result ?? text)}`;
}

/** The object, or the first of a list, that stands in a text; an empty one when there is none. */
function readObject(text: string): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(text);
		const first: unknown = Array.isArray(value) ? value[0] : value;
		return typeof first === 'object' && first !== null ? { ...first } : {};
	} catch {
		return {};
	}
}

/** A message is a text, or a list of parts with texts. */
function textOf(message: ChatMessage | undefined): string {
	const content = message?.content;
	if (!Array.isArray(content)) return typeof content === 'string' ? content : '';
	return content.map((part: { text?: string }) => part.text ?? '').join('\n');
}
