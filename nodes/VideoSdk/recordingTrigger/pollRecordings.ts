import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toCallItem } from '../../../videosdk/call.ts';
import { callRow } from '../../../videosdk/callRow.ts';
import { isFinal } from '../../../videosdk/callStatus.ts';
import { isRecord, type JsonObject } from '../../../videosdk/wire.ts';
import type { RecordingType } from '../../../videosdk/recording.ts';
import { createApi, type Api } from '../api/index.ts';
import { withTexts } from '../calls/after/afterCall.ts';
import { callLookUpOf, findParts, type PartFound } from '../calls/after/callParts.ts';
import type { CallPart } from '../calls/fields/afterTheCall.ts';
import { Failure } from '../errors/failure.ts';
import { failureOf } from '../errors/failureOf.ts';
import { toNodeError } from '../node/nodeError.ts';
import { readFields } from '../node/readFields.ts';
import { abortAfter } from '../time/deadline.ts';
import { mapInPool } from '../time/pool.ts';
import { isPlacedBy, passesFilters } from '../trigger/eventFilters.ts';
import { placedByFilter } from '../trigger/placedByFilter.ts';
import { checkMetadataKey, type TriggerParams } from '../trigger/readTriggerFields.ts';
import { isUnanswered, OpenCalls, type OpenCall, type RecordingTriggerData } from './openCalls.ts';
import { recordingTriggerFields } from './recordingTriggerFields.ts';
import { withoutCalls } from '../trigger/withoutCalls.ts';

interface RecordingTriggerParams extends Pick<TriggerParams, 'placedBy' | 'filters'> {
	recordingType: RecordingType | 'any';
	alsoWaitFor: ReadonlyArray<'transcript' | 'summary'>;
	waitMinutes: number;
	unanswered: boolean;
}

const MINUTE_MS = 60_000;
/** n8n looks once a minute: a look must be over by then. */
const LOOK_MS = 50_000;
/** Of how many calls VideoSDK is asked in one look: each takes a few requests. */
const MOST_CALLS_A_LOOK = 60;
const CALLS_AT_ONCE = 5;
/** Of how many calls the newest are shown for a test. */
const CALLS_FOR_TEST = 20;

/** Of which triggers a look is under way in this process: n8n begins the next one all the same. */
const looking = new Set<string>();

/**
 * Looks for calls that are over and whose recording is there, or was waited for long enough. A webhook
 * cannot wait, and nothing would wake it up when no recording ever comes; n8n's clock for polling does.
 */
export async function pollRecordings(
	context: IPollFunctions,
): Promise<INodeExecutionData[][] | null> {
	const node = `${context.getWorkflow().id}/${context.getNode().id}`;
	if (looking.has(node)) return null;
	looking.add(node);
	try {
		const items = await look(context);
		return items.length > 0 ? [items.map((json) => ({ json }))] : null;
	} catch (error) {
		const { facts } = failureOf(error);
		const failure = new Failure({ ...facts, hint: withoutCalls(facts.hint) });
		throw toNodeError(context.getNode(), failure);
	} finally {
		looking.delete(node);
	}
}

async function look(context: IPollFunctions): Promise<IDataObject[]> {
	const params = readParams(context);
	const api = createApi(context, abortAfter(LOOK_MS));
	const isWanted = wantedBy(context, params);
	if (context.getMode() === 'manual') return [await newestCall(api, params, isWanted)];
	const data: RecordingTriggerData = context.getWorkflowStaticData('node');
	const now = Date.now();
	const calls = new OpenCalls(data, now);
	await noteCalls(api, calls, isWanted);
	const waiting = calls.waiting().filter((call) => isDue(call, params, now));
	const items = await mapInPool(
		waiting.slice(0, MOST_CALLS_A_LOOK),
		CALLS_AT_ONCE,
		async (call) => await tell({ api, calls, params, now }, call),
	);
	calls.save();
	return items.flat();
}

function readParams(context: IPollFunctions): RecordingTriggerParams {
	const source = {
		valueOf: ({ name }: { name: string }): unknown => context.getNodeParameter(name),
		stored: context.getNode().parameters,
		timeZone: context.getTimezone(),
	};
	const exceptions = { takesLists: ['from', 'to'] };
	const params = readFields<RecordingTriggerParams>(recordingTriggerFields, exceptions, source);
	checkMetadataKey(params.filters);
	return params;
}

function wantedBy(context: IPollFunctions, { filters, placedBy }: RecordingTriggerParams) {
	const by = placedByFilter(context, placedBy);
	return (row: JsonObject) => {
		const call = toCallItem(row);
		return passesFilters(call, filters) && isPlacedBy(call, by);
	};
}

