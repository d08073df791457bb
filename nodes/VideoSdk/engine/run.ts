import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import type { Api, ApiRequest } from '../api/exchange.ts';
import { createApi } from '../api/send.ts';
import type { AnyOperation } from './defineOperation.ts';
import { Failure } from '../errors/failure.ts';
import { toErrorItem, toNodeError } from './nodeError.ts';
import type { Job } from './job.ts';
import { maskedFailure, maskOf } from './mask.ts';
import { fingerprint } from './onceLedger.ts';
import { beforeSending, outcomeOf } from '../errors/outcome.ts';
import { restoreInput } from './parked.ts';
import { groupPlaces, runPool, type Pace, type WhenPaced } from '../time/pool.ts';
import { createOnceRun } from './onceRun.ts';
import { readFields } from './readFields.ts';
import { callsToolsItself, isLoneToolCall, isToolExecution } from './toolExecution.ts';
import { createTurns } from '../time/turns.ts';

const DEFAULT_PACE: Pace = { atOnce: 5, perSecond: 0 };

/** What an item became: one item or, of a list, several. */
type Answer = IDataObject | IDataObject[];

/**
 * Runs the chosen operation for all items. Every item is made ready before the first is sent, so a
 * bad one is found before any phone rings; one item's failure does not stop the others.
 */
export async function run(
	context: IExecuteFunctions,
	operations: readonly AnyOperation[],
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData().length;
	if (items === 0) return [[]];
	const operation = chosenOperation(context, operations);
	const runIndex = String(context.evaluateExpression('{{ $runIndex }}', 0));
	restoreInput(context.getContext('node'), context.getInputData(), runIndex);
	const jobs = new Map<number, Job>();
	const failures = new Map<number, Failure>();
	const { parameters } = context.getNode();
	const giveTurn = createTurns();
	for (let item = 0; item < items; item++) {
		try {
			jobs.set(item, await makeReady(context, operation, item, parameters));
		} catch (error) {
			failures.set(item, beforeSending(error));
		}
		await giveTurn();
	}

	const signal = context.getExecutionCancelSignal();
	const api = createApi(context, signal);
	const once =
		operation.effect === 'once' ? createOnceRun(context, operation, api, signal) : undefined;
	try {
		return await carryOut(context, operation, { jobs, failures, api, once, signal });
	} finally {
		once?.end();
	}
}

interface RunParts {
	/** The items that are ready, and what is wrong with the others. */
	jobs: Map<number, Job>;
	failures: Map<number, Failure>;
	api: Api;
	/** Undefined where the operation may be carried out twice without harm. */
	once?: ReturnType<typeof createOnceRun>;
	signal?: AbortSignal;
}

async function carryOut(
	context: IExecuteFunctions,
	operation: AnyOperation,
	{ jobs, failures, api, once, signal }: RunParts,
): Promise<INodeExecutionData[][]> {
	const items = context.getInputData().length;
	const withheld = (await once?.decide(jobs, failures)) ?? new Map<number, IDataObject>();
	const done = new Map<number, Answer>(withheld);
	for (const item of [...withheld.keys(), ...failures.keys()]) jobs.delete(item);

	const isTool = isToolExecution(context);
	const goesOn = context.continueOnFail() && !isTool;
	if (failures.size === 0 || goesOn) {
		const send = once?.send ?? itemSender(operation, api, signal);
		await sendAll(operation, jobs, { send, done, failures, signal });
		if (!signal?.aborted) await once?.kept();
		const mayPark = failures.size === 0 || goesOn;
		const errors = errorJsons(context, failures);
		const isParked = await once?.parkOrWait(done, failures, errors, mayPark);
		if (signal?.aborted) await once?.undo(jobs);
		// What is put out while the execution rests is thrown away.
		else if (isParked) return [[]];
	} else {
		// What an earlier try has placed stays part of the story when this one cannot even begin.
		for (const [item, answer] of once?.placedBefore(jobs) ?? []) done.set(item, answer);
	}

	const [firstFailed] = [...failures.keys()].sort((one, other) => one - other);
	if (firstFailed !== undefined && !goesOn) {
		const failure = failures.get(firstFailed) as Failure;
		if (isTool) return [[tellAgent(context, failure)]];
		const wasSent = ([item]: [number, Answer]) => {
			const job = jobs.get(item);
			return job !== undefined && (once?.wasSent(item, job) ?? true);
		};
		const sent = new Map([...done].filter(wasSent));
		const counts = { failed: failures.size, withheld: done.size - sent.size };
		const progress = { effect: operation.effect, items, done: sent, ...counts };
		throw toNodeError(context.getNode(), failure, firstFailed, progress);
	}
	const output = Array.from({ length: items }, (_, item): INodeExecutionData[] => {
		const failure = failures.get(item);
		if (failure) return [toErrorItem(context.getNode(), failure, item)];
		return [done.get(item) ?? []].flat().map((json) => ({
			json: isTool ? (operation.forAgent?.(json) ?? json) : json,
			pairedItem: { item },
		}));
	});
	return [output.flat()];
}

