import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { OnceLedger } from './onceLedger.ts';
import { parkedIn, type Parked } from './parked.ts';

/** What an execution that rests knows of its calls. */
export interface Memory {
	parked: Parked;
	ledger: OnceLedger;
}

/** What this process has learned since of executions that rest, so that it need not be learned again. */
const learned = new Map<string, Memory>();
/** More than may be parked on one account. */
const MOST_LEARNED = 100;
/** When executions were made to go on, in milliseconds since 1970. */
const goingOn = new Map<string, number>();
const A_MOMENT_MS = 10_000;

/** Undefined when the execution has nothing to remember. */
export function recall(context: IWebhookFunctions): Memory | undefined {
	const token = read(context, '.parked?.token');
	const known = learned.get(String(token));
	if (known) return known;
	const stored = (read(context, '') ?? {}) as IDataObject;
	const parked = parkedIn(stored);
	if (!parked) return undefined;
	// What came in may be large, and only a Retry needs it.
	const memory = { parked: { ...parked, inputs: [] }, ledger: new OnceLedger(stored) };
	learned.set(parked.token, memory);
	const [oldest] = learned.keys();
	if (learned.size > MOST_LEARNED && oldest !== undefined) learned.delete(oldest);
	return memory;
}

/** There is no `getContext` here; an expression reads a copy of the same object. */
function read(context: IWebhookFunctions, path: string): unknown {
	// Braces in a name would end the expression.
	const node = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	const expression = `{{ JSON.stringify($node[${node}].context${path}) }}`;
	const json: unknown = context.evaluateExpression(expression, 0);
	return typeof json === 'string' ? (JSON.parse(json) as unknown) : undefined;
}

/** Takes note that an execution goes on; n8n takes a moment to take note of it as well. */
export function noteGoingOn({ parked: { token } }: Memory): void {
	learned.delete(token);
	goingOn.delete(token);
	goingOn.set(token, Date.now());
	const [oldest] = goingOn.keys();
	if (goingOn.size > MOST_LEARNED && oldest !== undefined) goingOn.delete(oldest);
}

/** Should n8n have failed to go on, it may be asked again. */
export function goesOnAlready({ parked: { token } }: Memory): boolean {
	return Date.now() - (goingOn.get(token) ?? 0) < A_MOMENT_MS;
}
