import { toAccountNumber, toGateway, toRoutingRule } from '../../../../videosdk/carriers.ts';
import { text, type JsonObject } from '../../../../videosdk/wire.ts';
import type { Api } from '../../api/index.ts';
import { Failure } from '../../errors/failure.ts';
import { settled, type Settled } from '../../errors/failureOf.ts';
import { withDeadline } from '../../time/deadline.ts';

/** How long VideoSDK may take for each thing that it is asked, with all pages and repeats. */
const LOOK_SECONDS = 20;
/** When nothing is repeated any more: after whoever waits has been answered, which may take a second more. */
export const GIVE_UP_SECONDS = LOOK_SECONDS + 2;

/**
 * Asks VideoSDK for all that a set-up is judged by: everything at once, so that nothing waits for
 * anything else, and reading only.
 */
export async function lookAround(api: Api) {
	const [rooms, calls, batches, outbound, inbound, numbers, rules, agentIds, webhooks, publicKey] =
		await Promise.all([
			look(api.rooms.page(1)),
			look(api.calls.page({ page: 1 })),
			look(api.batchCalls.page(1)),
			look(rowsOf(api.gateways.list('outbound'), toGateway)),
			look(rowsOf(api.gateways.list('inbound'), toGateway)),
			look(rowsOf(api.phoneNumbers.list(), toAccountNumber)),
			look(rowsOf(api.routingRules.list({}), toRoutingRule)),
			look(rowsOf(api.agents.list({}), ({ agentId }) => text(agentId))),
			look(api.webhooks.list()),
			look(api.webhooks.publicKey(LOOK_SECONDS)),
		]);
	const gateways = { outbound, inbound };
	return { rooms, calls, batches, gateways, numbers, rules, agentIds, webhooks, publicKey };
}

export type Seen = Awaited<ReturnType<typeof lookAround>>;

async function rowsOf<T>(
	rows: Promise<JsonObject[]>,
	toRow: (row: JsonObject) => T | undefined,
): Promise<T[]> {
	return (await rows).map(toRow).filter((row) => row !== undefined);
}

async function look<T>(work: Promise<T>): Promise<Settled<T>> {
	return await settled(withDeadline(work, LOOK_SECONDS * 1000, noAnswer));
}

const noAnswer = () =>
	new Failure({
		code: 'answerLost',
		message: `VideoSDK gave no whole answer within ${LOOK_SECONDS} seconds, or asked to be asked later`,
		hint: 'Run this again in a few minutes.',
		callMayExist: false,
	});
