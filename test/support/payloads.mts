import { PAYLOADS, toEventData, type Payload } from '../../sandbox/index.mts';

/**
 * What a delivery may say of a call. All tests of the trigger and of parked executions run on each;
 * `PAYLOAD` picks one.
 */
export const EACH_PAYLOAD = PAYLOADS.filter((one) => (process.env.PAYLOAD ?? one) === one);

/** A body of our own making, with its call as this payload says it. */
export function bodyIn(
	payload: Payload,
	body: { webhookType: string; data: object },
): { webhookType: string; data: Record<string, unknown> } {
	const data = toEventData(body.data as Record<string, unknown>, payload);
	// As JSON has it: what is not there does not stand there.
	return JSON.parse(JSON.stringify({ ...body, data }));
}
