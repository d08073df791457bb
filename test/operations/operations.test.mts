import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import { PROJECT } from '../../scripts/projectFolders.mts';
import { buildProperties } from '../../nodes/VideoSdk/node/buildProperties.ts';
import { operations, resources } from '../../nodes/VideoSdk/operations/index.ts';

// What workflows store is in nobody's hands any more once a version is out: a change here breaks them.
const stored = operations.map(({ resource, option, fields }) => [
	`${resource}:${option.value}`,
	fields.map(({ name }) => name),
]);

test('what workflows store has the names it was released with', () => {
	expect(Object.fromEntries(stored)).toEqual({
		'call:outboundSipCall': [
			'callThrough',
			'trunkId',
			'gatewayId',
			'routingRuleId',
			'to',
			...['from', 'from', 'from'],
			...['displayName', 'displayName'],
			...['putInto', 'putInto', 'putInto', 'putInto'],
			'meetingId',
			'participantId',
			...['agentId', 'agentVersionId', 'agentVariables', 'agentVariables'],
			'waitFor',
			'waitLimit',
			'waitHow',
			'safety',
			'options',
		],
		'call:get': ['callId', 'options'],
		'call:getAll': ['returnAll', 'limit', 'filters', 'options'],
		'call:end': ['callId', 'options'],
		'call:transfer': ['callId', 'transferTo', 'waitForTransfer', 'safety', 'options'],
		'call:switchRoom': ['callId', 'roomId', 'participantId', 'options'],
		'batchCall:launchFromItems': [
			...['batchName', 'phoneNumberId', 'routingRuleId', 'to', 'rowKey', 'agentVariables'],
			...['launchWhen', 'startAt', 'batchTimeZone', 'batchTimeZone'],
			...['waitFor', 'batchWaitLimit', 'waitHow', 'safety', 'options'],
		],
		'batchCall:launchFromFile': [
			...['noRulesNotice', 'batchName', 'inputDataFieldName', 'phoneNumberId', 'routingRuleId'],
			...['launchWhen', 'startAt', 'batchTimeZone', 'batchTimeZone', 'options'],
		],
		'batchCall:get': ['batchId', 'options', 'rawAnswer'],
		'batchCall:getAll': ['returnAll', 'limit', 'filters', 'options', 'rawAnswer'],
		'batchCall:getStats': ['batchId'],
		'batchCall:getRecords': ['batchId', 'returnAll', 'limit', 'filters', 'options', 'rawAnswer'],
		'batchCall:update': ['batchId', 'updateFields', 'options', 'rawAnswer'],
		'batchCall:deleteRecords': ['batchId', 'recordIds'],
		'batchCall:cancel': ['batchId', 'cancelMode', 'options', 'rawAnswer'],
		'batchCall:delete': ['batchId'],
		'batchCall:export': ['batchId', 'binaryPropertyName', 'filters'],
		'agent:dispatch': ['agentId', 'agentVersionId', 'meetingId', 'agentVariables', 'options'],
		'agent:dispatchManaged': [
			...['agentId', 'agentVersionId', 'meetingId', 'agentVariables', 'options'],
		],
		'agent:getAll': ['returnAll', 'limit', 'filters'],
		'room:create': ['customRoomId', 'options'],
		'room:get': ['roomId', 'options', 'rawAnswer'],
		'room:getAll': ['returnAll', 'limit', 'options', 'rawAnswer'],
		'room:validate': ['roomId', 'options', 'rawAnswer'],
		'room:end': ['roomId', 'options', 'rawAnswer'],
		'session:get': ['sessionId', 'options', 'rawAnswer'],
		'session:getAll': ['roomId', 'returnAll', 'limit', 'filters', 'options', 'rawAnswer'],
		'session:getParticipants': [
			'participantsOf',
			'roomId',
			'sessionId',
			'who',
			'returnAll',
			'limit',
		],
		'session:end': ['roomId', 'sessionId', 'options'],
		'session:removeParticipant': ['roomId', 'participant'],
		'recording:download': ['recordingType', 'recordingId', 'binaryPropertyName', 'options'],
		'recording:get': ['recordingType', 'recordingId', 'options', 'rawAnswer'],
		'recording:getAll': ['recordingType', 'returnAll', 'limit', 'filters', 'options'],
		'recording:start': [
			...['recordingType', 'roomId', 'sessionId', 'participantId', 'kind'],
			...['channel1', 'channel2', 'transcribe', 'summarize', 'summaryPrompt', 'options'],
		],
		'recording:stop': ['recordingType', 'roomId', 'participantId', 'kind'],
		'transcription:download': [
			...['transcriptionSource', 'transcriptionId', 'parts', 'putOutAs', 'format', 'options'],
		],
		'transcription:get': ['transcriptionSource', 'transcriptionId', 'options', 'rawAnswer'],
		'transcription:getAll': [
			'transcriptionSource',
			'returnAll',
			'limit',
			'filters',
			'options',
			'rawAnswer',
		],
		'transcription:start': ['roomId', 'language', 'summarize', 'summaryPrompt', 'options'],
		'transcription:stop': ['roomId'],
		'gateway:create': [
			...['direction', 'name', 'numbers', 'address', 'transport', 'username', 'password'],
			'options',
		],
		'gateway:get': ['direction', 'gatewayId'],
		'gateway:getAll': ['direction', 'returnAll', 'limit', 'filters'],
		'gateway:update': ['direction', 'gatewayId', 'updateFields'],
		'gateway:delete': ['direction', 'gatewayId'],
		'phoneNumber:create': [
			...['name', 'numbers', 'address', 'transport', 'username', 'password', 'options'],
		],
		'phoneNumber:get': ['phoneNumber'],
		'phoneNumber:getAll': ['returnAll', 'limit', 'filters'],
		'phoneNumber:detach': ['phoneNumber'],
		'phoneNumber:updateGateway': ['phoneNumber', 'direction', 'updateFields'],
		'phoneNumber:release': ['phoneNumber'],
		'routingRule:create': [
			...['direction', 'name', 'numbers', 'putCallsInto', 'roomId', 'agentId', 'options'],
		],
		'routingRule:get': ['routingRuleId'],
		'routingRule:getAll': ['returnAll', 'limit', 'filters'],
		'routingRule:update': ['routingRuleId', 'putCallsInto', 'roomId', 'agentId', 'updateFields'],
		'routingRule:delete': ['routingRuleId'],
		'connector:create': ['provider', 'name', 'routingRuleId', 'roomId', 'options'],
		'connector:get': ['connectorId', 'options'],
		'connector:getAll': ['returnAll', 'limit'],
		'connector:rotateKey': ['connectorId', 'options'],
		'connector:delete': ['connectorId'],
		'webhook:create': ['url', 'events', 'ownAddress'],
		'webhook:get': ['webhookId', 'ownAddress'],
		'webhook:update': ['webhookId', 'updateFields', 'ownAddress'],
		'webhook:getAll': ['returnAll', 'limit', 'filters', 'ownAddress'],
		'webhook:delete': ['webhookId'],
		'account:checkSetUp': ['checkFor'],
	});
});

