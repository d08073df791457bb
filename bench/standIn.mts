/** A request as the stand-in sees it. */
export interface Asked {
	method: string;
	/** With or without a query. */
	path: string;
	/** JSON, or what it says. */
	body?: unknown;
}

let calls = 0;

/**
 * What stands in for VideoSDK in the benchmark: takes every call, remembers nothing, and has no call in
 * its list.
 *
 * @returns the answer's body as JSON
 */
export function answerTo({ method, path, body }: Asked): string {
	const [route] = path.split('?');
	if (method === 'GET') return EMPTY_LIST;
	if (route === '/v2/sip/outbound-call') return PLACED_BY_TRUNK;
	if (route === '/v2/rooms') return '{"roomId":"abcd-efgh-ijkl"}';
	const told = (typeof body === 'string' ? JSON.parse(body || '{}') : (body ?? {})) as Told;
	return JSON.stringify({
		message: 'Outbound call initiated successfully',
		data: {
			callId: `call-${++calls}`,
			status: 'initiated',
			roomId: told.destinationRoomId,
			sipCallTo: told.sipCallTo,
			sipCallFrom: told.sipCallFrom,
			gatewayId: told.gatewayId,
			metadata: told.metadata,
			timelog: [],
		},
	});
}

type Told = Record<string, unknown>;

const EMPTY_LIST = JSON.stringify({
	pageInfo: { currentPage: 1, perPage: 100, lastPage: 1, total: 0 },
	data: [],
});
const PLACED_BY_TRUNK = JSON.stringify({
	statusCode: 200,
	message: 'Success',
	participantId: 'participant-1',
});
