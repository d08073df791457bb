import type { IWebhookFunctions } from 'n8n-workflow';
import { isRecord } from '../../../../videosdk/wire.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { BoundedMap } from '../../time/boundedMap.ts';
import { parkedIn, type ParkedItem, type ParkedState } from './parkedState.ts';

/** What a parked execution knows of its calls. */
export interface Memory {
	parked: ParkedState;
	ledger: OnceLedger;
}

/** More than may be parked on one account. */
const MOST_KNOWN = 100;
/** What this process has learned since of parked executions, so that it need not be learned again. */
const learned = new BoundedMap<string, Memory>(MOST_KNOWN);
/** When executions were made to go on, in milliseconds since 1970. */
const goingOn = new BoundedMap<string, number>(MOST_KNOWN);
const A_MOMENT_MS = 10_000;

/** Undefined when the execution has nothing to remember. */
export function recall(context: IWebhookFunctions): Memory | undefined {
	const token = read(context, '.parked?.token');
	const known = learned.get(String(token));
	if (known) return known;
	const stored = read(context, '');
	if (!isRecord(stored)) return undefined;
	const parked = parkedIn(stored);
	if (!parked) return undefined;
	// What came in may be large: only a Retry needs it, and an item with which it comes out.
	const inputs = parked.items.some(includesInput) ? parked.inputs : [];
	const memory = { parked: { ...parked, inputs }, ledger: new OnceLedger(stored) };
	learned.set(parked.token, memory);
	return memory;
}

const includesInput = (item: ParkedItem) =>
	'params' in item && item.params.options.includeInputFields === true;

/** There is no `getContext` here; an expression reads a copy of the same object. */
function read(context: IWebhookFunctions, path: string): unknown {
	// Braces in a name would end the expression.
	const node = JSON.stringify(context.getNode().name).replace(
		/[{}]/g,
		(brace) => `\\u00${brace.charCodeAt(0).toString(16)}`,
	);
	const expression = `{{ JSON.stringify($node[${node}].context${path}) }}`;
	const json: unknown = context.evaluateExpression(expression, 0);
	if (typeof json !== 'string') return undefined;
	const value: unknown = JSON.parse(json);
	return value;
}

/** Takes note that an execution goes on; n8n takes a moment to take note of it as well. */
export function noteGoingOn({ parked: { token } }: Memory): void {
	learned.delete(token);
	goingOn.set(token, Date.now());
}

/** Should n8n have failed to go on, it may be asked again. */
export function goesOnAlready({ parked: { token } }: Memory): boolean {
	return Date.now() - (goingOn.get(token) ?? 0) < A_MOMENT_MS;
}