test('what collections store has the names it was released with', () => {
	const collections = operations.flatMap(({ resource, option, fields }) =>
		fields
			.filter(({ type }) => type === 'collection')
			.map(({ name, options = [] }) => [
				`${resource}:${option.value}:${name}`,
				(options as INodeProperties[]).map((field) => field.name),
			]),
	);
	expect(Object.fromEntries(collections)).toEqual({
		'call:outboundSipCall:options': [
			'additionalFields',
			'afterTheCall',
			'afterLimit',
			...['agentVariables', 'agentVersionId', 'from'],
			'maxCallsAtOnce',
			'callsPerSecond',
			'deduplicationKey',
			'details',
			'displayName',
			'dtmf',
			...['hangUpAtLimit', 'hangUpAtLimit'],
			'hangUpOnStop',
			'hidePhoneNumber',
			'whenUnknown',
			'includeHeaders',
			'includeInputFields',
			'maskNumbers',
			'maxCallDuration',
			'mediaEncryption',
			'metadata',
			'participantId',
			'rawAnswer',
			'recordAudio',
			'ringTimeout',
			'roomEventsTo',
			'sipHeaders',
			'summaryPrompt',
			'tryAgain',
			...['agentId', 'waitLimit'],
			'waitUntilAnswered',
			'waitHow',
		],
		'call:outboundSipCall:safety': [
			...['doNotCall', 'callingWindow', 'outsideWindow', 'mostCalls', 'notAgainWithin'],
			...['allowedCountries', 'allowedPrefixes', 'defaultCountry'],
			...['whenNotAllowed', 'allowNumbers'],
		],
		'call:get:options': ['details', 'rawAnswer'],
		'call:getAll:filters': [
			'direction',
			...['gatewayId', 'gatewayId'],
			...['roomId', 'roomId'],
			...['ruleId', 'ruleId'],
			'search',
			'sessionId',
			'startedFrom',
			'startedUntil',
			'status',
		],
		'call:getAll:options': ['details', 'rawAnswer'],
		'call:end:options': ['details', 'rawAnswer'],
		'call:transfer:safety': [
			...['doNotCall', 'allowedCountries', 'allowedPrefixes', 'defaultCountry', 'allowNumbers'],
		],
		'call:transfer:options': ['details', 'playDialTone', 'rawAnswer', 'waitLimit'],
		'call:switchRoom:options': ['details', 'rawAnswer'],
		'batchCall:launchFromItems:safety': [
			...['doNotCall', 'mostCalls', 'notAgainWithin'],
			...['allowedCountries', 'allowedPrefixes', 'defaultCountry'],
			...['whenNotAllowed', 'allowNumbers'],
		],
		'batchCall:launchFromItems:options': [
			...['batchEventsTo', 'daysOfWeek', 'deduplicationKey', 'batchDescription', 'allowedHours'],
			...['includeInputFields', 'maskNumbers', 'phoneNumberColumn', 'batchRetry'],
			...['rowsPerBatch', 'whenUnknown'],
		],
		'batchCall:launchFromFile:options': [
			...['batchEventsTo', 'daysOfWeek', 'deduplicationKey', 'batchDescription', 'allowedHours'],
			...['batchRetry', 'whenUnknown'],
		],
		'batchCall:get:options': ['rawAnswer'],
		'batchCall:getAll:filters': [
			...['createdFrom', 'createdUntil', 'recordsFrom', 'recordsUpTo', 'batchStatus'],
		],
		'batchCall:getAll:options': ['rawAnswer'],
		'batchCall:getRecords:filters': ['search', 'status'],
		'batchCall:getRecords:options': ['rawAnswer'],
		'batchCall:update:updateFields': [
			...['batchName', 'daysOfWeek', 'batchDescription', 'phoneNumberId', 'allowedHours'],
			...['batchRetry', 'routingRuleId', 'startAt', 'batchTimeZone'],
		],
		'batchCall:update:options': ['rawAnswer'],
		'batchCall:cancel:options': ['rawAnswer'],
		'batchCall:export:filters': ['search', 'status'],
		'agent:dispatch:options': [
			...['sessionTimeout', 'autoEndSession', 'metadata', 'rawAnswer', 'versionTag'],
		],
		'agent:dispatchManaged:options': [
			...['sessionTimeout', 'autoEndSession', 'metadata', 'rawAnswer'],
		],
		'agent:getAll:filters': ['agentId', 'deploymentId', 'name', 'status'],
		'room:create:options': [
			'allowedParticipantIds',
			'autoClose',
			'autoCloseAfter',
			'geoFence',
			'rawAnswer',
			'autoRecord',
			'summaryPrompt',
			'webhookEvents',
			'webhookUrl',
		],
		'room:get:options': ['rawAnswer'],
		'room:getAll:options': ['rawAnswer'],
		'room:validate:options': ['rawAnswer'],
		'room:end:options': ['rawAnswer'],
		'session:get:options': ['rawAnswer'],
		'session:getAll:filters': ['startedFrom', 'startedUntil', 'sessionStatus'],
		'session:getAll:options': ['rawAnswer'],
		'session:end:options': ['force', 'rawAnswer'],
		'recording:download:options': ['sizeLimit', 'timeLimit', 'waitForFile'],
		'recording:get:options': ['rawAnswer'],
		'recording:getAll:filters': ['participantId', 'roomId', 'sessionId', 'status'],
		'recording:getAll:options': ['rawAnswer', 'withTranscription'],
		'recording:start:options': [
			...['audioOnly', 'fileFormat', 'directory', 'layout', 'quality', 'webhookUrl'],
		],
		'transcription:download:options': ['sizeLimit', 'timeLimit', 'waitForFile'],
		'transcription:get:options': ['rawAnswer'],
		'transcription:getAll:filters': ['roomId', 'sessionId', 'status'],
		'transcription:getAll:options': ['rawAnswer'],
		'transcription:start:options': ['modelId', 'webhookUrl'],
		'gateway:create:options': [
			...['allowedAddresses', 'allowedNumbers', 'enableDtmf', 'mediaEncryption', 'metadata'],
			...['noiseCancellation', 'record', 'geoRegion', 'tags'],
		],
		'gateway:getAll:filters': ['search'],
		'gateway:update:updateFields': [
			...['address', 'allowedAddresses', 'allowedNumbers', 'clear', 'enableDtmf'],
			...['mediaEncryption', 'metadata', 'name', 'noiseCancellation', 'password', 'numbers'],
			...['record', 'geoRegion', 'tags', 'transport', 'username'],
		],
		'phoneNumber:create:options': [
			...['inboundRegion', 'mediaEncryption', 'outboundRegion', 'isShared'],
		],
		'phoneNumber:getAll:filters': ['search'],
		'phoneNumber:updateGateway:updateFields': [
			...['address', 'mediaEncryption', 'name', 'password', 'geoRegion', 'transport', 'username'],
		],
		'routingRule:create:options': [
			...['agentMetadata', 'allowedIpAddresses', 'allowedNumbers', 'enableDtmf', 'headers'],
			...['headersToAttributes', 'hidePhoneNumber', 'includeHeaders', 'noiseCancellation'],
			...['recording', 'prefix', 'pin', 'tags'],
		],
		'routingRule:getAll:filters': ['direction', 'roomType', 'search'],
		'routingRule:update:updateFields': [
			...['agentMetadata', 'allowedIpAddresses', 'allowedNumbers', 'enableDtmf', 'headers'],
			...['headersToAttributes', 'hidePhoneNumber', 'includeHeaders', 'name'],
			...['noiseCancellation', 'numbers', 'recording', 'prefix', 'pin', 'tags'],
		],
		'connector:create:options': ['region', 'showWebhookUrl'],
		'connector:get:options': ['showWebhookUrl'],
		'connector:rotateKey:options': ['showWebhookUrl'],
		'webhook:update:updateFields': ['events', 'url'],
		'webhook:getAll:filters': ['search'],
	});
});

