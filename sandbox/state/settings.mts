import { z } from 'zod';

/** Switches for what nobody outside VideoSDK knows about the real service. */
export const settingsSchema = z
	.object({
		/** Whether calls placed by POST /v2/sip/outbound-call appear in GET /v2/sip/call. */
		listTrunkCalls: z.boolean(),
		/** How long a new call takes to appear in GET /v2/sip/call. */
		listLagSeconds: z.number().min(0),
		/** Seconds after which a call is gone from GET /v2/sip/call; null = never. */
		vanishingCalls: z.number().min(0).nullable(),
		/** Whether GET /v2/sip/call tells the metadata of calls. */
		listMetadata: z.boolean(),
		/** GET /v2/sip/call/:id, which only the vendor's SDK knows, answers 404 for every call. */
		callGetAnswers404: z.boolean(),
		/** Statuses are shown as INITIATED, as the samples of the docs do, not as initiated. */
		upperCaseStatuses: z.boolean(),
		/** A status never seen before, shown while the phone rings; null = "ringing". */
		unknownStatus: z.string().min(1).nullable(),
		/** How far the service's clock is ahead: the Date header, the times of calls, the expiry of tokens. */
		clockSkewSeconds: z.number(),
		/** Most items that any list gives at once, whatever `perPage` asks for; null = no limit. */
		pageSizeLimit: z.number().int().positive().nullable(),
		/** An account on which nothing has been set up: no gateways, rules, numbers and rooms. */
		emptyAccount: z.boolean(),
		/** What is signed with the secret that is known is refused: there is a new one. */
		secretIsNew: z.boolean(),
		/** The status with which all of telephony is refused; null = it is open to the account. */
		telephonyRefusal: z.number().int().min(400).max(599).nullable(),
		/** What is given as the key that deliveries are signed with. */
		signatureKey: z.enum(['right', 'unreadable', 'missing']),
		/** Whether answers have passwords of gateways and PINs of rules masked, and not in clear. */
		passwordsMasked: z.boolean(),
		/** How an answer about one gateway, rule or webhook looks: the docs have it bare. */
		accountAnswers: z.enum(['bare', 'inData', 'messageAfterUpdate']),
		/** An update of a gateway keeps the switches and the region that it does not name. */
		gatewayUpdatesKeepAll: z.boolean(),
		/** An update of a routing rule sets back switches that it does not name, as one of a gateway does. */
		ruleUpdatesSetBack: z.boolean(),
		/** Two gateways of a direction may have the same name. */
		gatewayNamesTwice: z.boolean(),
		/** Where in the URL of a connector its key stands. */
		connectorKey: z.enum(['inPath', 'inQuery']),
		/** Every change of a call raises a call-update too, besides the event with its own name. */
		callUpdates: z.boolean(),
		/** The status with which VideoSDK says that no voice agent comes; 200 = only the message says it. */
		noAgentStatus: z.number().int().min(200).max(599),
		/** Whether the answer to a dispatch names its job and worker, as the vendor's SDK has it. */
		dispatchJobs: z.boolean(),
		/** Whether GET /ai/v1/agents/:agentId/versions, which no document has, is answered. */
		agentVersions: z.boolean(),
		/** How long after its end the file of a recording is there; null = never. */
		recordingDelaySeconds: z.number().min(0).nullable(),
		/** The same of a transcript after the talk, or after the recording that it is made of. */
		transcriptDelaySeconds: z.number().min(0).nullable(),
		/** VideoSDK gives up on recordings when they are due. */
		recordingsFail: z.boolean(),
		/** As what the sound of a call with `recordAudio` is recorded: the docs do not say. */
		recordAudioAs: z.enum(['merge', 'participant', 'room']),
		/** How large the file of a recording is. */
		recordingBytes: z
			.number()
			.int()
			.min(0)
			.max(2 ** 40),
		/** What transcripts say, in whatever language. */
		transcript: z.string(),
		/** Whether files lie at a host of their own, as those of a CDN do. */
		filesAtCdn: z.boolean(),
		/** Whether links to files are presigned: who leaves out the signature gets nothing. */
		signedLinks: z.boolean(),
		/** Whether a file says how long it is before it comes. */
		fileLengthTold: z.boolean(),
		/** Starting and stopping a recording is answered with plain text, and not with a JSON string. */
		plainTextAnswers: z.boolean(),
		/** Webhooks know the seven oldest events only, and refuse the others like unknown ones. */
		onlySevenEvents: z.boolean(),
		/** Rooms take a webhook only at an https address that the internet can reach. */
		onlyPublicRoomWebhooks: z.boolean(),
		/** How the column of a batch's file is named that has the numbers. The others are metadata. */
		batchNumberColumn: z.enum(['phoneNumber', 'phone_number']),
		/** What the records of a batch are called that were not answered, in lists, filters and counts. */
		batchRecordLabels: z.enum(['not connected', 'not-connected']),
		/** Whether the records of a batch tell the other columns of the file. */
		batchRecordMetadata: z.boolean(),
		/** How long a file takes to be parsed. */
		batchParseSeconds: z.number().min(0),
		/** Why no file can be parsed; null = each that has the column can. */
		batchParseError: z.string().min(1).nullable(),
		/** The numbers in any XLS or XLSX file: the sandbox cannot unpack them. */
		batchSheetNumbers: z.array(z.string()),
		/** How many calls of a batch are on at once. */
		batchConcurrency: z.number().int().positive(),
		/** How long after a call that was not answered the same number is tried again. */
		batchRetrySeconds: z.number().min(0),
		/** How long a launch takes to show in what is told of the batch. */
		batchLagSeconds: z.number().min(0),
		/** Launching a batch that was launched dials everybody again, in place of being refused. */
		batchLaunchesTwice: z.boolean(),
		/** Whether what is launched has the ID under which its file was uploaded, or another one. */
		batchKeepsId: z.boolean(),
		/** What a change of a batch leaves out is reset, in place of being kept. */
		batchUpdateReplaces: z.boolean(),
		/** A change of a batch that does not say that it stays a draft launches it. */
		batchUpdateLaunches: z.boolean(),
		/** Whether the webhook of a batch that was cancelled is told that it is completed. */
		batchCancelCompletes: z.boolean(),
	})
	.strict();

