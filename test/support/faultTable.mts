import type { Fault } from '../../sandbox/index.mts';

/**
 * What the node has to make of a fault. `refused`: nothing was placed, and it knows it. `sentAgain`: it
 * waits and sends again. `found`: the call was placed and is taken over. `unknown`: nobody knows, so it does
 * not dial. `taken`: the answer is good after all. `notReached`: nothing arrives, for nobody.
 */
export type Ending = 'refused' | 'sentAgain' | 'found' | 'unknown' | 'taken' | 'notReached';

/** What keeps requests from arriving at all, as long as it lasts. */
export type Trouble = 'refusedConnection' | 'unknownHost' | 'unknownCertificate' | 'proxyLogin';

export interface FaultRow {
	/** What goes wrong, for a person who does not program. */
	what: string;
	ending: Ending;
	/** Strikes the request that places the call, once. */
	fault?: Fault;
	/** Instead of a fault. */
	trouble?: Trouble;
	/** What the error says of the cause; the same text stands in the table. */
	message?: string;
	/** What the error says is to be done. */
	hint?: string;
	/** Takes as long as the node's own time limit. */
	isSlow?: true;
}

const body = { message: "VideoSDK's own words" };
/** A little more than the 30 seconds that a request may take. */
const STALL_SECONDS = 40;
/** More than any honest answer, and still quick to send. */
const HUGE_BYTES = 8 * 2 ** 20;

const refusal = (status: number, message: string, hint: string): FaultRow => ({
	what: `HTTP ${status}`,
	ending: 'refused',
	fault: { kind: 'status', status, body },
	message,
	hint,
});

/** Of a call that may exist. */
const LOOK_FOR_IT = 'Look for it in the call list';
const CHECK_BASE_URL = 'Nothing was placed. Check the Base URL in the credential';

/** One way to lose an answer, before and after the call was placed. */
function loss(what: string, fault: Fault, message: string, isSlow?: true): FaultRow[] {
	return [
		{
			what: `${what}, nothing placed`,
			...{ ending: 'unknown', fault, message, hint: LOOK_FOR_IT, isSlow },
		},
		{
			what: `${what}, but the call was placed`,
			ending: 'found',
			fault: { ...fault, placed: true } as Fault,
			isSlow,
		},
	];
}

const serverFault = (status: number) =>
	loss(
		`HTTP ${status}`,
		{ kind: 'status', status, body },
		`VideoSDK had a fault (HTTP ${status}): VideoSDK's own words`,
	);

export const FAULT_TABLE: readonly FaultRow[] = [
	refusal(
		401,
		"VideoSDK did not accept the API key and secret (HTTP 401): VideoSDK's own words",
		'copy key and secret again',
	),
	refusal(
		402,
		"VideoSDK refused the request (HTTP 402): VideoSDK's own words",
		'a room that does not exist',
	),
	refusal(
		404,
		"VideoSDK does not know what was asked for (HTTP 404): VideoSDK's own words",
		'Nothing was placed. Check the IDs in this item, such as the trunk, gateway or routing rule and the room',
	),
	refusal(
		409,
		"VideoSDK refused the request (HTTP 409): VideoSDK's own words",
		'Nothing was placed. Check the fields of this item',
	),
	{
		what: 'HTTP 429 that asks to wait an hour',
		ending: 'refused',
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '3600' }, body },
		message: "VideoSDK takes no more requests for now (HTTP 429): VideoSDK's own words",
		hint: 'Try again in 3600 seconds, and lower "Calls at Once"',
	},
	{
		what: 'HTTP 429 that asks to wait a second',
		ending: 'sentAgain',
		fault: { kind: 'status', status: 429, headers: { 'Retry-After': '1' }, body },
	},
	{
		what: 'HTTP 429 that does not say how long to wait',
		ending: 'sentAgain',
		fault: { kind: 'status', status: 429, body },
	},
	...loss(
		'HTTP 408',
		{ kind: 'status', status: 408, body },
		"VideoSDK gave up on the request (HTTP 408): VideoSDK's own words",
	),
	...[500, 502, 503].flatMap(serverFault),
	...loss(
		'a broken connection',
		{ kind: 'reset' },
		'The connection to api.videosdk.live broke before the answer was complete',
	),
	...loss(
		'no answer for 40 seconds',
		{ kind: 'stall', seconds: STALL_SECONDS },
		'api.videosdk.live did not answer in time',
		true,
	),
	...loss(
		'an answer that drips in, a byte a second',
		{ kind: 'drip' },
		'api.videosdk.live did not answer in time',
		true,
	),
	...loss(
		'an answer that is cut in the middle',
		{ kind: 'truncatedJson' },
		"api.videosdk.live answered HTTP 200, but not with VideoSDK's JSON",
	),
	...loss(
		'a web page in place of the answer (HTTP 200)',
		{ kind: 'html', status: 200 },
		'api.videosdk.live answered HTTP 200, but not with VideoSDK\'s JSON: a web page "200"',
	),
	...loss(
		'a web page of a proxy (HTTP 502)',
		{ kind: 'html', status: 502 },
		'VideoSDK had a fault (HTTP 502): a web page "502"',
	),
	{
		what: 'an answer of 8 MB',
		ending: 'taken',
		fault: { kind: 'hugeBody', bytes: HUGE_BYTES, placed: true },
	},
	{
		what: 'a redirect (HTTP 307)',
		ending: 'refused',
		// To the same address: whoever follows it makes the phone ring.
		fault: { kind: 'redirect', location: '?again', status: 307 },
		message: 'api.videosdk.live sent the request on to another address (HTTP 307)',
		hint: 'Check the Base URL in the credential',
	},
	{
		what: 'a redirect that says the request was carried out (HTTP 303)',
		ending: 'unknown',
		fault: { kind: 'redirect', location: '?again', status: 303 },
		message: 'api.videosdk.live sent the request on to another address (HTTP 303)',
		hint: LOOK_FOR_IT,
	},
	{
		what: 'a connection that is refused',
		ending: 'notReached',
		trouble: 'refusedConnection',
		message: 'VideoSDK could not be reached at api.videosdk.live: it refused the connection',
		hint: CHECK_BASE_URL,
	},
	{
		what: 'a host whose name nobody knows',
		ending: 'notReached',
		trouble: 'unknownHost',
		message: 'VideoSDK could not be reached at api.videosdk.live: its name is not known',
		hint: CHECK_BASE_URL,
	},
	{
		what: 'a certificate that nobody vouches for',
		ending: 'notReached',
		trouble: 'unknownCertificate',
		message: 'The certificate of api.videosdk.live is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
	},
	{
		what: 'a company proxy that asks for a login (HTTP 407)',
		ending: 'notReached',
		trouble: 'proxyLogin',
		message: 'The proxy in front of this n8n asks for a login (HTTP 407)',
	},
];
