// What of VideoSDK's own server SDK can be done with the nodes, and why the rest cannot. docs/sdk-coverage.md is
// made of it, by `npm run docs`. One method, one line; test/docs/sdkCoverage.test.mts fails when one is missing.

/** What does the same, or why nothing does. */
export type Coverage =
	| {
			/** Operations, as `resource:operation`, or other pages in docs/reference/, such as `trigger`. */
			by: readonly string[];
	  }
	| { why: string };

const by = (...operations: string[]): Coverage => ({ by: operations });
const why = (reason: string): Coverage => ({ why: reason });

/** TypeScript does not let anybody call it. */
const partOf = (method: string) => why(`Private: a part of \`${method}\``);

const stream = why('Streams a room to an audience. No part of a call');
const encoder = why('For programs that send or play video themselves. A workflow does neither');
const composite = why(
	'Lays out pictures of chosen people, for video meetings. A talk is recorded by `recordings.start`',
);
const deletesRecording = why(
	'Deletes for good what may be the only proof of a talk. Not by a workflow',
);
const agentMaker = why(
	'For those who make the agent and put it into the cloud. No step of a call needs it',
);
const quality = why(
	'Figures on sound and picture, for finding a fault. No step of a call needs them',
);
const alarm = why('Alarms when figures of the account go out of bounds. No part of a call');
const otherRequest = why(
	"For endpoints that the SDK lacks. n8n's HTTP Request node takes the credential",
);

