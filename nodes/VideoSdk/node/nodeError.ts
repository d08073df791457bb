import * as n8nWorkflow from 'n8n-workflow';
import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { withoutSecrets } from '../../../videosdk/withoutSecrets.ts';
import type { Failure } from '../errors/failure.ts';
import { withBeside } from './withBeside.ts';

/**
 * n8n tells items for the error output by their keys. Until 2.35 it took only `error` and `message`
 * for one and sent all else to the success output. It tells no version; this came with 2.36.
 */
const ERROR_OUTPUT_TAKES_DETAILS = 'redactedHeaders' in n8nWorkflow;

/**
 * An item for Continue On Fail. One for the error output has no other keys; n8n puts those of the item
 * that came in beside them.
 *
 * @param beside fields that come out behind its own
 */
export function toErrorItem(
	{ onError }: INode,
	failure: Failure,
	item: number,
	beside?: IDataObject,
): INodeExecutionData {
	const isForErrorOutput = onError === 'continueErrorOutput';
	const mustBePlain = isForErrorOutput && !ERROR_OUTPUT_TAKES_DETAILS;
	const { message, ofCall } = failure;
	const more = mustBePlain ? { message: failure.facts.hint } : { details: failure.details };
	const json = { ...(isForErrorOutput ? {} : ofCall), error: message, ...more };
	return { json: isForErrorOutput ? json : withBeside(json, beside), pairedItem: { item } };
}

export interface Progress {
	/** How many items the node was given. */
	items: number;
	/** What the items that were carried out answered, by their index. */
	done: ReadonlyMap<number, IDataObject | IDataObject[]>;
	/** What was done for them was placed: a retry of the execution does not place it again. */
	isPlaced: boolean;
	/** The indexes of those that failed, in order. */
	failed: readonly number[];
	/** How many a rule has kept from being called. */
	skipped: number;
}

/**
 * The error that stops the workflow: the first failed item's, and what became of the others, so
 * that nobody dials them again by hand.
 */
export function toNodeError(
	failedNode: INode,
	failure: Failure,
	itemIndex = 0,
	progress: Progress = {
		items: 1,
		done: new Map(),
		isPlaced: false,
		failed: [itemIndex],
		skipped: 0,
	},
): NodeApiError | NodeOperationError {
	const node = withoutPasswords(failedNode);
	const message =
		progress.items > 1
			? `Item ${itemIndex + 1} of ${progress.items}: ${failure.message}`
			: failure.message;
	const others = progress.failed.filter((item) => item !== itemIndex);
	const description = [failure.facts.hint, failedToo(others), tellOthers(progress)]
		.filter(Boolean)
		.join(' ');
	const error =
		failure.facts.httpStatus === undefined
			? new NodeOperationError(node, message, { message, description })
			: new NodeApiError(
					node,
					{ message },
					{ message, description, httpCode: String(failure.facts.httpStatus) },
				);
	// n8n would show the index of the item, which begins with 0: another number than that of the message.
	// n8n words anew whatever looks like a network error; and a trace of our files helps nobody.
	Object.assign(error, { message, description, messages: [], stack: '' });
	error.context.details = failure.details;
	error.context.placed = [...progress.done].map(([item, json]) => ({ item, json }));
	return error;
}

/** n8n keeps the node with the error, as it was filled in, and hands both to error workflows. */
function withoutPasswords(node: INode): INode {
	return Object.assign({}, node, { parameters: withoutSecrets(node.parameters) });
}

const MOST_NAMED = 10;

/** By the numbers that people count by, as the message has it for the first one. */
function failedToo(items: readonly number[]): string {
	if (items.length === 0) return '';
	const named = items.slice(0, MOST_NAMED).map((item) => item + 1);
	const more = items.length - named.length;
	const all = [...named, ...(more > 0 ? [`${more} more`] : [])];
	const last = all.pop();
	const words = all.length === 0 ? `Item ${last}` : `Items ${all.join(', ')} and ${last}`;
	return `${words} failed as well.`;
}

function tellOthers({ done, isPlaced, skipped }: Progress): string {
	const others = [];
	if (done.size > 0 && !isPlaced) others.push(`${counted(done.size)} succeeded.`);
	if (done.size > 0 && isPlaced) {
		others.push(
			`${counted(done.size)} ${were(done.size)} placed: a retry of this execution keeps their answers and does not dial them again.`,
		);
	}
	if (skipped > 0) {
		others.push(`${counted(skipped)} ${were(skipped)} not called (skipped or deferred).`);
	}
	return others.join(' ');
}

const counted = (items: number) => `${items} other ${items === 1 ? 'item' : 'items'}`;
const were = (items: number) => (items === 1 ? 'was' : 'were');