export type SandboxSettings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: SandboxSettings = {
	listTrunkCalls: true,
	listLagSeconds: 0,
	vanishingCalls: null,
	listMetadata: true,
	callGetAnswers404: false,
	upperCaseStatuses: false,
	unknownStatus: null,
	clockSkewSeconds: 0,
	pageSizeLimit: null,
	emptyAccount: false,
	secretIsNew: false,
	telephonyRefusal: null,
	signatureKey: 'right',
	passwordsMasked: false,
	accountAnswers: 'bare',
	gatewayUpdatesKeepAll: false,
	gatewayNamesTwice: false,
	ruleUpdatesSetBack: false,
	connectorKey: 'inPath',
	callUpdates: false,
	noAgentStatus: 404,
	dispatchJobs: true,
	agentVersions: true,
	onlySevenEvents: false,
	onlyPublicRoomWebhooks: false,
	batchNumberColumn: 'phoneNumber',
	batchRecordLabels: 'not connected',
	batchRecordMetadata: true,
	batchParseSeconds: 2,
	batchParseError: null,
	batchSheetNumbers: ['+12025550100', '+12025550101'],
	batchConcurrency: 10,
	batchRetrySeconds: 60,
	batchLagSeconds: 0,
	batchLaunchesTwice: false,
	batchKeepsId: true,
	batchUpdateReplaces: false,
	batchUpdateLaunches: false,
	batchCancelCompletes: false,
	recordingDelaySeconds: 5,
	transcriptDelaySeconds: 5,
	recordingsFail: false,
	recordAudioAs: 'merge',
	recordingBytes: 64 * 1024,
	transcript: 'agent: Hello, this is the sandbox.\ncustomer: Good to hear from you.\n',
	filesAtCdn: true,
	signedLinks: true,
	fileLengthTold: true,
	plainTextAnswers: false,
};
