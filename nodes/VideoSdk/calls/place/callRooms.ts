import type { Api } from '../../api/index.ts';
import type { Failure } from '../../errors/failure.ts';
import { settled } from '../../errors/failureOf.ts';
import { READY_ROOM_EVENTS } from '../../fields/roomEvents.ts';
import { LONGEST_WEBHOOK_URL, type RoomWebhook } from '../../fields/roomWebhook.ts';
import { autoRecordingFor } from '../fields/afterTheCall.ts';
import type { OutboundParams } from '../fields/outboundParams.ts';

/** What the room of a call depends on; see `DialPlan`. */
interface RoomPlan {
	params: Pick<OutboundParams, 'waitFor' | 'options'>;
	roomWebhook?: RoomWebhook;
}

/** Makes rooms for the calls of one run. */
export class CallRooms {
	readonly #api: Api;
	/** Tells the execution that is going to be parked of recordings and transcriptions that are ready. */
	#resumeWebhook: RoomWebhook | undefined;

	constructor(api: Api) {
		this.#api = api;
	}

	/**
	 * Has the rooms that are made from now on tell a parked execution when something is ready that it waits
	 * for behind a call: VideoSDK tells nobody else, and the process that looks by itself may end before.
	 *
	 * @param resumeUrl where the execution is told to go on
	 */
	tellParkedExecution(resumeUrl: string): void {
		if (resumeUrl.length > LONGEST_WEBHOOK_URL) return;
		this.#resumeWebhook = { url: resumeUrl, events: READY_ROOM_EVENTS };
	}

	/**
	 * Makes the room of a call, or gives the one that was made for it before.
	 *
	 * @param correlationKey the call's own
	 * @returns the room's ID
	 * @throws Failure when there is none; never because of the webhook of a parked execution
	 */
	async create(correlationKey: string, { params, roomWebhook }: RoomPlan): Promise<string> {
		const { rooms } = this.#api;
		const order = { record: autoRecordingFor(params), webhook: roomWebhook };
		// A room has one webhook, and what the user has set comes first.
		const webhook = order.record && !roomWebhook ? this.#resumeWebhook : undefined;
		if (webhook) {
			const made = await settled(rooms.createForCall(correlationKey, { ...order, webhook }));
			if (made.ok) return made.value;
			if (isRefused(made.failure)) this.#resumeWebhook = undefined;
		}
		return await rooms.createForCall(correlationKey, order);
	}
}

/** An address that VideoSDK does not take for one room it takes for none; public code saw HTTP 500 for names. */
function isRefused({ facts: { code, httpStatus } }: Failure): boolean {
	return code === 'refused' || httpStatus === 500;
}
