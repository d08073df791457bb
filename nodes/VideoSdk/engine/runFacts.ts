import type { IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../api/exchange.ts';
import type { OnceOperation } from './defineOperation.ts';
import type { Failure } from '../errors/failure.ts';
import { maskedFailure, maskOf } from './mask.ts';
import { OnceLedger, placeKey, toolKey } from './onceLedger.ts';
import { isLoneToolCall, isToolExecution } from './toolExecution.ts';

/** What all parts of a run of the node know, with an operation that must not be carried out twice. */
export interface RunFacts {
	context: IExecuteFunctions;
	operation: OnceOperation<never>;
	api: Api;
	signal?: AbortSignal;
	ledger: OnceLedger;
	/** An AI agent runs the node. */
	isTool: boolean;
	runIndex: string;
	/** The name of an item in the ledger. */
	keyOf(item: number, params: never): string;
	/** The name that must not be used again, in no later execution either; undefined or empty = none. */
	lastingName(params: never): string | undefined;
	/** Hides in an item, text or failure what the user wants hidden. */
	masked<T>(params: never, told: T): T;
	maskedFailure(params: never, failure: Failure): Failure;
}

export function runFacts(
	context: IExecuteFunctions,
	operation: OnceOperation<never>,
	api: Api,
	signal?: AbortSignal,
): RunFacts {
	const ledger = new OnceLedger(context.getContext('node'));
	const isTool = isToolExecution(context);
	const runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
	return {
		...{ context, operation, api, signal, ledger, isTool, runIndex },
		keyOf: ledgerKeys(runIndex, isTool, operation, ledger),
		lastingName: lastingNames(context, isTool, operation),
		masked: (params, told) => maskOf(operation, params)(told),
		maskedFailure: (params, failure) => maskedFailure(maskOf(operation, params), failure),
	};
}

/**
 * The name of an item in the ledger: the one that the user has given it, or its place and what makes
 * it the same thing when n8n repeats it. An agent's repeated tool call has no place.
 */
function ledgerKeys(
	runIndex: string,
	isTool: boolean,
	{ guard }: OnceOperation<never>,
	ledger: OnceLedger,
): (item: number, params: never) => string {
	return (item, params) => {
		const name = guard.deduplicationKey(params) ?? '';
		const formerly = guard.formerly?.(params) ?? [];
		if (isTool) {
			const former = formerly.map(({ subject }) => toolKey(subject, name));
			const key = toolKey(guard.subject(params), name);
			return [key, ...former].find((one) => ledger.get(one)) ?? key;
		}
		const placeOf = (identity: string) => placeKey(runIndex, item, identity);
		const identity = guard.identity(params);
		const former = formerly.map((one) => ({ ...one, place: placeOf(one.identity) }));
		return ledger.keyAt(placeOf(identity), identity, name, former);
	};
}

/**
 * For an agent a name counts within its execution, where the ledger knows it: it is no name of one thing
 * for good. Where each call of the tool stands alone, nobody else knows it; it names a thing together
 * with what is made, as models give the same name to much.
 */
function lastingNames(
	context: IExecuteFunctions,
	isTool: boolean,
	{ guard }: OnceOperation<never>,
): (params: never) => string | undefined {
	const isAlone = isLoneToolCall(context);
	return (params) => {
		const name = guard.deduplicationKey(params);
		if (!isTool || !name) return isTool ? undefined : name;
		return isAlone ? toolKey(guard.subject(params), name) : undefined;
	};
}
