import { Hono } from 'hono';
import { except } from 'hono/combine';
import { fileRoutes } from '../files/fileRoutes.mts';
import type { SandboxState } from '../state/sandboxState.mts';
import { agentRoutes } from './agentRoutes.mts';
import type { ApiEnv } from './apiEnv.mts';
import { batchCallRoutes } from './batchCallRoutes.mts';
import { callActionRoutes } from './callActionRoutes.mts';
import { callRoutes } from './callRoutes.mts';
import { connectorRoutes } from './connectorRoutes.mts';
import { faultStrike } from './faultStrike.mts';
import { gatewayRoutes } from './gatewayRoutes.mts';
import { journalRequests } from './journalRequests.mts';
import type { RequestListeners } from './journalRequests.mts';
import { outboundCallRoutes } from './outboundCallRoutes.mts';
import { phoneNumberRoutes } from './phoneNumberRoutes.mts';
import { recordingRoutes } from './recordingRoutes.mts';
import { roomRoutes } from './roomRoutes.mts';
import { routingRuleRoutes } from './routingRuleRoutes.mts';
import { sessionRoutes } from './sessionRoutes.mts';
import { sipCallRoutes } from './sipCallRoutes.mts';
import { telephonyCheck } from './telephonyCheck.mts';
import { tokenCheck } from './tokenCheck.mts';
import { transcriptionRoutes } from './transcriptionRoutes.mts';
import { trunkRoutes } from './trunkRoutes.mts';
import { webhookRoutes } from './webhookRoutes.mts';

/** What VideoSDK answers, in the order in which a request passes: journal, token, faults, route. */
export function createApi(state: SandboxState, listeners: RequestListeners): Hono<ApiEnv> {
	const api = new Hono<ApiEnv>();
	api.use(journalRequests(state, listeners));
	// Public code fetches the key of webhooks without a token.
	for (const path of ['/v2/*', '/ai/v1/*']) {
		api.use(path, except('/v2/public/*', tokenCheck(state)));
		api.use(path, faultStrike(state));
	}
	for (const path of ['/v2/sip/*', '/v2/batch-calls/*']) api.use(path, telephonyCheck(state));
	outboundCallRoutes(api, state);
	sipCallRoutes(api, state);
	callActionRoutes(api, state);
	callRoutes(api, state);
	gatewayRoutes(api, state);
	routingRuleRoutes(api, state);
	phoneNumberRoutes(api, state);
	trunkRoutes(api, state);
	connectorRoutes(api, state);
	sessionRoutes(api, state);
	roomRoutes(api, state);
	recordingRoutes(api, state);
	transcriptionRoutes(api, state);
	webhookRoutes(api, state);
	agentRoutes(api, state);
	batchCallRoutes(api, state);
	fileRoutes(api, state);
	return api;
}