test('"Outbound SIP Call" is what a new node does', () => {
	const properties = buildProperties(resources, operations);
	const selector = (name: string) => properties.find((property) => property.name === name);
	expect(selector('resource')?.default).toBe('call');
	expect(selector('operation')?.default).toBe('outboundSipCall');
});

describe.each(operations)('$resource: $option.name', (operation) => {
	const shown = buildProperties(resources, operations).filter(
		({ displayOptions: { show } = {} }) =>
			show?.resource?.includes(operation.resource) &&
			show.operation?.includes(operation.option.value),
	);

	test('its fields are shown for it alone', () => {
		expect(shown.map(({ name }) => name)).toEqual(operation.fields.map(({ name }) => name));
		for (const { displayOptions } of shown) {
			expect(displayOptions?.show).toMatchObject({
				resource: [operation.resource],
				operation: [operation.option.value],
			});
		}
	});

	test('every field says in words what it is for', () => {
		const wordless = (fields: readonly INodeProperties[]): string[] =>
			fields.flatMap(({ name, type, description, options = [] }) => [
				...(description || type === 'collection' || type === 'notice' ? [] : [name]),
				...(type === 'collection' ? wordless(options as INodeProperties[]) : []),
			]);
		expect(wordless(operation.fields)).toEqual([]);
	});
});

