import { isRecord, text, textUnder, withoutAbsent, withoutKeys, type JsonObject } from './wire.ts';
import { withoutSecrets } from './withoutSecrets.ts';

/** What a connector shall be, in the order and by the names of the wire. */
export interface ConnectorOrder {
	provider: string;
	name?: string;
	/** The routing rule of calls for which no other one is found. */
	defaultRuleId?: string;
	region?: string;
	/** The room of calls for which no rule is found. */
	defaultRoomId?: string;
}

export const CONNECTOR_ID_KEYS = ['id', 'connectorId', '_id'];

export function connectorIdIn(wire: JsonObject): string | undefined {
	return textUnder(wire, CONNECTOR_ID_KEYS);
}

/** The connector in an answer, which has it in its `data`; undefined where there is none. */
export function connectorIn(answer: unknown): JsonObject | undefined {
	const candidates = isRecord(answer) ? [answer.data, answer] : [];
	return candidates.filter(isRecord).find((one) => connectorIdIn(one) !== undefined);
}

/**
 * A connector as a workflow gets it. Whoever has its URL can put calls into the account, and where in the
 * URL its key stands is not documented.
 *
 * @param showsUrl whether the URL is in the item; else it is hidden whole
 */
export function toConnectorItem(wire: JsonObject, showsUrl = false): JsonObject {
	const url = text(wire.webhookUrl);
	const shown = showsUrl ? url : '(hidden)';
	return withoutAbsent<JsonObject>({
		connectorId: connectorIdIn(wire),
		...withoutSecrets(withoutKeys(wire, [...CONNECTOR_ID_KEYS, 'webhookUrl'])),
		webhookUrl: url === undefined ? undefined : shown,
	});
}
