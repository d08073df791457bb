import type { Hono } from 'hono';
import { z } from 'zod';
import { isSeedRoom } from '../state/roomStore.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { pageQuery, ROOMS_PER_PAGE, toPage } from '../wire/page.mts';
import { toCreatedRoom, toDeactivatedRoom, toFetchedRoom } from '../wire/roomWire.mts';
import { isLoopback } from '../webhooks/postDelivery.mts';
import type { ApiEnv } from './apiEnv.mts';
import { jsonBody } from './readBody.mts';
import { checked, Refusal } from './refusal.mts';

const ROOM_ID = /^[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$/;

/** CreateRoomOptions of the vendor's SDK (src/resources/rooms.ts), in its wire names. */
const createSchema = z
	.object({
		customRoomId: z.string().min(1).optional(),
		geoFence: z.string().min(1).optional(),
		webhook: z
			.object({ endPoint: z.string().url().max(512), events: z.array(z.string()) })
			.optional(),
		autoCloseConfig: z
			.object({
				type: z.enum(['session-ends', 'session-end-and-deactivate']).optional(),
				duration: z.number().positive().optional(),
			})
			.strict()
			.optional(),
		autoStartConfig: z.record(z.unknown()).optional(),
		multiComposition: z.record(z.boolean()).optional(),
		allowedParticipantIds: z.array(z.string()).optional(),
	})
	.strict();

const listQuery = z.object({ ...pageQuery, query: z.string().min(1).optional() }).strict();
const deactivateSchema = z.object({ roomId: z.string().min(1) }).strict();

export function roomRoutes(app: Hono<ApiEnv>, state: SandboxState): void {
	app.post('/v2/rooms', (c) => {
		// Every field is optional, so is the body.
		const room = state.rooms.create(withPossibleWebhook(jsonBody(c, createSchema.default({}))));
		return c.json(toCreatedRoom(room, state.baseUrl));
	});

	app.get('/v2/rooms', (c) => {
		const { query, ...page } = checked(listQuery, c.req.query());
		const rooms = state.rooms
			.all()
			.filter(({ roomId, customRoomId }) => !query || query === roomId || query === customRoomId)
			.filter(({ roomId }) => !state.settings.emptyAccount || !isSeedRoom(roomId));
		const rule = { defaultPerPage: ROOMS_PER_PAGE, limit: state.settings.pageSizeLimit };
		return c.json(toPage(rooms, page, rule, (room) => toFetchedRoom(room, state.baseUrl)));
	});

	app.get('/v2/rooms/:id', (c) => {
		const room = state.rooms.find(c.req.param('id'));
		if (!room) throw new Refusal(404, 'Room not found.');
		return c.json(toFetchedRoom(room, state.baseUrl));
	});

	// 400 and both sentences come from a comment in the vendor's SDK (src/resources/rooms.ts).
	app.get('/v2/rooms/validate/:roomId', (c) => {
		const roomId = c.req.param('roomId');
		const room = state.rooms.find(roomId);
		if (!room) {
			throw new Refusal(400, ROOM_ID.test(roomId) ? 'Room not found.' : 'RoomId is invalid.');
		}
		return c.json(toCreatedRoom(room, state.baseUrl));
	});

	// 402 for anything but a real room id: comment on RoomsResource.end in the vendor's SDK.
	app.post('/v2/rooms/deactivate', (c) => {
		const room = state.rooms.deactivate(jsonBody(c, deactivateSchema).roomId);
		if (!room) throw new Refusal(402, 'Room not found.');
		return c.json(toDeactivatedRoom(room));
	});

	function withPossibleWebhook<T extends z.output<typeof createSchema>>(room: T): T {
		const { endPoint } = room.webhook ?? {};
		if (endPoint === undefined || !state.settings.onlyPublicRoomWebhooks) return room;
		if (endPoint.startsWith('https:') && !isLoopback(endPoint)) return room;
		throw new Refusal(400, `webhook.endPoint ${endPoint} cannot be reached.`);
	}
}