function sourcesOf(folder: string): Array<{ path: string; text: string }> {
	return readdirSync(join(PROJECT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(PROJECT, folder, file))
		.map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

test('what makes a phone ring, or an agent talk, is guarded against doing it twice', () => {
	const sources = sourcesOf('nodes/VideoSdk').filter(({ path }) => !path.includes('/api/'));
	const ringing = sources.filter(({ text }) =>
		/\b(?:calls\.(?:place|transfer)|agents\.dispatch|batchCalls\.create)\(/.test(text),
	);
	expect(ringing.map(({ path }) => basename(path)).sort()).toEqual([
		'dispatchOnce.ts',
		'launchOnce.ts',
		'placeCall.ts',
		'transferOnce.ts',
	]);
	for (const { text } of ringing) expect(text).toContain('placeOnce(');
});

test('who records in pieces, or downloads, is told that the playlist alone comes', () => {
	for (const name of ['Start', 'Download']) {
		const { fields } = operations.find(
			({ resource, option }) => resource === 'recording' && option.name === name,
		) ?? { fields: [] };
		expect(JSON.stringify(fields)).toMatch(/M3U8[^}]*playlist alone/);
	}
});

test('a field that several operations have is of one type: n8n keeps its value when another is chosen', () => {
	const types = new Map<string, Set<string>>();
	for (const field of operations.flatMap(({ fields }) => [...fields])) {
		const { name, type, displayOptions }: INodeProperties = field;
		// Nodes of before go on having texts where those of today have lists.
		if (displayOptions?.show?.['@version']?.includes(1)) continue;
		if (type !== 'notice') types.set(name, (types.get(name) ?? new Set()).add(type));
	}
	const several = [...types].filter(([, own]) => own.size > 1).map(([name]) => name);
	expect(several).toEqual([]);
});

test('an expression in a field makes n8n ask for no field of another operation', () => {
	const nodeType = { description: { properties: buildProperties(resources, operations) } };
	const node = { typeVersion: 1, parameters: {} } as INode;
	for (const { resource, option, fields } of operations) {
		const own = new Set(fields.map(({ name }) => name));
		const given = fields
			.filter(({ noDataExpression }) => !noDataExpression)
			.map(({ name }) => [name, '={{ $json.a }}'] as const);
		const parameters = { resource, operation: option.value, ...Object.fromEntries(given) };
		const { properties } = nodeType.description;
		const shown = properties.filter((property) =>
			NodeHelpers.displayParameter(parameters, property, node, nodeType.description as never),
		);
		const foreign = shown.filter(({ name }) => !own.has(name)).map(({ name }) => name);
		expect(foreign).toEqual(['resource', 'operation']);
	}
});

test('what an option or rule asks for is there as soon as it is added: n8n forgets one that nobody has filled', () => {
	const added = allFields(operations.flatMap(({ fields }) => fields))
		.filter(({ type, typeOptions }) => type === 'fixedCollection' && !typeOptions?.multipleValues)
		.map(({ name, default: value, options = [] }) => [
			name,
			Object.keys(Object(value)),
			options.map((group) => group.name),
		]);
	expect(added.length).toBeGreaterThan(0);
	for (const [name, shown, groups] of added) expect(shown, String(name)).toEqual(groups);
});

/** Those in collections, too. */
function allFields(fields: readonly INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => {
		const inner = field.type === 'collection' ? (field.options ?? []) : [];
		return [field, ...allFields(inner.filter((option) => 'type' in option))];
	});
}

test('n8n may push entries into the selectors without changing the operations', () => {
	const [resource, operation] = buildProperties(resources, operations);
	const counts = [resource, operation].map(({ options }) => options?.length);
	resource.options?.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
	operation.options?.push({ name: 'Custom API Call', value: '__CUSTOM_API_CALL__' });
	const [again, andAgain] = buildProperties(resources, operations);
	expect([again, andAgain].map(({ options }) => options?.length)).toEqual(counts);
});

test('what cannot be undone says so in its label, and in what is said of it', () => {
	const forGood = operations.filter(({ option }) => /for good/i.test(option.name));
	expect(forGood.map(({ resource, option }) => `${resource}:${option.value}`)).toEqual([
		'gateway:delete',
		'phoneNumber:release',
		'routingRule:delete',
		'connector:rotateKey',
		'connector:delete',
	]);
	for (const { option } of forGood) {
		expect(option.action).toContain('for good');
		expect(option.description).toContain('cannot be undone');
	}
});

test('every password is typed unseen', () => {
	const passwords = allFields(operations.flatMap(({ fields }) => fields)).filter(({ name }) =>
		/password|secret|^pin$/i.test(name),
	);
	expect(passwords.length).toBeGreaterThan(0);
	expect(passwords.filter(({ typeOptions }) => !typeOptions?.password)).toEqual([]);
});
