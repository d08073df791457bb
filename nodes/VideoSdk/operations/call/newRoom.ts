import { isRecord } from '../../../../videosdk/call.ts';
import { Failure } from '../../errors/failure.ts';
import { fieldText } from '../../fields/fieldText.ts';
import type { Api, ApiRequest } from '../../api/exchange.ts';

/** Server SDK, `rooms.ts`: with the name of a room that exists already, VideoSDK answers that one. */
export function newRoomRequest(customRoomId: string): ApiRequest {
	return { method: 'POST', path: '/v2/rooms', body: { customRoomId } };
}

/**
 * Makes a room for one call, or gives the one that was made for it before.
 *
 * @param mark the call's own sign, see engine/mark.ts
 * @returns the room's ID
 */
export async function newRoom(api: Api, mark: string): Promise<string> {
	const unique = mark.slice(mark.lastIndexOf('/') + 1);
	const { body } = await api.send(newRoomRequest(`n8n-call-${unique}`));
	const roomId = isRecord(body) ? fieldText(body.roomId) : '';
	if (roomId !== '') return roomId;
	throw new Failure({
		code: 'unreadableAnswer',
		message: 'VideoSDK answered without the ID of the meeting that was made for the call',
		hint: 'No phone has rung for this item. Try again, or put the call into an existing meeting.',
		callMayExist: false,
	});
}