/** What failed items come out as, where the workflow goes on. */
function errorJsons(
	context: IExecuteFunctions,
	failures: ReadonlyMap<number, Failure>,
): Map<number, IDataObject> {
	const node = context.getNode();
	return new Map(
		[...failures].map(([item, failure]) => [item, toErrorItem(node, failure, item).json]),
	);
}

/**
 * An agent that lets the engine run its tools is told of a failure by the message of an error alone:
 * the json of an error item looks like an answer to it. An agent that calls its tools itself is told
 * nothing at all of an error (n8n's agents up to 2.3), only of an answer. A client of the MCP Server
 * Trigger is told of an error as such.
 */
function tellAgent(context: IExecuteFunctions, { facts }: Failure): INodeExecutionData {
	const error = `${facts.message}. ${facts.forAgent ?? facts.hint}`;
	const isAgent = callsToolsItself(context) && !isLoneToolCall(context);
	if (isAgent) return { json: { error }, pairedItem: { item: 0 } };
	throw toNodeError(context.getNode(), new Failure({ ...facts, message: error }));
}

function chosenOperation(
	context: IExecuteFunctions,
	operations: readonly AnyOperation[],
): AnyOperation {
	const resource = context.getNodeParameter('resource', 0);
	const value = context.getNodeParameter('operation', 0);
	const operation = operations.find((o) => o.resource === resource && o.option.value === value);
	if (operation) return operation;
	throw toNodeError(
		context.getNode(),
		new Failure({
			code: 'invalidInput',
			message: `This version of the VideoSDK node has no operation "${String(value)}" for "${String(resource)}"`,
			hint: 'Choose an operation from the list, or update the package n8n-nodes-videosdk.',
			callMayExist: false,
		}),
	);
}

async function makeReady(
	context: IExecuteFunctions,
	operation: AnyOperation,
	item: number,
	stored: INodeParameters,
): Promise<Job> {
	const read: Record<string, unknown> = {};
	const params = read as never;
	const valueOf = ({ name }: INodeProperties): unknown =>
		context.getNodeParameter(name, item, undefined, { extractValue: true });
	try {
		const source = { valueOf, stored, timeZone: context.getTimezone() };
		readFields(operation.fields, operation.exceptions ?? {}, source, read);
		await operation.prepare?.(params);
		Object.assign(read, operation.workOut?.(params));
		const job = jobOf(operation, params);
		if (isToolExecution(context)) operation.checkForAgent?.(params);
		return job;
	} catch (error) {
		throw maskedFailure(maskOf(operation, params), beforeSending(error));
	}
}

function jobOf(operation: AnyOperation, params: never): Job {
	if ('request' in operation) return { params, request: operation.request(params) };
	operation.check?.(params);
	return { params };
}

interface Sending {
	send: ItemSender;
	done: Map<number, Answer>;
	failures: Map<number, Failure>;
	signal?: AbortSignal;
}

async function sendAll(
	operation: AnyOperation,
	jobs: ReadonlyMap<number, Job>,
	{ send, done, failures, signal }: Sending,
): Promise<void> {
	const [first] = jobs.values();
	if (!first) return;
	const groups = groupPlaces(
		new Map([...jobs].map(([item, { params }]) => [item, groupKey(operation, params, item)])),
	);
	const pace = operation.pace?.(first.params) ?? DEFAULT_PACE;
	await runPool(groups, pace, signal, async (item, whenPaced) => {
		const outcome = await outcomeOf(send(item, jobs.get(item) as Job, whenPaced));
		if (outcome.ok) done.set(item, outcome.value);
		else failures.set(item, outcome.failure);
	});
}

/** Items of one group are sent one after the other. */
function groupKey(operation: AnyOperation, params: never, item: number): string {
	return operation.effect === 'once' ? fingerprint(operation.guard.subject(params)) : String(item);
}

type ItemSender = (item: number, job: Job, whenPaced: WhenPaced) => Promise<Answer>;

function itemSender(operation: AnyOperation, api: Api, signal?: AbortSignal): ItemSender {
	return async (_item, { params, request }, whenPaced) => {
		await whenPaced();
		if ('run' in operation) return await operation.run(api, params, signal);
		const { body } = await api.send(request as ApiRequest);
		return operation.result(body, params);
	};
}