/** Takes the calls that began since the last look, and asks for those that still went on then. */
async function noteCalls(
	api: Api,
	calls: OpenCalls,
	isWanted: (row: JsonObject) => boolean,
): Promise<void> {
	const startedFrom = new Date(calls.listFrom).toISOString();
	const listed = await api.calls.list({ filters: { startedFrom } });
	const seen = new Set<string | undefined>();
	for (const row of listed.filter(isWanted)) {
		const item = toCallItem(row);
		calls.note(item, isFinal(row));
		seen.add(item.callId);
	}
	const unseen = calls.goingOn().filter(({ callId }) => !seen.has(callId));
	await mapInPool(unseen.slice(0, MOST_CALLS_A_LOOK), CALLS_AT_ONCE, async (call) => {
		calls.looked(call);
		const row = await callOf(api, call.callId);
		if (row === 'gone') calls.close(call);
		else if (row) calls.note(toCallItem(row), isFinal(row));
	});
}

/** Undefined when nobody can say now: the next look asks again. */
async function callOf(api: Api, callId: string): Promise<JsonObject | 'gone' | undefined> {
	try {
		return await api.calls.get(callId);
	} catch (error) {
		return failureOf(error).facts.code === 'notFound' ? 'gone' : undefined;
	}
}

/** The longer a recording is waited for, the less often it is asked for; and at the limit once more. */
function isDue(
	{ overSince = 0, lookedAt, isUnanswered }: OpenCall,
	{ waitMinutes }: RecordingTriggerParams,
	now: number,
): boolean {
	const waited = now - overSince;
	if (isUnanswered || lookedAt === undefined || waited >= waitMinutes * MINUTE_MS) return true;
	return now - lookedAt >= waited / 10;
}

interface Look {
	api: Api;
	calls: OpenCalls;
	params: RecordingTriggerParams;
	now: number;
}

/** The item of a call that can be told now; none when it waits on, or shall not be told. */
async function tell({ api, calls, params, now }: Look, call: OpenCall): Promise<IDataObject[]> {
	if (call.isUnanswered && !params.unanswered) {
		calls.close(call);
		return [];
	}
	calls.looked(call);
	const wire = await callOf(api, call.callId);
	// It is asked for again at the next look.
	if (wire === undefined) return [];
	if (wire === 'gone') {
		calls.close(call);
		return [];
	}
	const parts = call.isUnanswered ? noParts(params) : await partsOf(api, wire, params);
	const isLate = now - (call.overSince ?? now) >= params.waitMinutes * MINUTE_MS;
	if (!isLate && [...parts.values()].some(({ reason }) => reason === 'notReady')) return [];
	calls.close(call);
	return [await toItem(api, wire, parts)];
}

type Parts = ReadonlyMap<CallPart, PartFound>;

const partsWanted = ({ alsoWaitFor }: RecordingTriggerParams): CallPart[] => [
	'recording',
	...alsoWaitFor,
];

async function partsOf(api: Api, call: JsonObject, params: RecordingTriggerParams): Promise<Parts> {
	const { recordingType } = params;
	const types = recordingType === 'any' ? undefined : [recordingType];
	return await findParts(api, partsWanted(params), callLookUpOf(toCallItem(call)), types);
}

function noParts(params: RecordingTriggerParams): Parts {
	const missing: PartFound = { isReady: false, reason: 'notAnswered' };
	return new Map(partsWanted(params).map((part) => [part, missing]));
}

/** A call with what was recorded and written down of it, as After the Call tells it. */
async function toItem(api: Api, call: JsonObject, parts: Parts): Promise<IDataObject> {
	const isComplete = [...parts.values()].every(({ isReady }) => isReady);
	return callRow({ ...toCallItem(call), isComplete, ...(await withTexts(api, parts)) });
}

/** For "Fetch Test Event": the newest call with a recording, or else the newest that is over. */
async function newestCall(
	api: Api,
	params: RecordingTriggerParams,
	isWanted: (row: JsonObject) => boolean,
): Promise<IDataObject> {
	const rows = await api.calls.list({ most: CALLS_FOR_TEST });
	const over = rows.filter((row) => isFinal(row) && isWanted(row));
	for (const row of over.filter((one) => !isUnanswered(toCallItem(one)))) {
		const parts = await partsOf(api, row, params);
		if ([...parts.values()].every(({ isReady }) => isReady)) return await toItem(api, row, parts);
	}
	const [newest] = over;
	if (isRecord(newest)) return await toItem(api, newest, await partsOf(api, newest, params));
	throw new Failure({
		code: 'notFound',
		message: 'There is no call that is over yet',
		hint: 'Place a call, and fetch again once it is over.',
		callMayExist: false,
	});
}
