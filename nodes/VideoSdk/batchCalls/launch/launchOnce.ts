import type { IDataObject } from 'n8n-workflow';
import {
	BATCH_EVENTS,
	batchIdIn,
	batchStatusIn,
	isLaunched,
} from '../../../../videosdk/batchCall.ts';
import { text, type JsonObject } from '../../../../videosdk/wire.ts';
import type { BatchOrder } from '../../api/batchCalls.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { newCorrelationKey } from '../../once/correlationKey.ts';
import { placeOnce, type Found, type OnceRequest } from '../../once/placeOnce.ts';
import type { LaunchRun } from './launchRun.ts';

/** How many batches the look-up by key goes through at most: those that were made last. */
const MOST_LISTED = 200;

/** A batch whose file VideoSDK has read, on its way to be launched. */
export interface LaunchOrder {
	/** Its name in the ledger. */
	key: string;
	/** What makes it the same when n8n repeats it: who is in it. */
	identity: string;
	/** The batch, but for its ID; what an earlier try has launched is asked for by nothing of it. */
	batch: Omit<BatchOrder, 'batchId'>;
	/** What the ledger keeps of its file, under a name that never changes. Undefined as `batch` may be. */
	prepared?: IDataObject & { batchId: string };
	/** Where an execution that waits is told that it is over, unless the user has named somebody else. */
	resumeUrl?: string;
	/** Launch it once more when its answer was lost and nothing shows that it was launched. */
	launchAgainIfNotFound: boolean;
	/** Why it is not launched once more all the same, in a sentence. */
	notAgain?: string;
}

/**
 * Launches a batch, or gives the answer of the launch before.
 *
 * @returns what is told of the batch: `batchId`, `batchName`, `batchStatus`
 * @throws Failure; with `callMayExist` when nobody knows whether it was launched
 */
export async function launchOnce(
	run: Pick<LaunchRun, 'api' | 'ledger' | 'origin' | 'signal'>,
	order: LaunchOrder,
): Promise<IDataObject> {
	const request = onceRequest(run, order);
	const launch = async () => await placeOnce(request, run.ledger, run.signal);
	return await run.ledger.alone(request.key, request.idempotencyKey, launch);
}

function onceRequest(
	{ api, origin }: Pick<LaunchRun, 'api' | 'origin'>,
	{ key, identity, batch, prepared, resumeUrl, launchAgainIfNotFound, notAgain }: LaunchOrder,
): OnceRequest {
	const { batchName } = batch;
	return {
		key,
		idempotencyKey: identity,
		lookupKey: { batchName },
		newCorrelationKey: () => newCorrelationKey(origin),
		prepare: async () => prepared ?? {},
		send: async ({ correlationKey, prepared: { batchId } }, beforeLeaving) => {
			const description = described(batch.description, correlationKey);
			const order = { ...batch, description, batchId: String(batchId) };
			const launch = async (one: BatchOrder) =>
				told(await api.batchCalls.create(one, async () => beforeLeaving()), batchName);
			if (resumeUrl === undefined || batch.webhook) return await launch(order);
			try {
				const webhook = { endpoint: resumeUrl, events: [...BATCH_EVENTS] };
				return await launch({ ...order, webhook });
			} catch (error) {
				const failure = failureOf(error);
				if (failure.facts.code !== 'refused') throw failure;
				// Nobody knows at which addresses VideoSDK tells of a batch: the node looks by itself as well.
				return await launch(order);
			}
		},
		find: async ({ lookupKey, correlationKey, prepared: { batchId } }) => {
			const name = String(lookupKey.batchName);
			const uploaded = await api.batchCalls.getIfAny(String(batchId));
			if (uploaded && isLaunched(uploaded)) return told(uploaded, name);
			// Nothing says that what is launched keeps the ID under which its file was uploaded, or that this stays.
			const listed = await api.batchCalls.list({ most: MOST_LISTED });
			const own = listed.find(
				(one) => isLaunched(one) && text(one.description)?.includes(correlationKey) === true,
			);
			return own && told(own, name);
		},
		sendAgainIfNotFound: launchAgainIfNotFound && notAgain === undefined,
		unknownFailure: (cause) => unknownLaunch(batchName, cause, launchAgainIfNotFound, notAgain),
		keyTakenFailure: () => unknownLaunch(batchName, new Error('its list is another one by now')),
	};
}

/** The key stands behind what the user says: by it, the batch is found in the list. */
const described = (description: string | undefined, correlationKey: string) =>
	[description, `(n8n ${correlationKey})`].filter(Boolean).join(' ');

function told(batch: JsonObject, batchName: string): Found {
	const batchId = batchIdIn(batch) ?? '';
	const batchStatus = batchStatusIn(batch);
	return { id: batchId, json: { batchId, batchName, ...(batchStatus ? { batchStatus } : {}) } };
}

function unknownLaunch(batchName: string, cause: Error, again = false, notAgain?: string): Failure {
	const facts = cause instanceof Failure ? cause.facts : undefined;
	const looks = `Look for the batch "${batchName}" in the VideoSDK dashboard, and cancel it there if it must not run. Every retry of this execution looks for it first`;
	const anew = 'Do not execute the node anew, which would call everybody: press Retry.';
	return new Failure({
		code: 'callUnknown',
		message: `It is unknown whether the batch "${batchName}" was launched: ${cause.message}`,
		hint: notAgain
			? `${looks} and does not launch it: ${notAgain}. ${anew}`
			: again
				? `${looks}, and launches it again once in all. ${anew}`
				: `${looks} and does not launch it. ${anew} To let the retry launch it once more when it is not found, first set Options > If the Result Is Unknown to "Launch Again If Not Found".`,
		callMayExist: true,
		httpStatus: facts?.httpStatus,
		requestId: facts?.requestId,
	});
}