/** By the method's path. `name.*` stands for all below that name which have no line of their own. */
export const SDK_COVERAGE: Readonly<Record<string, Coverage>> = {
	generateToken: by('credential'),
	accessToken: by('credential', 'call:switchRoom'),
	verifyToken: why('Nobody sends tokens to n8n'),
	request: otherRequest,
	resolveToken: partOf('request'),
	'api.*': otherRequest,

	'rooms.create': by('room:create'),
	'rooms.list': by('room:getAll'),
	'rooms.get': by('room:get'),
	'rooms.validate': by('room:validate'),
	'rooms.end': by('room:end'),

	'sessions.list': by('session:getAll'),
	'sessions.get': by('session:get'),
	'sessions.listParticipants': by('session:getParticipants'),
	'sessions.listActiveParticipants': by('session:getParticipants'),
	'sessions.fetchParticipants': partOf('sessions.listParticipants'),
	'sessions.getParticipant': by('session:getParticipants'),
	'sessions.end': by('session:end'),
	'sessions.removeParticipant': by('session:removeParticipant'),
	'sessions.getStats': quality,
	'sessions.getParticipantStats': quality,

	'participants.list': by('session:getParticipants'),
	'participants.get': by('session:getParticipants'),
	'participants.remove': by('session:removeParticipant'),
	'participants.fetchActiveParticipants': partOf('participants.list'),

	'recordings.start': by('recording:start'),
	'recordings.stop': by('recording:stop'),
	'recordings.list': by('recording:getAll'),
	'recordings.get': by('recording:get'),
	'recordings.delete': deletesRecording,
	'recordings.participant.start': by('recording:start'),
	'recordings.participant.stop': by('recording:stop'),
	'recordings.participant.list': by('recording:getAll'),
	'recordings.participant.get': by('recording:get'),
	'recordings.participant.delete': deletesRecording,
	'recordings.track.start': by('recording:start'),
	'recordings.track.stop': by('recording:stop'),
	'recordings.track.list': by('recording:getAll'),
	'recordings.track.get': by('recording:get'),
	'recordings.track.delete': deletesRecording,
	'recordings.merge.create': by('recording:start'),
	'recordings.merge.list': by('recording:getAll'),
	'recordings.merge.get': by('recording:get'),
	'recordings.composite.start': composite,
	'recordings.composite.stop': composite,
	'recordings.composite.list': composite,
	'recordings.composite.get': composite,
	'recordings.composite.delete': composite,

	'transcription.realtime.start': by('transcription:start'),
	'transcription.realtime.stop': by('transcription:stop'),
	'transcription.realtime.get': by('transcription:get'),
	'transcription.realtime.list': by('transcription:getAll'),

	'sip.calls.create': by('call:outboundSipCall'),
	'sip.calls.list': by('call:getAll'),
	'sip.calls.get': by('call:get'),
	'sip.calls.transfer': by('call:transfer'),
	'sip.calls.end': by('call:end'),
	'sip.calls.switchRoom': by('call:switchRoom'),

	'sip.trunks.inbound.create': by('gateway:create'),
	'sip.trunks.inbound.list': by('gateway:getAll'),
	'sip.trunks.inbound.get': by('gateway:get'),
	'sip.trunks.inbound.update': by('gateway:update'),
	'sip.trunks.inbound.delete': by('gateway:delete'),
	'sip.trunks.outbound.create': by('gateway:create'),
	'sip.trunks.outbound.list': by('gateway:getAll'),
	'sip.trunks.outbound.get': by('gateway:get'),
	'sip.trunks.outbound.update': by('gateway:update'),
	'sip.trunks.outbound.delete': by('gateway:delete'),

	'sip.routingRules.create': by('routingRule:create'),
	'sip.routingRules.list': by('routingRule:getAll'),
	'sip.routingRules.get': by('routingRule:get'),
	'sip.routingRules.update': by('routingRule:update'),
	'sip.routingRules.delete': by('routingRule:delete'),

	'sip.phoneNumbers.create': by('phoneNumber:create'),
	'sip.phoneNumbers.list': by('phoneNumber:getAll'),
	'sip.phoneNumbers.get': by('phoneNumber:get'),
	'sip.phoneNumbers.detach': by('phoneNumber:detach'),
	'sip.phoneNumbers.updateGateway': by('phoneNumber:updateGateway'),
	'sip.phoneNumbers.release': by('phoneNumber:release'),

	'sip.webhooks.create': by('webhook:create', 'trigger'),
	'sip.webhooks.list': by('webhook:getAll'),
	'sip.webhooks.get': by('webhook:get'),
	'sip.webhooks.update': by('webhook:update', 'trigger'),
	'sip.webhooks.delete': by('webhook:delete', 'trigger'),

	'webhooks.getPublicKey': by('trigger'),
	'webhooks.verify': by('trigger'),
	'webhooks.verifySync': by('trigger'),

	'agents.dispatch': by('agent:dispatch', 'call:outboundSipCall'),
	'agents.connect': by('agent:dispatch'),
	'agents.generalDispatch': by('agent:dispatchManaged'),
	'agents.send': partOf('agents.dispatch'),
	'agents.deploy': agentMaker,
	'agents.deployment.list': by('agent:getAll'),
	'agents.deployment.get': by('agent:getAll'),
	'agents.deployment.getLatestVersion': by('agent:dispatch'),
	'agents.deployment.logs': agentMaker,
	'agents.deployment.delete': agentMaker,
	'agents.deployment.setVersionActive': agentMaker,

	'batchcall.upload': by('batchCall:launchFromFile'),
	'batchcall.runUpload': partOf('batchcall.upload'),
	'batchcall.pollUntilParsed': partOf('batchcall.upload'),
	'batchcall.create': by('batchCall:launchFromItems'),
	'batchcall.list': by('batchCall:getAll'),
	'batchcall.get': by('batchCall:get'),
	'batchcall.update': by('batchCall:update'),
	'batchcall.delete': by('batchCall:delete'),
	'batchcall.cancel': by('batchCall:cancel'),
	'batchcall.stats': by('batchCall:getStats'),
	'batchcall.records.list': by('batchCall:getRecords'),
	'batchcall.records.update': why(
		'A number put in so would be called without the rules of calls. Take the record out, and launch another batch',
	),
	'batchcall.records.delete': by('batchCall:deleteRecords'),
	'batchcall.records.export': by('batchCall:export'),

	'connectors.create': by('connector:create'),
	'connectors.list': by('connector:getAll'),
	'connectors.get': by('connector:get'),
	'connectors.rotateKey': by('connector:rotateKey'),
	'connectors.delete': by('connector:delete'),

	'hls.*': stream,
	'rtmp.*': stream,
	'transcodings.*': why('Works on video files after a meeting. No part of a call'),
	'whip.*': encoder,
	'whep.*': encoder,
	'socketIngress.*': encoder,
	'resourcePool.*': why(
		'Keeps machines ready for recordings and streams of many meetings (Enterprise)',
	),
	'alertRules.*': alarm,
	'incidents.*': alarm,
};

/** What is said of a method: in its own line, or else in the nearest that stands for all below a name. */
export function coverageOf(method: string): { line: string; coverage: Coverage } | undefined {
	const lines = [method, ...namesAbove(method).map((name) => `${name}.*`)];
	const line = lines.find((one) => one in SDK_COVERAGE);
	return line === undefined ? undefined : { line, coverage: SDK_COVERAGE[line] };
}

/** `sip.calls.create`: `sip.calls` and `sip`. */
function namesAbove(method: string): string[] {
	const above = method.slice(0, Math.max(0, method.lastIndexOf('.')));
	return above === '' ? [] : [above, ...namesAbove(above)];
}
