import type { INode, INodeParameters } from 'n8n-workflow';

import { allRules, THROUGH_GATEWAY, THROUGH_TRUNK } from '../calls.mts';

export type Step = Pick<INode, 'name' | 'type'> & Partial<INode>;

/** One way to place a call for each item. */
export interface Mode {
	name: string;
	/** Runs once, before the items are made. */
	before?: Step;
	/** What is measured. */
	node: Step;
	/** Requests that each item needs. */
	requests: 0 | 1;
}

/** IDs of what n8n keeps. */
export interface Credentials {
	videoSdkApi: string;
	jwtAuth: string;
	twilioApi: string;
}

/** What ratios refer to: a loop over n8n's helper that looks into the items itself, ... */
export const BARE = 'bare loop';
/** ... and one that has n8n work out an expression for each item, as a node with a field must. */
export const BARE_WITH_FIELD = 'bare loop, To by expression';
export const REFERENCES = [BARE, BARE_WITH_FIELD];

export const GATEWAY = 'VideoSDK, gateway';
export const WAITING = 'VideoSDK, Wait For: End';
export const TWILIO = "n8n's Twilio node";

const LISTED = 10_000;
const LONG_LIST = 100_000;
const MOST_AT_ONCE = 1000;

/** @param atOnce requests of one list at the same moment; what each node does by itself when left out */
export function modesOf(credentials: Credentials, serverUrl: string, atOnce?: number): Mode[] {
	const pace = atOnce === undefined ? {} : { maxCallsAtOnce: atOnce };
	const videoSdk = (name: string, parameters: INodeParameters) =>
		videoSdkMode(credentials, name, { options: pace, ...parameters });
	return [
		{ name: 'no node', node: { name: 'Measured', type: 'n8n-nodes-base.noOp' }, requests: 0 },
		bareLoop(BARE, credentials, atOnce),
		bareLoop(BARE_WITH_FIELD, credentials, atOnce),
		videoSdk('VideoSDK, trunk', THROUGH_TRUNK),
		videoSdk(GATEWAY, THROUGH_GATEWAY),
		videoSdk('VideoSDK, all rules', { ...THROUGH_GATEWAY, safety: allRules(LISTED) }),
		videoSdk('VideoSDK, keys', {
			...THROUGH_GATEWAY,
			options: { ...pace, deduplicationKey: '={{ $json.key }}' },
		}),
		videoSdk(WAITING, {
			...THROUGH_GATEWAY,
			...{ waitFor: 'end', waitHow: 'keepRunning' },
			// A call that is waited for is still under way.
			options: { maxCallsAtOnce: MOST_AT_ONCE },
		}),
		twilio(credentials),
		httpRequestWithCredential(credentials, serverUrl),
		httpRequestWithJwt(credentials, serverUrl),
	];
}

/** What is only looked at, for what it holds up and keeps: longer lists than most people have. */
export const longestModesOf = (credentials: Credentials): Mode[] => [
	videoSdkMode(credentials, `VideoSDK, list of ${LONG_LIST}`, {
		...THROUGH_GATEWAY,
		safety: allRules(LONG_LIST),
	}),
];

/** What is compared where the answer takes its time: the plain ones. */
export const pacedModesOf = (credentials: Credentials, serverUrl: string, atOnce: number) =>
	modesOf(credentials, serverUrl, atOnce).filter(({ name }) =>
		[...REFERENCES, 'VideoSDK, trunk', GATEWAY].includes(name),
	);

const ownCredential = ({ videoSdkApi }: Credentials) => ({
	videoSdkApi: { id: videoSdkApi, name: 'VideoSDK' },
});

const videoSdkMode = (
	credentials: Credentials,
	name: string,
	parameters: INodeParameters,
): Mode => ({
	name,
	node: {
		name: 'Measured',
		type: 'n8n-nodes-videosdk.videoSdk',
		credentials: ownCredential(credentials),
		parameters,
	},
	requests: 1,
});

/** n8n's own, with another address in it: it places one call after the other. */
export const twilio = ({ twilioApi }: Credentials): Mode => ({
	name: TWILIO,
	node: {
		name: 'Measured',
		type: 'CUSTOM.twilio',
		credentials: { twilioApi: { id: twilioApi, name: 'Twilio' } },
		parameters: {
			...{ resource: 'call', operation: 'make' },
			...{ from: '+12025550199', to: '={{ $json.to }}', message: 'Good morning' },
		},
	},
	requests: 1,
});

function bareLoop(name: string, credentials: Credentials, atOnce = 5): Mode {
	return {
		name,
		node: {
			name: 'Measured',
			type: 'CUSTOM.bareLoop',
			credentials: ownCredential(credentials),
			parameters: { to: '={{ $json.to }}', byField: name === BARE_WITH_FIELD, atOnce },
		},
		requests: 1,
	};
}

const PLACING_JSON =
	'={{ { gatewayId: "gateway-1", sipCallTo: $json.to, sipCallFrom: "+12025550199", destinationRoomId: "abcd-efgh-ijkl" } }}';

/** The node sends all at once. */
function httpRequestWithCredential(credentials: Credentials, serverUrl: string): Mode {
	return {
		name: "HTTP Request + this package's credential",
		node: {
			name: 'Measured',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials: ownCredential(credentials),
			parameters: {
				method: 'POST',
				url: `${serverUrl}/v2/sip/call`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: 'videoSdkApi',
				sendBody: true,
				specifyBody: 'json',
				jsonBody: PLACING_JSON,
			},
		},
		requests: 1,
	};
}

/** As one would build it without the package: the token is signed once, the node sends all at once. */
function httpRequestWithJwt({ jwtAuth }: Credentials, serverUrl: string): Mode {
	const claims = '={{ { apikey: "key", permissions: ["allow_join"], version: 2 } }}';
	return {
		name: 'HTTP Request + JWT',
		before: {
			name: 'JWT',
			type: 'n8n-nodes-base.jwt',
			typeVersion: 1,
			credentials: { jwtAuth: { id: jwtAuth, name: 'JWT' } },
			parameters: { operation: 'sign', useJson: true, claimsJson: claims },
		},
		node: {
			name: 'Measured',
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'POST',
				url: `${serverUrl}/v2/sip/call`,
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'Authorization', value: '={{ $json.token }}' }] },
				sendBody: true,
				specifyBody: 'json',
				jsonBody: PLACING_JSON,
			},
		},
		requests: 1,
	};
}
