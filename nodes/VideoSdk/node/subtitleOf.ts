import type { DescribedOperation } from './runOperation.ts';

/** The operation whose subtitle tells whom it calls. */
const CALLS = 'call:outboundSipCall';

/**
 * What stands under the node on the canvas: what it does, in the words of n8n's list of actions. An
 * expression in To is shown as it is written: worked out, n8n would show nothing until there is data.
 *
 * @returns an expression for n8n
 */
export function subtitleOf(operations: readonly DescribedOperation[]): string {
	const actions = operations.map(({ resource, option }) => [
		`${resource}:${option.value}`,
		option.action,
	]);
	const whom = 'String($rawParameter["to"] || "").replace(/^=/, "")';
	const chosen = '$parameter["resource"] + ":" + $parameter["operation"]';
	return `={{ ${chosen} === "${CALLS}" ? ("Call " + ${whom}).trim() : (${JSON.stringify(Object.fromEntries(actions))})[${chosen}] }}`;
}
