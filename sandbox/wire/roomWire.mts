import type { SandboxRoom } from '../state/roomStore.mts';

export const SANDBOX_USER_ID = '5f7edbb14c938bcd42944527';

const iso = (at: number) => new Date(at).toISOString();

function commonFields({ createdAt, updatedAt, roomId, customRoomId, ...rest }: SandboxRoom) {
	return { ...rest, createdAt: iso(createdAt), updatedAt: iso(updatedAt) };
}

const links = (room: SandboxRoom, baseUrl: string) => ({
	get_room: `${baseUrl}/v2/rooms/${encodeURIComponent(room.roomId)}`,
	get_session: `${baseUrl}/v2/sessions/`,
});

const ids = ({ roomId, customRoomId }: SandboxRoom) => ({ roomId, customRoomId });

/** The answer of creating and validating: docs page "Create Room". */
export function toCreatedRoom(room: SandboxRoom, baseUrl: string) {
	return {
		...ids(room),
		userId: SANDBOX_USER_ID,
		...commonFields(room),
		links: links(room, baseUrl),
	};
}

/** Getting and listing carry the `user` in place of `userId`: docs page "Fetch Rooms". */
export function toFetchedRoom(room: SandboxRoom, baseUrl: string) {
	return {
		...ids(room),
		...commonFields(room),
		user: {
			email: 'sandbox@example.com',
			name: 'Sandbox',
			id: SANDBOX_USER_ID,
			discontinuedReason: null,
		},
		links: links(room, baseUrl),
	};
}

/** Deactivating names the same ids `meetingId` and `userMeetingId`: docs page "Deactivate Room". */
export function toDeactivatedRoom(room: SandboxRoom) {
	return {
		meetingId: room.roomId,
		userMeetingId: room.customRoomId,
		userId: SANDBOX_USER_ID,
		...commonFields(room),
	};
}
