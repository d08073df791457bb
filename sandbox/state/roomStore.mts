import type { Clock } from './clock.mts';
import { newObjectId, newRoomId } from './newId.mts';

/** Settings that a room is created with and gives back unchanged. */
export interface RoomSettings {
	geoFence?: string;
	webhook?: { endPoint: string; events: string[] };
	autoCloseConfig?: { type?: string; duration?: number };
	autoStartConfig?: Record<string, unknown>;
	multiComposition?: Record<string, unknown>;
	allowedParticipantIds?: string[];
}

export interface NewRoom extends RoomSettings {
	roomId?: string;
	customRoomId?: string;
}

export interface SandboxRoom extends RoomSettings {
	id: string;
	roomId: string;
	customRoomId?: string;
	disabled: boolean;
	createdAt: number;
	updatedAt: number;
}

export interface RoomStore {
	/** Creating with a customRoomId that exists gives back that room. */
	create(room: NewRoom): SandboxRoom;
	find(anyId: string): SandboxRoom | undefined;
	/** Takes the real room id only, as the service does. */
	deactivate(roomId: string): SandboxRoom | undefined;
	/** Newest first. */
	all(): SandboxRoom[];
	reset(): void;
}

const FIRST_SEED_ROOM_AT = Date.UTC(2025, 0, 6, 9);
const A_DAY = 24 * 60 * 60 * 1000;

/** More than one page (20 in the API), so that paging and searching show in a dropdown. */
const SEED_ROOMS: ReadonlyArray<{ roomId: string; customRoomId?: string }> = [
	...Array.from({ length: 26 }, (_, index) => ({
		roomId: `room-seed-${String(index + 1).padStart(4, '0')}`,
	})),
	{ roomId: 'cust-omer-call', customRoomId: 'appointment-reminders' },
	{ roomId: 'abcd-efgh-ijkl' },
];

export const isSeedRoom = (roomId: string) => SEED_ROOMS.some((room) => room.roomId === roomId);

export function createRoomStore(clock: Clock): RoomStore {
	const rooms = new Map<string, SandboxRoom>();

	function add({ roomId = newRoomId(), ...rest }: NewRoom, at: number): SandboxRoom {
		const room = {
			id: newObjectId(),
			roomId,
			disabled: false,
			createdAt: at,
			updatedAt: at,
			...rest,
		};
		rooms.set(roomId, room);
		return room;
	}

	function seed() {
		rooms.clear();
		SEED_ROOMS.forEach((room, day) => add(room, FIRST_SEED_ROOM_AT + day * A_DAY));
	}

	const find = (anyId: string) =>
		rooms.get(anyId) ??
		[...rooms.values()].find((room) => room.customRoomId === anyId || room.id === anyId);

	seed();
	return {
		create(room) {
			const known = room.customRoomId === undefined ? undefined : find(room.customRoomId);
			return known ?? add(room, clock.now());
		},
		find,
		deactivate(roomId) {
			const room = rooms.get(roomId);
			if (!room) return undefined;
			room.disabled = true;
			room.updatedAt = clock.now();
			return room;
		},
		all: () => [...rooms.values()].reverse(),
		reset: seed,
	};
}
