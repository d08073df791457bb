import { AgentsApi } from './agents.ts';
import { BatchCallsApi } from './batchCalls.ts';
import { CallsApi } from './calls.ts';
import { createClient, type ApiContext } from './client.ts';
import { ConnectorsApi } from './connectors.ts';
import { FilesApi } from './files.ts';
import { GatewaysApi } from './gateways.ts';
import { PhoneNumbersApi } from './phoneNumbers.ts';
import { RecordingsApi } from './recordings.ts';
import { RoomsApi } from './rooms.ts';
import { RoutingRulesApi } from './routingRules.ts';
import { SessionsApi } from './sessions.ts';
import { TranscriptionsApi } from './transcriptions.ts';
import { TrunksApi } from './trunks.ts';
import { WebhooksApi } from './webhooks.ts';

/** VideoSDK's API: each endpoint once. */
export interface Api {
	readonly agents: AgentsApi;
	readonly batchCalls: BatchCallsApi;
	readonly calls: CallsApi;
	readonly connectors: ConnectorsApi;
	readonly files: FilesApi;
	readonly gateways: GatewaysApi;
	readonly phoneNumbers: PhoneNumbersApi;
	readonly recordings: RecordingsApi;
	readonly rooms: RoomsApi;
	readonly routingRules: RoutingRulesApi;
	readonly sessions: SessionsApi;
	readonly transcriptions: TranscriptionsApi;
	readonly trunks: TrunksApi;
	readonly webhooks: WebhooksApi;
}

/**
 * VideoSDK's API for one run: all its requests share the credential's host, and wait for the same rate
 * limit.
 *
 * @param signal ends all waiting: for a rate limit, or before a request is repeated
 */
export function createApi(context: ApiContext, signal?: AbortSignal): Api {
	const client = createClient(context, signal);
	// Made when they are asked for: a run needs one or two of them.
	return {
		get agents() {
			return new AgentsApi(client);
		},
		get batchCalls() {
			return new BatchCallsApi(client, context, signal);
		},
		get calls() {
			return new CallsApi(client);
		},
		get connectors() {
			return new ConnectorsApi(client);
		},
		get files() {
			return new FilesApi(context, signal);
		},
		get gateways() {
			return new GatewaysApi(client);
		},
		get phoneNumbers() {
			return new PhoneNumbersApi(client);
		},
		get recordings() {
			return new RecordingsApi(client);
		},
		get rooms() {
			return new RoomsApi(client);
		},
		get routingRules() {
			return new RoutingRulesApi(client);
		},
		get sessions() {
			return new SessionsApi(client);
		},
		get transcriptions() {
			return new TranscriptionsApi(client);
		},
		get trunks() {
			return new TrunksApi(client);
		},
		get webhooks() {
			return new WebhooksApi(client);
		},
	};
}
