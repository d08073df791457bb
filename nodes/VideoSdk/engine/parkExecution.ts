import { randomBytes } from 'node:crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../api/exchange.ts';
import { createApi, withoutStop } from '../api/send.ts';
import type { Followed, Made, OnceOperation } from './defineOperation.ts';
import { isWaitedFor } from './isWaitedFor.ts';
import { keepLooking } from './keepLooking.ts';
import { originOf } from './mark.ts';
import { outcomeOf } from '../errors/outcome.ts';
import { keepParked, replaceInput, type Parked, type ParkedItem } from './parked.ts';

/** n8n goes on at the limit without the node; a little before, the node itself still can. */
const GRACE_MS = 30_000;
const TOKEN_BYTES = 32;

/** Something that is waited for, and where it stands among the items. */
export interface OpenItem {
	item: number;
	key: string;
	made: Made<never>;
}

export interface ParkingOrder {
	context: IExecuteFunctions;
	operation: OnceOperation<never>;
	api: Api;
	signal?: AbortSignal;
	open: readonly OpenItem[];
	/** Takes note of what became of an item; gives its json as it comes out. */
	settle(open: OpenItem, followed: Followed): IDataObject;
	/** What has become of all other items, by their place. */
	known: ReadonlyMap<number, IDataObject>;
	runIndex: string;
}

/** `refused`: it cannot rest, and why. `over`: there is nothing left to wait for. */
export type ParkingResult = 'parked' | 'over' | { refused: string };

/**
 * Lets the execution rest until what is waited for has come about. Between the last look and the
 * moment in which n8n has saved the execution nobody is told of anything: so it is looked once more
 * after the service was told where to call, and again soon after.
 */
export async function parkExecution(order: ParkingOrder): Promise<ParkingResult> {
	const { context, operation, api, signal, open } = order;
	const parking = operation.following?.parking;
	if (!parking) return { refused: 'this operation cannot rest' };
	const resumeUrl = resumeUrlOf(context);
	const until = Math.max(...open.map(({ made }) => untilOf(made, parking.waitSeconds)));
	const { instance } = originOf(context);
	const reserved = await outcomeOf(parking.reserve(api, { resumeUrl, instance, until }));
	if (!reserved.ok) return { refused: reserved.failure.message };
	if ('refusal' in reserved.value) return { refused: reserved.value.refusal };
	const { registration } = reserved.value;

	const looked = await outcomeOf(
		parking.look(
			api,
			open.map(({ made }) => made),
			signal,
		),
	);
	const followed = looked.ok ? looked.value : [];
	const jsons = new Map(order.known);
	for (const [place, one] of followed.entries()) {
		jsons.set(open[place].item, order.settle(open[place], one));
	}
	if (!looked.ok || !followed.some((one) => isWaitedFor(one))) {
		await release(context, registration, async (detached) =>
			parking.release(detached, registration),
		);
		return looked.ok ? 'over' : { refused: looked.failure.message };
	}

	const input = context.getInputData();
	const items = input.map((_, item): ParkedItem => ({ json: jsons.get(item) ?? {} }));
	for (const [place, { item, key, made }] of open.entries()) {
		const one = followed[place];
		if (isWaitedFor(one)) {
			const { params, seen } = made;
			items[item] = { key, params: parking.toKeep(params), seen, until: one.until };
		}
	}
	const parked: Parked = {
		token: randomBytes(TOKEN_BYTES).toString('hex'),
		runIndex: order.runIndex,
		operation: [operation.resource, operation.option.value],
		...{ until, resumeUrl, registration, items },
		inputs: input.map(({ json }) => json),
	};
	keepParked(context.getContext('node'), parked);
	replaceInput(
		input,
		input.map((_, item) => jsons.get(item) ?? {}),
	);
	await context.putExecutionToWait(new Date(until + GRACE_MS));
	keepLooking(context.logger, parked);
	return 'parked';
}

/**
 * Where this node of the execution is told to go on. n8n's own resume URL wakes whichever node waits:
 * an event that comes late would open the next one.
 */
export function resumeUrlOf(context: IExecuteFunctions): string {
	const ofExecution = String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
	if (!URL.canParse(ofExecution)) return ofExecution;
	const url = new URL(ofExecution);
	url.pathname += `/${encodeURIComponent(context.getNode().id)}`;
	return url.href;
}

function untilOf({ params, sent }: Made<never>, waitSeconds: (params: never) => number): number {
	return sent().sentAt + waitSeconds(params) * 1000;
}

/** Also when the workflow is being stopped. What is left is recognised later by its mark. */
async function release(
	context: IExecuteFunctions,
	registration: string,
	work: (api: Api) => Promise<void>,
): Promise<void> {
	const outcome = await outcomeOf(work(createApi(withoutStop(context))));
	if (outcome.ok) return;
	context.logger.warn(`${registration} was not removed: ${outcome.failure.message}`);
}
