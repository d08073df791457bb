import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { OnceLedger } from '../engine/onceLedger.ts';
import { parkedIn, type Parked } from '../engine/parked.ts';

/** What an execution that rests knows of its calls. */
export interface Memory {
	parked: Parked;
	ledger: OnceLedger;
}

/** What this process has learned since of executions that rest, so that it need not be learned again. */
const learned = new Map<string, Memory>();
/** More than may be parked on one account. */
const MOST_LEARNED = 100;

/** Undefined when the execution has nothing to remember. */
export function recall(context: IWebhookFunctions): Memory | undefined {
	// There is no `getContext` here; an expression reads the same object.
	const node = JSON.stringify(context.getNode().name).replace(/[{}]/g, escaped);
	const saved = context.evaluateExpression(
		`{{ JSON.stringify($node[${node}].context) }}`,
		0,
	) as unknown;
	const stored = typeof saved === 'string' ? (JSON.parse(saved) as IDataObject) : {};
	const parked = parkedIn(stored);
	if (!parked) return undefined;
	const known = learned.get(parked.token);
	const memory = known ?? { parked, ledger: new OnceLedger(stored) };
	learned.delete(parked.token);
	learned.set(parked.token, memory);
	const [oldest] = learned.keys();
	if (learned.size > MOST_LEARNED && oldest !== undefined) learned.delete(oldest);
	return memory;
}

export function forgetMemory({ parked }: Memory): void {
	learned.delete(parked.token);
}

/** Braces in a name would end the expression. */
const escaped = (brace: string) => `\\u00${brace.charCodeAt(0).toString(16)}`;
