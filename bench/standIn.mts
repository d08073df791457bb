/** A request as the stand-in sees it. */
export interface Asked {
	method: string;
	/** With or without a query. */
	path: string;
	/** JSON, or what it says. */
	body?: unknown;
	/** Where it was sent. */
	host?: string;
}

let calls = 0;

/**
 * What stands in for VideoSDK in the benchmark: takes every call, remembers nothing, and has no call in
 * its list.
 *
 * @returns the answer's body as JSON
 */
export function answerTo({ method, path, body, host = '127.0.0.1:9' }: Asked): string {
	const [route = ''] = path.split('?');
	// A file that is put somewhere.
	if (method === 'PUT') return '{}';
	const [, batchPath] = /^\/v2\/batch-calls\/?(.*)$/.exec(route) ?? [];
	if (batchPath !== undefined) return answerToBatch(method, batchPath, host);
	if (method === 'GET') return EMPTY_LIST;
	if (route.endsWith('/Calls.json'))
		return JSON.stringify(placedByTwilio(new URLSearchParams(String(body))));
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

/** Its file is put wherever, read at once, and has rows. */
function answerToBatch(method: string, path: string, host: string): string {
	if (path === 'upload') {
		const presignedUrl = `http://${host}/files/1.csv`;
		return JSON.stringify({ batchId: 'batch-1', presignedUrl, fileKey: '1.csv' });
	}
	if (path === 'parse') return '{"message":"Parsing started"}';
	const status = method === 'POST' ? 'running' : 'parsed';
	return JSON.stringify({ batchId: 'batch-1', status, recordsUploaded: 1 });
}

/** With the fields that Twilio's API has, so that n8n keeps as much of it. */
function placedByTwilio(asked: URLSearchParams) {
	const account = 'AC00000000000000000000000000000000';
	const sid = `CA${String(++calls).padStart(32, '0')}`;
	const uri = `/2010-04-01/Accounts/${account}/Calls/${sid}`;
	const parts = [
		...['events', 'notifications', 'payments', 'recordings', 'siprec', 'streams', 'transcriptions'],
		...['user_defined_message_subscriptions', 'user_defined_messages'],
	];
	return {
		...{
			sid,
			account_sid: account,
			status: 'queued',
			direction: 'outbound-api',
			uri: `${uri}.json`,
		},
		...{ to: asked.get('To'), to_formatted: asked.get('To') },
		...{ from: asked.get('From'), from_formatted: asked.get('From') },
		...{ date_created: null, date_updated: null, start_time: null, end_time: null, duration: null },
		...{ price: null, price_unit: 'USD', api_version: '2010-04-01', queue_time: '0' },
		...{ answered_by: null, annotation: null, forwarded_from: null, caller_name: null },
		...{ parent_call_sid: null, phone_number_sid: null, group_sid: null, trunk_sid: '' },
		subresource_uris: Object.fromEntries(parts.map((part) => [part, `${uri}/${part}.json`])),
	};
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
