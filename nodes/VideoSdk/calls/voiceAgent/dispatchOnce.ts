import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Api } from '../../api/index.ts';
import type { ApiRequest } from '../../api/exchange.ts';
import { Failure } from '../../errors/failure.ts';
import { failureOf } from '../../errors/failureOf.ts';
import { newCorrelationKey, originOf } from '../../once/correlationKey.ts';
import { OnceLedger } from '../../once/onceLedger.ts';
import { placeOnce, type OnceRequest } from '../../once/placeOnce.ts';
import { withoutSecrets } from '../../../../videosdk/withoutSecrets.ts';

/** A voice agent that shall come into a room. */
export interface DispatchOrder {
	/** Its name in the ledger. */
	key: string;
	agentId: string;
	roomId: string;
	request: ApiRequest;
	/** With VideoSDK's own answer. */
	raw?: boolean;
}

interface Run {
	api: Api;
	signal?: AbortSignal;
}

/** Stored with the execution: the name never changes. */
const STORE_KEY = 'agentDispatches';

/**
 * What the node of an execution has sent agents for. It is a ledger of its own: the one of calls counts
 * and looks up calls.
 */
export function dispatchLedger(context: Pick<IExecuteFunctions, 'getContext'>): OnceLedger {
	const nodeContext = context.getContext('node');
	nodeContext[STORE_KEY] ??= {};
	return new OnceLedger(nodeContext[STORE_KEY] as IDataObject);
}

/**
 * Sends a voice agent into a room, once whatever n8n repeats: two would talk at the same time. Nothing
 * in VideoSDK's API lists who was sent, so a request whose answer was lost stays unknown.
 *
 * @returns the item: `agentId`, `roomId`, and what VideoSDK says of the dispatch
 * @throws Failure; with `callMayExist` when it is unknown whether the agent was sent
 */
export async function dispatchOnce(
	context: IExecuteFunctions,
	{ api, signal }: Run,
	order: DispatchOrder,
): Promise<IDataObject> {
	const ledger = dispatchLedger(context);
	const origin = originOf(context);
	const { key, agentId, roomId, request, raw } = order;
	const identity = `${agentId} in ${roomId}`;
	const dispatch: OnceRequest = {
		key,
		idempotencyKey: identity,
		lookupKey: { agentId, roomId },
		newCorrelationKey: () => newCorrelationKey(origin),
		send: async (_, beforeLeaving) => {
			const sent = await api.agents.dispatch(request, agentId, async () => beforeLeaving());
			const answer = raw ? { raw: withoutSecrets(sent.body) } : {};
			return { json: { agentId, roomId, ...sent.item, ...answer } as IDataObject };
		},
		find: async () => undefined,
		sendAgainIfNotFound: false,
		unknownFailure: (cause) => unknownDispatch(order, cause),
		keyTakenFailure: () => unknownDispatch(order, new Error('another was asked for before')),
	};
	return await ledger.alone(key, identity, async () => await placeOnce(dispatch, ledger, signal));
}

/** @param cause why its answer was lost; a workflow that is stopped is told so */
function unknownDispatch({ agentId, roomId }: DispatchOrder, cause: Error): Failure {
	const { facts } = failureOf(cause);
	if (facts.code === 'cancelled') return new Failure(facts);
	return new Failure({
		...facts,
		code: 'callUnknown',
		message: `It is unknown whether the voice agent "${agentId}" was sent into the room "${roomId}": ${cause.message}`,
		hint: 'Look into the room, in the VideoSDK dashboard under Sessions, before you send the agent again: two of them would talk at the same time. A retry of this execution does not send it again.',
		forAgent:
			'Do not send the voice agent again: it may be there. Tell whoever asked for it that nobody knows.',
		callMayExist: true,
	});
}
